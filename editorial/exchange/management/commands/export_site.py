"""`manage.py export_site FOLDER`: the whole site as lines of JSON and files, to take elsewhere."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress_bar import ProgressBar

from ...whole_site.folder import NotThisFolderError
from ...whole_site.moving_out import move_out


class Command(BaseCommand):
    help = (
        "Write the whole site into a new folder: editions, sign-offs, the record and its log, references, people, "
        "pictures, reports. Passwords, second factors, letters and readers' addresses stay."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--with-words", action="store_true", help="with what readers wrote, as it was redacted")

    def handle(self, folder, with_words, **options):
        try:
            with ProgressBar(self.stderr) as progress:
                written = move_out(folder, with_words=with_words, progress=progress)
        except NotThisFolderError as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from error
        rows = sum(said.get("rows", 0) for said in written.files.values())
        size = sum(said["size"] for said in written.files.values())
        self.stdout.write(f"{rows:,} rows and {len(written.files):,} files, {size / 1_000_000:,.1f} MB, in {folder}.")
        if written.said["head"]:
            self.stdout.write(f"The head of the chain, to be kept elsewhere: {written.said['head']}")
