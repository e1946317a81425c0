"""Damage to the record, done past all that protects it, and what the audit then finds."""

from contextlib import contextmanager

from django.db import connection

from articles import audit


@contextmanager
def as_somebody_who_can_do_everything():
    """With the triggers and foreign keys switched off: what only the database's owner could do, or a bad disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def damage(statement, *params):
    """Run a statement past all triggers; it has to hit exactly one row."""
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


def found():
    return "\n".join(audit.run().flaws)
