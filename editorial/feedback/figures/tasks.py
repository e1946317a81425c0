"""What Celery does about figures."""

from celery import shared_task

from . import counting, months, weekly_email


@shared_task(name="editorial.feedback.tasks.count_reports", time_limit=240)
def count_reports():
    counting.update_rollups()


@shared_task(name="editorial.feedback.tasks.send_weekly_email", time_limit=120)
def send_weekly_email():
    weekly_email.send_weekly_email()


@shared_task(name="editorial.feedback.tasks.note_months", time_limit=240)
def note_months():
    months.note_months()
