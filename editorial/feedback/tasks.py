"""What Celery does for feedback. Safe to run twice but for a second letter."""

import httpx
from celery import shared_task
from django.contrib.auth import get_user_model

from . import correction_mail, counting, mail, retention, weekly_letter


@shared_task
def take_up(report_id):
    from .arrival import take_up  # here, because it needs triage, which sends the tasks of this module

    take_up(report_id)


@shared_task
def tell_triagers(report_id):
    return mail.tell_triagers(report_id)


@shared_task
def tell_of_correction(correction_id):
    return correction_mail.tell_of_correction(correction_id)


@shared_task
def answer_readers():
    return correction_mail.answer_readers()


@shared_task
def count_reports():
    counting.update_rollups()


@shared_task
def send_weekly_letter():
    return weekly_letter.send_weekly_letter()


@shared_task
def tell_watcher(report_id, user_id):
    return mail.tell_watcher(report_id, user_id)


@shared_task
def place_report(report_id):
    """Into its group, and to the owners of its topics."""
    from .grouping import group  # here, because they need triage, which sends the tasks of this module
    from .routing import route

    group(report_id)
    route(report_id)


@shared_task(autoretry_for=(httpx.HTTPError,), retry_backoff=True, max_retries=5)
def call_webhook(report_id):
    from .alarm import call_webhook  # here, because it needs models

    call_webhook(report_id)


@shared_task
def escalate_reports():
    from .alarm import escalate

    escalate()


@shared_task
def change_matching(query, user_id, up_to, words):
    from . import bulk, bulk_views  # here, because they need triage, which sends the tasks of this module

    by = get_user_model().objects.get(pk=user_id)
    bulk.change_matching(query, by=by, up_to=up_to, **bulk_views.decision_of(words))


@shared_task
def purge_reports():
    retention.purge()


@shared_task
def drain_spool():
    from .spool import drain  # here, because it needs intake, which sends the tasks of this module

    drain()
