"""What was moved in unreviewed gets its first review: spread over months, the risky and the much-read ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.record.published.status import PublicationStatus

from .guidelines import ReviewCall

DAYS_OF_MONTH = 365.25 / 12

# Each page of which readers still get what was moved in, the riskiest first: what an editor called risky; what gives a
# dose; what nobody has said anything of; what an editor called ordinary; and last what is no text about health.
WAITING = """
    SELECT e.id, e.page_id,
           CASE WHEN e.kind NOT IN ('article', 'topic', 'term') THEN 4
                WHEN said.tier = 'high' THEN 0
                WHEN articles_dose_in(e.document::jsonb) IS NOT NULL THEN 1
                WHEN said.tier IS NULL THEN 2 ELSE 3 END AS rank
    FROM articles_edition e JOIN articles_publication p ON p.edition_id = e.id
    LEFT JOIN LATERAL (SELECT r.tier FROM articles_riskassessment r WHERE r.page_id = e.page_id
                       ORDER BY r.id DESC LIMIT 1) AS said ON true
    WHERE e.legacy_id IS NOT NULL
"""


@transaction.atomic
def plan_first_reviews(
    *, months: int | None = None, reads: Mapping[int, int] | None = None, anew: bool = False
) -> list[ReviewCall]:
    """Say by when each text that was moved in is to have its first review, evenly over so many months; the new plans.

    `reads` says how often each page is read. What has a day keeps it, unless all that is unreviewed is planned `anew`.
    """
    waiting = _asked(WAITING)
    if anew:
        ReviewCall.objects.filter(moved_in__in=[edition for edition, *_rest in waiting]).delete()
    planned = set(ReviewCall.objects.filter(moved_in__isnull=False).values_list("moved_in_id", flat=True))
    counted = reads or {}
    in_order = sorted(
        (rank, -counted.get(page, 0), page, edition) for edition, page, rank in waiting if edition not in planned
    )
    now, length = timezone.now(), (months or settings.FIRST_REVIEWS_MONTHS) * DAYS_OF_MONTH
    calls = [
        ReviewCall(moved_in_id=edition, page_id=page, due_at=now + timedelta(days=length * place / len(in_order)))
        for place, (_rank, _reads, page, edition) in enumerate(in_order, start=1)
    ]
    return ReviewCall.objects.bulk_create(calls, batch_size=1000)


@dataclass(frozen=True)
class Month:
    """The end of one month: how many were to be left by the plan, and how many were; None for a month to come."""

    first_day: date
    planned: int
    left: int | None


@dataclass(frozen=True)
class BurnDown:
    """How far the first reviews are: of so many texts that were moved in, how many are reviewed, gone, or late."""

    total: int
    reviewed: int
    away: int
    late: int
    months: list[Month]

    @property
    def done(self) -> int:
        return self.reviewed + self.away

    @property
    def share(self) -> int:
        """In per cent. What is not all done is never a hundred."""
        return 100 * self.done // self.total if self.total else 100


# When each was planned, and when it was done: by the first edition that people signed, or by being taken away.
DONE = """
    SELECT c.called_at, c.due_at, signed.at AS reviewed_at, taken.at AS away_at
    FROM planning_reviewcall c JOIN articles_publication p ON p.page_id = c.page_id
    LEFT JOIN LATERAL (SELECT min(e.created_at) AS at FROM articles_edition e
                       WHERE e.page_id = c.page_id AND e.override_id IS NULL AND e.legacy_id IS NULL) AS signed ON true
    LEFT JOIN LATERAL (SELECT max(s.decided_at) AS at FROM articles_statuschange s
                       WHERE s.page_id = c.page_id AND p.status = ANY (%(away)s)) AS taken ON true
    WHERE c.moved_in_id IS NOT NULL
"""


def burn_down() -> BurnDown:
    """The first reviews of all that was ever moved in."""
    rows = _asked(DONE, {"away": [str(status) for status in PublicationStatus.away()]})
    now = timezone.now()
    reviewed = sum(bool(signed) for _called, _due, signed, _taken in rows)
    away = sum(bool(taken and not signed) for _called, _due, signed, taken in rows)
    late = sum(due < now and not (signed or taken) for _called, due, signed, taken in rows)
    ended = [min(filter(None, (signed, taken)), default=None) for _called, _due, signed, taken in rows]
    return BurnDown(len(rows), reviewed, away, late, _by_month(rows, ended, now))


def _by_month(rows: list[Any], ended: list[datetime | None], now: datetime) -> list[Month]:
    if not rows:
        return []
    first = min(called for called, *_rest in rows)
    last = max(now, *(due for _called, due, *_rest in rows))
    months = []
    for start in _months(timezone.localdate(first), timezone.localdate(last)):
        end = timezone.make_aware(datetime.combine(_next(start), datetime.min.time()))
        there = [place for place, (called, *_rest) in enumerate(rows) if called < end]
        planned = sum(rows[place][1] >= end for place in there)
        is_to_come = timezone.make_aware(datetime.combine(start, datetime.min.time())) > now
        left = sum((done := ended[place]) is None or done >= end for place in there)
        months.append(Month(start, planned, None if is_to_come else left))
    return months


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while _next(found[-1]) <= last:
        found.append(_next(found[-1]))
    return found


def _next(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _asked(statement: str, params: dict[str, Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()
