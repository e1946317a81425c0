"""One moment that several processes see. A worker loads this before Django is set up, so nothing here needs that."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.util import Finalize

import django
from django.db import transaction

from articles.reading.addresses.asked_once import standing_still
from articles.stores.databases import READERS, for_readers, over

#: A transaction that lasts as long as the writing may not be ended for that. PostgreSQL knows the last since 17.
LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout")
#: So many objects more, and the garbage among them is looked for: pages leave little, and each look takes its time.
GARBAGE = 100_000
#: What a worker holds open as long as it lives.
_held = ExitStack()


@contextmanager
def one_moment_for_readers(snapshot: str = "") -> Iterator[str]:
    """What happens inside sees what readers get at one moment, over their connection; its name for other processes.

    Inside another transaction, as in tests, it is that one, and has no name.
    """
    connection = over(READERS)
    is_own = not connection.in_atomic_block
    with (
        transaction.atomic(using=connection.alias),
        for_readers(),
        standing_still(),
        connection.cursor() as cursor,
    ):
        if not is_own:
            yield ""
            return
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if snapshot:
            cursor.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")  # PostgreSQL's own word; it takes no parameter
        cursor.execute("SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY(%s)", [list(LIMITS)])
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


@contextmanager
def workers_of(processes: int, snapshot: str) -> Iterator[Executor | None]:
    """So many processes that see the moment of that name; None where one is enough."""
    if processes < 2 or not snapshot:
        yield None
        return
    context = multiprocessing.get_context("spawn")  # a fork would share this process's connections
    with ProcessPoolExecutor(processes, context, _begin, (snapshot,)) as executor:
        yield executor


def _begin(snapshot: str) -> None:
    django.setup()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    _held.enter_context(one_moment_for_readers(snapshot))
    Finalize(None, _held.close, exitpriority=1)  # before Python takes itself apart
