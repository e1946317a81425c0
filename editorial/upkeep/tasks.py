"""What Celery does for upkeep. Each is safe to run twice but for a second letter."""

from celery import shared_task

from . import record_alarm


@shared_task
def verify_record():
    return record_alarm.audit_record()
