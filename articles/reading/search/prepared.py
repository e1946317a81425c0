"""Statements that the database server reads and plans once for a connection, not once for a reader."""

from django.db import connection
from psycopg import Cursor


class PreparedCursor(Cursor):
    """Has each statement prepared by the server."""

    def execute(self, query, params=None):
        return super().execute(query, params, prepare=True)


def planned_once():
    """A cursor like Django's own, for a long statement whose planning takes a third of its time.

    A pooler between the site and PostgreSQL has to know prepared statements (PgBouncer does since 1.21).
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrapped(PreparedCursor(connection.connection))
