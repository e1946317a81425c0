"""`manage.py make_log_key FILE`: once for a site, on the machine that signs the heads of the log."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...log.notes import BadKeyError, SignerKey


class Command(BaseCommand):
    help = "Make the key that signs the heads of the log: the secret half into FILE, the public half is printed."

    def add_arguments(self, parser):
        parser.add_argument("file")
        site = urlsplit(settings.BASE_URL)
        parser.add_argument("--name", default=f"{site.netloc}{site.path}/log", help="The name of the log.")

    def handle(self, file, name, **options):
        try:
            key = SignerKey.made(name)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            write_whole(descriptor, f"{key.secret()}\n", file)
        except BadKeyError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The key cannot be written to {file}: {error.strerror}.") from error
        self.stdout.write(str(key.verifier))


def write_whole(descriptor, text, file):
    """All of it, or no file: one without a key would stand in the way of the next attempt."""
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
    except OSError:
        os.remove(file)
        raise
