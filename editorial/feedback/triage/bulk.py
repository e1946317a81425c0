"""One decision about many reports: those that were chosen, or all that a filter finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from editorial.accounts.models import User

from ..reports.permissions import may_triage
from ..reports.report import Report, ReportQuerySet
from .decisions import AS_IT_IS, Decision, change
from .filters import ReportFilterSet
from .saved_filters import filter_part

BATCH = 500


def change_chosen(report_ids: Iterable[int], decision: Decision, *, by: User) -> int:
    """How many of these were changed."""
    return _change(Report.objects.filter(pk__in=report_ids), decision, by)


def change_matching(query: str, decision: Decision, *, by: User, up_to: int) -> int:
    """How many were changed of all that a filter finds and that came no later than the report `up_to`.

    In batches by number, so that it can stop and begin again, and no report that leaves the filter shifts the others.
    """
    last, changed = 0, 0
    while True:
        found = matching(query, by).filter(pk__gt=last, pk__lte=up_to).order_by("pk")
        batch = list(found.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return changed
        changed += change_chosen(batch, decision, by=by)
        last = batch[-1]


def matching(query: str, user: User) -> ReportQuerySet:
    """The reports that the list shows somebody for a query string, all pages of it."""
    if not filter_part(query):
        raise ValidationError(_("Choose a filter first: this would change every report that there is."))
    parameters = QueryDict(query)
    filters = ReportFilterSet(parameters, Report.objects.all(), user=user)
    if not filters.is_valid():
        raise ValidationError(_("This filter cannot be understood, so nothing is changed."))
    words = parameters.get("q", "").strip()
    return filters.qs.matching(words) if words else filters.qs


@transaction.atomic
def _change(reports: ReportQuerySet, decision: Decision, by: User) -> int:
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    return change(reports.with_people().select_for_update(of=["self"]), decision, by=by)


NOBODY = "nobody"


class DecisionInWords(TypedDict, total=False):
    """A decision as a form has it and a task can be told it. Whoever gets the reports stands in it by their key."""

    state: str
    assignee: str
    add_tags: list[str]


def decision_of(words: DecisionInWords) -> Decision:
    """The decision in what a form or a task was told."""
    return Decision(
        state=words.get("state", AS_IT_IS),
        assignee=_person(words["assignee"]) if "assignee" in words else AS_IT_IS,
        add_tags=words.get("add_tags", ()),
    )


def _person(key: str) -> User | None:
    return None if key == NOBODY else User.objects.get(pk=key)
