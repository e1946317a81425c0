"""`manage.py preflight`: what is not right about this site, in plain sentences; fails when there is any."""

from django.core.mail import send_mail
from django.core.management.base import BaseCommand

from articles.reading.site_settings import this_site

from ...health.preflight import ALL, AT_START, inspect


class Command(BaseCommand):
    help = "Say in plain sentences what is not right about this site; the exit code is 1 when anything is not."
    requires_system_checks = []  # they would say it in another way, and first

    def add_arguments(self, parser):
        parser.add_argument("--at-start", action="store_true", help="Only what the site must not start with.")
        parser.add_argument("--mail", metavar="ADDRESS", help="Also send a letter there.")

    def handle(self, at_start, mail, **options):
        found = inspect(AT_START if at_start else ALL)
        if mail:
            found += self.sent(mail)
        for sentence in found:
            self.stdout.write(f"- {sentence}")
        if found:
            raise SystemExit(1)
        self.stdout.write("All is right.")

    def sent(self, address):
        try:
            send_mail(f"{this_site().name}: a letter", "The site can send mail.", None, [address])
        except (OSError, ValueError) as error:  # an address that is none is a ValueError
            return [f"The letter to {address} did not leave ({type(error).__name__}: {error})."]
        self.stdout.write(f"A letter left for {address}; see whether it arrives.")
        return []
