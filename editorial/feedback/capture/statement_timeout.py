"""No statement of a reader's takes longer than a reader waits, be it for a lock."""

from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from articles.stores.databases import reading

SET_TIMEOUT = f"SET LOCAL statement_timeout = '{settings.STATEMENT_TIMEOUT}'"


@contextmanager
def statement_timeout():
    """A transaction in which each statement has `STATEMENT_TIMEOUT`. Inside another one, its own time counts."""
    connection = reading()
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute(SET_TIMEOUT)
        yield
