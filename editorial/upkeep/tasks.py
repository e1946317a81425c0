"""What Celery does for upkeep. Each is safe to run twice but for a second letter."""

from celery import shared_task
from django.conf import settings

from articles.models import Reference

from . import letters, record_alarm, watch


@shared_task
def verify_record():
    return record_alarm.audit_record()


@shared_task
def watch_references():
    """Some of the works that readers' pages cite, every hour: each comes round within days."""
    return len(watch.check_next(settings.WATCH_A_DAY // 24))


@shared_task
def tell_of_flagged_reference(reference_id):
    return letters.tell_of_flagged_reference(reference_id)


@shared_task
def check_reference(reference_id):
    watch.check(Reference.objects.get(pk=reference_id))
