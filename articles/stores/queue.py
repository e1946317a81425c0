"""What workers do when a transaction is over."""

from django.db import transaction
from kombu.exceptions import OperationalError

from .breaker import Breaker
from .databases import for_the_desk

#: To find out that the queue is away takes half a second for each task.
_breaker = Breaker(seconds=5)


def after_commit(task, *arguments, using=None):
    """Hand a task on to the queue once the transaction has been committed; nothing if it is rolled back.

    Whoever caused it is not told of a failure while the queue is away, and does not wait for its coming back: what they
    did is done, and the clock, or the next change, makes up for what was lost.
    """

    def hand_on():  # a partial has no name, and Django names what failed in the log
        if not _breaker.is_open:
            try:
                with for_the_desk():
                    task.apply_async(arguments, retry=False)
            except OperationalError:
                _breaker.trip()
                raise

    transaction.on_commit(hand_on, using=using, robust=True)
