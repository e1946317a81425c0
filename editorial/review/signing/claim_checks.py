"""What fact checkers found when they compared a text's marked claims with its sources, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.drafts import Draft
from articles.writing.claims import MarkedClaim
from editorial.accounts.models import User

#: As much of a source as is quoted.
LONGEST_PASSAGE = 1_000


class Verdict(models.TextChoices):
    """What a source says of a claim."""

    SUPPORTED = "supported", _("Supported: the source says it")
    OVERSTATED = "overstated", _("Overstated: the source says less")
    NOT_FOUND = "not_found", _("Not found: the source does not say it")


class ClaimCheckQuerySet(models.QuerySet["ClaimCheck"]):
    """Verdicts on claims."""

    def newest(self, page: Page, keys: Iterable[str]) -> dict[str, ClaimCheck]:
        """The newest verdict on each of a page's claims, by the claim's key."""
        found = self.filter(page_id=page.pk, key__in=keys).order_by("key", "-pk").distinct("key")
        return {check.key: check for check in found.select_related("checked_by")}


class ClaimCheck(models.Model):
    """One verdict on one claim. A claim that is reworded, or gets other sources, is another one."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="claim_checks")
    key = models.CharField(max_length=64)
    text = models.TextField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    passage = models.CharField(max_length=LONGEST_PASSAGE, blank=True, help_text=_("The words of the source."))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a claim")
        verbose_name_plural = _("checks of claims")
        default_permissions = []
        indexes = [models.Index(fields=["page", "key", "-id"], name="review_claimcheck_newest")]

    def __str__(self) -> str:
        return f"{self.text[:80]}: {self.get_verdict_display()}"


class CheckedClaim(TypedDict):
    """A marked claim of a draft, with the newest verdict on it and what it cites: (number, text) of each reference."""

    claim: MarkedClaim
    key: str
    check: ClaimCheck | None
    references: list[tuple[int, str]]


def claims_of(draft: Draft) -> list[CheckedClaim]:
    """The marked claims of a draft."""
    document = draft.document
    claims = [(claim, claim.key(document["references"])) for claim in draft.page.claims]
    newest = ClaimCheck.objects.newest(draft.page, [key for _claim, key in claims]) if claims else {}
    return [
        {
            "claim": claim,
            "key": key,
            "check": newest.get(key),
            "references": [(number, document["references"][number - 1]["text"]) for number in claim.numbers],
        }
        for claim, key in claims
    ]


def record_verdicts(page: Page, verdicts: Iterable[tuple[CheckedClaim, str, str]], *, by: User) -> list[ClaimCheck]:
    """Keep a fact checker's verdicts: (claim, verdict, passage), each claim as `claims_of` gives it."""
    return ClaimCheck.objects.bulk_create(
        ClaimCheck(
            page_id=page.pk,
            key=item["key"],
            text=item["claim"].text,
            verdict=verdict,
            passage=passage,
            checked_by=by,
        )
        for item, verdict, passage in verdicts
    )


def unsupported_in(draft: Draft) -> list[CheckedClaim]:
    """The claims of a draft of which no fact checker has said that their sources say so."""
    return [item for item in claims_of(draft) if not item["check"] or item["check"].verdict != Verdict.SUPPORTED]
