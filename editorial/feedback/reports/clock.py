"""By when the desk has to be done with a report: the more severe, the sooner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.utils import timezone

from .states import FINISHED, Severity, State, is_mere_praise

if TYPE_CHECKING:
    from .report import Report


class Times(TypedDict):
    """When a report has to be done with, and when it was finished with, as its columns have it."""

    due_at: datetime | None
    closed_at: datetime | None


def due_at(report: Report) -> datetime | None:
    """Counted from the report's arrival; None where there is nothing for the desk to do, and never was."""
    return None if report.due_at is None and report.is_mere_praise else report.received_at + _time_for(report.severity)


def first_times(
    *,
    reason: str = "",
    comment: str = "",
    passage: str = "",
    passage_start: int | None = None,
    severity: int = Severity.NORMAL,
    state: str = State.NEW,
    since: datetime | None = None,
) -> Times:
    """The columns that follow from how a report comes in."""
    now = timezone.now()
    is_praise = is_mere_praise(reason, comment, severity, passage, passage_start)
    due = None if is_praise else (since or now) + _time_for(severity)
    return {"due_at": due, "closed_at": now if state in FINISHED else None}


def _time_for(severity: int) -> timedelta:
    """REPORT_HOURS begins with what is most severe."""
    return timedelta(hours=settings.REPORT_HOURS[severity - 1])
