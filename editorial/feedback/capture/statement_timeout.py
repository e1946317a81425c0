"""No statement of a reader's takes longer than a reader waits, be it for a lock."""

from contextlib import contextmanager

from django.db import connection, transaction

PATIENCE = "SET LOCAL statement_timeout = '2s'"


@contextmanager
def patiently():
    """A transaction in which each statement has two seconds. Inside another one, its patience counts."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        yield
