"""Damage to the record, done past all that protects it, and what the audit then finds."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from psycopg import ClientCursor

from articles import audit
from articles.record.evidence import ChainedModel


@contextmanager
def as_somebody_who_can_do_everything():
    """With the triggers and foreign keys switched off: what only the database's owner could do, or a bad disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin; SET CONSTRAINTS ALL DEFERRED")


def damage(statement, *params):
    """Run a statement past all triggers; it has to hit exactly one row."""
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


def tamper(statements, ids):
    """Run statements that name their rows by `ids`, however many they hit."""
    # Several statements with values in them go to PostgreSQL as one text only from psycopg's own cursor for that.
    with as_somebody_who_can_do_everything() as cursor, ClientCursor(cursor.connection) as at_once:
        at_once.execute(statements, ids if "%(" in statements else None)


def found():
    return "\n".join(audit.run().findings)


#: Writes the chain anew over all rows, in the order in which they came to be: what somebody does who owns the database
#: and wants a change to go unnoticed.
CHAIN_ANEW = """
DO $$
DECLARE
    link record;
    before text := repeat('0', 64);
    place bigint := 0;
BEGIN
    FOR link IN SELECT * FROM links ORDER BY sequence LOOP
        place := place + 1;
        EXECUTE format('UPDATE %I SET sequence = $1, previous_hash = $2 WHERE id = $3', link.name)
        USING place, before, link.id;
        EXECUTE format('SELECT articles_chained_text(t) FROM %I AS t WHERE id = $1', link.name)
        INTO link.text USING link.id;
        before := encode(sha256(convert_to(before || E'\n' || link.text, 'UTF8')), 'hex');
        EXECUTE format('UPDATE %I SET hash = $1 WHERE id = $2', link.name) USING before, link.id;
    END LOOP;
END $$
"""


def chain_everything_anew():
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, ChainedModel)]
    rows = " UNION ALL ".join(f"SELECT '{name}' AS name, id, sequence, '' AS text FROM {name}" for name in tables)
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE links ON COMMIT DROP AS {rows}")
        for table in tables:
            cursor.execute(f"UPDATE {table} SET sequence = -id, previous_hash = '', hash = ''")
        cursor.execute(CHAIN_ANEW)
        cursor.execute("DROP TABLE links")
