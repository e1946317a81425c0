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
#: What nobody has looked at, and the editors were not told of.
UNSEEN = {"first_looked_at": None, "escalated_at": None}


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
            if isinstance(error, httpx.TransportError):
                break  # it is away: to wait for it once more for each report would hold up whoever comes after
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
    return _of_burst(report.origin, emails.burst_of(report))


def _of_burst(origin: str, burst: int) -> ReportQuerySet:
    """What is about safety in a burst: of what readers sent, or of what the watch found."""
    start = datetime.fromtimestamp(burst * emails.BURST, UTC)
    about_safety = Report.objects.about_safety().filter(origin=origin)
    return about_safety.received_between(start, start + timedelta(seconds=emails.BURST))


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

    One letter tells of all of a burst. What cannot be told is tried again the next time, and does not keep the others.
    """
    since = timezone.now() - timedelta(minutes=settings.REPORT_ESCALATE_MINUTES)
    late = Report.objects.about_safety().filter(**UNSEEN, received_at__lt=since).only("origin", "received_at")
    escalated = 0
    for origin, burst in sorted({(report.origin, emails.burst_of(report)) for report in late}):
        try:
            escalated += _escalate(origin, burst)
        except Exception:
            logger.exception("The editors could not be told of safety reports, burst %s from %s.", burst, origin)
    return escalated


@transaction.atomic
def _escalate(origin: str, burst: int) -> int:
    """Tell the editors of what nobody looked at in a burst, and of nothing that they were told of."""
    unseen = _of_burst(origin, burst).filter(**UNSEEN).select_for_update(of=["self"], skip_locked=True)
    reports = list(unseen.select_related("edition").order_by("pk"))
    if reports:
        Report.objects.filter(pk__in=[report.pk for report in reports]).update(escalated_at=timezone.now())
        emails.tell_editors(reports)
    return len(reports)
