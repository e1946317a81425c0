"""Whether the servers that answer readers do, and have what readers get: asked each second, in each web process.

A server that stands still takes connections all the same, since the kernel does that, and whoever asks it waits. No
time-out of PostgreSQL's helps, which it would have to keep itself. So the deadline is kept here. Who waits for a
reader's answer from a server that let it pass is cut off, and goes on as if the server were away (`database_away.py`).
While a replica does not answer, what readers ask for goes to the main server (`databases.py`). So it does while the
replica is behind: a text that was withdrawn does not come back by it.
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

from .databases import CAPTURE, READERS, READERS_OF_MAIN, silent

logger = logging.getLogger(__name__)

PAUSE_SECONDS, DEADLINE_SECONDS = 1, 1
#: After which what no machine has taken is given up: a machine without power would be waited for a quarter of an hour.
TRAVELS_MILLISECONDS = 5_000
_open_ones = {alias: WeakSet() for alias in (READERS, CAPTURE, READERS_OF_MAIN)}
_starting = threading.Lock()
_watching = None


def start():
    """For as long as this process lives, and once, however often it is asked for."""
    global _watching
    if _watching == os.getpid():
        return
    with _starting:
        if _watching != os.getpid():
            _watching = os.getpid()
            connection_created.connect(_remember)
            threading.Thread(target=asyncio.run, args=(_watch_all(),), name="database-watch", daemon=True).start()


def _remember(connection, **_kwargs):
    if connection.alias in _open_ones:
        _open_ones[connection.alias].add(connection)


async def _watch_all():
    found = servers()
    main = next(server for server in found if CAPTURE in server.aliases)
    await asyncio.gather(*(_watch(server, main) for server in found))


def servers():
    """One for each place where the aliases lead: all lead to one, where readers have no replica."""
    aliases = {}
    for alias in _open_ones:
        place = connections[alias].get_connection_params()
        aliases.setdefault(tuple(place.get(name) for name in ("host", "port", "dbname")), []).append(alias)
    return list(map(Server, aliases.values()))


async def _watch(server, main):
    state = "answers"
    while True:
        before, state = state, learn(server, main, await server.answers())
        if state != before:
            logger.warning("The server of %s %s.", " and ".join(server.aliases), state)
        await asyncio.sleep(PAUSE_SECONDS)


def learn(server, main, is_there):
    """How it stands with a server, in words, after what follows from it is done."""
    is_behind = is_there and server.version < main.version
    (silent.difference_update if is_there and not is_behind else silent.update)(server.aliases)
    if not is_there:
        cut_off(server.aliases)
        return "does not answer"
    return "is behind" if is_behind else "answers"


class Server:
    """Where connections of the settings lead, asked over one of our own; and the version of what readers get there."""

    def __init__(self, aliases):
        self.aliases = aliases
        given = connections[aliases[0]].get_connection_params()
        self.address = {
            **{name: value for name, value in given.items() if name not in ("context", "cursor_factory")},
            "autocommit": True,
            "tcp_user_timeout": TRAVELS_MILLISECONDS,
        }
        self.connection = self.question = None
        self.version = 0

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
        if question.exception():
            return False
        self.version = question.result()
        return True

    async def _ask(self):
        """Over a fresh connection where the one from before has died, as one does when the server starts again."""
        if self.connection and not self.connection.closed:
            with suppress(psycopg.Error):
                return await self._version()
        self.connection = await psycopg.AsyncConnection.connect(**self.address)
        return await self._version()

    async def _version(self):
        asked = await self.connection.execute("SELECT version FROM articles_readerversion")
        return (await asked.fetchone() or [0])[0]


def cut_off(aliases):
    """Have whoever waits for an answer over such a connection find it broken. Idle ones are left: they may be well."""
    for each in [connection for alias in aliases for connection in list(_open_ones[alias])]:
        with suppress(AttributeError, OSError, psycopg.Error):  # closed meanwhile
            driver = each.connection
            if driver.info.transaction_status is TransactionStatus.ACTIVE:
                with socket.socket(fileno=os.dup(driver.fileno())) as same:
                    same.shutdown(socket.SHUT_RDWR)
