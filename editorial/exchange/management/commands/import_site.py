"""`manage.py import_site FOLDER`: an empty site becomes the one that `export_site` wrote. As the tables' owner."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.audit.database_roles import grant_readers_role, grant_web_role, refuse_wrong_role
from articles.management.progress_bar import ProgressBar

from ...whole_site.folder import NotThisFolderError
from ...whole_site.moving_back import move_back


class Command(BaseCommand):
    help = "Make an empty, migrated site into the one in a folder that export_site wrote, if its record is intact."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--web-role", default="pain_site_web")
        parser.add_argument("--readers-role", default="pain_site_readers")

    def handle(self, folder, web_role, readers_role, **options):
        for role in (web_role, readers_role):
            refuse_wrong_role(role)

        def grant():
            grant_web_role(web_role)
            grant_readers_role(readers_role)

        try:
            with ProgressBar(self.stderr) as progress:
                report = move_back(folder, grant=grant, progress=progress)
        except NotThisFolderError as refused:
            raise CommandError(f"{refused} Nothing was changed.") from refused
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}. Nothing was changed.") from error
        for warning in report.warnings:
            self.stdout.write(self.style.WARNING(warning))
        self.stdout.write(f"{report.checked['editions']:,} editions. The record is intact.")
        self.stdout.write("The head of the chain, as it was: {}:{}".format(*report.head))
        self.stdout.write("Everybody chooses a new password by “Forgotten password”, and sets second factors up anew.")
