"""`manage.py export_site FOLDER`: the whole site as lines of JSON and files, to take elsewhere."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress_bar import ProgressBar

from ...ark.writing import write_ark
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
        parser.add_argument("--static", action="store_true", help="all that readers get, as pages for any web server")
        parser.add_argument("--processes", type=int, default=os.cpu_count(), help="so many at once, with --static")

    def handle(self, folder, with_words, static, processes, **options):
        try:
            with ProgressBar(self.stderr) as progress:
                if static:
                    return self.say_what_readers_get(write_ark(folder, processes=processes, progress=progress), folder)
                written = move_out(folder, with_words=with_words, progress=progress)
        except NotThisFolderError as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from error
        self.say_what_left(written, folder)

    def say_what_readers_get(self, told, folder):
        failed = sum(number for status, number in told.statuses.items() if status >= 500)
        if failed:
            raise CommandError(f"The site failed to answer {failed:,} of its addresses: the copy lacks them.")
        self.stdout.write(f"{len(told.files):,} files in {folder}. Open index.html there.")

    def say_what_left(self, written, folder):
        rows = sum(said.get("rows", 0) for said in written.files.values())
        size = sum(said["size"] for said in written.files.values())
        self.stdout.write(f"{rows:,} rows and {len(written.files):,} files, {size / 1_000_000:,.1f} MB, in {folder}.")
        if written.said["head"]:
            self.stdout.write(f"The head of the chain, to be kept elsewhere: {written.said['head']}")
