"""Where Celery finds the tasks of exchange. Each is safe to run twice."""

from celery import shared_task

from .legacy.publishing import publish_batches
from .sent_exports import carry_out, forget_exports

__all__ = ["carry_out", "forget_exports", "publish_what_was_moved_in"]


@shared_task(time_limit=240)
def publish_what_was_moved_in():
    """For a while; then again, so that no worker is held for an hour."""
    if publish_batches():
        publish_what_was_moved_in.delay()
