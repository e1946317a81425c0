"""What Celery does for copies elsewhere. Each is safe to run twice, and at the same time."""

from celery import shared_task

from articles.log.signing import signing_key
from articles.stores.queue import after_commit

from .recalls import signing, taking_in
from .telling import chasing, distribution, intents


@shared_task(time_limit=240)
def recall() -> tuple[int, int]:
    """Every minute, and when something was published: bring the list up to the record, and tell who wants to know.

    Whom strangers name is asked after that: no callback that never answers keeps a recall from anybody.
    """
    taken_in, told = taking_in.take_in(), distribution.tell_all()
    intents.ask_whether_true()
    return taken_in, told


@shared_task(time_limit=60)
def sign_recalls() -> str | None:
    """Every minute, in the one worker that has the log's key."""
    head = signing.sign_list(signing_key())
    return str(head) if head else None


@shared_task(time_limit=240)
def chase_silence() -> int:
    """Every hour."""
    return chasing.chase()


def recall_soon() -> None:
    """Wake a worker after the commit. Where the queue is away, the clock does it within a minute."""
    after_commit(recall)
