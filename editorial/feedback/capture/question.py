"""The question below an article, and the ways from it to a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from articles.reading.page.readings import Reading

from ..reports.receipts import edition_token


@dataclass(frozen=True)
class Question:
    """Whether an edition helped: where the answer goes, and where a report about it begins.

    `sections` are the reading's own, each with the `report_url` of a report about just that section.
    """

    action: str
    token: str
    report_url: str
    sections: list[dict[str, Any]]


def ask_whether_it_helped(reading: Reading) -> Question | None:
    """What asks the reader below an article and beside each of its sections; None on pages that are none."""
    if reading.edition is None or reading.kind != "article":
        return None
    report_url = f"{reverse('feedback:report')}?{urlencode({'edition': reading.edition.pk})}"
    return Question(
        action=reverse("feedback:answer"),
        token=edition_token(reading.edition.pk),
        report_url=report_url,
        sections=[
            {**section, "report_url": f"{report_url}&{urlencode({'section': section['id']})}"}
            for section in reading.sections
        ],
    )
