"""PostgreSQL with one more freedom, for tests only: it can empty the append-only tables.

Their triggers refuse TRUNCATE, which is what Django does between tests that commit. Inside the flush, and
only there, triggers are switched off. That takes a right which the tests' own cluster grants to its owner and
which no role of a real site has.
"""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQLOperations


class DatabaseOperations(PostgreSQLOperations):
    def sql_flush(self, *args, **kwargs):
        """Django runs these statements in one transaction, so that LOCAL covers all of them."""
        truncate = super().sql_flush(*args, **kwargs)
        if not truncate:
            return []
        return [
            "SET LOCAL session_replication_role = replica;",
            *truncate,
            "SET LOCAL session_replication_role = origin;",
        ]


class DatabaseWrapper(PostgreSQL):
    ops_class = DatabaseOperations
