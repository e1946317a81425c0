"""Texts that were moved in from another site, and the two people who decide that readers get them unreviewed.

A *legacy edition* shows exactly what came in. Nobody signed it, and nothing says that anybody did: two editors decided
about the whole batch that it was in, and readers are told so above the text. PostgreSQL judges each row.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..evidence import AppendOnlyModel, ChainedModel
from ..signed.draft_records import DraftRecord
from ..triggers import append_only, before_insert


class ImportedTextQuerySet(models.QuerySet["ImportedText"]):
    """Drafts that came in."""

    def note(self, page: Page, *, site: str, source_digest: str = "") -> ImportedText | None:
        """Keep that the draft of `page` that was just saved is what came in; within the transaction that saved it.

        None where somebody here had a hand in the page before: then it is no text that came in.
        """
        record = DraftRecord.objects.of_page(page).latest("pk")
        if DraftRecord.objects.of_page(page).filter(imported__isnull=True).exclude(pk=record.pk).exists():
            return None
        return self.create(
            page_id=page.pk, draft_record=record, digest=record.digest, site=site, source_digest=source_digest
        )


class ImportedText(AppendOnlyModel):
    """A draft that came in from another site as it is.

    A page is *as it came in* while each of its draft records has one: whoever saves a draft of it ends that for ever.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    draft_record = models.OneToOneField(DraftRecord, on_delete=models.PROTECT, related_name="imported")
    digest = models.CharField(max_length=64)
    site = models.CharField(max_length=200, help_text=_("The host and path of the former site."))
    source_digest = models.CharField(max_length=64, blank=True, help_text=_("Of what the former site said."))
    imported_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ImportedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported text")
        triggers = [append_only(), before_insert("validate", "articles_validate_imported_text")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:12]}"


class LegacyBatch(AppendOnlyModel):
    """Imported texts about which two people decide as one. Preparing it decides nothing."""

    site = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, help_text=_("SHA-256 of the export that they came in with."))
    prepared_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("batch of imported texts")
        verbose_name_plural = _("batches of imported texts")
        default_permissions = []
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.site


class LegacyText(AppendOnlyModel):
    """One text of a batch: which page, and which digest. `place` is its leaf in the tree that people sign."""

    batch = models.ForeignKey(LegacyBatch, on_delete=models.PROTECT, related_name="texts")
    place = models.PositiveIntegerField()
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    imported = models.ForeignKey(ImportedText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("text of a batch")
        default_permissions = []
        triggers = [append_only(), before_insert("validate", "articles_validate_legacy_text")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="articles_legacytext_place_once"),
            models.UniqueConstraint(fields=["batch", "page"], name="articles_legacytext_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:12]}"


class LegacyDecisionQuerySet(models.QuerySet["LegacyDecision"]):
    """What people decided about batches."""

    def about(self, batch: int) -> Self:
        return self.filter(batch_id=batch).order_by("pk")


class LegacyDecision(ChainedModel):
    """One editor's word that readers get a batch of imported texts unreviewed. Two different people's are needed.

    `root` names every text of the batch, by page and digest; what else is kept is as in a sign-off.
    """

    batch = models.ForeignKey(LegacyBatch, on_delete=models.PROTECT, related_name="decisions")
    texts = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    statement = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authenticated_at = models.DateTimeField(null=True)
    authenticated_by = models.CharField(max_length=100)
    assertion = models.JSONField(null=True)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = LegacyDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about imported texts")
        verbose_name_plural = _("decisions about imported texts")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_legacy_decision"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "decided_by"], name="articles_legacydecision_once"),
            models.CheckConstraint(condition=~Q(statement=""), name="articles_legacydecision_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.texts}"


def decided(batch: int) -> bool:
    """Whether two people have decided that readers get a batch."""
    return LegacyDecision.objects.about(batch).count() > 1


def as_it_came_in(page_ids: Any) -> models.QuerySet[ImportedText]:
    """The newest imported text of each of these pages of which nobody here saved a draft, and that has no edition."""
    ours = DraftRecord.objects.filter(page=models.OuterRef("page"), imported__isnull=True)
    editions = models.Exists(Page.objects.filter(pk=models.OuterRef("page"), editions__isnull=False))
    texts = ImportedText.objects.filter(~models.Exists(ours), ~editions, page__in=page_ids)
    return texts.order_by("page", "-pk").distinct("page")
