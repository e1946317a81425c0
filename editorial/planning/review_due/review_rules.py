"""Who sees to it that a page is reviewed again, and how soon the desk wants that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.signed.risk import RiskTier
from editorial.accounts.users import User


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


class Agreed:
    """All rules as they are now, as expressions on publications: of the rules of a page and the topics above it, the
    nearest holds.

    There are few rules and many pages, so the rules are asked for first and written into the question about the pages.
    """

    def __init__(self) -> None:
        rules = list(ReviewRule.objects.select_related("page", "owner").order_by("-page__depth"))
        self.of_pages = [rule for rule in rules if rule.page]
        self.of_tiers = [rule for rule in rules if rule.tier and rule.months]

    @property
    def owner(self) -> Case | Value:
        owned = [rule for rule in self.of_pages if rule.owner and rule.owner.is_active]
        return _first((_below(rule), rule.owner_id) for rule in owned)

    def months(self, tier: str) -> Case | Value:
        """`tier` is the name of the annotation that says how risky a page is."""
        by_page = [(_below(rule), rule.months) for rule in self.of_pages if rule.months]
        return _first([*by_page, *((Q(**{tier: rule.tier}), rule.months) for rule in self.of_tiers)])


def _below(rule: ReviewRule) -> Q:
    return Q(page__path__startswith=rule.page.path)


def _first(conditions: Iterable[tuple[Q, int | None]]) -> Case | Value:
    """The number beside the first condition that holds."""
    whens = [When(condition, then=Value(number)) for condition, number in conditions]
    number = models.BigIntegerField()
    return Case(*whens, default=None, output_field=number) if whens else Value(None, output_field=number)


def months_below(page: Page, tier: str) -> int | None:
    """After how many months the desk wants the next review of an article of this risk that lies below a page."""
    rules = ReviewRule.objects.filter(months__isnull=False)
    nearest = rules.filter(page__path__in=_paths_to(page)).order_by("-page__depth").first()
    rule = nearest or rules.filter(tier=tier).first()
    return rule and rule.months


def owner_of(page: Page) -> User | None:
    """Whose task a page's reviews are."""
    rules = ReviewRule.objects.filter(page__path__in=_paths_to(page), owner__is_active=True)
    rule = rules.select_related("owner").order_by("-page__depth").first()
    return rule and rule.owner


def _paths_to(page: Page) -> list[str]:
    """The page's own path and those of all above it."""
    return [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
