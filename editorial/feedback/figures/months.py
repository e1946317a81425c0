"""Each month's figures, for the record and for readers. Numbers that could lead back to somebody are left out.

What is left out must not follow from the rest either. A sum with all of its parts but one tells that one, so at least
two parts are left out, and together they are as many as may be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone

from articles.record.published.reported_months import ReportedMonth, Urgency

from ..reports.report import Report

#: Of fewer reports nothing is told.
FEWEST = 5
#: Of fewer the slowest tenth is less than one report.
FEWEST_FOR_TENTH = 10
#: A report that waited on disk while the database was away may come a little later.
SETTLED_AFTER = timedelta(days=1)

URGENCIES = {
    Report.Severity.SAFETY: Urgency.SAFETY,
    Report.Severity.POSSIBLE_SAFETY: Urgency.SAFETY,
    Report.Severity.HIGH: Urgency.HIGH,
    Report.Severity.NORMAL: Urgency.OTHER,
    Report.Severity.LOW: Urgency.OTHER,
}


def note_months() -> list[date]:
    """Put the months that are over into the record, those too that were missed; which."""
    return [month for month in _months_to_note() if _note(month)]


def _note(month: date) -> bool:
    """Whether it was noted; not when another process was faster."""
    try:
        with transaction.atomic():
            ReportedMonth.objects.create(month=month, figures=figures_of(month))
    except IntegrityError:
        return False
    return True


def _months_to_note() -> Iterator[date]:
    newest = ReportedMonth.objects.newest_first().first()
    if newest:
        month = _next(newest.month)
    else:
        oldest = Report.objects.from_readers().aggregate(at=Min("received_at"))["at"]
        if oldest is None:
            return
        month = timezone.localtime(oldest).date().replace(day=1)
    settled = timezone.localdate(timezone.now() - SETTLED_AFTER)
    while _next(month) <= settled:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def figures_of(month: date) -> dict[str, Any]:
    """What may be told of a month."""
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (month, _next(month)))
    readers = Report.objects.counting().with_details().asking_for_something()
    hours = _hours_until_edition(readers.resolved_between(start, end))
    counts = {urgency: len(found) for urgency, found in hours.items()}
    left_out = not_to_be_told(counts)
    figures = {
        "reports": _if_enough(readers.received_between(start, end).count()),
        "changed": _if_enough(sum(counts.values())),
        "urgencies": {
            urgency.value: {"changed": counts[urgency], **_times(found)}
            for urgency, found in hours.items()
            if urgency not in left_out
        },
        "oldest_safety_days": _days_of_oldest(),
    }
    return {name: value for name, value in figures.items() if value is not None}


def not_to_be_told(counts: Mapping[Urgency, int]) -> set[Urgency]:
    """The parts of a sum that are not told: the small ones, and as many others as it takes to hide these."""
    left_out = {part for part, count in counts.items() if 0 < count < FEWEST}
    others = sorted(set(counts) - left_out, key=lambda part: (counts[part], part))
    while left_out and others and (len(left_out) < 2 or sum(counts[part] for part in left_out) < FEWEST):
        left_out.add(others.pop(0))
    return left_out


def _hours_until_edition(reports: Iterable[Report]) -> dict[Urgency, list[float]]:
    found: dict[Urgency, list[float]] = {urgency: [] for urgency in Urgency}
    for report in reports:
        if report.resolved_by:
            waited = report.resolved_by.created_at - report.received_at
            found[URGENCIES[Report.Severity(report.severity)]].append(max(waited.total_seconds() / 3600, 0))
    return found


def _times(hours: list[float]) -> dict[str, int]:
    """In whole hours: how long half of them took at most, and nine of ten."""
    if not hours:
        return {}
    times = {"median_hours": round(median(hours))}
    if len(hours) >= FEWEST_FOR_TENTH:
        times["p90_hours"] = round(sorted(hours)[-(-len(hours) * 9 // 10) - 1])
    return times


def _if_enough(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None


def _days_of_oldest() -> int | None:
    oldest = Report.objects.counting().asking_for_something().open().of_danger().aggregate(at=Min("received_at"))["at"]
    return None if oldest is None else (timezone.now() - oldest).days
