"""What the dashboard and the weekly email say in numbers, all of it from the rollups."""

from collections import Counter, defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Max, Min, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from articles.record.published.publications import Publication

from ..reports.report import Report
from .helpfulness import FEWEST_VOTES
from .rollups import Rollup, RollupMark

#: So many votes as the whole site's stand behind an article before its own: few votes move it little.
PRIOR_VOTES = 20
#: By week, and for all weeks together, where the week is NULL.
TIMES_BY_WEEK = sql.SQL("""
    SELECT date_trunc('week', day)::date AS week, count(*),
           percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY minutes)
    FROM feedback_rollup, unnest({times}) AS minutes
    WHERE day >= %s
    GROUP BY GROUPING SETS ((week), ())
""")


class Votes(NamedTuple):
    """Yes and no."""

    yes: int
    no: int

    @property
    def count(self):
        return self.yes + self.no

    @property
    def are_enough(self):
        return self.count >= FEWEST_VOTES

    @property
    def helpful_share(self):
        return self.yes / self.count if self.count else None

    def unhelpful_share(self, site):
        """The share of no, drawn towards that of the whole site the fewer votes there are."""
        usual = site.no / site.count if site.count else 0
        return (self.no + usual * PRIOR_VOTES) / (self.count + PRIOR_VOTES)


def weeks_until_now(count):
    """The Mondays of the last weeks, this week's last."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(count))]


def problems_by_week(weeks):
    """{label of a reason: reports in each week}, the most frequent first. Praise is no problem."""
    cells = Rollup.objects.since(weeks[0]).with_reports().annotate(week=TruncWeek("day"))
    found = defaultdict(Counter)
    for reason, week, reports in cells.values_list("reason", "week").annotate(Sum("reports")):
        if reason not in Report.PRAISE:
            found[reason][week] += reports
    labels = {"": _("No reason chosen"), **dict(Report.Reason.choices)}
    ordered = sorted(found, key=lambda reason: -found[reason].total())
    return {labels.get(reason, reason): [found[reason][week] for week in weeks] for reason in ordered}


def hours_by_week(weeks, name):
    """(for each week that reports came in, for all): how many have this time, its median and ninth tenth in hours."""
    with connection.cursor() as cursor:
        cursor.execute(TIMES_BY_WEEK.format(times=sql.Identifier(name)), [weeks[0]])
        found = {week: _in_hours(count, times) for week, count, times in cursor.fetchall()}
    return [found.get(week, _in_hours(0, None)) for week in weeks], found[None]


def _in_hours(count, times):
    median, p90 = (minutes / 60 for minutes in times) if times else (None, None)
    return {"count": count, "median": median, "p90": p90}


def votes_by_article(since, before=None):
    """{page id: its votes}"""
    cells = Rollup.objects.since(since)
    cells = cells.before(before) if before else cells
    sums = cells.values_list("page_id").annotate(Sum("yes"), Sum("no"))
    return {page_id: Votes(yes, no) for page_id, yes, no in sums}


def together(votes):
    votes = list(votes)
    return Votes(sum(some.yes for some in votes), sum(some.no for some in votes))


def votes_by_topic(by_article):
    """(topic's title, votes) by title; an article counts in each of its topics."""
    found = defaultdict(list)
    topics_of = Publication.objects.filter(page__in=by_article).values_list("page_id", "edition__topics")
    for page_id, topics in topics_of:
        for topic in topics or []:
            found[topic].append(by_article[page_id])
    titles = Publication.objects.filter(page__in=found).values_list("page_id", "edition__title")
    return sorted((title, together(found[page_id])) for page_id, title in titles)


def least_helpful(by_article, most):
    """[(page id, title, votes, share)] of those with enough votes, the highest share of no first."""
    site = together(by_article.values())
    enough = {page_id: votes for page_id, votes in by_article.items() if votes.are_enough}
    ranked = sorted(enough, key=lambda page_id: (-enough[page_id].unhelpful_share(site), page_id))[:most]
    titles = dict(Publication.objects.filter(page__in=ranked).values_list("page_id", "edition__title"))
    return [(page_id, titles[page_id], enough[page_id], enough[page_id].unhelpful_share(site)) for page_id in ranked]


def waiting():
    """How many reports are open, how many of them nobody has looked at, and the day of the oldest."""
    return Rollup.objects.with_open().aggregate(open=Sum("open"), untouched=Sum("untouched"), oldest=Min("day"))


def oldest_untouched_safety_report():
    """The report that has waited longest of those about somebody in danger. One row by an index of its own."""
    return Report.objects.untouched_safety().first()


def counted_until():
    return RollupMark.objects.aggregate(until=Max("counted_until"))["until"]
