"""What Celery does for exchange. Each is safe to run twice."""

from celery import shared_task

from .legacy.publishing import publish_batches
from .sent_exports import carry_out


@shared_task
def publish_what_was_moved_in():
    """For a while; then again, so that no worker is held for an hour."""
    if publish_batches():
        publish_what_was_moved_in.delay()


@shared_task
def move_in_sent(pk):
    """One export, once: what another worker is at is left alone."""
    carry_out(pk)
