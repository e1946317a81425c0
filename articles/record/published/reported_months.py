"""What readers told the site in a month, in figures, as evidence: nobody makes them better afterwards.

Feedback counts and writes a month once it is over (`editorial/feedback/figures/months.py`). What could lead back to a
reader is left out before it is written: the record is public, and keeps what it has.
"""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert, moves_reader_version


class Urgency(models.TextChoices):
    """How urgent what a report said was, as readers are told of it."""

    SAFETY = "safety", _("About somebody’s safety")
    HIGH = "high", _("Of high severity")
    OTHER = "other", _("All others")


class ReportedMonthQuerySet(models.QuerySet["ReportedMonth"]):
    """Months."""

    def newest_first(self) -> Self:
        return self.order_by("-month")


class ReportedMonth(ChainedModel):
    """One month, by its first day. What is missing in `figures` was too little to be told.

    `reports`: how many came in that say more than yes or no. `changed`: how many were answered by an edition of that
    month. `urgencies`: for each `Urgency` how many of these, and the hours from report to edition: the median and the
    90th percentile. `oldest_safety_days`: for how many days the oldest open report about safety had waited when it was
    counted; None if there was none.
    """

    month = models.DateField(unique=True)
    figures = models.JSONField()
    counted_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReportedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of readers’ reports")
        verbose_name_plural = _("months of readers’ reports")
        default_permissions = ()
        triggers = [
            append_only(),
            before_insert("write_to_chain", "articles_write_to_chain"),
            moves_reader_version(pgtrigger.Insert),
        ]
        constraints = [
            # A month is there once: by any other of its days it would be there again.
            models.CheckConstraint(condition=Q(month__day=1), name="articles_month_by_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
