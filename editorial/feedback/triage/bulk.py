"""One decision about many reports: those that were chosen, or all that a filter finds."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.accounts.users import User

from ..reports.history import UNDO_FOR, BulkDecision, ReportChange
from ..reports.permissions import may_triage
from ..reports.report import Report, ReportNote, ReportQuerySet
from .decisions import (
    AS_IT_IS,
    Decision,
    MayNotTriageError,
    Times,
    change,
    change_back,
    heads_first,
    kept_in_words,
    leads_back,
    times_of,
)
from .filters import ReportFilterSet
from .saved_filters import filter_part

logger = logging.getLogger(__name__)

BATCH = 500
#: What of a report is another report, of which history keeps the key.
NAMES_ANOTHER = ("grouped_under", "duplicate_of")


class Asked(TypedDict):
    """What a decision is about that many reports are looked up for: all that a filter finds up to the newest one."""

    query: str
    up_to: int
    decision: DecisionInWords


def begin(by: User, asked: Asked | None = None) -> BulkDecision:
    """A new decision about many reports; without `asked` they are changed by `change_chosen`."""
    return BulkDecision.objects.create(by=by, asked=asked)


def change_chosen(report_ids: Iterable[int], decision: Decision, *, by: User, bulk: BulkDecision) -> int:
    """How many of these were changed."""
    return _change(Report.objects.filter(pk__in=report_ids), decision, by, bulk)


def count_matching(query: str, user: User, up_to: int) -> int:
    return matching(query, user).filter(pk__lte=up_to).count()


def go_on_with(bulk_id: int) -> int:
    """Change the reports of a decision, or give back what they had where it is undone; how many were changed now.

    In batches by number, each with how far it came, so that it can stop and go on, and no report that leaves the filter
    shifts the others.
    """
    changed = 0
    while (more := _next_batch(bulk_id)) is not None:
        changed += more
    return changed


@transaction.atomic
def _next_batch(bulk_id: int) -> int | None:
    """How many of the next reports were changed; None where no more are left, or where somebody else is at it."""
    waiting = BulkDecision.objects.unfinished().select_for_update(of=["self"], skip_locked=True)
    bulk = waiting.filter(pk=bulk_id).select_related("by", "undone_by").first()
    if bulk is None:
        return None
    found = _changed(bulk) if bulk.undone_at else _asked_for(bulk)
    batch = list(found[:BATCH])
    if batch:
        bulk.reached = batch[-1]
        changed = _undo_some(bulk, batch) if bulk.undone_at else _change_some(bulk, batch)
    else:
        bulk.finished_at, changed = timezone.now(), None
    bulk.save(update_fields=["reached", "finished_at"])
    return changed


def _asked_for(bulk: BulkDecision) -> QuerySet[Report, int]:
    asked = cast(Asked, bulk.asked)
    found = matching(asked["query"], bulk.by).filter(pk__gt=bulk.reached, pk__lte=asked["up_to"])
    return found.order_by("pk").values_list("pk", flat=True)


def _changed(bulk: BulkDecision) -> QuerySet[ReportChange, int]:
    return bulk.changes.filter(report__gt=bulk.reached).order_by("report").values_list("report", flat=True).distinct()


def _change_some(bulk: BulkDecision, report_ids: list[int]) -> int:
    """Of those that the filter still finds once they are locked: somebody may have decided about one in between."""
    asked = cast(Asked, bulk.asked)
    locked = Report.objects.filter(pk__in=report_ids).order_by("pk").select_for_update().values_list("pk", flat=True)
    still = list(matching(asked["query"], bulk.by).filter(pk__in=list(locked)).values_list("pk", flat=True))
    return change_chosen(still, decision_of(asked["decision"]), by=bulk.by, bulk=bulk)


def go_on_with_all() -> int:
    """Go on with whatever is not finished, for whatever reason; what can never be done is given up, with a line."""
    changed = 0
    for bulk_id in list(BulkDecision.objects.unfinished().order_by("pk").values_list("pk", flat=True)):
        try:
            changed += go_on_with(bulk_id)
        except (PermissionDenied, ValidationError, MayNotTriageError, User.DoesNotExist):
            BulkDecision.objects.filter(pk=bulk_id).update(finished_at=timezone.now())
            logger.exception("The decision %s about many reports was given up.", bulk_id)
        except Exception:
            logger.exception("The decision %s about many reports is tried again.", bulk_id)
    return changed


@transaction.atomic
def undo(bulk: BulkDecision, *, by: User) -> None:
    """Say that a decision about many reports is to be undone, once and soon; what is still being changed stops."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    soon = BulkDecision.objects.filter(pk=bulk.pk, undone_at=None, at__gt=timezone.now() - UNDO_FOR)
    if not soon.update(undone_at=timezone.now(), undone_by=by, reached=0, finished_at=None):
        raise ValidationError(_("This was undone already, or it is more than an hour ago."))


