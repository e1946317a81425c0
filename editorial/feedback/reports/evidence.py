"""What readers reported of a page and what came of it, for its evidence pack: never their words, nor who they are."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.pages.zone import site_day
from editorial.review.evidence.pieces import Piece, moment

from .report import Report

#: What each row is, by where it comes from.
WHAT = {
    Report.Origin.READER: "report",
    Report.Origin.WATCH: "watch",
    Report.Origin.FORMER_SITE: "comment on the former site",
}


def reports(page: Page) -> Piece:
    """Votes by month, and each report by itself, to the day: fewer readers than that would be somebody."""
    return Piece(
        _("Reports of readers, and what came of them"),
        _(
            "How many found it helpful, month by month, and each report: about which edition and section, for which "
            "reason, what the desk made of it, and which edition answers it. What readers wrote, and their addresses, "
            "are left out."
        ),
        {
            "what": _("What"),
            "on": _("When"),
            "edition": _("Edition"),
            "section": _("Section"),
            "reason": _("Reason"),
            "outcome": _("Outcome"),
            "closed_on": _("Finished"),
            "answered_by": _("Edition that answers it"),
            "number": _("Number"),
        },
        [*_votes(page), *_reports(page)],
        {"reason": dict(Report.Reason.choices), "outcome": dict(Report.State.choices)},
    )


def _votes(page: Page) -> list[dict[str, Any]]:
    cast = Report.objects.filter(page_id=page.pk).votes().values_list("received_at", "edition__number", "helpful")
    counted = Counter((f"{site_day(at):%Y-%m}", edition, helpful) for at, edition, helpful in cast.iterator())
    return [
        _row("helpful" if helpful else "not helpful", month, edition) | {"number": number}
        for (month, edition, helpful), number in sorted(counted.items())
    ]


def _reports(page: Page) -> list[dict[str, Any]]:
    sent = Report.objects.filter(page_id=page.pk).with_details().exclude(state=Report.State.SPAM)
    names = ("origin", "received_at", "edition__number", "section", "reason", "state", "closed_at")
    rows = sent.order_by("pk").values_list(*names, "resolved_by__number")
    return [
        _row(WHAT[Report.Origin(origin)], moment(site_day(received_at)), edition)
        | {
            "section": section,
            "reason": reason,
            "outcome": state,
            "closed_on": closed_at and moment(site_day(closed_at)),
            "answered_by": answered_by,
            "number": 1,
        }
        for origin, received_at, edition, section, reason, state, closed_at, answered_by in rows.iterator()
    ]


def _row(what: str, on: str | None, edition: int | None) -> dict[str, Any]:
    return {
        "what": what,
        "on": on,
        "edition": edition,
        "section": "",
        "reason": "",
        "outcome": "",
        "closed_on": None,
        "answered_by": None,
    }
