"""What readers wrote below a text on the site from which it was moved in: closed reports, for the desk alone.

A report is about an edition, and what is moved in has none yet. So a comment waits here, redacted as all that readers
write is, until its page has one. Its row stays, without the words: by it the same export brings nothing in twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.published.editions import Edition

from .receipts import new_receipt, receipt_hash
from .report import Report

NO_WORDS = {"text": "", "redacted": {}}


class FormerCommentQuerySet(models.QuerySet["FormerComment"]):
    """Comments of a former site."""

    def waiting(self) -> Self:
        return self.filter(report=None).exclude(text="")


class FormerComment(models.Model):
    """A comment that came in, and the report that it became."""

    site = models.CharField(max_length=200, help_text=_("The host and path of the former site."))
    key = models.CharField(max_length=100, help_text=_("Its number there."))
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.TextField(blank=True, help_text=_("Redacted; empty once it is a report."))
    redacted = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True)
    came_in_at = models.DateTimeField(auto_now_add=True)
    report = models.OneToOneField(Report, null=True, on_delete=models.PROTECT, related_name="former_comment")

    objects = FormerCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a former site")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="feedback_former_comment_once")]
        indexes = [
            models.Index(fields=["page"], name="feedback_former_waiting", condition=models.Q(report=None)),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.key}"


@transaction.atomic
def close_as_reports(page_id: int) -> int:
    """Make closed reports of the comments that wait for a page's first edition, if it is there; how many."""
    waiting = list(FormerComment.objects.waiting().filter(page=page_id).select_for_update(of=["self"]))
    edition = Edition.objects.filter(page=page_id).order_by("number").only("pk").first() if waiting else None
    if edition is None:
        return 0
    now = timezone.now()
    reports = [
        Report(
            edition=edition,
            page_id=page_id,
            origin=Report.Origin.FORMER_SITE,
            state=Report.State.CLOSED,
            severity=Report.Severity.LOW,
            comment=one.text,
            redacted=one.redacted,
            received_at=one.written_at or one.came_in_at,
            closed_at=now,
            receipt_hash=receipt_hash(new_receipt()),
        )
        for one in waiting
    ]
    Report.objects.bulk_create(reports, batch_size=500)
    for one, report in zip(waiting, reports, strict=True):
        one.report, one.text, one.redacted = report, "", {}
    FormerComment.objects.bulk_update(waiting, ["report", "text", "redacted"], batch_size=500)
    return len(reports)


def forget_waiting() -> int:
    """Erase the words of those whose page has had no edition for as long as words of closed reports are kept."""
    since = timezone.now() - timedelta(days=settings.REPORT_TEXT_DAYS)
    return FormerComment.objects.waiting().filter(came_in_at__lt=since).update(**NO_WORDS)


def left_blank_of_former_comments(with_words: bool) -> dict[str, dict[str, str]]:
    """Words stay where those of reports do."""
    return {} if with_words else {FormerComment._meta.db_table: {"text": "''"}}
