"""Who is asked to sign which text, and what they say to that.

An assignment gives nobody a right and takes none away: whoever may sign a text may sign it, asked or not. It says whom
the desk counts on, and until when.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from editorial.accounts.users import User
from editorial.review.log_actions import log
from editorial.review.signing.permissions import is_kept_out, may_change_status
from editorial.review.signing.rules import signing_refusal

from ..signals import answered, asked
from ..steps import Step, StepQuerySet


class CannotBeAskedError(Exception):
    """This person cannot be asked to sign this text; the message is the sentence to show."""


class AnsweredAlreadyError(Exception):
    """It was answered, withdrawn or done meanwhile; the message is the sentence to show."""


class Answer(models.TextChoices):
    NONE = "", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    HANDED_OVER = "handed_over", _("handed over")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("did not answer in time")
    LEFT = "left", _("has left")
    DONE = "done", _("signed")


#: Of somebody on whom the desk still counts.
OPEN = [Answer.NONE, Answer.ACCEPTED]
#: What whoever is asked says to it themselves, if only by signing: the first is their answer.
OWN_ANSWERS = [Answer.ACCEPTED, Answer.DECLINED, Answer.HANDED_OVER, Answer.DONE]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Whom the desk asked."""

    def open(self) -> Self:
        """Those on which the desk counts now, urgent ones and those soonest due first."""
        return self.filter(answer__in=OPEN).order_by("-is_urgent", F("due").asc(nulls_last=True), "asked_at")

    def of(self, user: User) -> Self:
        return self.filter(person=user)

    def about(self, page: Page, kind: str | None = None) -> Self:
        found = self.filter(page_id=page.pk)
        return found.filter(kind=kind) if kind else found

    def signed_meanwhile(self) -> models.QuerySet[SignOff]:
        """The signatures for which these people were asked, where nobody noted that they gave them."""
        given = self.open().filter(
            page_id=OuterRef("page_id"),
            kind=OuterRef("kind"),
            person=OuterRef("signer"),
            asked_at__lt=OuterRef("signed_at"),
        )
        return SignOff.objects.filter(Exists(given))

    def unanswered(self, today: date | None = None) -> Self:
        """Those to which nobody said anything until the day on which an answer was due."""
        return self.filter(answer=Answer.NONE, respond_by__lt=today or timezone.localdate())

    def of_those_who_left(self) -> Self:
        """Those on which the desk still counts although whoever was asked cannot log in any more."""
        return self.open().filter(person__is_active=False)


class Assignment(models.Model):
    """One person asked for one kind of sign-off on one page."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField(_("kind of sign-off"), max_length=20, choices=SignOffKind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("who is asked")
    )
    #: Nobody where the rota asked.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    respond_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    due = models.DateField(_("to be signed by"), null=True, blank=True)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)
    #: Since when the desk counts on them no more, whatever became of it.
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    suggested = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who could do it instead"),
    )

    #: The one that was handed over to them.
    instead_of = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(
                fields=["page", "kind", "person"], condition=Q(answer__in=OPEN), name="planning_assignment_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(answer__in=OPEN), name="planning_assignment_open"),
            models.Index(fields=["person", "-asked_at"], name="planning_assignment_last"),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.get_kind_display()}, {self.person}"

    @property
    def is_open(self) -> bool:
        return self.answer in OPEN

    @property
    def asked_first(self) -> Assignment:
        """Whom the desk or the rota asked, before it was handed over; this one, where it was not."""
        return self.instead_of.asked_first if self.instead_of else self

    @property
    def is_in_review(self) -> bool:
        """Whether the text waits for this signature now."""
        return Step.objects.open().filter(page_id=self.page_id, kind=self.kind).exists()

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due is not None and self.due < timezone.localdate()


def unassigned(steps: StepQuerySet) -> StepQuerySet:
    """Those of these steps that nobody in particular is asked to sign."""
    asked_for = Assignment.objects.open().filter(page_id=OuterRef("page_id"), kind=OuterRef("kind"))
    return steps.filter(~Exists(asked_for))


@transaction.atomic
def ask(
    page: Page,
    kind: str,
    person: User,
    *,
    by: User | None,
    respond_by: date | None = None,
    due: date | None = None,
    is_urgent: bool = False,
    note: str = "",
    instead_of: Assignment | None = None,
) -> Assignment:
    """Ask somebody for a sign-off; `by` is nobody for the rota, `instead_of` is what was handed over to them.

    CannotBeAskedError with the reason when they could not give it.
    """
    _lock_page(page.pk)  # of two who press at once the second finds whom the first asked
    draft = Draft.of(page)
    _require_askable(draft, kind, person)
    assignment = Assignment.objects.create(
        page_id=page.pk,
        kind=kind,
        person=person,
        asked_by=by,
        respond_by=respond_by,
        due=due,
        is_urgent=is_urgent,
        note=note,
        instead_of=instead_of,
    )
    for step in Step.objects.open().filter(page_id=page.pk, kind=kind):
        hurry(step)
    log(draft.page, "planning.ask", user=by, data={"person": str(person), "kind": SignOffKind(kind).label})
    asked.send(Assignment, assignment=assignment)
    return assignment


def _require_askable(draft: Draft, kind: str, person: User) -> None:
    page = draft.page
    if Assignment.objects.open().about(page, kind).of(person).exists():
        raise CannotBeAskedError(_now("They are asked already."))
    if is_kept_out(person, page):
        raise CannotBeAskedError(_now("They are from outside the desk, and not invited to this page."))
    refusal = signing_refusal(person, draft, kind, Credential.objects.entitling(person, kind, draft.document).first())
    if refusal:
        told = {"person": person, "why": refusal}
        raise CannotBeAskedError(_now("%(person)s could not sign it, and would be told: “%(why)s”") % told)
    if SignOff.objects.on(page, draft.digest).filter(signer=person).exists():
        raise CannotBeAskedError(_now("They have signed this text already."))


def hurry(step: Step) -> None:
    """A step is due when the first of those asked is to sign, and as urgent as any of them was told."""
    asked_now = Assignment.objects.open().filter(page_id=step.page_id, kind=step.kind)
    told = asked_now.order_by().aggregate(due=Min("due"), is_urgent=Count("pk", filter=Q(is_urgent=True)))
    step.due, step.is_urgent = told["due"], bool(told["is_urgent"])
    step.save(update_fields=["due", "is_urgent"])


@transaction.atomic
def accept(assignment: Assignment, *, by: User) -> Assignment:
    return _answer(assignment, Answer.ACCEPTED, by=by, when={Answer.NONE})


@transaction.atomic
def decline(assignment: Assignment, *, by: User, reason: str, suggested: User | None = None) -> Assignment:
    return _answer(assignment, Answer.DECLINED, by=by, reason=reason, suggested=suggested)


@transaction.atomic
def hand_over(assignment: Assignment, *, by: User, to: User, note: str = "") -> Assignment:
    """Ask somebody else instead, until the same day; the new assignment."""
    _answer(assignment, Answer.HANDED_OVER, by=by, reason=note, suggested=to)
    return ask(
        assignment.page,
        assignment.kind,
        to,
        by=by,
        respond_by=assignment.respond_by and max(assignment.respond_by, timezone.localdate()),
        due=assignment.due,
        is_urgent=assignment.is_urgent,
        note=note or assignment.note,
        instead_of=assignment,
    )


@transaction.atomic
def withdraw(assignment: Assignment, *, by: User, reason: str = "") -> Assignment:
    """Count on them no longer: an editor's decision."""
    if not may_change_status(by):
        raise PermissionDenied
    return _put(_locked(assignment, set(OPEN)), Answer.WITHDRAWN, by=by, reason=reason)


