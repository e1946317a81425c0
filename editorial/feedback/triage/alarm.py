"""What happens at once when a report is about somebody's safety, and when nobody looks at it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import httpx
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.public_internet import tls

from ..reports.report import Report, ReportQuerySet
from . import emails

logger = logging.getLogger(__name__)

#: Seconds.
TIMEOUT = 5


def call_webhooks() -> int:
    """Tell another system, a pager perhaps, of safety reports that it was not told of; how often.

    Once of a burst, as in letters: of what readers sent, and of what the watch on sources found.

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
    """One call, unless it was made for another of the same burst, or somebody else makes it at this moment."""
    waiting = Report.objects.not_alarmed_of().select_for_update(of=["self"], skip_locked=True)
    report = waiting.filter(pk=report_id).select_related("edition").first()
    if report is None or not _is_ours_alone(f"{report.origin} {emails.burst_of(report)}"):
        return False
    is_told = _with_its_burst(report).exclude(alarmed_at=None).exists()
    if not is_told:
        _post(report)
    Report.objects.filter(pk=report_id).update(alarmed_at=timezone.now())
    return not is_told


def _with_its_burst(report: Report) -> ReportQuerySet:
    start = datetime.fromtimestamp(emails.burst_of(report) * emails.BURST, UTC)
    same = Report.objects.filter(origin=report.origin, severity=report.severity)
    return same.received_between(start, start + timedelta(seconds=emails.BURST))


def _is_ours_alone(burst: str) -> bool:
    """Whether nobody else sees to the burst now; nobody else does until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"feedback alarm {burst}"])
        return bool(cursor.fetchone()[0])


def _post(report: Report) -> None:
    said = {
        "report": report.pk,
        "from": report.origin,
        "severity": "safety",
        "received_at": report.received_at.isoformat(),
        "article": report.article_title,
        "edition": report.edition.number,
        "url": emails.address_of(report),
    }
    httpx.post(settings.REPORT_WEBHOOK_URL, json=said, timeout=TIMEOUT, verify=tls()).raise_for_status()


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
