"""What Celery does for review. Each is safe to run twice but for a second email."""

from celery import shared_task

from . import emails
from .publishing import emergency, publishing


@shared_task
def publish_due():
    return [edition.pk for edition in publishing.publish_due()]


@shared_task
def end_emergencies():
    return [publication.pk for publication in emergency.end_emergencies()]


@shared_task
def tell_signers(task_state_id):
    return emails.tell_signers(task_state_id)


@shared_task
def tell_requester(workflow_state_id):
    return emails.tell_requester(workflow_state_id)


@shared_task
def tell_published(edition_id):
    return emails.tell_published(edition_id)


@shared_task
def tell_of_interest(declaration_id):
    return emails.tell_of_interest(declaration_id)


@shared_task
def tell_of_proposal(proposal_id):
    return emails.tell_of_proposal(proposal_id)


@shared_task
def tell_of_status(page_id):
    return emails.tell_of_status(page_id)


@shared_task
def tell_of_authority_proposal(proposal_id):
    return emails.tell_of_authority_proposal(proposal_id)


@shared_task
def tell_of_authority(event_id, user_ids):
    return emails.tell_of_authority(event_id, user_ids)


@shared_task
def tell_signer(sign_off_id):
    return emails.tell_signer(sign_off_id)
