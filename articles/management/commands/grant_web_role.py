"""`manage.py grant_web_role ROLE`: what the web process's database role may do. Run as the owner after migrating."""

from django.core.management.base import BaseCommand

from ...audit.database_roles import grant_web_role


class Command(BaseCommand):
    help = "Let a database role read and write the site's tables, but only add to those that are evidence."

    def add_arguments(self, parser):
        parser.add_argument("role")

    def handle(self, role, **options):
        grant_web_role(role)
        self.stdout.write(f"{role} may use the site's tables, and only add to those that are evidence.")
