"""The panels of the admin's home page: what waits for whoever looks, and what stands still.

Each asks a few questions, and no more of them on a large site than on a small one.
"""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel, UserObjectsInWorkflowModerationPanel
from wagtail.models import Page, PageLogEntry, WorkflowState

from articles.record.published.emergencies import EmergencyOverride
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.credentials import Credential
from editorial.accounts.users import User
from editorial.review.authority.expiring import DAYS_BEFORE
from editorial.review.publishing.emergency import all_emergencies
from editorial.review.screens.elements.panels import Panel
from editorial.review.signing.discussion.change_requests import ChangeRequest
from editorial.review.signing.permissions import WRITERS, is_in, may_change_status, valid_credentials_of

from ..assigning.assignments import Answer, Assignment, unassigned
from ..review_due.due import due_within
from ..review_due.review_rules import ReviewRule
from ..steps import Step, troubles

#: So many rows of each list; the rest is one press away.
SHOWN = 8


class ToSignPanel(Panel):
    """What this person is asked to sign, soonest due first, and what else they could."""

    order = 110
    template_name = "planning/panels/to_sign.html"

    def asks(self) -> dict[str, Combinable]:
        mine = Assignment.objects.open().of(self.user)
        return {"may_sign": Exists(valid_credentials_of(self.user)), "is_asked": Exists(mine)}

    def is_shown(self) -> bool:
        return self.told["may_sign"] or self.told["is_asked"]

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "asked": asked_of(self.user, most=SHOWN + 1),
            "free": free_for(self.user)[: SHOWN + 1],
            "shown": SHOWN,
            "ending": self.ending_credentials(),
            "today": timezone.localdate(),
            "csrf_token": parent_context.get("csrf_token"),
        }

    def ending_credentials(self) -> QuerySet[Credential]:
        last = timezone.localdate() + timedelta(days=DAYS_BEFORE[-1])
        mine = Credential.objects.standing().filter(person__account__user=self.user, expires_on__lte=last)
        return mine.order_by("expires_on")[:3]


def asked_of(user: User, most: int) -> list[Assignment]:
    """What somebody is asked to sign, soonest due first; of each, whether the text `waits` for it now."""
    asked = list(Assignment.objects.open().of(user).select_related("page", "asked_by")[:most])
    pages = [assignment.page_id for assignment in asked]
    waiting = set(Step.objects.open().filter(page__in=pages).values_list("page_id", "kind"))
    for assignment in asked:
        assignment.waits = (assignment.page_id, assignment.kind) in waiting
    return asked


def free_for(user: User) -> QuerySet[Step]:
    """What waits for nobody in particular, and this person could sign."""
    return unassigned(Step.objects.that_may_be_signed_by(user)).select_related("page")


class MyDraftsPanel(Panel):
    """A writer's own texts that readers do not get yet, with what was asked of them."""

    order = 120
    template_name = "planning/panels/my_drafts.html"

    def is_shown(self) -> bool:
        return is_in(self.user, WRITERS)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        drafts = list(drafts_of(self.user)[: SHOWN + 1])
        for page in drafts:
            page.kind_label = SignOffKind(page.kind).label if page.kind else ""
        return {"drafts": drafts, "shown": SHOWN}


def drafts_of(user: User) -> QuerySet[Page]:
    """The pages of a writer that have something unpublished, those that were sent back first.

    Each with the `comment` that sent it back, and `kind`, `began_at` and `due` of the step in which it waits.
    """
    step = Step.objects.open().filter(page_id=OuterRef("pk"))
    asked = ChangeRequest.objects.filter(page_id=OuterRef("pk"), settled_at__isnull=True).order_by("-pk")
    pages = Page.objects.filter(owner=user, has_unpublished_changes=True).annotate(
        comment=Subquery(asked.values("comment")[:1]),
        asked_by_name=Subquery(asked.values("asked_by__last_name")[:1]),
        kind=Subquery(step.values("kind")[:1]),
        began_at=Subquery(step.values("began_at")[:1]),
        due=Subquery(step.values("due")[:1]),
    )
    return pages.order_by(
        ExpressionWrapper(Q(comment__isnull=False, kind__isnull=True), BooleanField()).desc(),
        "-latest_revision_created_at",
    )


