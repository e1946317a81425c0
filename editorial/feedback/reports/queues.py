"""The queues that the desk works through: each a part of the reports, in the order in which it is worked through."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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
