"""No statement of a reader's takes longer than a reader waits, be it for a lock."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

SET_TIMEOUT = f"SET LOCAL statement_timeout = '{settings.STATEMENT_TIMEOUT}'"


@contextmanager
def statement_timeout():
    """A transaction in which each statement has `STATEMENT_TIMEOUT`. Inside another one, its own time counts."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SET_TIMEOUT)
        yield