class MyReviewsPanel(Panel):
    """For whoever sees to it that pages are reviewed again: those that are due next."""

    order = 125
    template_name = "planning/panels/my_reviews.html"
    days = 90

    def asks(self) -> dict[str, Combinable]:
        return {"sees_to_some": Exists(ReviewRule.objects.filter(owner=self.user))}

    def is_shown(self) -> bool:
        return self.told["sees_to_some"]

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        due = due_within(self.days).filter(owner_id=self.user.pk).select_related("edition").defer("edition__document")
        return {"due": due[: SHOWN + 1], "days": self.days, "shown": SHOWN, "now": timezone.now()}


class BoardPanel(Panel):
    """For editors: what waits in which state, for whom and since when, and what stands still."""

    order = 130
    template_name = "planning/panels/board.html"

    def is_shown(self) -> bool:
        return may_change_status(self.user)

    def asks(self) -> dict[str, Combinable]:
        if not self.is_shown():
            return {}
        return {"counts": step_counts(), **{name: Exists(rows) for name, rows in lists().items()}}

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        shown = {name: rows[:SHOWN] if self.told[name] else [] for name, rows in lists().items()}
        return {"counts": self.told["counts"], **shown}


def lists() -> dict[str, QuerySet[Any]]:
    """What the board lists, by name."""
    return {"troubled": troubled(), "sent_back": sent_back(), "declined": declined(), "emergencies": going_on()}


def step_counts() -> Subquery:
    """How many steps wait, and how many of them in each trouble, as one value."""
    counted = {name: Count("pk", filter=condition) for name, condition in troubles().items()}
    all_open = Step.objects.open().order_by().annotate(all=Value(1)).values("all")
    return Subquery(all_open.annotate(counts=JSONObject(waiting=Count("pk"), **counted)).values("counts"))


def troubled() -> QuerySet[Step]:
    return with_people(Step.objects.open().select_related("page").filter(reduce(or_, troubles().values())))


def with_people(steps: QuerySet[Step]) -> QuerySet[Step]:
    """Each of these steps with `asked`, its page's open assignments: one more question for all of them."""
    open_ones = Assignment.objects.open().select_related("person")
    return steps.prefetch_related(Prefetch("page__assignments", queryset=open_ones, to_attr="open_assignments"))


def sent_back() -> QuerySet[WorkflowState]:
    """The reviews in which changes were asked for and nothing happened since, longest ago first."""
    pages = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, base_content_type=pages)
    page = Page.objects.filter(pk=Cast(OuterRef("object_id"), IntegerField()))
    states = states.annotate(title=Subquery(page.values("draft_title")))
    return states.select_related("current_task_state").order_by("current_task_state__finished_at")


def declined() -> QuerySet[Assignment]:
    """What somebody declined, did not answer in time or left behind, where nobody else is asked and the text waits."""
    refused = Assignment.objects.filter(answer__in=[Answer.DECLINED, Answer.LAPSED, Answer.LEFT])
    waiting = unassigned(Step.objects.open())
    newest = waiting.filter(page_id=OuterRef("page_id"), kind=OuterRef("kind")).values("began_at")[:1]
    return (
        refused.annotate(since=Subquery(newest))
        .filter(since__isnull=False, ended_at__gte=Subquery(newest))
        .select_related("page", "person", "suggested")
        .order_by("-ended_at")
    )


def going_on() -> QuerySet[EmergencyOverride]:
    """The emergency editions that readers get now."""
    return all_emergencies().filter(shown_at__isnull=False)


class RecentEdits(Panel, RecentEditsPanel):
    """Wagtail's, which asks for edits to say nothing of none."""

    def asks(self) -> dict[str, Combinable]:
        return {"are_there": Exists(PageLogEntry.objects.filter(user=self.user, action="wagtail.edit"))}

    def is_shown(self) -> bool:
        return self.told["are_there"]


class LockedPages(Panel, LockedPagesPanel):
    """Wagtail's, likewise."""

    def asks(self) -> dict[str, Combinable]:
        return {"are_there": Exists(Page.objects.filter(locked=True, locked_by=self.user))}

    def is_shown(self) -> bool:
        return self.told["are_there"]


PANELS: list[type[Panel]] = [ToSignPanel, MyDraftsPanel, MyReviewsPanel, BoardPanel, RecentEdits, LockedPages]
#: Wagtail's list of what somebody submitted says less about the same texts; the others have their like above.
INSTEAD_OF = (UserObjectsInWorkflowModerationPanel, RecentEditsPanel, LockedPagesPanel)


def put_in_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, INSTEAD_OF)]
    panels.extend(kind(request) for kind in PANELS)
