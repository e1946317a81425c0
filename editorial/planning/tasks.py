"""What Celery does for planning. Each is safe to run twice."""

from contextlib import suppress

from celery import shared_task

from articles.record.signed.sign_offs import SignOff

from . import emails, steps
from .assigning import experts, rota
from .assigning.assignments import AnsweredAlreadyError, Assignment, done, lapse, let_go
from .review_due import overdue, reminders
from .schedule import bundles, planned
from .steps import Step


@shared_task(time_limit=60)
def follow(task_state_id):
    step = steps.follow(task_state_id)
    return step and step.pk


@shared_task(time_limit=60)
def note_signature(sign_off_id):
    """Whoever signed has done it, and the next one of two may be asked."""
    sign_off = SignOff.objects.get(pk=sign_off_id)
    done(sign_off)
    steps.look_again_at(sign_off.page_id)
    for step in Step.objects.open().filter(page_id=sign_off.page_id):
        rota.fill(step)


@shared_task(time_limit=240)
def look_again():
    steps.look_again_at_all()
    experts.ask_experts()


@shared_task(time_limit=120)
def ask_experts():
    return [assignment.pk for assignment in experts.ask_experts()]


@shared_task(time_limit=60)
def fill(step_id):
    assignment = rota.fill(Step.objects.get(pk=step_id))
    return assignment and assignment.pk


@shared_task(time_limit=60)
def fill_again(assignment_id):
    """Somebody on whom the desk counted no longer does it: the next one's turn."""
    assignment = Assignment.objects.select_related("page", "person").get(pk=assignment_id)
    for step in Step.objects.open().filter(page_id=assignment.page_id, kind=assignment.kind):
        step.look_again()
        by_rota = assignment.asked_first.asked_by_id is None and assignment.answer in rota.SAID_NO
        if rota.fill(step) is None and by_rota and not Assignment.objects.open().about(step.page, step.kind).exists():
            emails.tell_nobody_left(assignment)


@shared_task(time_limit=240)
def tell_of_due_reviews():
    return reminders.tell_of_due_reviews()


@shared_task(time_limit=240)
def send_out_bundles():
    return [bundle.pk for bundle in bundles.send_out_due()]


@shared_task(time_limit=120)
def tell_of_what_is_late():
    return planned.tell_of_what_is_late()


@shared_task(time_limit=240)
def note_overdue():
    return overdue.note_overdue()


@shared_task(time_limit=240)
def catch_up():
    """Every ten minutes: what was missed while no worker ran, and whoever left or did not answer in time."""
    missed = steps.follow_all()
    for sign_off in Assignment.objects.signed_meanwhile():
        done(sign_off)
    for end, assignments in (
        (let_go, Assignment.objects.of_those_who_left()),
        (lapse, Assignment.objects.unanswered()),
    ):
        for assignment in assignments:
            with suppress(AnsweredAlreadyError):  # meanwhile
                end(assignment)
    experts.let_go_of_those_out_of_time()
    experts.ask_experts()
    return missed


@shared_task(time_limit=240)
def remind():
    """Every hour: each letter is written once, and one that was missed at night goes out in the morning."""
    return emails.remind()
