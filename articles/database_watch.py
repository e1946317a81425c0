"""Whether the servers that answer readers do answer: asked each second, by one thread of each web process.

A server that stands still takes connections all the same, since the kernel does that, and whoever asks it waits. No
time-out of PostgreSQL's helps, which it would have to keep itself. So the deadline is kept here. Who waits for a
reader's answer from a server that let it pass is cut off, and goes on as if the server were away (`database_away.py`).
While a replica does not answer, what readers ask for goes to the main server (`databases.py`).
"""

import asyncio
import logging
import os
import socket
import threading
from contextlib import suppress
from weakref import WeakSet

import psycopg
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from .databases import CAPTURE, READERS, silent

logger = logging.getLogger(__name__)

PAUSE_SECONDS, DEADLINE_SECONDS = 1, 1
#: After which what no machine has taken is given up: a machine without power would be waited for a quarter of an hour.
TRAVELS_MILLISECONDS = 5_000
_open_ones = {READERS: WeakSet(), CAPTURE: WeakSet()}


def start():
    """For as long as this process lives."""
    connection_created.connect(_remember)
    threading.Thread(target=asyncio.run, args=(_watch_all(),), name="database-watch", daemon=True).start()


def _remember(connection, **_kwargs):
    if connection.alias in _open_ones:
        _open_ones[connection.alias].add(connection)


async def _watch_all():
    await asyncio.gather(*map(_watch, servers()))


def servers():
    """One for each place where the aliases lead: both lead to one, where readers have no replica."""
    aliases = {}
    for alias in _open_ones:
        place = connections[alias].get_connection_params()
        aliases.setdefault(tuple(place.get(name) for name in ("host", "port", "dbname")), []).append(alias)
    return list(map(Server, aliases.values()))


async def _watch(server):
    was_silent = False
    while True:
        is_silent = not await server.answers()
        if is_silent != was_silent:
            said = "does not answer" if is_silent else "answers again"
            logger.warning("The server of %s %s.", " and ".join(server.aliases), said)
        (silent.update if is_silent else silent.difference_update)(server.aliases)
        if is_silent:
            cut_off(server.aliases)
        was_silent = is_silent
        await asyncio.sleep(PAUSE_SECONDS)


class Server:
    """Where connections of the settings lead, asked over one of our own."""

    def __init__(self, aliases):
        self.aliases = aliases
        given = connections[aliases[0]].get_connection_params()
        self.address = {
            **{name: value for name, value in given.items() if name not in ("context", "cursor_factory")},
            "autocommit": True,
            "tcp_user_timeout": TRAVELS_MILLISECONDS,
        }
        self.connection = self.question = None

    async def answers(self):
        """Whether it does within the deadline, twice: in a process that is short of time an answer may lie unread.

        A question that lets both pass is not put again: the next look waits for it.
        """
        self.question = self.question or asyncio.ensure_future(self._ask())
        for _look in range(2):
            answered, _waiting = await asyncio.wait([self.question], timeout=DEADLINE_SECONDS)
            if answered:
                break
        else:
            return False
        question, self.question = self.question, None
        return question.exception() is None

    async def _ask(self):
        """Over a fresh connection where the one from before has died, as one does when the server starts again."""
        if self.connection and not self.connection.closed:
            with suppress(psycopg.Error):
                await self.connection.execute("SELECT")
                return
        self.connection = await psycopg.AsyncConnection.connect(**self.address)


def cut_off(aliases):
    """Have whoever waits for an answer over such a connection find it broken. Idle ones are left: they may be well."""
    for each in [connection for alias in aliases for connection in list(_open_ones[alias])]:
        with suppress(AttributeError, OSError, psycopg.Error):  # closed meanwhile
            driver = each.connection
            if driver.info.transaction_status is TransactionStatus.ACTIVE:
                with socket.socket(fileno=os.dup(driver.fileno())) as same:
                    same.shutdown(socket.SHUT_RDWR)
