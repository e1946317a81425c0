"""How the desk is doing, in numbers: how long steps take, who has how much to do, what is how old."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.record.published.editions import ChangeClass
from articles.record.signed.risk import RiskTier
from articles.record.signed.sign_offs import SignOffKind

from .steps import Step

#: Rows of a table at most: more say less.
MOST_ROWS = 500


@dataclass(frozen=True)
class Table:
    """One table of figures: its name in addresses, what it is called, its columns, and what gives its rows."""

    name: str
    title: Any
    about: Any
    columns: tuple[Any, ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


def _asked(statement: str) -> list[tuple[Any, ...]]:
    """The answer to a question about the last year, by the calendar of whoever asks, as the lists have it."""
    since, zone = timezone.now() - timedelta(days=365), timezone.get_current_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"since": since, "zone": zone, "today": timezone.localdate()})
        return cursor.fetchmany(MOST_ROWS)


def _in_words(rows: list[tuple[Any, ...]], *choices: type[TextChoices] | None) -> list[tuple[Any, ...]]:
    """The rows with what stands in their first columns as people call it."""
    words = [dict(kind.choices) if kind else {} for kind in choices]
    return [
        (*(str(names.get(value, value)) for names, value in zip(words, row, strict=False)), *row[len(words) :])
        for row in rows
    ]


def throughput() -> list[tuple[Any, ...]]:
    rows = _asked(
        """
        SELECT to_char(e.created_at AT TIME ZONE %(zone)s, 'YYYY-MM'), e.change_class, count(*),
               round((percentile_cont(0.5) WITHIN GROUP (ORDER BY took.days))::numeric, 1),
               round((percentile_cont(0.9) WITHIN GROUP (ORDER BY took.days))::numeric, 1)
        FROM articles_edition e
        LEFT JOIN articles_edition before ON before.id = e.previous_id
        -- Where nobody submitted anything, as in an emergency, nothing says how long it took.
        LEFT JOIN LATERAL (
            SELECT extract(epoch FROM e.created_at - min(s.began_at)) / 86400 AS days FROM planning_step s
            WHERE s.page_id = e.page_id AND s.began_at <= e.created_at
              AND s.began_at > coalesce(before.created_at, '-infinity')) AS took ON true
        WHERE e.created_at >= %(since)s
        GROUP BY 1, 2 ORDER BY 1 DESC, 2
        """
    )
    return _in_words(rows, None, ChangeClass)


def stages() -> list[tuple[Any, ...]]:
    rows = _asked(
        """
        SELECT kind, outcome, count(*),
               round((percentile_cont(0.5) WITHIN GROUP (ORDER BY days))::numeric, 1),
               round((percentile_cont(0.9) WITHIN GROUP (ORDER BY days))::numeric, 1)
        FROM (SELECT kind, outcome, extract(epoch FROM ended_at - began_at) / 86400 AS days
              FROM planning_step WHERE ended_at >= %(since)s) AS ended
        GROUP BY 1, 2 ORDER BY 1, 2
        """
    )
    return _in_words(rows, SignOffKind, Step.Outcome)


def load() -> list[tuple[Any, ...]]:
    return _asked(
        """
        SELECT coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email),
               count(*) FILTER (WHERE a.answer IN ('', 'accepted')),
               count(*) FILTER (WHERE a.answer IN ('', 'accepted') AND a.due < %(today)s),
               count(*) FILTER (WHERE a.answer = 'done'),
               count(*) FILTER (WHERE a.answer IN ('declined', 'handed_over')),
               count(*) FILTER (WHERE a.answer = 'lapsed'),
               round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.answered_at - a.asked_at))
                      / 86400)::numeric, 1)
        FROM planning_assignment a JOIN accounts_user u ON u.id = a.person_id
        WHERE a.asked_at >= %(since)s OR a.answer IN ('', 'accepted')
        GROUP BY u.id ORDER BY 2 DESC, 1
        """
    )


def overrides() -> list[tuple[Any, ...]]:
    return _asked(
        """
        SELECT to_char(said.at AT TIME ZONE %(zone)s, 'YYYY-MM'), said.what, count(*) FROM (
            SELECT asked_at AS at, 'emergency' AS what FROM articles_emergencyoverride
            UNION ALL SELECT waived_at, 'waiver' FROM articles_interestwaiver
            UNION ALL SELECT set_at, 'standard risk' FROM articles_riskassessment WHERE tier = 'standard') AS said
        WHERE said.at >= %(since)s
        GROUP BY 1, 2 ORDER BY 1 DESC, 2
        """
    )


def content() -> list[tuple[Any, ...]]:
    rows = _asked(
        """
        SELECT articles_risk_tier(p.page_id),
               CASE WHEN a.medically_reviewed_on IS NULL THEN 'never'
                    WHEN a.medically_reviewed_on > %(today)s::date - interval '1 year' THEN 'under 1 year'
                    WHEN a.medically_reviewed_on > %(today)s::date - interval '2 years' THEN '1 to 2 years'
                    ELSE '2 years or more' END,
               count(*), count(*) FILTER (WHERE a.next_review_due < %(today)s)
        FROM articles_publication p JOIN articles_articlepage a ON a.page_ptr_id = p.page_id
        WHERE p.status IN ('published', 'under_review')
        GROUP BY 1, 2 ORDER BY 1, 2
        """
    )
    return _in_words(rows, RiskTier)


def without_owner() -> list[tuple[Any, ...]]:
    return _asked(
        """
        SELECT page.id, page.draft_title
        FROM articles_articlepage a JOIN wagtailcore_page page ON page.id = a.page_ptr_id
        LEFT JOIN accounts_user u ON u.id = page.owner_id
        WHERE u.id IS NULL OR NOT u.is_active
        ORDER BY page.draft_title
        """
    )


HALF, NINE_OF_TEN = _("half took at most, in days"), _("nine of ten took at most, in days")
TABLES = [
    Table(
        "throughput",
        _("What went out"),
        _("Editions of the last year, and how long they took from being submitted."),
        (_("Month"), _("Kind of change"), _("Editions"), HALF, NINE_OF_TEN),
        throughput,
    ),
    Table(
        "stages",
        _("How long each step takes"),
        _("Steps of reviews that ended within a year."),
        (_("Waited for"), _("How it ended"), _("Steps"), HALF, NINE_OF_TEN),
        stages,
    ),
    Table(
        "load",
        _("Who has how much to do"),
        _("Everybody who is asked now, or was within a year."),
        (
            *(_("Who"), _("Asked now"), _("Overdue"), _("Signed"), _("Declined or handed over"), _("Did not answer")),
            _("half answered within, in days"),
        ),
        load,
    ),
    Table(
        "overrides",
        _("Where less was asked for"),
        _("Emergency editions, interests that were waived, and articles whose risk an editor called standard."),
        (_("Month"), _("What"), _("How often")),
        overrides,
    ),
    Table(
        "content",
        _("What readers get, by risk and age"),
        _("Articles by their risk and the time since their last medical review."),
        (_("Risk"), _("Reviewed"), _("Articles"), _("Past their review")),
        content,
    ),
    Table(
        "without-owner",
        _("Articles without an owner"),
        _(
            "Only the editors are told what happens to them: their owner left, or they never had one. At most 500 are "
            "listed."
        ),
        (_("Page"), _("Title")),
        without_owner,
    ),
]
