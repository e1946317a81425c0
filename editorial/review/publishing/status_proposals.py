"""Proposals about a page's status, which a second editor decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.published.editions import Edition
from articles.record.published.status import PublicationStatus


class StatusProposalQuerySet(models.QuerySet["StatusProposal"]):
    """What editors want to become of pages."""

    def undecided(self) -> StatusProposalQuerySet:
        """What no second editor has decided yet, oldest first."""
        return self.filter(decided_at=None).select_related("page", "proposed_by").order_by("pk")

    def planned(self) -> StatusProposalQuerySet:
        """What two editors agreed on and waits for its time, soonest first."""
        waiting = self.filter(accepted=True, takes_effect_at__isnull=False, settled_at__isnull=True)
        return waiting.order_by("takes_effect_at", "pk")


class StatusProposal(models.Model):
    """One editor's proposal to take a page away, or to give it back; another editor decides."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="status_proposals")
    status = models.CharField(max_length=20, choices=PublicationStatus.choices)
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="+", help_text=_("The one to give back.")
    )
    notice = models.CharField(max_length=500, blank=True)
    reason = models.TextField()
    #: Nobody where the policy of the site proposed it, until a first editor agrees.
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True)
    takes_effect_at = models.DateTimeField(null=True, help_text=_("What two editors agreed on waits for this time."))
    settled_at = models.DateTimeField(null=True, help_text=_("When it took effect, or was called off."))
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = StatusProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal about a page's status")
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(decided_at__isnull=True), name="review_one_open_proposal"
            ),
        ]
        indexes = [
            models.Index(
                fields=["takes_effect_at"],
                condition=models.Q(takes_effect_at__isnull=False, settled_at__isnull=True),
                name="review_planned_proposals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.get_status_display()}"

    @property
    def is_for_later(self) -> bool:
        """Whether its time has not come: then it waits for that when it is agreed to."""
        return self.takes_effect_at is not None and self.takes_effect_at > timezone.now()

    @property
    def proposer(self) -> str:
        return str(self.proposed_by or _("the policy of this site"))
