"""`manage.py demo_logins`: one log-in for each role of the demo, separated by tabs."""

from django.core.management.base import BaseCommand

from ...demo.loading import logins


class Command(BaseCommand):
    help = "Print role, e-mail and password of one demo log-in for each role."

    def handle(self, **options):
        for login in logins():
            self.stdout.write("\t".join(login))
