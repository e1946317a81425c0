"""What happens with the rights of one of the site's roles, in the transaction of the test."""

from contextlib import contextmanager

from django.db import connection, transaction

WEB_ROLE = "pain_site_web"
READERS_ROLE = "pain_site_readers"


@contextmanager
def acting_as(role):
    """`with acting_as(WEB_ROLE):` what happens inside has only that role's rights."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@contextmanager
def as_web():
    """What the web process can do, in a transaction that goes on when PostgreSQL refused something."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB_ROLE}")
        yield
        cursor.execute("RESET ROLE")
