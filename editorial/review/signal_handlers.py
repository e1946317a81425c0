"""Wagtail's workflow and our publishing, answered with letters in the same transaction."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from articles.signals import edition_published, false_alarm_called, false_alarm_turned_down, status_changed
from editorial.letters.outbox.secret import MAKERS

from . import emails
from .extensions import keeps_from_publishing, unmet_requirements
from .signals import (
    authority_changed,
    authority_proposed,
    emergency_called,
    expert_answered,
    expert_invited,
    interest_declared,
    interest_waived,
    plan_called_off,
    remark_answered,
    signature_asked,
    signed,
    somebody_invited,
    somebody_named,
    status_proposed,
    text_blocked,
    text_scheduled,
    turned_down,
)
from .signing.discussion.change_requests import unmet_by_requests
from .signing.discussion.remarks import why_blocked

#: Wagtail's own emails are sent inside the request's transaction, and never for tasks like ours.
WAGTAILS_EMAILS = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def signature_was_asked(sender, step, kind, draft, **kwargs):
    emails.tell_signers(step, kind, draft)


def changes_were_asked_for(sender, instance, **kwargs):
    emails.tell_requester(instance)


def edition_was_published(sender, edition, **kwargs):
    """Of what was moved in one screen tells, and not ten thousand letters."""
    if not edition.is_legacy:
        emails.tell_published(edition)


def text_was_scheduled(sender, draft, **kwargs):
    emails.tell_scheduled(draft)


def interest_was_declared(sender, declaration, **kwargs):
    emails.tell_of_interest(declaration)


def interest_was_waived(sender, waiver, **kwargs):
    emails.tell_of_waiver(waiver)


def status_was_proposed(sender, proposal, **kwargs):
    emails.tell_of_proposal(proposal)


def emergency_was_called(sender, override, **kwargs):
    emails.tell_of_emergency(override)


def warning_was_called_a_false_alarm(sender, proposal, **kwargs):
    emails.tell_of_false_alarm(proposal)


def something_was_turned_down(sender, proposal, by, **kwargs):
    emails.tell_turned_down(proposal, by)


def plan_was_called_off(sender, proposal, by, **kwargs):
    emails.tell_called_off(proposal, by)


def status_was_changed(sender, publication, change, **kwargs):
    emails.tell_of_status(publication, change)


def authority_was_proposed(sender, proposal, **kwargs):
    emails.tell_of_authority_proposal(proposal)


def authority_was_changed(sender, event, concerned, **kwargs):
    emails.tell_of_authority(event, concerned)


def text_was_signed(sender, sign_off, page, **kwargs):
    emails.tell_signer(sign_off, page)


def somebody_was_invited(sender, user, by, **kwargs):
    emails.tell_invited(user, by)


def remark_was_answered(sender, thread, said, named, **kwargs):
    emails.tell_of_answer(thread, said, named)


def text_was_blocked(sender, remark, named, **kwargs):
    emails.tell_of_block(remark, named)


def somebody_was_named(sender, remark, people, **kwargs):
    emails.tell_named(remark, people)


def expert_was_invited(sender, invitation, **kwargs):
    emails.tell_expert(invitation)


def expert_has_answered(sender, invitation, by, **kwargs):
    emails.tell_of_expert(invitation, by)


def connect():
    keeps_from_publishing.register("remark", why_blocked)
    unmet_requirements.register("requests", unmet_by_requests)
    MAKERS["expert_invitation"] = emails.expert_text
    for signal, sender, uid in WAGTAILS_EMAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    signature_asked.connect(signature_was_asked, dispatch_uid="review_tell_signers")
    workflow_rejected.connect(changes_were_asked_for, dispatch_uid="review_tell_requester")
    edition_published.connect(edition_was_published, dispatch_uid="review_tell_published")
    text_scheduled.connect(text_was_scheduled, dispatch_uid="review_tell_scheduled")
    interest_declared.connect(interest_was_declared, dispatch_uid="review_tell_of_interest")
    interest_waived.connect(interest_was_waived, dispatch_uid="review_tell_of_waiver")
    status_proposed.connect(status_was_proposed, dispatch_uid="review_tell_of_proposal")
    emergency_called.connect(emergency_was_called, dispatch_uid="review_tell_of_emergency")
    false_alarm_called.connect(warning_was_called_a_false_alarm, dispatch_uid="review_tell_of_false_alarm")
    for signal in (turned_down, false_alarm_turned_down):
        signal.connect(something_was_turned_down, dispatch_uid="review_tell_turned_down")
    plan_called_off.connect(plan_was_called_off, dispatch_uid="review_tell_called_off")
    status_changed.connect(status_was_changed, dispatch_uid="review_tell_of_status")
    authority_proposed.connect(authority_was_proposed, dispatch_uid="review_tell_of_authority_proposal")
    authority_changed.connect(authority_was_changed, dispatch_uid="review_tell_of_authority")
    somebody_invited.connect(somebody_was_invited, dispatch_uid="review_tell_invited")
    expert_invited.connect(expert_was_invited, dispatch_uid="review_tell_expert")
    expert_answered.connect(expert_has_answered, dispatch_uid="review_tell_of_expert")
    text_blocked.connect(text_was_blocked, dispatch_uid="review_tell_of_block")
    remark_answered.connect(remark_was_answered, dispatch_uid="review_tell_of_answer")
    somebody_named.connect(somebody_was_named, dispatch_uid="review_tell_named")
    signed.connect(text_was_signed, dispatch_uid="review_tell_signer")
