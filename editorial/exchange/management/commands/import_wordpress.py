"""`manage.py import_wordpress FILE`: an export of WordPress becomes drafts. Nothing of it is published or signed."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress_bar import ProgressBar
from editorial.accounts.users import User

from ...wordpress.exported.stream import RefusedExportError
from ...wordpress.moving_in import Options, account_of_nobody, move_in
from ...wordpress.report import Report

#: Some items could not come in, or changed on both sides: the report says which.
EXIT_WITH_FAILURES = 3


class Command(BaseCommand):
    help = "Bring the posts, pages, people, topics and pictures of an export of WordPress (WXR) in as drafts."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        pictures = parser.add_mutually_exclusive_group()
        pictures.add_argument("--media", type=Path, metavar="FOLDER", help="a copy of wp-content/uploads")
        pictures.add_argument("--fetch-media", action="store_true", help="fetch pictures from the former site")
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, and write nothing")
        parser.add_argument("--resume", action="store_true", help="go on where a run of this file was interrupted")
        parser.add_argument("--pages-as-articles", action="store_true", help="pages are about health, as posts are")
        parser.add_argument(
            "--prepare-legacy",
            action="store_true",
            help="gather what may go out unreviewed, plainly marked; nothing does before two editors have decided so",
        )
        parser.add_argument(
            "--comments", action="store_true", help="approved comments become closed reports, for the desk alone"
        )
        parser.add_argument("--by", metavar="EMAIL", help="whose drafts they are; they cannot sign them then")
        parser.add_argument("--report", type=Path, metavar="CSV", help="where the report goes")

    def handle(self, file, media, by, report, **options):
        for path, is_right, what in ((file, Path.is_file, "file"), (media, Path.is_dir, "folder")):
            if path is not None and not is_right(path):
                raise CommandError(f"{path} is no {what}.")
        dry_run = options["dry_run"]
        chosen = Options(
            media,
            options["fetch_media"],
            dry_run,
            options["resume"],
            as_articles=options["pages_as_articles"],
            prepares_legacy=options["prepare_legacy"],
            comments=options["comments"],
        )
        path = report or Path(f"{file.stem}-moving-in.csv")
        try:
            with Report(path) as told, ProgressBar(self.stderr) as progress:
                move_in(file, chosen, told, by=None if dry_run else self.account(by), progress=progress)
        except RefusedExportError as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{error.filename or path}: {error.strerror}.") from error
        except KeyboardInterrupt:
            raise CommandError("Interrupted. Say --resume to go on where it stopped.", returncode=130) from None
        self.stdout.write("\n".join(told.summary()))
        if not told.is_clean:
            sys.exit(EXIT_WITH_FAILURES)

    def account(self, email):
        """Whoever is named; otherwise an account that nobody can log in to, and that signs nothing."""
        if email:
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            if user is None:
                raise CommandError(f"Nobody has the account {email}.")
            return user
        return account_of_nobody()
