"""How much harm a wrong sentence in an article could do: editors say so, and the record keeps it."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert


class RiskTier(models.TextChoices):
    """How many medical reviews an article needs."""

    STANDARD = "standard", _("Standard: one medical review")
    HIGH = "high", _("High: two medical reviews by different people")


def as_tier(said: str | None) -> RiskTier:
    """What was said, if anything was: what is not known needs the greater care."""
    return RiskTier(said or RiskTier.HIGH)


class RiskAssessmentQuerySet(models.QuerySet["RiskAssessment"]):
    """What editors said."""

    def of_page(self, page_id: int | models.OuterRef) -> RiskAssessmentQuerySet:
        return self.filter(page_id=page_id).order_by("-sequence")

    def tier_of(self, page_id: int | None) -> RiskTier:
        """What was said last; high while nobody has said anything. PostgreSQL says the same in risk_tier.sql."""
        return as_tier(self.of_page(page_id).values_list("tier", flat=True).first() if page_id else None)

    def said_by_writer(self, page_id: int) -> RiskAssessment | None:
        """What was said last, if it is not high and whoever said it has written the page since: it counts as high."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT articles_risk_said_by_writer(%s)", [page_id])
            (by_writer,) = cursor.fetchone()
        return self.of_page(page_id).first() if by_writer else None

    def said_of_each(self) -> models.Subquery:
        """What was said last of each page of a query, as an annotation of it."""
        return models.Subquery(self.of_page(models.OuterRef("pk")).values("tier")[:1])


class RiskAssessment(ChainedModel):
    """An editor's word on the risk of one article. PostgreSQL asks for an editorial credential that is valid."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="risk_assessments")
    tier = models.CharField(max_length=10, choices=RiskTier.choices)
    reason = models.TextField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk assessment")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_risk_assessment"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        indexes = [models.Index(fields=["page", "-sequence"], name="articles_risk_of_page")]
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=RiskTier.values), name="articles_risk_known_tier"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="articles_risk_has_reason"),
        ]

    def __str__(self) -> str:
        return self.get_tier_display()