@transaction.atomic
def lapse(assignment: Assignment, when: set[Answer] | None = None) -> Assignment:
    """They did not say anything in time, or may not see the text any more, so that somebody else may be asked."""
    return _put(_locked(assignment, when or {Answer.NONE}), Answer.LAPSED, by=None)


@transaction.atomic
def let_go(assignment: Assignment) -> Assignment:
    """They left, whatever they had said: somebody else may be asked, and whoever asked them is told."""
    return _put(_locked(assignment, set(OPEN)), Answer.LEFT, by=None)


@transaction.atomic
def claim(step: Step, *, by: User) -> Assignment:
    """Somebody takes a text that waits for nobody in particular: asked by themselves, and accepted."""
    _lock_page(step.page_id)
    if not unassigned(Step.objects.open().filter(pk=step.pk)).exists():
        raise CannotBeAskedError(_now("Somebody else took it meanwhile."))
    assignment = ask(step.page, step.kind, by, by=by, due=step.due, is_urgent=step.is_urgent)
    return _answer(assignment, Answer.ACCEPTED, by=by)


@transaction.atomic
def settle_others(step: Step) -> None:
    """A step has its signatures: whoever else was asked for one is told that it is not needed any more."""
    of_step = Assignment.objects.filter(page_id=step.page_id, kind=step.kind, asked_at__lt=step.ended_at)
    for sign_off in of_step.signed_meanwhile():
        done(sign_off)
    for assignment in of_step.open().select_for_update(of=("self",)):
        _put(assignment, Answer.WITHDRAWN, by=None)


@transaction.atomic
def done(sign_off: SignOff) -> None:
    """Whoever signed did what they were asked for."""
    _lock_page(sign_off.page_id)
    open_ones = Assignment.objects.open().filter(
        page_id=sign_off.page_id, kind=sign_off.kind, person_id=sign_off.signer_id
    )
    for assignment in open_ones.select_for_update():
        _put(assignment, Answer.DONE, by=sign_off.signer)


def _answer(
    assignment: Assignment,
    answer: Answer,
    *,
    by: User,
    when: set[Answer] | None = None,
    reason: str = "",
    suggested: User | None = None,
) -> Assignment:
    if by.pk != assignment.person_id:
        raise PermissionDenied
    return _put(_locked(assignment, when or set(OPEN)), answer, by=by, reason=reason, suggested=suggested)


def _lock_page(page_id: int) -> None:
    """The page before what is asked about it, as whoever signs does: else each would wait for the other."""
    Page.objects.select_for_update().only("pk").get(pk=page_id)


def _locked(assignment: Assignment, when: set[Answer]) -> Assignment:
    _lock_page(assignment.page_id)
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.answer not in when:
        raise AnsweredAlreadyError(_now("This was settled meanwhile: %s.") % locked.get_answer_display())
    return locked


def _put(
    assignment: Assignment, answer: Answer, *, by: User | None, reason: str = "", suggested: User | None = None
) -> Assignment:
    assignment.answer = answer
    if answer in OWN_ANSWERS and assignment.answered_at is None:
        assignment.answered_at = timezone.now()
    if answer not in OPEN:
        assignment.ended_at = timezone.now()
    assignment.reason, assignment.suggested = reason, suggested
    assignment.save(update_fields=["answer", "answered_at", "ended_at", "reason", "suggested"])
    data = {"person": str(assignment.person), "answer": str(assignment.get_answer_display())}
    log(assignment.page, "planning.answer", user=by, data=data)
    answered.send(Assignment, assignment=assignment, by=by)
    return assignment
