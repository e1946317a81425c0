"""The steps of reviews: since when each waits for signatures, until when, and who could give them.

Wagtail's task states say that a step goes on. What the desk needs to plan is more: how long it has waited, whether
anybody could sign at all, and what was waiting where when it is counted afterwards. It is written beside the states,
and made again from them whenever the two differ, so nothing that is lost on the way is lost for long.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User
from editorial.review.signing.rules import eligible_signers
from editorial.review.signing.sign_off_task import SignOffTask

from .signals import step_began, step_signed

#: A text that waits longer stands still.
STANDS_STILL = timedelta(days=7)


def troubles() -> dict[str, Q]:
    """What can be wrong with a step that waits, by name, as conditions on steps."""
    return {
        "overdue": Q(due__lt=timezone.localdate()),
        "nobody": Q(able=[]),
        "still": Q(began_at__lt=timezone.now() - STANDS_STILL),
        "urgent": Q(is_urgent=True),
    }


class StepQuerySet(models.QuerySet["Step"]):
    """Steps of reviews."""

    def open(self) -> Self:
        """Those that wait now, urgent ones and those soonest due first."""
        return self.filter(ended_at__isnull=True).order_by("-is_urgent", F("due").asc(nulls_last=True), "began_at")

    def that_may_be_signed_by(self, user: User) -> Self:
        """Those that this person could sign, as far as is known without reading the texts again."""
        return self.open().filter(able__contains=[user.pk])

    def of_page(self, page: Page) -> Step | None:
        """The step that a page is in now."""
        return self.open().filter(page_id=page.pk).first()


class Step(models.Model):
    """One step of one review: a text, and the kind of sign-off for which it waits or waited."""

    class Outcome(models.TextChoices):
        SIGNED = "signed", _("signed")
        SENT_BACK = "sent_back", _("sent back for changes")
        TAKEN_BACK = "taken_back", _("taken back")

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=SignOffKind.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    due = models.DateField(_("to be signed by"), null=True, blank=True)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    able = ArrayField(models.BigIntegerField(), default=list)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        default_permissions: list[str] = []
        indexes = [
            models.Index(fields=["page"], condition=Q(ended_at__isnull=True), name="planning_step_open"),
            models.Index(fields=["-ended_at"], name="planning_step_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.get_kind_display()}"

    @property
    def is_overdue(self) -> bool:
        return self.ended_at is None and self.due is not None and self.due < timezone.localdate()

    @property
    def asked(self) -> list[Any]:
        """Who is asked for it now, where `with_people` has fetched whom its page's steps count on."""
        return [found for found in self.page.open_assignments if found.kind == self.kind]

    @property
    def number_able(self) -> int:
        return len(self.able)

    def look_again(self) -> Draft:
        """Note who could sign now; the draft that says so."""
        draft = Draft.of(self.page)
        self.able = sorted(user.pk for user in eligible_signers(draft, self.kind))
        self.save(update_fields=["able"])
        return draft


#: What nobody noted is looked for so far back.
WITHIN = timedelta(days=30)
OUTCOMES = {
    TaskState.STATUS_APPROVED: Step.Outcome.SIGNED,
    TaskState.STATUS_REJECTED: Step.Outcome.SENT_BACK,
}


def follow(task_state_id: int) -> Step | None:
    """Write down that a step began, or that it ended, as Wagtail's state says; the step, if it is one of ours."""
    with transaction.atomic():
        lock_page_of(task_state_id)
        state = TaskState.objects.select_for_update().filter(pk=task_state_id).first()
        task = SignOffTask.objects.filter(pk=state.task_id).first() if state else None
        if state is None or task is None:
            return None
        step = Step.objects.filter(task_state=state).first()
        if state.status == TaskState.STATUS_IN_PROGRESS and is_current(state):
            return step or begin(state, task.kind)
        if step is None and state.finished_by_id:  # it was over before anybody noted that it had begun
            step = Step(task_state=state, page_id=int(state.workflow_state.object_id), kind=task.kind)
            step.began_at = state.started_at
        if step and step.ended_at is None:
            step.ended_at = state.finished_at or timezone.now()
            step.outcome = OUTCOMES.get(state.status, Step.Outcome.TAKEN_BACK)
            step.save()
            if step.outcome == Step.Outcome.SIGNED:
                step_signed.send(Step, step=step)
        return step


def lock_page_of(task_state_id: int) -> None:
    """The page before its review, as whoever signs does: in the other order each would wait for the other."""
    reviews = WorkflowState.objects.filter(task_states=task_state_id)
    for page_id in reviews.values_list("object_id", flat=True):
        Page.objects.select_for_update().filter(pk=page_id).values_list("pk").first()


def is_current(state: TaskState) -> bool:
    """Whether a review waits for this step: one that was taken up again leaves former steps behind."""
    reviews = WorkflowState.objects.filter(pk=state.workflow_state_id, status=WorkflowState.STATUS_IN_PROGRESS)
    # Wagtail saves which step it is at after the step was begun.
    return reviews.filter(Q(current_task_state=state) | Q(current_task_state=None)).exists()


def begin(state: TaskState, kind: str) -> Step:
    """The step that begins now; due and urgent as the first of those who are asked already was told."""
    page_id = int(state.workflow_state.object_id)
    step = Step.objects.create(task_state=state, page_id=page_id, kind=kind, began_at=state.started_at)
    step.look_again()
    step_began.send(Step, step=step)
    return step


def follow_all() -> int:
    """Do the same for each step whose beginning or end was missed; how many there were."""
    going_on = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=SignOffTask.objects.all(),
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state=F("pk"),
    )
    lately_over = Q(finished_at__gte=timezone.now() - WITHIN, finished_by__isnull=False)
    unnoted = TaskState.objects.filter(
        Q(pk__in=going_on) | lately_over,
        ~Exists(Step.objects.filter(task_state=OuterRef("pk"))),
        task__in=SignOffTask.objects.all(),
    )
    left_open = Step.objects.filter(ended_at__isnull=True).exclude(task_state__in=going_on)
    missed = [*unnoted.values_list("pk", flat=True), *left_open.values_list("task_state", flat=True)]
    for task_state_id in missed:
        follow(task_state_id)
    return len(missed)


def look_again_at(page_id: int) -> None:
    """Who could sign may be somebody else since a draft was saved, a signature given or a credential changed."""
    for step in Step.objects.open().filter(page_id=page_id):
        step.look_again()


def look_again_at_all() -> None:
    for step in Step.objects.open().select_related("page"):
        step.look_again()
