"""Which editions a syndicator holds: those that it fetched with its key, or says that it has."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.record.published.editions import Edition
from articles.stores.databases import reading, writing

from .syndicators import Syndicator


class CopyQuerySet(models.QuerySet["Copy"]):
    """Copies."""

    def held(self) -> Self:
        return self.filter(ended_at=None)

    def of(self, syndicator: int) -> Self:
        return self.filter(syndicator_id=syndicator)


class Copy(models.Model):
    """That a syndicator holds an edition. PostgreSQL writes it for whoever has the key (`sql/note_copy.sql`)."""

    class How(models.TextChoices):
        FETCHED = "fetched", _("fetched")
        STATED = "stated", _("stated")

    syndicator = models.ForeignKey(Syndicator, on_delete=models.CASCADE, related_name="copies")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(help_text=_("When it was last fetched or stated, to the hour."))
    ended_at = models.DateTimeField(null=True, help_text=_("When the syndicator said that it is gone."))

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["syndicator", "edition"], name="syndication_one_copy")]
        indexes = [
            models.Index(fields=["edition"], name="syndication_copy_held", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.syndicator_id}: {self.edition_id}"


# --- what is done with a key. Answers to readers may call these functions, and write none of the tables ---


def syndicator_with(key_hash: str) -> int | None:
    """Whose key it is; None for nobody's."""
    return _asked(reading(), "syndication_syndicator_with_key(%s)", key_hash)


def note_copy(syndicator: int, edition: int, how: str) -> None:
    _asked(writing(), "syndication_note_copy(%s, %s, %s)", syndicator, edition, how)


def forget_copy(syndicator: int, edition: int) -> bool:
    """Say that a copy is gone; whether there was one."""
    return bool(_asked(writing(), "syndication_forget_copy(%s, %s)", syndicator, edition))


def _asked(connection: BaseDatabaseWrapper, function: str, *values: str | int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
        return cursor.fetchone()[0]
