"""One decision about many reports: those that were chosen, or all that a filter finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.accounts.models import User

from ..reports.history import UNDO_FOR, BulkDecision
from ..reports.permissions import may_triage
from ..reports.report import Report, ReportQuerySet
from .decisions import AS_IT_IS, Decision, change, change_back, kept_in_words
from .filters import ReportFilterSet
from .saved_filters import filter_part

BATCH = 500


def begin(by: User) -> BulkDecision:
    """A new decision about many reports."""
    return BulkDecision.objects.create(by=by)


def change_chosen(report_ids: Iterable[int], decision: Decision, *, by: User, bulk: BulkDecision) -> int:
    """How many of these were changed."""
    return _change(Report.objects.filter(pk__in=report_ids), decision, by, bulk)


def count_matching(query: str, user: User, up_to: int) -> int:
    return matching(query, user).filter(pk__lte=up_to).count()


def change_matching(query: str, decision: Decision, *, by: User, up_to: int, bulk: BulkDecision) -> int:
    """How many were changed of all that a filter finds and that came no later than the report `up_to`.

    In batches by number, so that it can stop and begin again, and no report that leaves the filter shifts the others.
    """
    last, changed = 0, 0
    while True:
        found = matching(query, by).filter(pk__gt=last, pk__lte=up_to).order_by("pk")
        batch = list(found.values_list("pk", flat=True)[:BATCH])
        if not batch or BulkDecision.objects.filter(pk=bulk.pk, undone_at__isnull=False).exists():
            return changed
        changed += change_chosen(batch, decision, by=by, bulk=bulk)
        last = batch[-1]


def undo(bulk: BulkDecision, *, by: User) -> None:
    """Say that a decision about many reports is to be undone, once and soon; what is still being changed stops."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    soon = BulkDecision.objects.filter(pk=bulk.pk, undone_at=None, at__gt=timezone.now() - UNDO_FOR)
    if not soon.update(undone_at=timezone.now()):
        raise ValidationError(_("This was undone already, or it is more than an hour ago."))


def undo_changes(bulk: BulkDecision, *, by: User) -> int:
    """Give each report back what it had, unless somebody changed that again since; how many were changed.

    In batches by number; a second run finds nothing more to do.
    """
    last, changed = 0, 0
    while True:
        found = bulk.changes.filter(report__gt=last).order_by("report").values_list("report", flat=True)
        batch = list(found.distinct()[:BATCH])
        if not batch:
            return changed
        changed += _undo_some(bulk, batch, by)
        last = batch[-1]


@transaction.atomic
def _undo_some(bulk: BulkDecision, report_ids: list[int], by: User) -> int:
    reports = Report.objects.with_people().select_for_update(of=["self"]).in_bulk(report_ids)
    before: dict[int, dict[str, Any]] = {}
    for made in bulk.changes.filter(report__in=report_ids):
        if kept_in_words(getattr(reports[made.report_id], made.field)) == made.new:
            before.setdefault(made.report_id, {})[made.field] = made.was
    people = User.objects.in_bulk({was["assignee"] for was in before.values() if was.get("assignee")})
    others = Report.objects.in_bulk({was["grouped_under"] for was in before.values() if was.get("grouped_under")})
    for was in before.values():
        if "assignee" in was:
            person = people.get(was["assignee"])
            was["assignee"] = person if person and may_triage(person) else None
        if "grouped_under" in was:
            was["grouped_under"] = others.get(was["grouped_under"])
    return change_back(((reports[pk], Decision(**was)) for pk, was in before.items()), by=by)


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
def _change(reports: ReportQuerySet, decision: Decision, by: User, bulk: BulkDecision) -> int:
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    return change(reports.with_people().select_for_update(of=["self"]), decision, by=by, bulk=bulk)


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
