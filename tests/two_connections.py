"""Two connections at once: what one does while the other's transaction is open."""

import threading
import time
from contextlib import contextmanager

from django.db import connection, transaction

SECONDS = 60


def at_once(*acts):
    """Run each act in a thread and a connection of its own, all starting together; what each returned or raised."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait(SECONDS)
            answers[number] = act()
        except Exception as error:  # noqa: BLE001  handed to the test, which says which are right
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item, daemon=True) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads), "They wait for each other."
    return answers


@contextmanager
def another_connection_inside(act):
    """While the body's transaction is open, `act` runs in another connection; it may have to wait for the end."""
    done = []
    thread = threading.Thread(target=lambda: (done.append(act()), connection.close()), daemon=True)
    with transaction.atomic():
        yield thread.start
    thread.join(SECONDS)
    assert done, "It still waits."


def wait_until_somebody_waits():
    """For a lock that this connection holds."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    deadline = time.monotonic() + SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            if cursor.execute(waiting).fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("Nobody waits.")
