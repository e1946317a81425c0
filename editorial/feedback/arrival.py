"""What follows when a report has come in: nothing that its reader would have to wait for."""

from django.db import transaction

from . import tasks
from .models import Report
from .triage import change


def take_up(report_id):
    """Put a report that says what another said today aside; tell the desk of any other, and find its place.

    Each by a task of its own, so that a letter that cannot be sent keeps nothing else waiting.
    """
    if put_aside(report_id):
        return
    tasks.tell_triagers.delay(report_id)
    tasks.place_report.delay(report_id)
    if Report.objects.filter(pk=report_id, severity=Report.Severity.SAFETY).exists():
        tasks.call_webhook.delay(report_id)


@transaction.atomic
def put_aside(report_id):
    """Make a new report a duplicate of an earlier one that says the same; whether there is one.

    What somebody in danger may have written is looked at each time.
    """
    found = Report.objects.with_people().new().from_readers().select_for_update(of=["self"]).filter(pk=report_id)
    report = found.exclude(severity=Report.Severity.SAFETY).exclude(comment="").first()
    earlier = report and Report.objects.said_today_before(report).first()
    if earlier:
        change([report], by=None, duplicate_of=earlier)
    return bool(earlier)
