"""What Celery does for review. Each is safe to run twice but for a second letter."""

from celery import shared_task

from . import mail, publishing


@shared_task
def publish_due():
    return [edition.pk for edition in publishing.publish_due()]


@shared_task
def tell_signers(task_state_id):
    return mail.tell_signers(task_state_id)


@shared_task
def tell_requester(workflow_state_id):
    return mail.tell_requester(workflow_state_id)


@shared_task
def tell_published(edition_id):
    return mail.tell_published(edition_id)
