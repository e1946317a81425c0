"""What workers do when a transaction is over."""

from django.db import transaction


def after_commit(task, *arguments):
    """Hand a task on to the queue once the transaction has been committed; nothing if it is rolled back.

    Whoever caused it is not told of a failure while the queue is away, and does not wait for its coming back: what they
    did is done, and the clock, or the next change, makes up for what was lost.
    """

    def hand_on():  # a partial has no name, and Django names what failed in the log
        task.apply_async(arguments, retry=False)

    transaction.on_commit(hand_on, robust=True)
