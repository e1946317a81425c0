"""`manage.py grant_readers_role ROLE`: what answers to readers may read. Run as the owner after migrating."""

from django.core.management.base import BaseCommand

from ...audit.database_roles import grant_readers_role


class Command(BaseCommand):
    help = "Let a database role read what readers are shown, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("role")

    def handle(self, role, **options):
        grant_readers_role(role)
        self.stdout.write(f"{role} may read what readers are shown, and nothing else.")
