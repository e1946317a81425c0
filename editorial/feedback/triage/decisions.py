"""What the desk does with a report: the one way in which a report changes after it came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily

from editorial.accounts.users import User

from ..reports.clock import due_at
from ..reports.history import BulkDecision, ReportChange
from ..reports.permissions import may_triage
from ..reports.report import Report, ReportNote
from .emails import tell_watchers

#: What a decision may be about.
DECIDED = tuple(field for field in ReportChange.Field.values if field != ReportChange.Field.COMMENT)
#: What follows from it, and is written with it.
WRITTEN = (*DECIDED, "due_at", "closed_at", "first_looked_at", "updated_at")


class AsItIs(Enum):
    """What a decision says of whatever it does not decide."""

    AS_IT_IS = "as it is"


AS_IT_IS = AsItIs.AS_IT_IS


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is decided about a report. What is not named stays as it is: that is not the same as None, which is nobody.

    `add_tags` come to those that the report has.
    """

    state: str | AsItIs = AS_IT_IS
    severity: int | AsItIs = AS_IT_IS
    assignee: User | AsItIs | None = AS_IT_IS
    tags: Sequence[str] | AsItIs = AS_IT_IS
    duplicate_of: Report | AsItIs | None = AS_IT_IS
    grouped_under: Report | AsItIs | None = AS_IT_IS
    add_tags: Sequence[str] = ()

    @property
    def decided(self) -> dict[str, Any]:
        """What is decided, by its name in DECIDED and in the form in which it is stored."""
        values = {name: getattr(self, name) for name in DECIDED}
        return {name: _clean(name, value) for name, value in values.items() if value is not AS_IT_IS}


NOTHING = Decision()


class MayNotTriageError(Exception):
    """The report was to be given to somebody who may not triage."""


class DuplicateOfNothingError(Exception):
    """The report was to be a duplicate, and nobody said of which: its reader would never hear what came of it."""


class NoDuplicateError(Exception):
    """The report was to be a duplicate of one that it cannot be one of; the message says why."""


