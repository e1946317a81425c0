"""`manage.py backup`: the database, uploads and kept pictures, locked; the log apart. With the owner's address."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...backups import BackupRefusedError, back_up


class Command(BaseCommand):
    help = "Write a backup below BACKUP_ROOT, locked with the public key in BACKUP_KEY; the log below BACKUP_LOG_ROOT."

    def add_arguments(self, parser):
        parser.add_argument("--plain", action="store_true", help="Do not lock it: whoever gets it reads everything.")

    def handle(self, plain, **options):
        if not settings.BACKUP_ROOT:
            raise CommandError("Set BACKUP_ROOT to a folder on another disk.")
        if not (settings.BACKUP_KEY or plain):
            raise CommandError("Set BACKUP_KEY to the file of a public key (gpg --export --armor), or say --plain.")
        try:
            folder = back_up(
                settings.BACKUP_ROOT,
                log_root=settings.BACKUP_LOG_ROOT,
                key=None if plain else settings.BACKUP_KEY,
            )
        except (BackupRefusedError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder}: the backup is finished.")
        if not settings.BACKUP_LOG_ROOT:
            self.stdout.write("The log is not in it: BACKUP_LOG_ROOT is not set.")
