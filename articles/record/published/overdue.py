"""What becomes of a page whose medical review is late: what readers get follows from its day alone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OverdueStep(models.TextChoices):
    """One after the other, each so many days after the day of which readers were told."""

    NOTICE = "notice", _("A notice stands above the text")
    UNRELATED = "unrelated", _("It is not shown beside other articles")
    NOINDEX = "noindex", _("Search engines are asked to forget it")
    WITHDRAWAL = "withdrawal", _("Editors are asked to withdraw it")

    @property
    def days(self) -> int | None:
        """After how many days, by the policy of the site; None where it never comes."""
        days: int = {
            OverdueStep.NOTICE: settings.OVERDUE_NOTICE_DAYS,
            OverdueStep.UNRELATED: settings.OVERDUE_UNRELATED_DAYS,
            OverdueStep.NOINDEX: settings.OVERDUE_NOINDEX_DAYS,
            OverdueStep.WITHDRAWAL: settings.OVERDUE_WITHDRAWAL_DAYS,
        }[self]
        return days if days >= 0 else None

    @property
    def reached(self) -> Q:
        """The condition under which a publication is that late now, by PostgreSQL's clock."""
        if self.days is None:
            return Q(pk__in=[])
        return Q(review_due_at__isnull=False, review_due_at__lte=Now() - timedelta(days=self.days))
