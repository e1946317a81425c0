"""What a check found, and what people say of it."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.evidence import AppendOnlyModel
from articles.record.triggers import append_only
from articles.references.library.references import Reference


class OriginalityCheck(models.Model):
    """That a text was compared, and with how much."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="originality_checks")
    digest = models.CharField(max_length=64)
    texts = models.PositiveIntegerField(help_text=_("How many texts of other pages there were."))
    abstracts = models.PositiveIntegerField(help_text=_("How many of its references have an abstract here."))
    service = models.CharField(max_length=80, blank=True, help_text=_("Which service outside was asked, if any."))
    service_answered = models.BooleanField(default=False)
    checked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("check of originality")
        verbose_name_plural = _("checks of originality")
        default_permissions: list[str] = []
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="upkeep_originality_check_once")]

    def __str__(self) -> str:
        return f"{self.page}: {self.checked_at:%Y-%m-%d}"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings."""

    def standing_on(self, page: Page) -> Self:
        """What the newest text that was checked still has, what is longest first, with the newest verdict on each."""
        newest = FindingVerdict.objects.filter(finding=OuterRef("pk")).order_by("-pk")
        found = self.filter(page_id=page.pk, gone_at__isnull=True).select_related("source_page", "reference")
        return found.annotate(newest_verdict=newest.values("verdict")[:1]).order_by("-shared", "pk")

    def open_on(self, page: Page) -> Self:
        return self.open().filter(page_id=page.pk)

    def open(self) -> Self:
        """Those of them that nobody has judged, or that are to be written anew."""
        fine = FindingVerdict.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("verdict")[:1]
        found = self.filter(gone_at__isnull=True).annotate(newest_verdict=fine)
        return found.filter(Q(newest_verdict__isnull=True) | Q(newest_verdict=FindingVerdict.Verdict.REWRITE))


class Finding(models.Model):
    """A passage of a page that stands elsewhere too. The words of both sides are kept as they were when it was found.

    `key` is of our words: the same passage in a later draft is the same finding, whose verdict holds.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="originality_findings")
    key = models.CharField(max_length=64)
    shared = models.PositiveIntegerField(_("shared words"))
    ours = models.JSONField(help_text=_("Pieces of our text: the words, and whether they are shared."))
    theirs = models.JSONField()
    source_page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    source_edition = models.PositiveIntegerField(null=True, help_text=_("Its number; empty for a draft."))
    reference = models.ForeignKey(Reference, null=True, on_delete=models.SET_NULL, related_name="+")
    source_title = models.TextField(help_text=_("As it was called then."))
    source_url = models.CharField(max_length=2_000, blank=True)
    also = models.PositiveIntegerField(default=0, help_text=_("In how many other texts the same words stand."))
    found_at = models.DateTimeField(db_default=Now(), editable=False)
    gone_at = models.DateTimeField(null=True, help_text=_("When a check did not find it any more."))

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage that stands elsewhere")
        verbose_name_plural = _("passages that stand elsewhere")
        default_permissions: list[str] = []
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="upkeep_finding_once")]

    def __str__(self) -> str:
        return _("%(shared)d words, also in “%(title)s”") % {"shared": self.shared, "title": self.source_title}

    @property
    def link(self) -> str:
        """Where a service says that the words stand, if that is a web address."""
        return self.source_url if urlsplit(self.source_url).scheme in ("http", "https") else ""


class FindingVerdict(AppendOnlyModel):
    """What somebody says of a finding, with their reason. Evidence: a second thought is a second row."""

    class Verdict(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary wording: anybody would say it so")
        PERMITTED = "permitted", _("May be used: quoted, our own, or with permission")
        REWRITE = "rewrite", _("Has to be written anew")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("verdict on a passage")
        verbose_name_plural = _("verdicts on passages")
        default_permissions: list[str] = []
        ordering = ["pk"]
        triggers = [append_only()]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="upkeep_verdict_has_reason")]

    def __str__(self) -> str:
        return self.get_verdict_display()
