"""What the desk does with a report: the one way in which a report changes after it came in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..reports.clock import due_at
from ..reports.history import ReportChange
from ..reports.permissions import may_triage
from ..reports.report import Report, ReportNote
from .emails import tell_watcher

#: What a decision may be about.
DECIDED = tuple(ReportChange.Field.values)
#: What follows from it, and is written with it.
WRITTEN = (*DECIDED, "due_at", "closed_at", "first_looked_at", "updated_at")


class MayNotTriageError(Exception):
    """The report was to be given to somebody who may not triage."""


class DuplicateOfItselfError(Exception):
    """The report was to be a duplicate of itself, or of one that is a duplicate of it or is grouped under it."""


@transaction.atomic
def triage(report, *, by, note="", watch=None, **decision):
    """Decide about a report (see DECIDED), leave a note, begin or end watching it; the report as it is now."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    report = Report.objects.with_people().select_for_update(of=["self"]).get(pk=report.pk)
    change([report], by=by, **decision)
    if note := note.strip():
        ReportNote.objects.create(report=report, author=by, text=note)
        _touch(report)
    if watch is not None:
        (report.watchers.add if watch else report.watchers.remove)(by)
    return report


def change(reports, *, by, **decision):
    """Change locked reports and the open ones behind them, with a line of history for each thing that is new.

    By nobody: by the site, which has rules.
    """
    now = timezone.now()
    changes = []
    for report, decided in _with_members(reports, decision):
        new = _apply(report, decided, by)
        changes += new
        if new:
            _keep_times(report, new, now, by)
    ReportChange.objects.bulk_create(changes)
    changed = {new.report_id: new.report for new in changes}
    Report.objects.bulk_update(changed.values(), WRITTEN, batch_size=500)
    _tell_watchers(changed, by)
    return len(changed)


def looked_at(report):
    """Somebody who may triage has the report before them: that stops the clock of those that cannot wait."""
    if report.first_looked_at is None:
        report.first_looked_at = timezone.now()
        Report.objects.filter(pk=report.pk, first_looked_at=None).update(first_looked_at=report.first_looked_at)


def _with_members(reports, decision):
    """(report, what is decided about it): whoever stands behind a report shares all but its place."""
    heads = {report.pk: report for report in reports}
    yield from ((report, decision) for report in heads.values())
    shared = {name: value for name, value in decision.items() if name != "grouped_under"}
    members = Report.objects.with_people().open().filter(grouped_under__in=list(heads)).exclude(pk__in=list(heads))
    for member in members.select_for_update(of=["self"]):
        member.grouped_under = heads[member.grouped_under_id]
        yield member, shared


def _apply(report, decision, by):
    """Give the report its new values; the changes that this makes."""
    _refuse(report, decision)
    decision = _with_consequences(report, decision)
    changes = []
    for name in DECIDED:
        old = getattr(report, name)
        value = _clean(name, decision[name]) if name in decision else old
        if value != old:
            setattr(report, name, value)
            changes.append(ReportChange(report=report, field=name, old=_kept(old), new=_kept(value), by=by))
    return changes


def _with_consequences(report, decision):
    """A duplicate is finished with; what is more urgent than the report before it, or outlives it, stands by itself."""
    if decision.get("duplicate_of"):
        decision = {**decision, "state": Report.State.DUPLICATE}
    if decision.get("add_tags"):
        decision = {**decision, "tags": [*report.tags, *decision["add_tags"]]}
    if report.grouped_under and "grouped_under" not in decision:
        is_open = decision.get("state", report.state) not in Report.FINISHED
        is_more_urgent = int(decision.get("severity", report.severity)) < report.grouped_under.severity
        if is_open and (is_more_urgent or not report.grouped_under.is_open):
            decision = {**decision, "grouped_under": None}
    return decision


def _refuse(report, decision):
    assignee, original = decision.get("assignee"), decision.get("duplicate_of")
    if assignee and assignee != report.assignee and not may_triage(assignee):
        raise MayNotTriageError(_("%s may not triage reports. Choose somebody who may.") % assignee)
    if original and report.pk in (original.pk, original.duplicate_of_id, original.grouped_under_id):
        raise DuplicateOfItselfError(_("A report cannot be a duplicate of itself. Choose the earlier one."))


def _clean(name, value):
    if name == "tags":
        return sorted({tag.strip().lower() for tag in value} - {""})
    choices = {"state": Report.State, "severity": Report.Severity}.get(name)
    return choices(value) if choices else value


def _keep_times(report, changes, now, by):
    report.updated_at = now
    if by and report.first_looked_at is None:
        report.first_looked_at = now
    fields = {change.field for change in changes}
    if "severity" in fields:
        report.due_at = due_at(report)
    if "state" in fields:
        report.closed_at = None if report.is_open else report.closed_at or now


def _touch(report):
    """Somebody else's screen, opened before, is now an old one."""
    report.updated_at = timezone.now()
    report.save(update_fields=["updated_at"])


def _kept(value):
    """As the history keeps it: codes and numbers as they are stored, people by their name at the time."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, Report):
        return str(value.pk)
    return "" if value is None else str(value)


def _tell_watchers(reports, by):
    """After the commit: everybody who watches one of them, but for who did it."""
    watched = Report.watchers.through.objects.filter(report__in=list(reports)).exclude(user=by)
    for report_id, user_id in watched.values_list("report_id", "user_id"):
        transaction.on_commit(lambda pair=(report_id, user_id): tell_watcher.delay(*pair), robust=True)
