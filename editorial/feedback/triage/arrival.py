"""What follows when a report has come in: nothing that its reader would have to wait for."""

from __future__ import annotations

from django.db import transaction

from ..reports.report import Report
from .decisions import Decision, change


@transaction.atomic
def mark_duplicate(report_id: int) -> bool:
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
