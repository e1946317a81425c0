"""What fact checkers found when they compared a text's marked claims with its sources, one by one. Evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert

#: As much of a source as is quoted.
LONGEST_PASSAGE = 1_000


class Verdict(models.TextChoices):
    """What a source says of a claim; or that a claim which its source did not support is made no more."""

    SUPPORTED = "supported", _("Supported: the source says it")
    OVERSTATED = "overstated", _("Overstated: the source says less")
    NOT_FOUND = "not_found", _("Not found: the source does not say it")
    GIVEN_UP = "given_up", _("Given up: the text does not make this claim any more")


UNSUPPORTED = (Verdict.OVERSTATED, Verdict.NOT_FOUND)


class ClaimCheckQuerySet(models.QuerySet["ClaimCheck"]):
    """Verdicts on claims."""

    def standing_on(self, page: Page) -> dict[str, ClaimCheck]:
        """What holds of each claim that a page has ever made, by the claim's key: what `standing_verdicts.sql` says."""
        found = self.filter(pk__in=RawSQL("SELECT id FROM articles_standing_verdicts(%s)", [page.pk]))
        return {check.key: check for check in found.select_related("checked_by").order_by("sequence")}


class ClaimCheck(ChainedModel):
    """One verdict on one claim. A claim that is reworded, or gets other sources, is another one.

    PostgreSQL asks for a fact checker who did not change the text. While the newest verdict on a claim is that its
    source does not support it, it takes no fact check of the page, whether the claim is still marked or not.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="claim_checks")
    key = models.CharField(max_length=64)
    text = models.TextField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    passage = models.CharField(max_length=LONGEST_PASSAGE, blank=True, help_text=_("The words of the source."))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ClaimCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a claim")
        verbose_name_plural = _("checks of claims")
        default_permissions = ()
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_claim_check"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        indexes = [models.Index(fields=["page", "key", "-sequence"], name="articles_claimcheck_newest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="articles_claimcheck_known")
        ]

    def __str__(self) -> str:
        return f"{self.text[:80]}: {self.get_verdict_display()}"
