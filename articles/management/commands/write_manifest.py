"""`manage.py write_manifest`: which rules a freshly migrated database has. For developers, after a migration."""

from django.core.management.base import BaseCommand

from ...audit import manifest


class Command(BaseCommand):
    help = "Write down the functions, triggers, constraints and grants of this database, for the audit to compare with."

    def handle(self, **options):
        manifest.write()
        self.stdout.write(f"{manifest.PATH.name} lists the rules of this database.")