@transaction.atomic
def triage(
    report: Report, decision: Decision = NOTHING, *, by: User, note: str = "", watch: bool | None = None
) -> Report:
    """Decide about a report, leave a note, begin or end watching it; the report as it is now."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    report = Report.objects.with_people().select_for_update(of=["self"]).get(pk=report.pk)
    original = report.duplicate_of if decision.duplicate_of is AS_IT_IS else decision.duplicate_of
    if decision.state == Report.State.DUPLICATE and original is None:
        raise DuplicateOfNothingError(_("Say which earlier report it is a duplicate of."))
    change([report], decision, by=by)
    if note := note.strip():
        _keep_note(report, note, by)
    if watch is not None:
        (report.watchers.add if watch else report.watchers.remove)(by)
    return report


def change(reports: Iterable[Report], decision: Decision, *, by: User | None, bulk: BulkDecision | None = None) -> int:
    """Change locked reports and their open members, with a line of history for each thing that is new.

    By nobody: by the site, which has rules.
    """
    return _change_each(_with_members(reports, decision), by, bulk)


def change_back(decisions: Iterable[tuple[Report, Decision]], times: Mapping[int, Times], *, by: User) -> int:
    """Give locked reports what each had before, heads of groups first; their members had values of their own."""
    return _change_each(decisions, by, None, times)


def _change_each(
    decisions: Iterable[tuple[Report, Decision]],
    by: User | None,
    bulk: BulkDecision | None,
    times: Mapping[int, Times] = MappingProxyType({}),
) -> int:
    now = timezone.now()
    changes = []
    for report, decided in decisions:
        new = _apply(report, decided, by, bulk)
        changes += new
        if new:
            _keep_times(report, new, now, by)
            _give_back_times(report, times.get(report.pk))
    changes = ReportChange.objects.bulk_create(changes)
    changed = {new.report_id: new.report for new in changes}
    Report.objects.bulk_update(changed.values(), WRITTEN, batch_size=500)
    tell_watchers(changes, but=by)
    return len(changed)


def looked_at(report: Report) -> None:
    """Somebody who may triage has the report before them: that stops the clock of those that cannot wait."""
    if report.first_looked_at is None:
        report.first_looked_at = timezone.now()
        Report.objects.filter(pk=report.pk, first_looked_at=None).update(first_looked_at=report.first_looked_at)


def _with_members(reports: Iterable[Report], decision: Decision) -> Iterator[tuple[Report, Decision]]:
    """(report, what is decided about it): the members of its group share all but its place.

    What cannot share the original of another one, since it says something new, stands by itself.
    """
    heads = {report.pk: report for report in reports}
    yield from ((report, decision) for report in heads_first(heads))
    shared = replace(decision, grouped_under=AS_IT_IS)
    if isinstance(decision.duplicate_of, Report):  # what were duplicates of them are answered with their original
        duplicates = Report.objects.with_people().duplicates_of(heads).exclude(pk__in=list(heads))
        again, apart = Decision(duplicate_of=decision.duplicate_of), Decision(duplicate_of=None)
        for duplicate in duplicates.select_for_update(of=["self"]):
            yield duplicate, apart if why_no_duplicate(duplicate, decision.duplicate_of) else again
    members = Report.objects.with_people().open().filter(grouped_under__in=list(heads)).exclude(pk__in=list(heads))
    for member in members.select_for_update(of=["self"]):
        if member.grouped_under_id in heads:
            member.grouped_under = heads[member.grouped_under_id]
        original = decision.duplicate_of
        is_apart = isinstance(original, Report) and why_no_duplicate(member, original)
        yield member, Decision(grouped_under=None) if is_apart else shared


def heads_first(reports: Mapping[int, Report]) -> list[Report]:
    """The reports, each before the members of its group, which know it as it is here: what changes it is seen there."""
    for report in reports.values():
        if head := reports.get(report.grouped_under_id or 0):
            report.grouped_under = head
    return sorted(reports.values(), key=lambda report: report.grouped_under_id is not None)


def _apply(report: Report, decision: Decision, by: User | None, bulk: BulkDecision | None) -> list[ReportChange]:
    """Give the report its new values; the changes that this makes."""
    _refuse(report, decision)
    changes = []
    for name, new in _with_consequences(report, decision).decided.items():
        old = getattr(report, name)
        if new != old:
            setattr(report, name, new)
            was = {"value": getattr(old, "pk", old), **_times_in_words(report)} if bulk else None
            words = {"old": kept_in_words(old), "new": kept_in_words(new)}
            changes.append(ReportChange(report=report, field=name, **words, by=by, bulk=bulk, was=was))
    return changes


def _with_consequences(report: Report, decision: Decision) -> Decision:
    """A duplicate is finished with, and never one of a duplicate; in any other state a report is none of any. What is
    more urgent than the report before it, or outlives it, stands by itself.
    """
    if isinstance(original := decision.duplicate_of, Report):
        decision = replace(decision, state=Report.State.DUPLICATE, duplicate_of=original.duplicate_of or original)
    elif decision.state not in (AS_IT_IS, Report.State.DUPLICATE):
        decision = replace(decision, duplicate_of=None)
    elif original is None and report.state == Report.State.DUPLICATE:
        decision = replace(decision, state=Report.State.NEW)
    if decision.add_tags:
        decision = replace(decision, tags=[*report.tags, *decision.add_tags])
    if report.grouped_under and decision.grouped_under is AS_IT_IS:
        state = report.state if decision.state is AS_IT_IS else decision.state
        severity = report.severity if decision.severity is AS_IT_IS else decision.severity
        is_more_urgent = int(severity) < report.grouped_under.severity
        if state not in Report.FINISHED and (is_more_urgent or not report.grouped_under.is_open):
            decision = replace(decision, grouped_under=None)
    return decision


def leads_back(original: Report, report: Report) -> bool:
    """Whether a report would be a duplicate of itself, or of one that is seen to with it."""
    return report.pk in (original.pk, original.duplicate_of_id, original.grouped_under_id)


def _refuse(report: Report, decision: Decision) -> None:
    assignee, original = decision.assignee, decision.duplicate_of
    if isinstance(assignee, User) and assignee != report.assignee and not may_triage(assignee):
        raise MayNotTriageError(_("%s may not triage reports. Choose somebody who may.") % assignee)
    if isinstance(original, Report) and (why := why_no_duplicate(report, original)):
        raise NoDuplicateError(why)


def why_no_duplicate(report: Report, original: Report) -> str:
    """Why a report cannot be a duplicate of another one, in a sentence; empty where it can."""
    if leads_back(original, report):
        return _("A report cannot be a duplicate of itself. Choose the earlier one.")
    if original.page_id != report.page_id:  # its reader would be told that a text was changed which was not
        return _("That report is about another article. Choose one about this article.")
    return str(ANSWERED_BEFORE) if was_answered_before(original, report) else ""


#: Its reader would be told that they were right, and that a text was changed before they read it.
ANSWERED_BEFORE = _lazily(
    "That report was answered by the edition that this one is about, or by an earlier one: this reader says "
    "something new."
)


def was_answered_before(original: Report, report: Report) -> bool:
    return bool(original.resolved_by and report.is_about_or_after(original.resolved_by))


def _clean(name: str, value: Any) -> Any:
    if name == "tags":
        return sorted({tag.strip().lower() for tag in value} - {""})
    choices = {"state": Report.State, "severity": Report.Severity}.get(name)
    return choices(value) if choices else value


def _keep_times(report: Report, changes: Iterable[ReportChange], now: datetime, by: User | None) -> None:
    report.updated_at = now
    if by and report.first_looked_at is None:
        report.first_looked_at = now
    fields = {change.field for change in changes}
    if "severity" in fields:
        report.due_at = due_at(report)
    if "state" in fields:
        report.closed_at = None if report.is_open else report.closed_at or now


class Times(TypedDict):
    """What a decision does to a report besides what it decides."""

    closed_at: datetime | None
    first_looked_at: datetime | None


def _times_in_words(report: Report) -> dict[str, str | None]:
    times = {"closed_at": report.closed_at, "first_looked_at": report.first_looked_at}
    return {name: time.isoformat() if time else None for name, time in times.items()}


def times_of(words: Mapping[str, str | None]) -> Times:
    """The times in what the history keeps of a report."""
    closed_at, looked_at = words["closed_at"], words["first_looked_at"]
    return {
        "closed_at": datetime.fromisoformat(closed_at) if closed_at else None,
        "first_looked_at": datetime.fromisoformat(looked_at) if looked_at else None,
    }


def _give_back_times(report: Report, times: Times | None) -> None:
    """Else the days for which a text is kept would begin anew, and nobody be told of what nobody has looked at."""
    if times and report.is_open == (times["closed_at"] is None):
        report.closed_at, report.first_looked_at = times["closed_at"], times["first_looked_at"]


def _keep_note(report: Report, text: str, by: User) -> None:
    """Sent twice, it is kept once. Somebody else's screen, opened before, is now an old one."""
    newest = report.notes.order_by("-pk").first()
    if newest and (newest.author_id, newest.text) == (by.pk, text):
        return
    ReportNote.objects.create(report=report, author=by, text=text)
    report.updated_at = timezone.now()
    report.save(update_fields=["updated_at"])


def kept_in_words(value: object) -> str:
    """As the history keeps it: codes and numbers as they are stored, people by their name at the time."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, Report):
        return str(value.pk)
    return "" if value is None else str(value)
