"""`manage.py load_retraction_watch FILE`: the list of retracted works, and a check of all that our pages cite."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from articles.references.library.references import Reference

from ...source_watch.retraction_watch import BadFileError, RetractionList, load
from ...source_watch.watch import check_against_list, check_next, cite_what_was_missed

SHOWN = 20


class Command(BaseCommand):
    help = "Load Retraction Watch's CSV file, then check every work that readers' pages cite."

    def add_arguments(self, parser):
        parser.add_argument("file")
        word = parser.add_mutually_exclusive_group()
        word.add_argument("--whole", action="store_true", default=None, help="this is the whole list, short as it is")
        word.add_argument("--part", action="store_false", dest="whole", help="this is a part of it, long as it is")
        parser.add_argument("--of", type=date.fromisoformat, help="the day of the list (2026-11-27), if not today")

    def handle(self, file, whole, of, **options):
        try:
            with open(file, "rb") as opened:
                loaded, refused = load(opened, is_whole=whole, of=of)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadFileError as error:
            raise CommandError(str(error)) from error
        for sentence in refused[:SHOWN]:
            self.stderr.write(sentence)
        if len(refused) > SHOWN:
            self.stderr.write(f"… and {len(refused) - SHOWN} more rows that could not be used.")
        if not RetractionList.objects.latest("pk").is_whole:
            self.stderr.write("This is not the whole list: no work is clear by not being on it. If it is, say --whole.")
        cite_what_was_missed()
        news = [*check_against_list(), *check_next(Reference.objects.count())]
        self.stdout.write(f"{loaded} notices loaded, {len(refused)} rows left out; {len(news)} cited works are news.")