def _undo_some(bulk: BulkDecision, report_ids: list[int]) -> int:
    reports = Report.objects.with_people().select_for_update(of=["self"]).in_bulk(_with_heads(bulk, report_ids))
    made_by_it = list(bulk.changes.filter(report__in=reports))
    before: dict[int, dict[str, Any]] = {}
    times: dict[int, Times] = {}
    for made in made_by_it:
        if kept_in_words(getattr(reports[made.report_id], made.field)) == made.new:
            value, kept = _what_was(made)
            before.setdefault(made.report_id, {})[made.field] = value
            times |= {made.report_id: kept} if kept else {}
    people = User.objects.in_bulk({was["assignee"] for was in before.values() if was.get("assignee")})
    named = {was[name] for was in before.values() for name in NAMES_ANOTHER if was.get(name)}
    others = Report.objects.select_related("duplicate_of").in_bulk(named) | reports
    for pk, was in before.items():
        if "assignee" in was:
            person = people.get(was["assignee"])
            was["assignee"] = person if person and may_triage(person) else None
        was |= {name: others.get(was[name]) for name in NAMES_ANOTHER if name in was}
        _keep_from_being_a_duplicate(reports[pk], was)
    for pk in _touched_since(bulk, made_by_it) | {made.report_id for made in made_by_it if not _is_in(before, made)}:
        times.pop(pk, None)
    back = ((report, Decision(**before[report.pk])) for report in heads_first(reports) if before.get(report.pk))
    return change_back(back, times, by=cast(User, bulk.undone_by))


def _with_heads(bulk: BulkDecision, report_ids: list[int]) -> set[int]:
    """With the heads of their groups that it changed: a member would leave a head that is given back after it."""
    heads = Report.objects.filter(pk__in=report_ids).values("grouped_under")
    return {*report_ids, *bulk.changes.filter(report__in=heads).values_list("report", flat=True)}


def _what_was(made: ReportChange) -> tuple[Any, Times | None]:
    """The old value, and the times beside it, which decisions of a former release did not keep."""
    if not isinstance(made.was, dict):
        return made.was, None
    return made.was["value"], times_of(made.was)


def _is_in(before: Mapping[int, Mapping[str, object]], made: ReportChange) -> bool:
    return made.field in before.get(made.report_id, ())


def _touched_since(bulk: BulkDecision, made: list[ReportChange]) -> set[int]:
    """The reports about which anybody decided, or wrote a note, after this decision about many."""
    last = {change.report_id: change.pk for change in made}
    others = ReportChange.objects.filter(report__in=last).exclude(bulk=bulk).values_list("report", "pk")
    noted = ReportNote.objects.filter(report__in=last, created_at__gt=bulk.at).values_list("report", flat=True)
    return {report for report, pk in others if pk > last[report]} | set(noted)


def _keep_from_being_a_duplicate(report: Report, was: dict[str, Any]) -> None:
    """Where somebody has decided about it since, or made the earlier report a duplicate of this one."""
    original = was.get("duplicate_of")
    if isinstance(original, Report) and ("state" not in was or leads_back(original, report)):
        del was["duplicate_of"]
        was.pop("state", None)


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
