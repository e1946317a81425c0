"""The queues that the desk works through: each a part of the reports, in the order in which it is worked through."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.accounts.users import User

from .report import ReportQuerySet


class Queue(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MINE = "mine", _("Mine")
    UNASSIGNED = "unassigned", _("Unassigned")
    SAFETY = "safety", _("Safety")
    OVERDUE = "overdue", _("Overdue")

    def of(self, reports: ReportQuerySet, user: User) -> ReportQuerySet:
        """The reports of this queue, as somebody sees it."""
        return {
            Queue.WAITING: reports.waiting,
            Queue.MINE: lambda: reports.waiting().filter(assignee=user),
            Queue.UNASSIGNED: lambda: reports.waiting().unassigned(),
            Queue.SAFETY: reports.about_safety,
            Queue.OVERDUE: lambda: reports.overdue().longest_overdue_first(),
        }[self]()


class TopicQueueEntry(models.Model):
    """A waiting report in the queue of one of its article's topics.

    A trigger on reports keeps these rows, with what they are ordered by: no index on reports could hold an order within
    each of several topics.
    """

    topic = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    report = models.ForeignKey("feedback.Report", on_delete=models.CASCADE, related_name="topic_entries")
    urgency = models.SmallIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report in a topic’s queue")
        default_permissions = []
        indexes = [
            models.Index(fields=["topic", "urgency", "received_at", "report"], name="feedback_topic_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.topic_id}"
