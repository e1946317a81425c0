"""Which pages are to be reviewed when: what readers are told, and what the desk wants, where that is earlier."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Least, Now, NullIf, Trim
from django.utils.translation import gettext_lazy

from articles.record.published.publications import Publication
from articles.record.signed.risk import RiskAssessment, RiskTier
from editorial.accounts.users import User

from ..steps import Step
from .guidelines import ReviewCall
from .review_rules import Agreed


class AfterMonths(Func):
    """So many months after a moment; nothing where nobody said how many."""

    template = "(%(expressions)s))"
    arg_joiner = " + make_interval(months => "
    output_field = DateTimeField()


#: Why a text is to be reviewed that was moved in.
MOVED_IN = gettext_lazy("It was moved in, and nobody has reviewed it")
#: What a newer version is called: it may have no title of its own.
_TITLE_OF_NEWER = Coalesce(NullIf("newer__label", Value("")), "newer__value", output_field=CharField())


def pages_to_review() -> QuerySet[Publication]:
    """What readers get and somebody reviewed, or nobody yet where it was moved in; soonest due first.

    Each with `due`, when the desk wants the next review, `owner_id` and `owner_name`, whose task that is, `tier`,
    `is_in_review`, and `called_at` and `called_because` where a guideline or a source changed since it was reviewed, or
    where it was moved in: until when, and why.
    """
    agreed = Agreed()
    said = RiskAssessment.objects.of_page(OuterRef("page_id")).values("tier")[:1]
    since = Q(called_at__gt=OuterRef("reviewed_at")) | Q(moved_in=OuterRef("edition_id"))
    calls = ReviewCall.objects.standing().filter(since, page=OuterRef("page_id"))
    calls = calls.order_by("due_at", "pk")
    name = NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value(""))
    owner = User.objects.filter(pk=OuterRef("owner_id")).values(name=Coalesce(name, "email", output_field=CharField()))
    pages = Publication.objects.readable().filter(Q(reviewed_at__isnull=False) | Q(edition__legacy__isnull=False))
    pages = pages.annotate(
        called_at=Subquery(calls.values("due_at")[:1]),
        called_because=Subquery(
            calls.values(because=Coalesce("change__title", _TITLE_OF_NEWER, Value(str(MOVED_IN))))[:1]
        ),
        owner_id=agreed.owner,
        tier=Coalesce(Subquery(said), Value(RiskTier.HIGH.value)),
        is_in_review=Exists(Step.objects.filter(page_id=OuterRef("page_id"), ended_at__isnull=True)),
    )
    pages = pages.annotate(owner_name=Subquery(owner))
    by_rule = AfterMonths(F("reviewed_at"), Cast(agreed.months("tier"), IntegerField()))
    pages = pages.annotate(due=Least("review_due_at", by_rule, "called_at"))
    # Most have a day that readers are told: what else may give one is looked for only where that is missing.
    return pages.filter(Q(review_due_at__isnull=False) | Q(due__isnull=False)).order_by("due", "pk")


def due_within(days: int) -> QuerySet[Publication]:
    return pages_to_review().filter(due__lte=Now() + timedelta(days=days))


def how_many(pages: QuerySet[Publication]) -> dict[str, int]:
    """How many of these pages there are to review, and how many of them are within their date."""
    return pages.aggregate(all=Count("pk"), within=Count("pk", filter=Q(due__gt=Now())))
