"""What Celery does for accounts. Each is safe to run twice but for a second letter."""

from celery import shared_task

from . import mail


@shared_task
def send_reset_link(user_id):
    return mail.send_reset_link(user_id)


@shared_task
def tell_of_change(change, user_id):
    return mail.tell_of_change(change, user_id)
