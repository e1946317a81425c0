"""Newer versions of cited works: an updated review, a guideline that was replaced, a preprint that was published.

It follows the names in editions, as warnings do. Readers get one dated line, in words of ours, until the page is
reviewed after the day on which the watch learnt of it, or an editor says that it is no newer version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User

from ...record.statements import Instances, Slot
from ...record.triggers import moves_reader_version
from ...stores.databases import planned_once
from ..integrity.versions import VersionKind
from .integrity_facts import known_by
from .references import Reference


class NewerVersionQuerySet(models.QuerySet["NewerVersion"]):
    """Newer versions."""

    def open(self) -> Self:
        """Those of which nobody has said that they are none."""
        return self.filter(settled_at__isnull=True)


class NewerVersionManager(models.Manager.from_queryset(NewerVersionQuerySet)):  # type: ignore[misc]
    """Of all newer versions, those that concern a document."""

    def about(self, items: Sequence[dict[str, Any]]) -> list[NewerVersion]:
        """Open ones of a document's references, in the order of being found; not where it cites the newer one too."""
        names = [name for item in items for name in written(known_by(item))]
        if not names:
            return []
        found = _OPEN.asked(names=names)
        return [version for version in found if not set(version.own_names) & set(names)]

    def concerning(self, items: Sequence[dict[str, Any]], *, reviewed_at: datetime | None) -> list[NewerVersion]:
        """Those that whoever reviewed a text then could not know."""
        return [version for version in self.about(items) if reviewed_at is None or version.found_at > reviewed_at]


class NewerVersion(models.Model):
    """That a newer version of a cited work was found, under which name, and who says so."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="newer_versions")
    #: The names under which the older work was known then, as editions may have them.
    of = ArrayField(models.TextField())
    kind = models.CharField(max_length=12, choices=VersionKind.choices)
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=500)
    label = models.TextField(blank=True)
    source = models.CharField(max_length=40)
    published_on = models.DateField(null=True)
    found_at = models.DateTimeField(db_default=Now(), editable=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects = NewerVersionManager()

    class Meta:
        verbose_name = _("newer version of a reference")
        verbose_name_plural = _("newer versions of references")
        default_permissions = ()
        ordering = ["found_at", "pk"]
        triggers = [moves_reader_version(pgtrigger.Insert | pgtrigger.Update)]
        indexes = [GinIndex(fields=["of"], name="articles_newer_of", condition=Q(settled_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["reference", "name", "value"], name="articles_newer_version_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(reason=""), name="articles_settled_newer_version_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.name} {self.value}"

    @property
    def own_names(self) -> list[str]:
        return written([(self.name, self.value)])

    def settle(self, *, by: User, reason: str) -> None:
        """Say that it is no newer version of the work, or that nothing has to be looked at."""
        self.settled_at, self.settled_by, self.reason = timezone.now(), by, reason.strip()
        self.save(update_fields=["settled_at", "settled_by", "reason"])


def written(names: Iterable[tuple[str, str]]) -> list[str]:
    """Names of a work as they are kept side by side."""
    return [f"{name} {value}" for name, value in names]


def _open() -> NewerVersionQuerySet:
    names = Slot("names", ArrayField(models.TextField()))
    return NewerVersion.objects.open().filter(of__overlap=names).order_by("found_at", "pk")


#: Readers may not ask who said that it is none, and why.
_OPEN = Instances(NewerVersion, _open, but=("settled_by_id", "reason"), cursor=planned_once)
