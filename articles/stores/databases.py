"""The one database, over connections that are set up in different ways: `settings.DATABASES` says how, and why.

What readers ask for is answered over a connection of its own, whose role cannot read the workshop
(`audit/database_roles.py`). A middleware says which requests these are, and the router sends Django's queries there. In
front of a replica the same alias leads to it.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, connections

READERS = "readers"
#: The same role on the main server, over which answers to readers write: a replica takes nothing.
CAPTURE = "capture"
#: The same again, with the time that a statement has for readers: it answers where no replica does.
READERS_OF_MAIN = "readers_of_main"
_alias = ContextVar("alias", default=None)
#: Those whose server does not answer at the moment, or is behind (`database_watch.py`).
silent = set()


class WorkshopNotForReadersError(Exception):
    """What answers a reader asked over the workshop's connection."""


class ReadersRouter:
    """Django's queries go where the request is answered from; where there is none, to the workshop's connection."""

    def db_for_read(self, model, **hints):
        return _now()

    db_for_write = db_for_read

    def allow_relation(self, first, second, **hints):
        return True  # it is one database


@contextmanager
def for_readers():
    """What happens inside is asked over the readers' connection.

    Inside a transaction that is open already it is that one's: a request of a reader comes into none, but tests do.
    """
    alias = READERS_OF_MAIN if _alias.get() == READERS_OF_MAIN else READERS
    token = _alias.set(connection.alias if connection.in_atomic_block else alias)
    try:
        with connection.execute_wrapper(_refuse):
            yield
    finally:
        _alias.reset(token)


@contextmanager
def for_readers_of_the_main_server():
    """The same, never of a replica: what is told to others does not wait until that has heard of it, or is back."""
    token = _alias.set(READERS_OF_MAIN)
    try:
        with for_readers():
            yield
    finally:
        _alias.reset(token)


@contextmanager
def for_the_desk():
    """Inside an answer to a reader: what is asked for somebody who is logged in as one of the desk."""
    token = _alias.set(None)
    try:
        yield
    finally:
        _alias.reset(token)


def reading():
    """The connection over which what happens now is answered, for SQL of our own."""
    return connections[_now() or connection.alias]


def writing():
    """The connection over which what happens now writes: for an answer to a reader never that of a replica."""
    return connections[CAPTURE] if _alias.get() in (READERS, READERS_OF_MAIN) else reading()


def planned_once():
    """A cursor on the same, for a statement that is often asked: PostgreSQL reads and plans it once for a connection.

    For statements of ours that are always the same text, since a connection keeps each plan. A plan is made without
    the values that a statement is asked with: what it must know of them is written into the text.
    """
    return _cursor_that_prepares_after(0)


def unprepared():
    """A cursor on the same, for several statements sent as one, which PostgreSQL cannot prepare."""
    return _cursor_that_prepares_after(None)


@contextmanager
def _cursor_that_prepares_after(times):
    """`times` as psycopg's `prepare_threshold`, which each connection has its own of."""
    with reading().cursor() as cursor:
        driver = cursor.connection
        kept, driver.prepare_threshold = driver.prepare_threshold, times
        try:
            yield cursor
        finally:
            driver.prepare_threshold = kept


def _now():
    """In place of a replica that does not answer or is behind, the same role on the main server."""
    alias = _alias.get()
    return READERS_OF_MAIN if alias == READERS and READERS in silent and CAPTURE not in silent else alias


def over(alias):
    """The connection with this alias; inside a transaction that transaction's own, which alone sees what it wrote."""
    return connection if connection.in_atomic_block else connections[alias]


def _refuse(execute, sql, params, many, context):
    """A query that names the workshop's connection fails here; one that names nothing does not come here."""
    if _alias.get() in (READERS, READERS_OF_MAIN):
        raise WorkshopNotForReadersError("A reader's request asks over the workshop's connection.")
    return execute(sql, params, many, context)
