"""`manage.py write_manifest`: which rules a freshly migrated database has. For developers, after a migration."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ...audit import manifest


class Command(BaseCommand):
    help = "Write down the functions, triggers, constraints and grants of this database, for the audit to compare with."

    def handle(self, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                "This database is not migrated. Start the site once with ./run, then its roles have rights, too."
            )
        manifest.write()
        self.stdout.write(f"{manifest.PATH.name} lists the rules of this database.")
