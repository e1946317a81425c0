"""Who sees to it that a page is reviewed again, and how soon the desk wants that."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.risk import RiskTier
from editorial.accounts.models import User


class ReviewRuleQuerySet(models.QuerySet["ReviewRule"]):
    """What the desk agreed about reviews."""

    def above(self, path: OuterRef) -> Self:
        """The rules of a page and of the topics above it, the nearest first."""
        return self.filter(page__path=Substr(path, 1, Length("page__path"))).order_by(F("page__depth").desc())

    def owner_at(self, path: OuterRef) -> Subquery:
        return Subquery(self.above(path).filter(owner__is_active=True).values("owner")[:1])

    def months_at(self, path: OuterRef) -> Subquery:
        return Subquery(self.above(path).filter(months__isnull=False).values("months")[:1])

    def months_for(self, tier: OuterRef) -> Subquery:
        return Subquery(self.filter(page__isnull=True, tier=tier).values("months")[:1])


class ReviewRule(models.Model):
    """Of one page and all below it, or of one level of risk: who owns the reviews, and after how many months the desk
    wants the next one.

    What readers are told stands in the text that people signed, and no rule moves it. A rule only lets the desk begin
    earlier.
    """

    page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("article or topic"),
        help_text=_("Of a topic, for all below it, but for what has a rule of its own."),
    )
    tier = models.CharField(
        _("or every article of this risk"), max_length=10, choices=RiskTier.choices, blank=True, default=""
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who sees to it"),
        help_text=_("Is told 90 and 30 days before a review is due, and on the day. Without anybody, the editors are."),
    )
    months = models.PositiveSmallIntegerField(
        _("review again after so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("For the desk, where that is earlier than what readers are told."),
    )

    objects = ReviewRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for reviews")
        verbose_name_plural = _("rules for reviews")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                name="planning_review_rule_once",
                violation_error_message=_("There is a rule for this page already."),
            ),
            models.UniqueConstraint(
                fields=["tier"],
                condition=~Q(tier=""),
                name="planning_review_rule_tier_once",
                violation_error_message=_("There is a rule for this risk already."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) ^ Q(tier=""), name="planning_review_rule_of_page_or_tier"
            ),
        ]

    def __str__(self) -> str:
        return str(self.page or self.get_tier_display())

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.tier):
            raise ValidationError(_("Choose either a page or a level of risk."))
        if self.tier and self.owner_id:
            raise ValidationError({"owner": _("A level of risk has no owner: choose a topic instead.")})
        if not self.owner_id and not self.months:
            raise ValidationError(_("Say who sees to it, after how many months, or both."))

    def validate_constraints(self, exclude: Any = None) -> None:
        """What `clean` says in better words is not said twice."""
        if bool(self.page_id) != bool(self.tier):
            super().validate_constraints(exclude=exclude)


def owner_of(page: Page) -> User | None:
    """Whose task a page's reviews are."""
    above = [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
    rules = ReviewRule.objects.filter(page__path__in=above, owner__is_active=True)
    rule = rules.select_related("owner").order_by("-page__depth").first()
    return rule and rule.owner


def whose(page: Page) -> str:
    owner = owner_of(page)
    return str(owner) if owner else _now("nobody in particular")
