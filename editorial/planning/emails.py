"""Letters about who is asked to sign, each written in the transaction of what it tells of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import People, write
from editorial.review.signing.permissions import editors, is_outside_expert, may_change_status

from .assigning.assignments import Answer, Assignment

#: Answers after which whoever asked has to look for somebody else.
NOT_TO_BE_HAD = (Answer.DECLINED, Answer.LAPSED, Answer.LEFT)
#: So many days before a text is to be signed, whoever is asked is reminded.
REMINDED_BEFORE = timedelta(days=2)


def tell_asked(assignment: Assignment) -> None:
    """Tell somebody that they are asked; not who took it themselves. One press leads to the text and the signature."""
    if assignment.asked_by_id != assignment.person_id:
        text = reverse("review:page", args=[assignment.page_id])
        _tell(Kind.ASKED, "assignment", assignment, [assignment.person], "asked", link=text)


def tell_answered(assignment: Assignment, by: User | None) -> None:
    """Tell who asked that they cannot count on it, or somebody that they are not asked any more."""
    if by and is_outside_expert(assignment.person) and assignment.answer in (Answer.WITHDRAWN, Answer.DECLINED):
        return  # what became of their invitation is told already
    if assignment.answer == Answer.WITHDRAWN:
        _tell(Kind.ASKED, "withdrawn", assignment, [assignment.person], "withdrawn")
    elif assignment.answer in NOT_TO_BE_HAD and assignment.asked_first.asked_by_id:
        people = who_asked(assignment)
        _tell(Kind.DECISIONS, "refused", assignment, people, "refused", link=plan_of(assignment))


def tell_nobody_left(assignment: Assignment) -> None:
    """Tell the editors that the rota has nobody left to ask after this one."""
    _tell(Kind.DECISIONS, "nobody left", assignment, editors(), "nobody_left", link=plan_of(assignment))


def remind(today: date | None = None) -> int:
    """Remind people of what they are to sign within days, and tell them and whoever asked what is overdue.

    Of a text that is not in review yet only whoever asked is told: nobody else can do anything about it. Each once,
    however often this runs. Of what became due while no worker ran only the later letter is written. The number of
    assignments that it was about.
    """
    today = today or timezone.localdate()
    due = (
        Assignment.objects.open().filter(due__lte=today + REMINDED_BEFORE).select_related("page", "person", "asked_by")
    )
    occasions = [f"{told} {assignment.pk}" for assignment in due for told in ("reminder", "overdue", "late")]
    written = set(Letter.objects.filter(occasion__in=occasions).values_list("occasion", flat=True))
    for assignment in due:
        occasion = "overdue" if assignment.due < today else "reminder"
        if f"{occasion} {assignment.pk}" not in written and assignment.is_in_review:
            _tell(Kind.ASKED, occasion, assignment, [assignment.person], occasion)
        if occasion == "overdue" and f"late {assignment.pk}" not in written:
            _tell(Kind.DECISIONS, "late", assignment, who_asked(assignment), "not_signed", link=plan_of(assignment))
    return len(due)


def who_asked(assignment: Assignment) -> QuerySet[User] | list[User]:
    """The editors, where it was the rota, the one who signs themselves, or somebody who is no editor any more.

    Not who handed it over: they could ask nobody else.
    """
    asker = assignment.asked_first.asked_by
    if asker is None or asker == assignment.person or not may_change_status(asker):
        return editors()
    return [asker]


def plan_of(assignment: Assignment) -> str:
    return reverse("planning:page", args=[assignment.page_id])


def answer_of(assignment: Assignment) -> str:
    """Where somebody answers: who is from outside does so where they are invited."""
    if is_outside_expert(assignment.person):
        return reverse("wagtailadmin_home")
    return reverse("planning:assignment", args=[assignment.pk])


def _tell(kind: Kind, occasion: str, assignment: Assignment, people: People, template: str, link: str = "") -> None:
    answer = answer_of(assignment)
    context: dict[str, Any] = {
        "assignment": assignment,
        "title": assignment.page.draft_title,
        "answer_url": settings.BASE_URL + answer,
    }
    write(
        kind,
        f"{occasion} {assignment.pk}",
        people,
        f"planning/emails/{template}.txt",
        context,
        link=link or answer,
        about=assignment.page_id,
    )
