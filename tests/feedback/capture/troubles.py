"""PostgreSQL down, slow, or gone in between, for as long as a block lasts."""

from contextlib import contextmanager
from threading import Thread

from django.db import connection, connections

from tests.locked_tables import locked


@contextmanager
def database_down():
    """Nobody listens at the database's port."""
    connections.close_all()
    with nobody_takes_a_connection():
        yield


@contextmanager
def nobody_takes_a_connection():
    where = {known: {name: known.settings_dict[name] for name in ("HOST", "PORT")} for known in connections.all()}
    for known in where:
        known.settings_dict.update(HOST="127.0.0.1", PORT="1")
    try:
        yield
    finally:
        connections.close_all()
        for known, there in where.items():
            known.settings_dict.update(there)


def database_slow():
    """Somebody else has locked the table of reports."""
    return locked("feedback_report")


@contextmanager
def database_shuts_down():
    """PostgreSQL ends our connections, as it does when it starts again, and nobody takes the next one."""
    pids = []
    for known in connections.all():
        with known.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids += cursor.fetchone()

    def kill():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", [pids])
        connections.close_all()

    thread = Thread(target=kill)
    thread.start()
    thread.join()
    with nobody_takes_a_connection():
        yield
