"""No statement of a reader's takes longer than a reader waits, be it for a lock."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

PATIENCE = f"SET LOCAL statement_timeout = '{settings.STATEMENT_TIMEOUT}'"


@contextmanager
def patiently():
    """A transaction in which each statement has `STATEMENT_TIMEOUT`. Inside another one, its patience counts."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        yield
