"""PostgreSQL with more freedoms, for tests only: it empties the append-only tables, and puts back what was kept.

Their triggers refuse TRUNCATE, which is what Django does between tests that commit. Inside the flush, and
only there, triggers are switched off. That takes a right which the tests' own cluster grants to its owner and
which no role of a real site has.

`connection.keep()` remembers all rows as they are; every flush from then on leaves the tables in that state.
"""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.postgresql.creation import DatabaseCreation as PostgreSQLCreation
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQLOperations

KEEP = """
    DROP SCHEMA IF EXISTS kept CASCADE;
    CREATE SCHEMA kept;
    DO $$
    DECLARE
        name text;
        has_rows boolean;
    BEGIN
        FOR name IN
            SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO has_rows;
            IF has_rows THEN
                EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', name, name);
            END IF;
        END LOOP;
    END $$
"""
#: The tables that had rows, and their columns but those that PostgreSQL computes.
KEPT = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER'
        AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'kept')
    GROUP BY table_name
"""


class DatabaseOperations(PostgreSQLOperations):
    def sql_flush(self, style, tables, **options):
        """Django runs these statements in one transaction, so that LOCAL covers all of them."""
        if not tables:
            return []
        return [
            "SET LOCAL session_replication_role = replica;",
            *(f"DELETE FROM {self.quote_name(table)};" for table in tables),
            *self._put_back(),
            "SET LOCAL session_replication_role = origin;",
        ]

    def _put_back(self):
        with self.connection.cursor() as cursor:
            cursor.execute(KEPT)
            return [
                f"INSERT INTO public.{self.quote_name(table)} ({columns}) OVERRIDING SYSTEM VALUE"
                f" SELECT {columns} FROM kept.{self.quote_name(table)};"
                for table, columns in cursor.fetchall()
            ]


class DatabaseCreation(PostgreSQLCreation):
    def _destroy_test_db(self, test_database_name, verbosity):
        """Leave it: `./run test` throws the server away, and this would wait for connections that threads left."""


class DatabaseWrapper(PostgreSQL):
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations

    def keep(self):
        """Let every flush from now on end with the rows that there are now."""
        with self.cursor() as cursor:
            cursor.execute(KEEP)
        # Nothing is left for Django to load, and it need not make content types and permissions anew.
        self._test_serialized_contents = "[]"
