"""What follows when a report has come in: nothing that its reader would have to wait for."""

from __future__ import annotations

import logging

from django.db import transaction

from ..reports.report import Report
from . import emails, grouping, routing
from .decisions import Decision, change

logger = logging.getLogger(__name__)

#: So many at a time, each in a transaction of its own, which takes some ten milliseconds; the clock comes again.
MOST = 5_000


@transaction.atomic
def follow_up(report_id: int) -> bool:
    """Mark a report that says what another said today as its duplicate; tell the desk of any other, and find its place.

    All of it or nothing, and once: whether it was done now. What is not done is done by `catch_up`.
    """
    waiting = Report.objects.not_followed_up().select_for_update(of=["self"], skip_locked=True)
    report = waiting.filter(pk=report_id).select_related("edition").first()
    if report is None:
        return False
    if report.first_looked_at is None and not _mark_duplicate(report_id):
        if not report.is_from_watch:  # of what the watch found one letter tells, for all articles
            emails.tell_triagers(report)
        grouping.group(report_id)
        routing.route(report_id)
    Report.objects.filter(pk=report_id).update(awaits_follow_up=False)
    return True


def catch_up() -> int:
    """Follow up what can wait a minute, and what nobody did when it came, whatever kept them; how many reports.

    One that fails keeps no other.
    """
    done = 0
    for report_id in Report.objects.not_followed_up().values_list("pk", flat=True)[:MOST]:
        try:
            done += follow_up(report_id)
        except Exception:
            logger.exception("report %s could not be followed up", report_id)
    return done


def _mark_duplicate(report_id: int) -> bool:
    """Make a new report a duplicate of an earlier one that says the same; whether there is one.

    What somebody in danger may have written is looked at each time.
    """
    found = Report.objects.with_people().new().from_readers().select_for_update(of=["self"]).filter(pk=report_id)
    report = found.exclude(severity__lte=Report.Severity.POSSIBLE_SAFETY).exclude(comment="").first()
    if report is None:
        return False
    earlier = Report.objects.said_today_before(report).first()
    if earlier:
        change([report], Decision(duplicate_of=earlier), by=None)
    return earlier is not None
