"""A table that somebody else holds: whoever reads or writes it waits."""

from contextlib import contextmanager
from threading import Event, Thread

from django.db import connection, connections


@contextmanager
def locked(table):
    """Over a connection of a thread's own, for as long as this lasts."""
    held, done = Event(), Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            held.set()
            done.wait(30)
            cursor.execute("ROLLBACK")
        connections.close_all()

    holder = Thread(target=hold)
    holder.start()
    assert held.wait(10)
    try:
        yield
    finally:
        done.set()
        holder.join()
