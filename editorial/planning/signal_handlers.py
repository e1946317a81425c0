"""What happens in reviews, followed by the plan: through Celery, after the transaction."""

from wagtail.signals import init_new_page, task_approved, task_cancelled, task_rejected

from articles.pages import ArticlePage
from articles.stores.queue import after_commit
from editorial.review.extensions import asked_already, counted_on
from editorial.review.signals import (
    account_closed,
    authority_changed,
    expert_answered,
    expert_invited,
    signature_asked,
    signed,
)

from . import emails, steps, tasks
from .assigning import assignments, experts, rota
from .assigning.assignments import Assignment
from .review_due.review_rules import months_below
from .signals import answered, asked, step_began, step_signed


def step_was_asked_for(sender, step, **kwargs):
    after_commit(tasks.follow, step.pk)


def step_moved(sender, instance, **kwargs):
    after_commit(tasks.follow, instance.pk)


def who_is_asked(step, kind, draft, able):
    people = {found.person for found in Assignment.objects.open().about(draft.page, kind).select_related("person")}
    return people & able or None


def who_is_counted_on(step, kind, draft, able):
    """Those who are asked already. Where the rota asks somebody now, that is a letter of its own, and the only one."""
    if people := who_is_asked(step, kind, draft, able):
        return people
    if rota.ask_whose_turn(draft.page, kind, sorted(user.pk for user in able), since=step.started_at):
        return set()
    return None


def account_was_closed(sender, user, **kwargs):
    rota.Availability.objects.filter(user=user).delete()


def text_was_signed(sender, sign_off, **kwargs):
    after_commit(tasks.note_signature, sign_off.pk)


def who_may_sign_changed(sender, **kwargs):
    after_commit(tasks.look_again)


def step_has_begun(sender, step, **kwargs):
    assignments.hurry(step)
    after_commit(tasks.fill, step.pk)


def step_has_its_signatures(sender, step, **kwargs):
    assignments.settle_others(step)


def somebody_was_asked(sender, assignment, **kwargs):
    emails.tell_asked(assignment)


def was_answered(sender, assignment, by, **kwargs):
    emails.tell_answered(assignment, by)
    experts.call_off(assignment, by)
    after_commit(tasks.fill_again, assignment.pk)


def page_is_begun(sender, page, parent, **kwargs):
    """A new article begins with what the desk wants for its risk and its topic; its writer may change it."""
    if isinstance(page, ArticlePage) and (months := months_below(parent, page.risk_tier)):
        offered = [choice for choice, _label in page._meta.get_field("review_interval_months").choices]
        page.review_interval_months = max((each for each in offered if each <= months), default=min(offered))


def expert_was_invited(sender, invitation, **kwargs):
    steps.look_again_at(invitation.page_id)


def expert_has_answered(sender, invitation, by, **kwargs):
    experts.follow_answer(invitation, by)
    after_commit(tasks.ask_experts)


def connect():
    init_new_page.connect(page_is_begun, dispatch_uid="planning_first_interval")
    signature_asked.connect(step_was_asked_for, dispatch_uid="planning_follow")
    for signal in (task_approved, task_rejected, task_cancelled):
        signal.connect(step_moved, dispatch_uid="planning_follow")
    asked_already.register("plan", who_is_asked)
    counted_on.register("plan", who_is_counted_on)
    asked.connect(somebody_was_asked, dispatch_uid="planning_tell_asked")
    signed.connect(text_was_signed, dispatch_uid="planning_note_signature")
    authority_changed.connect(who_may_sign_changed, dispatch_uid="planning_look_again")
    expert_invited.connect(expert_was_invited, dispatch_uid="planning_look_again")
    expert_answered.connect(expert_has_answered, dispatch_uid="planning_follow_answer")
    step_began.connect(step_has_begun, dispatch_uid="planning_fill")
    step_signed.connect(step_has_its_signatures, dispatch_uid="planning_settle_others")
    account_closed.connect(account_was_closed, dispatch_uid="planning_forget_availability")
    answered.connect(was_answered, dispatch_uid="planning_fill_again")
