"""`manage.py load_retraction_watch FILE`: the list of retracted works, and a check of all that our pages cite."""

from django.core.management.base import BaseCommand, CommandError

from articles.references.library.references import Reference

from ...retraction_watch import BadFileError, load
from ...watch import check_next, cite_what_was_missed

SHOWN = 20


class Command(BaseCommand):
    help = "Load Retraction Watch's CSV file, then check every work that readers' pages cite."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, file, **options):
        try:
            with open(file, "rb") as opened:
                loaded, refused = load(opened)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadFileError as error:
            raise CommandError(str(error)) from error
        for sentence in refused[:SHOWN]:
            self.stderr.write(sentence)
        if len(refused) > SHOWN:
            self.stderr.write(f"… and {len(refused) - SHOWN} more rows that could not be used.")
        cite_what_was_missed()
        news = check_next(Reference.objects.count())
        self.stdout.write(f"{loaded} notices loaded, {len(refused)} rows left out; {len(news)} cited works are news.")
