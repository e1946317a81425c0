"""Rows that are evidence: written once, never changed, never removed. PostgreSQL refuses; this says so earlier.

The record is those of them that stand in one chain, each chained together with the one before it. A link that was
changed, removed or slipped in later no longer fits: `manage.py verify_record` finds it. PostgreSQL sets all three
columns (`articles/sql/chained_text.sql` says what a hash is made of). Draft records and pictures do not stand in it, so
that saving a draft waits for nobody: an edition keeps the hash of those that it rests on.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """Somebody tried to change or remove a row that is evidence."""


class AppendOnlyModel(models.Model):
    """A row that can only be inserted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(_("%s cannot be changed: it is evidence.") % self._meta.verbose_name)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(_("%s cannot be removed: it is evidence.") % self._meta.verbose_name)


def lock_record() -> None:
    """Take the lock of the record until the commit, before any row that those who add to the record lock as well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('the record'))")


#: What the first link of the chain is chained after.
NOTHING_BEFORE = "0" * 64


class ChainedModel(AppendOnlyModel):
    """A row of the record: its place in the chain, and the SHA-256 of the hash before it and of what it says."""

    sequence = models.BigIntegerField(unique=True, editable=False, default=0)
    previous_hash = models.CharField(max_length=64, editable=False, default="")
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta(AppendOnlyModel.Meta):
        abstract = True
