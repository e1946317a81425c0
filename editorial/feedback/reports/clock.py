"""By when the desk has to be done with a report: the more severe, the sooner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from .report import Report


class Times(TypedDict):
    """When a report has to be done with, and when it was finished with, as its columns have it."""

    due_at: datetime | None
    closed_at: datetime | None


def due_at(report: Report, since: datetime | None = None) -> datetime | None:
    """Counted from the report's arrival; None where there is nothing for the desk to do."""
    if report.is_mere_praise:
        return None
    hours = dict(zip(report.Severity, settings.REPORT_HOURS, strict=True))
    return (since or report.received_at) + timedelta(hours=hours[report.severity])


def first_times(report: Report, since: datetime | None = None) -> Times:
    """The columns that follow from how a report comes in."""
    now = timezone.now()
    return {"due_at": due_at(report, since or now), "closed_at": None if report.is_open else now}
