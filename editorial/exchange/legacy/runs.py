"""How far a batch of imported texts is on its way to readers, and what stayed out of it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.record.published.legacy import LegacyBatch


class LegacyRunQuerySet(models.QuerySet["LegacyRun"]):
    """Batches of imported texts."""

    def with_words(self) -> Self:
        """Each with `words`: how many people have decided about it."""
        return self.annotate(words=Count("batch__decisions", distinct=True))

    def undecided(self) -> Self:
        return self.filter(pk__in=self.model.objects.with_words().filter(words__lt=2), turned_down_at=None)

    def decided(self) -> Self:
        return self.with_words().filter(words__gt=1, turned_down_at=None)


class LegacyRun(models.Model):
    """What is not evidence about a batch of imported texts: what stayed out of it, and how far its publishing is."""

    batch = models.OneToOneField(LegacyBatch, primary_key=True, on_delete=models.CASCADE, related_name="run")
    left_out = models.JSONField(
        default=list, help_text=_("What came in with it and needs a hand first: page, title, and why.")
    )
    turned_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    turned_down_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    refused = models.JSONField(default=dict, help_text=_("Why a text did not go out, by the number of its page."))

    objects = LegacyRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a batch of imported texts")
        default_permissions = []

    def __str__(self) -> str:
        return str(self.batch)
