"""How the audit reads: one view of the whole database, in batches."""

from collections import namedtuple
from contextlib import contextmanager

from django.db import connection, transaction

#: Rows that are fetched at a time; with their documents some four megabytes.
BATCH = 200


@contextmanager
def one_moment():
    """A transaction that sees the database as it is now, whatever is published meanwhile, and that can write nothing.

    Inside another transaction, as in tests, it is that one.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def rows(query, params=None):
    """The rows of a query, from a server-side cursor."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, params)
        make = None
        while batch := cursor.fetchmany(BATCH):
            make = make or namedtuple("Row", [column.name for column in cursor.description])._make
            yield from map(make, batch)
