"""How helpful readers found each edition, and how sure that is."""

from math import sqrt
from typing import NamedTuple

from django.db.models import Count, Q

from articles.record.published.editions import Edition

from ..reports.report import Report

#: Of fewer no share is told: it would say more about chance, or about one reader, than about the text.
FEWEST_VOTES = 10
#: Of the normal distribution: 95 of 100 lie within so many standard deviations.
Z = 1.959964


class Interval(NamedTuple):
    """Where the true share lies, with 95% confidence."""

    low: float
    high: float


class EditionRate(NamedTuple):
    """An edition, and what readers answered; no share where too few did."""

    edition: Edition
    votes: int
    share: float | None
    interval: Interval | None

    @property
    def percent(self):
        return round(100 * self.share)

    @property
    def percent_low(self):
        return round(100 * self.interval.low)

    @property
    def percent_high(self):
        return round(100 * self.interval.high)


def wilson(helpful, votes):
    """Wilson's interval of a share, which holds for few votes and for shares near none and all."""
    share, spread = helpful / votes, Z * Z / votes
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / votes + spread / (4 * votes)) / (1 + spread)
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def rates_of(page):
    """Each edition of a page with its rate, the newest first: what a new edition did to readers' answers."""
    votes = Report.objects.about(page).votes().order_by().values("edition")
    counted = votes.annotate(votes=Count("pk"), helpful_votes=Count("pk", filter=Q(helpful=True)))
    by_edition = {row["edition"]: row for row in counted}
    editions = Edition.objects.of_page(page).defer("document").order_by("-number")
    return [_rate(edition, by_edition.get(edition.pk)) for edition in editions]


def _rate(edition, row):
    votes = row["votes"] if row else 0
    if votes < FEWEST_VOTES:
        return EditionRate(edition, votes, None, None)
    return EditionRate(edition, votes, row["helpful_votes"] / votes, wilson(row["helpful_votes"], votes))
