"""`manage.py restore FOLDER`: a backup back into an empty place, its rights, and then the audit. As the owner."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.audit.database_roles import refuse_wrong_role

from ...backups import BackupRefusedError, restore


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and empty folders, then audit the record."
    requires_system_checks = []  # there are no tables yet that they could ask

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument("--log", metavar="FOLDER", help="The folder of the log's backup, which lies apart.")
        parser.add_argument("--web-role", default="pain_site_web")
        parser.add_argument("--readers-role", default="pain_site_readers")

    def handle(self, folder, log, web_role, readers_role, **options):
        for role in (web_role, readers_role):
            refuse_wrong_role(role)
        try:
            manifest = restore(folder, log_folder=log)
        except (BackupRefusedError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("grant_web_role", web_role, stdout=self.stdout)
        call_command("grant_readers_role", readers_role, stdout=self.stdout)
        self.stdout.write(f"Restored what was backed up at {manifest['made_at']}. Now the record is audited.")
        expected = ["--expect", manifest["head"]] if manifest["head"] else []
        call_command("verify_record", *expected, stdout=self.stdout)
