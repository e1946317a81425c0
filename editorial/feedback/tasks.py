"""What Celery does for feedback. Safe to run twice but for a second letter."""

from celery import shared_task

from . import correction_mail, counting, mail, retention, weekly_letter


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
def purge_reports():
    retention.purge()


@shared_task
def drain_spool():
    from .spool import drain  # here, because it needs intake, which sends the tasks of this module

    drain()
