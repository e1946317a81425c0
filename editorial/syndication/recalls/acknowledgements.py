"""What a syndicator was told of a recall, and what it answered."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.record.evidence import AppendOnlyModel
from articles.record.triggers import append_only
from articles.stores.databases import writing

from ..copies.syndicators import Syndicator
from .recall import Recall


class Answer(models.TextChoices):
    """What a syndicator did."""

    REMOVED = "removed", _("Removed")
    UPDATED = "updated", _("Updated")
    MARKED = "marked", _("Shows the notice")
    HAD_NONE = "had_none", _("Had none")


class Acknowledgement(AppendOnlyModel):
    """A syndicator's answer to a recall. A later one stands beside it; the newest counts."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="acknowledgements")
    syndicator = models.ForeignKey(Syndicator, on_delete=models.PROTECT, related_name="acknowledgements")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("acknowledgement")
        default_permissions = ()
        triggers = [append_only()]
        indexes = [models.Index(fields=["syndicator", "recall"], name="syndication_answers")]

    def __str__(self) -> str:
        return f"{self.recall_id}: {self.get_answer_display()}"


class HolderQuerySet(models.QuerySet["Holder"]):
    """Who holds copies of what was recalled."""

    def with_answers(self) -> Self:
        """Each with `answer` and `answered_at`, of its newest answer; None while it is silent."""
        newest = Acknowledgement.objects.filter(recall=OuterRef("recall"), syndicator=OuterRef("syndicator"))
        newest = newest.order_by("-pk")
        return self.annotate(
            answer=Subquery(newest.values("answer")[:1]), answered_at=Subquery(newest.values("answered_at")[:1])
        )

    def silent(self) -> Self:
        answers = Acknowledgement.objects.filter(recall=OuterRef("recall"), syndicator=OuterRef("syndicator"))
        return self.filter(~Exists(answers), syndicator__is_active=True)

    def older_first(self) -> Self:
        return self.order_by(F("recall_id").asc(), "pk")


class Holder(models.Model):
    """A syndicator that held a copy when it was recalled: when it was told, and chased."""

    class How(models.TextChoices):
        WEBHOOK = "webhook", _("by its webhook")
        LIST = "list", _("asked for the list")
        LETTER = "letter", _("by letter")

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="holders")
    syndicator = models.ForeignKey(Syndicator, on_delete=models.CASCADE, related_name="holdings")
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=10, choices=How.choices, blank=True)
    chased_at = models.DateTimeField(null=True, help_text=_("When its contact was written to."))
    desk_told_at = models.DateTimeField(null=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder of a copy")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["recall", "syndicator"], name="syndication_one_holder")]

    def __str__(self) -> str:
        return f"{self.syndicator_id}: {self.recall_id}"

    def get_answer_display(self) -> str:
        answer = getattr(self, "answer", None)
        return str(Answer(answer).label) if answer else ""


def acknowledge(syndicator: int, recall: int, answer: str) -> None:
    """Keep an answer, and what it says of the copies; by whoever has the key."""
    with writing().cursor() as cursor:
        cursor.execute("SELECT syndication_acknowledge(%s, %s, %s)", [syndicator, recall, answer])


def note_told(syndicator: int, first: int, last: int) -> None:
    """That a syndicator asked for these entries of the list itself."""
    with writing().cursor() as cursor:
        cursor.execute("SELECT syndication_note_told(%s, %s, %s)", [syndicator, first, last])
