"""Wagtail's workflow and our publishing, answered with emails: through Celery, after the transaction."""

from functools import partial

from django.db import transaction
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from articles.signals import edition_published, status_changed

from . import tasks
from .signals import authority_changed, authority_proposed, interest_declared, signed, status_proposed

#: Wagtail's own emails are sent inside the request's transaction, and never for tasks like ours.
WAGTAILS_EMAILS = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def after_commit(task, *arguments):
    transaction.on_commit(partial(task.delay, *arguments))


def task_was_submitted(sender, instance, **kwargs):
    after_commit(tasks.tell_signers, instance.pk)


def changes_were_asked_for(sender, instance, **kwargs):
    after_commit(tasks.tell_requester, instance.pk)


def edition_was_published(sender, edition, **kwargs):
    after_commit(tasks.tell_published, edition.pk)


def interest_was_declared(sender, declaration, **kwargs):
    after_commit(tasks.tell_of_interest, declaration.pk)


def status_was_proposed(sender, proposal, **kwargs):
    after_commit(tasks.tell_of_proposal, proposal.pk)


def status_was_changed(sender, publication, **kwargs):
    after_commit(tasks.tell_of_status, publication.page_id)


def authority_was_proposed(sender, proposal, **kwargs):
    after_commit(tasks.tell_of_authority_proposal, proposal.pk)


def authority_was_changed(sender, event, concerned, **kwargs):
    after_commit(tasks.tell_of_authority, event.pk, sorted(user.pk for user in concerned))


def text_was_signed(sender, sign_off, **kwargs):
    after_commit(tasks.tell_signer, sign_off.pk)


def connect():
    for signal, sender, uid in WAGTAILS_EMAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    task_submitted.connect(task_was_submitted, dispatch_uid="review_tell_signers")
    workflow_rejected.connect(changes_were_asked_for, dispatch_uid="review_tell_requester")
    edition_published.connect(edition_was_published, dispatch_uid="review_tell_published")
    interest_declared.connect(interest_was_declared, dispatch_uid="review_tell_of_interest")
    status_proposed.connect(status_was_proposed, dispatch_uid="review_tell_of_proposal")
    status_changed.connect(status_was_changed, dispatch_uid="review_tell_of_status")
    authority_proposed.connect(authority_was_proposed, dispatch_uid="review_tell_of_authority_proposal")
    authority_changed.connect(authority_was_changed, dispatch_uid="review_tell_of_authority")
    signed.connect(text_was_signed, dispatch_uid="review_tell_signer")
