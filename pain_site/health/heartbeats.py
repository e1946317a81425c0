"""Marks that the clock and the workers leave behind in Valkey: who has left none lately stands still."""

import time

from celery import shared_task

from articles.stores.valkey import valkey

KEEP_SECONDS = 30 * 24 * 3600


@shared_task(name="pain_site.beat", time_limit=30)
def beat(queue):
    """By the clock, in each queue: a mark says that the clock runs, that a worker does, and that nothing is stuck."""
    note(f"beat of {queue}")


def note(name, said=""):
    """That something happened now."""
    valkey().set(f"noted-{name}", f"{time.time()} {said}", ex=KEEP_SECONDS)


def noted(name):
    """(how many seconds ago, what was said of it) when it happened last; None when nobody knows."""
    kept = valkey().get(f"noted-{name}")
    if not kept:
        return None
    moment, _, said = kept.decode().partition(" ")
    return time.time() - float(moment), said


def note_signed(sender, **kwargs):
    """The log is signed up to its end."""
    note("signed")


def note_audit(sender, findings, head, **kwargs):
    """What the audit of the record came to."""
    note("audit", f"{findings} {head}")
