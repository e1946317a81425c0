"""What happens at once when a report is about somebody's safety, and when nobody looks at it."""

from __future__ import annotations

import logging
from datetime import timedelta

import httpx
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..reports.report import Report
from . import emails

logger = logging.getLogger(__name__)

#: Seconds.
TIMEOUT = 5


def call_webhooks() -> int:
    """Tell another system, a pager perhaps, of safety reports that it was not told of; how many.

    It is never told what the reader wrote or who it is. Where it does not answer, the clock tries again.
    """
    if not settings.REPORT_WEBHOOK_URL:
        return 0
    told = 0
    for report_id in list(Report.objects.not_alarmed_of().order_by("pk").values_list("pk", flat=True)):
        try:
            told += _call_webhook(report_id)
        except httpx.HTTPError as error:
            logger.error("Nobody was told of report %s by webhook: %s", report_id, type(error).__name__)
    return told


@transaction.atomic
def _call_webhook(report_id: int) -> bool:
    """One call, unless somebody else makes it at this moment."""
    waiting = Report.objects.not_alarmed_of().select_for_update(of=["self"], skip_locked=True)
    report = waiting.filter(pk=report_id).select_related("edition").first()
    if report is None:
        return False
    said = {
        "report": report.pk,
        "severity": "safety",
        "received_at": report.received_at.isoformat(),
        "article": report.article_title,
        "edition": report.edition.number,
        "url": emails.address_of(report),
    }
    httpx.post(settings.REPORT_WEBHOOK_URL, json=said, timeout=TIMEOUT).raise_for_status()
    Report.objects.filter(pk=report_id).update(alarmed_at=timezone.now())
    return True


def escalate() -> int:
    """Tell the editors of safety reports that nobody looked at in time, once each; how many there were.

    One that cannot be told is tried again the next time, and does not keep the others.
    """
    since = timezone.now() - timedelta(minutes=settings.REPORT_ESCALATE_MINUTES)
    unseen = Report.objects.about_safety().filter(first_looked_at=None, escalated_at=None, received_at__lt=since)
    escalated = 0
    for report in unseen.select_related("edition"):
        try:
            with transaction.atomic():
                if Report.objects.filter(pk=report.pk, escalated_at=None).update(escalated_at=timezone.now()):
                    emails.tell_editors(report)
                    escalated += 1
        except Exception:
            logger.exception("The editors could not be told of report %s.", report.pk)
    return escalated
