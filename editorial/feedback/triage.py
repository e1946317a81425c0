"""What the desk does with a report: the one way in which its state and assignee change."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .models import Report, ReportNote
from .permissions import may_triage

#: The name of the deed in Wagtail's audit log, which keeps every change: by whom, when, from what, to what.
LOG_ACTION = "feedback.triage"


class MayNotTriageError(Exception):
    """The report was to be given to somebody who may not triage."""


@transaction.atomic
def triage(report, *, by, state, assignee, note=""):
    """Say what happens with a report and who sees to it, and leave a note; the report as it is now."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    report = Report.objects.select_for_update(of=["self"]).select_related("edition", "assignee").get(pk=report.pk)
    if assignee and assignee != report.assignee and not may_triage(assignee):
        raise MayNotTriageError(_("%s may not triage reports. Choose somebody who may.") % assignee)
    for name, value in {"state": Report.State(state), "assignee": assignee}.items():
        _change(report, name, value, by)
    if note := note.strip():
        ReportNote.objects.create(report=report, author=by, text=note)
    report.save(update_fields=["state", "assignee", "updated_at"])
    return report


def _change(report, name, value, by):
    old = getattr(report, name)
    if old == value:
        return
    setattr(report, name, value)
    log(report, LOG_ACTION, user=by, data={"field": name, "old": _kept(old), "new": _kept(value)})


def _kept(value):
    """As the log keeps it: states by their code, people by their name at the time."""
    return None if value is None else str(value)


def change_in_words(entry):
    """A line of the audit log as a sentence."""
    name, old, new = (entry.data.get(key) for key in ("field", "old", "new"))
    if name == "state":
        labels = dict(Report.State.choices)
        return _("State changed from “%(old)s” to “%(new)s”.") % {
            "old": labels.get(old, old),
            "new": labels.get(new, new),
        }
    if new is None:
        return _("No longer assigned to %s.") % old
    return _("Assigned to %s.") % new
