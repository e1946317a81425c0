"""`manage.py load_guidelines FILE`: a list of guidelines by number, and which cited ones were replaced."""

from django.core.management.base import BaseCommand, CommandError

from articles.references.library.references import Reference

from ...source_watch.guidelines import BadListError, load
from ...source_watch.newer import look_for_newer


class Command(BaseCommand):
    help = "Load a CSV file of guidelines (number, title, replaced by, last updated), then look for cited ones."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, file, **options):
        try:
            with open(file, "rb") as opened:
                loaded = load(opened)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadListError as error:
            raise CommandError(str(error)) from error
        works = Reference.objects.filter(merged_into=None).iterator()
        newer = [version for work in works for version in look_for_newer(work, [], asks_services=False)]
        for number, said in loaded.no_days.items():
            self.stdout.write(
                f"{number}: “{said[:40]}” is no day. What was known stays; write 2025-12-30 or 30/12/2025."
            )
        self.stdout.write(f"{loaded.count} guidelines loaded; {len(newer)} cited works have a newer version.")
