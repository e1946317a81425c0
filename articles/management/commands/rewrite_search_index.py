"""`manage.py rewrite_search_index`: every entry of the search index anew, as the owner, on the running site."""

import os

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from ...reading.search.rewriting import rewrite
from ..progress_bar import ProgressBar


class Command(BaseCommand):
    help = "Write every entry of the search index anew, after a change of what PostgreSQL makes of a text."

    def add_arguments(self, parser):
        parser.add_argument("--at-once", type=int, default=os.cpu_count(), help="over so many connections")

    def handle(self, at_once, **options):
        try:
            with ProgressBar(self.stderr) as progress:
                written = rewrite(at_once, progress)
        except ProgrammingError as refused:
            if not isinstance(refused.__cause__, InsufficientPrivilege):
                raise
            raise CommandError(f"Only the owner of the tables may do this: {refused}") from refused
        self.stdout.write(f"{written:,} pages are found by what they say now.")
