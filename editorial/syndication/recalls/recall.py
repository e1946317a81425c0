"""The list of recalls: what became of each edition that readers had once, in the order of the record.

Every entry carries the hash of the one before it, and the head of the list is signed with the log's key
(`signing.py`): whoever keeps a number and its hash notices when something before it was changed or left out.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.evidence import AppendOnlyModel
from articles.record.published.editions import Edition
from articles.record.triggers import append_only, before_insert


class Urgency(models.TextChoices):
    """How soon a copy has to follow."""

    AT_ONCE = "at_once", _("At once")
    SOON = "soon", _("Soon")
    ROUTINE = "routine", _("Routine")

    @property
    def answered_within(self) -> timedelta:
        """After so long, nothing said is silence."""
        at_once, soon, routine = settings.RECALL_ANSWER_HOURS
        return timedelta(hours={self.AT_ONCE: at_once, self.SOON: soon, self.ROUTINE: routine}[self])


class Kind(models.TextChoices):
    """What became of the edition that readers had."""

    CORRECTED = "corrected", _("Corrected")
    REPLACED = "replaced", _("Replaced by a newer edition")
    PUT_BACK = "put_back", _("Gone back to an earlier edition")
    UNDER_REVIEW = "under_review", _("Under urgent review")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETRACTED = "retracted", _("Retracted")
    ARCHIVED = "archived", _("Archived")
    RESTORED = "restored", _("Readers get it again")

    @property
    def urgency(self) -> Urgency:
        if self in (self.WITHDRAWN, self.RETRACTED, self.UNDER_REVIEW):
            return Urgency.AT_ONCE
        return Urgency.ROUTINE if self in (self.REPLACED, self.RESTORED) else Urgency.SOON

    @property
    def asks_for_an_answer(self) -> bool:
        """Whoever holds a copy is asked what they did, unless nothing is wrong with it."""
        return self is not Kind.RESTORED

    @property
    def leaves_current(self) -> bool:
        """Whether copies of the edition that readers get now are right as they are."""
        return self in (self.CORRECTED, self.REPLACED, self.PUT_BACK)


class RecallQuerySet(models.QuerySet["Recall"]):
    """Recalls."""

    def after(self, number: int) -> Self:
        return self.filter(number__gt=number).order_by("number")

    def newest_number(self) -> int:
        return self.order_by("-number").values_list("number", flat=True).first() or 0


class Recall(AppendOnlyModel):
    """An entry of the list. PostgreSQL gives it its number and its hashes (`sql/chain_recall.sql`)."""

    number = models.BigIntegerField(primary_key=True, default=0, editable=False)
    kind = models.CharField(_("what became of it"), max_length=20, choices=Kind.choices)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", help_text=_("Which edition readers had.")
    )
    after = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="+", help_text=_("Which one they get now, if any.")
    )
    record_sequence = models.BigIntegerField(unique=True, help_text=_("The link of the record that says so."))
    text = models.TextField(help_text=_("All that the list says of it: JSON with sorted keys and no white space."))
    previous_hash = models.CharField(max_length=64, editable=False, default="")
    hash = models.CharField(max_length=64, editable=False, default="")
    taken_in_at = models.DateTimeField()

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        default_permissions = ()
        ordering = ["-number"]
        triggers = [append_only(), before_insert("chain", "syndication_chain_recall")]
        indexes = [models.Index(fields=["page", "-number"], name="syndication_recall_by_page")]

    def __str__(self) -> str:
        return f"{self.number}: {self.said['name']}"

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.text)


def entry(recall: Recall) -> dict[str, Any]:
    """An entry as programs get it. Its hash is that of the hash before it, a line feed, and `said` as `text`."""
    return {"number": recall.number, "said": recall.said, "previous_hash": recall.previous_hash, "hash": recall.hash}


def as_text(said: dict[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
