"""What Celery does about reports that have come in, and about many at once. Safe to run twice."""

from __future__ import annotations

import httpx
from celery import shared_task
from django.contrib.auth import get_user_model

from ..reports.history import BulkDecision
from ..reports.report import Report
from . import alarm, bulk, grouping, routing
from .arrival import mark_duplicate
from .bulk import DecisionInWords
from .emails import tell_triagers


@shared_task(name="editorial.feedback.tasks.process_arrival")
def process_arrival(report_id: int) -> None:
    """Put a report that says what another said today aside; tell the desk of any other, and find its place.

    Each by a task of its own, so that an email that cannot be sent keeps nothing else waiting.
    """
    if mark_duplicate(report_id):
        return
    tell_triagers.delay(report_id)
    route.delay(report_id)
    if Report.objects.filter(pk=report_id, severity=Report.Severity.SAFETY).exists():
        call_webhook.delay(report_id)


@shared_task(name="editorial.feedback.tasks.route")
def route(report_id: int) -> None:
    """Into its group, and to the owners of its topics."""
    grouping.group(report_id)
    routing.route(report_id)


@shared_task(
    name="editorial.feedback.tasks.call_webhook",
    autoretry_for=(httpx.HTTPError,),
    retry_backoff=True,
    max_retries=5,
)
def call_webhook(report_id: int) -> None:
    alarm.call_webhook(report_id)


@shared_task(name="editorial.feedback.tasks.escalate_reports")
def escalate_reports() -> None:
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
