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


def call_webhook(report_id: int) -> bool:
    """Tell another system, a pager perhaps, that a safety report came: never what the reader wrote or who it is."""
    if not settings.REPORT_WEBHOOK_URL:
        return False
    report = Report.objects.select_related("edition").get(pk=report_id)
    said = {
        "report": report.pk,
        "severity": "safety",
        "received_at": report.received_at.isoformat(),
        "article": report.article_title,
        "edition": report.edition.number,
        "url": emails.address_of(report),
    }
    httpx.post(settings.REPORT_WEBHOOK_URL, json=said, timeout=TIMEOUT).raise_for_status()
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
