"""By when the desk has to be done with a report: the more severe, the sooner."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone


def due_at(report, since=None):
    """Counted from the report's arrival; None where there is nothing for the desk to do."""
    if report.is_mere_praise:
        return None
    hours = dict(zip(report.Severity, settings.REPORT_HOURS, strict=True))
    return (since or report.received_at) + timedelta(hours=hours[report.severity])


def first_times(report, since=None):
    """The columns that follow from how a report comes in."""
    now = timezone.now()
    return {"due_at": due_at(report, since or now), "closed_at": None if report.is_open else now}
