"""Damage to the record, done past all that protects it, and what the audit then finds."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from articles import audit
from articles.record.evidence import NOTHING_BEFORE, ChainedModel


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
    return "\n".join(audit.run().findings)


#: One link chained anew after another, as it says now.
CHAIN_AGAIN = """
    UPDATE {table} SET sequence = %(sequence)s, previous_hash = %(before)s WHERE id = %(id)s;
    UPDATE {table} AS link SET hash =
        encode(sha256(convert_to(%(before)s || E'\\n' || articles_chained_text(link), 'UTF8')), 'hex')
        WHERE id = %(id)s RETURNING hash
"""


def chain_everything_anew():
    """What somebody does who owns the database and wants a change to go unnoticed."""
    models = [model for model in apps.get_models() if issubclass(model, ChainedModel)]
    rows = [(*row, model._meta.db_table) for model in models for row in model.objects.values_list("sequence", "pk")]
    before = NOTHING_BEFORE
    with as_somebody_who_can_do_everything() as cursor:
        for model in models:
            cursor.execute(f"UPDATE {model._meta.db_table} SET sequence = -sequence")
        for sequence, (_sequence, pk, table) in enumerate(sorted(rows), start=1):
            cursor.execute(CHAIN_AGAIN.format(table=table), {"sequence": sequence, "before": before, "id": pk})
            cursor.nextset()
            (before,) = cursor.fetchone()
