"""How long what readers wrote is kept, and how it goes earlier. The yes or no and the fact of a report stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from articles.stores.databases import writing

from . import former_comments
from .report import Report, ReportNote, ReportQuerySet

NOTHING_WRITTEN = {"comment": "", "passage": "", "passage_start": None, "email": "", "email_expires_at": None}


class Purged(NamedTuple):
    """How many reports lost their text, and how many an address."""

    texts: int
    addresses: int


def erase(report: Report) -> None:
    """Erase what the reader wrote, as they asked."""
    with writing().cursor() as cursor:
        cursor.execute("SELECT feedback_erase_with_receipt(%s)", [report.receipt_hash])


def left_blank_in_reports(with_words: bool) -> dict[str, dict[str, str]]:
    """What of reports does not leave with a site that moves: addresses, and words unless they are asked for.

    A report that lost its words is marked as one that was erased: else it would pass for a vote.
    """
    blank = {"email": "''", "email_expires_at": "NULL::timestamptz"}
    notes = {}
    if not with_words:
        blank |= {
            "comment": "''",
            "passage": "''",
            "passage_start": "NULL::integer",
            "noted": "''",
            "erased_at": "CASE WHEN comment || passage <> '' THEN now() ELSE erased_at END",
        }
        notes = {"text": "''"}
    return {Report._meta.db_table: blank, ReportNote._meta.db_table: notes}


def purge() -> Purged:
    """Erase texts of reports that were finished long ago, or asked for nothing, and addresses whose time is over."""
    now = timezone.now()
    long_ago = now - timedelta(days=settings.REPORT_TEXT_DAYS)
    old = Report.objects.finished_before(long_ago)
    praise = Report.objects.asking_for_nothing_since(long_ago)
    expired = Report.objects.with_expired_email(now, now - timedelta(days=settings.REPORT_EMAIL_DAYS))
    return Purged(
        texts=erased(old.with_words()) + erased(praise.with_words()) + former_comments.forget_waiting(),
        addresses=expired.update(email="", email_expires_at=None),
    )


@shared_task(name="editorial.feedback.tasks.purge_reports", acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def purge_reports() -> None:
    purge()


def erased(reports: ReportQuerySet) -> int:
    """How many there were. `updated_at` stays: it says when the desk last did something."""
    return reports.update(**NOTHING_WRITTEN, erased_at=timezone.now())


def exported(report: Report) -> dict[str, Any]:
    """Everything that we hold of what a reader sent, for that reader; the desk's notes are the desk's."""
    return {
        "article": report.article_title,
        "edition": report.edition.number,
        "section": report.section,
        "helpful": report.helpful,
        "reason": report.get_reason_display(),
        "passage": report.passage,
        "comment": report.comment,
        "taken out before it was stored": report.redacted,
        "email": report.email,
        "email kept until": report.email_expires_at,
        "received": report.received_at,
        "severity": report.get_severity_display(),
        "state": report.get_state_display(),
        "mended": report.mended_at,
        "erased": report.erased_at,
    }
