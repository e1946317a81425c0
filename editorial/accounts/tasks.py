"""What Celery does for accounts. Each is safe to run twice but for a second email."""

from celery import shared_task

from . import emails


@shared_task
def send_reset_link(user_id):
    return emails.send_reset_link(user_id)


@shared_task
def tell_of_change(change, user_id, former_address=""):
    return emails.tell_of_change(change, user_id, former_address)
