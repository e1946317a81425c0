"""What Celery does about reports that have come in, and about many at once. Safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.contrib.auth import get_user_model

from ..reports.history import BulkDecision
from . import alarm, arrival, bulk
from .bulk import DecisionInWords


@shared_task(name="editorial.feedback.tasks.follow_up")
def follow_up(report_id: int) -> None:
    """At once, for a report that cannot wait; `catch_up` does it for all others, and those that this did not reach."""
    if arrival.follow_up(report_id):
        alarm.call_webhooks()


@shared_task(name="editorial.feedback.tasks.catch_up")
def catch_up() -> None:
    """Each minute: see to what came in, and tell of what nobody was told of, other systems and the editors too."""
    arrival.catch_up()
    alarm.call_webhooks()
    alarm.escalate()


@shared_task(name="editorial.feedback.tasks.change_matching")
def change_matching(query: str, user_id: int, up_to: int, words: DecisionInWords, bulk_id: int) -> None:
    by = get_user_model().objects.get(pk=user_id)
    decided = BulkDecision.objects.get(pk=bulk_id)
    bulk.change_matching(query, bulk.decision_of(words), by=by, up_to=up_to, bulk=decided)


@shared_task(name="editorial.feedback.tasks.undo_changes")
def undo_changes(bulk_id: int, user_id: int) -> None:
    by = get_user_model().objects.get(pk=user_id)
    bulk.undo_changes(BulkDecision.objects.get(pk=bulk_id), by=by)
