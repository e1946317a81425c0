"""What happens in reviews, followed by the plan: through Celery, after the transaction."""

from functools import partial

from django.db import transaction
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from editorial.review.signals import authority_changed, signed

from . import tasks
from .signals import answered, step_began


def after_commit(task, *arguments):
    transaction.on_commit(partial(task.delay, *arguments))


def step_moved(sender, instance, **kwargs):
    after_commit(tasks.follow, instance.pk)


def text_was_signed(sender, sign_off, **kwargs):
    after_commit(tasks.note_signature, sign_off.pk)


def who_may_sign_changed(sender, **kwargs):
    after_commit(tasks.look_again)


def step_has_begun(sender, step, **kwargs):
    after_commit(tasks.fill, step.pk)


def was_answered(sender, assignment, **kwargs):
    after_commit(tasks.fill_again, assignment.pk)


def connect():
    for signal in (task_submitted, task_approved, task_rejected, task_cancelled):
        signal.connect(step_moved, dispatch_uid="planning_follow")
    signed.connect(text_was_signed, dispatch_uid="planning_note_signature")
    authority_changed.connect(who_may_sign_changed, dispatch_uid="planning_look_again")
    step_began.connect(step_has_begun, dispatch_uid="planning_fill")
    answered.connect(was_answered, dispatch_uid="planning_fill_again")
