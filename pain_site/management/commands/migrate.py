"""Django's `migrate`, which does not stop the site while it waits, and gives the site's roles their rights."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

from articles.audit.database_roles import grant_readers_role, grant_web_role, refuse_wrong_role


class Command(migrate.Command):
    """A change of a table waits for all who use it, and all who come later wait behind it: so it waits for seconds."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--web-role", help="Then grant_web_role to this role.")
        parser.add_argument("--readers-role", help="Then grant_readers_role to this role.")

    def handle(self, *args, web_role=None, readers_role=None, **options):
        for role in filter(None, (web_role, readers_role)):
            refuse_wrong_role(role)
        with connections[options["database"]].cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [settings.MIGRATION_LOCK_TIMEOUT])
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise CommandError(
                    f"Somebody used a table for longer than {settings.MIGRATION_LOCK_TIMEOUT}. Whatever was finished "
                    "stays: run migrate again, at a quieter moment or after the long task."
                ) from error
            raise
        for role, grant in ((web_role, grant_web_role), (readers_role, grant_readers_role)):
            if role:
                grant(role)
