"""`manage.py sign_head`: take what is new in the record into the log, and sign its head."""

from django.core.management.base import BaseCommand, CommandError

from ...log.notes import BadKeyError, BadNoteError
from ...log.signing import LogRefusalError, NoKeyError, sign_head, signing_key


class Command(BaseCommand):
    help = (
        "Sign a new head of the log. Run where LOG_SIGNING_KEY_FILE is set; Celery's queue “log” does it every minute."
    )

    def handle(self, **options):
        try:
            head = sign_head(signing_key())
        except (BadKeyError, BadNoteError, LogRefusalError, NoKeyError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Signed: {head}." if head else "Nothing new to sign.")
