"""What one process at a time does, on however many machines."""

from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection, connections


@contextmanager
def alone(name):
    """Whether nobody else is at what has this name; nobody else can begin it until the end.

    The lock is held in a transaction over a connection of its own, which goes with the process: one that was killed
    holds up nobody. A pooler may so give out the other connections transaction by transaction.
    """
    own = connections.create_connection(connection.alias)
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it lasts as long as what is done
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [name])
            yield cursor.fetchone()[0]
    finally:
        with suppress(DatabaseError):  # one that was lost has given up its lock with its transaction
            own.rollback()  # PostgreSQL answers this, and ends a connection that is closed only when it comes to it
        own.close()
