"""What Celery does about reports that have come in, and about many at once. Safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from . import alarm, arrival, bulk, routing


@shared_task(name="editorial.feedback.tasks.follow_up", time_limit=60)
def follow_up(report_id: int) -> None:
    """At once, for a report that cannot wait; `catch_up` does it for all others, and those that this did not reach."""
    if arrival.follow_up(report_id):
        alarm.call_webhooks()


@shared_task(name="editorial.feedback.tasks.catch_up", time_limit=240)
def catch_up() -> None:
    """Each minute: see to what came in, and tell of what nobody was told of, other systems and the editors too."""
    arrival.catch_up()
    alarm.escalate()
    alarm.call_webhooks()
    routing.take_from_those_who_left()


@shared_task(name="editorial.feedback.tasks.go_on_with_many", acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def go_on_with_many() -> None:
    """At once after a decision about many reports, and each minute: whatever of such decisions is not done."""
    bulk.go_on_with_all()
