"""An edition on a page or two of paper, to take to a doctor: key points, when to get help, room for questions."""

from __future__ import annotations

from typing import Any

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from ...record.published.addresses import absolute
from ...record.published.editions import Edition
from ...record.published.publications import Publication
from ..addresses.page_addresses import edition_url
from ..caching.versions import by_version
from ..notices import edition_notice
from .first_screen import FirstScreen, inner_html, outer_html, without_citations
from .open_editions import requires_open_edition
from .readings import Reading

#: So many lines are left for somebody's own questions.
QUESTION_LINES = range(4)


@requires_open_edition
@by_version
def hand_out(request: HttpRequest, publication: Publication, edition: Edition) -> HttpResponse:
    """The hand-out of one edition. It says which one, and leads back to it."""
    if edition.kind != "article":
        raise Http404
    version = request.reader_version  # type: ignore[attr-defined]  by_version put it there
    reading = Reading(edition.content, edition=edition, publication=publication, version=version)
    address = absolute(edition_url(publication.path, edition.number))
    context: dict[str, Any] = {
        "page_title": reading.title,
        "reading": reading,
        "first_screen": FirstScreen(reading),
        "key_points": key_points(reading),
        "cards": care_cards(reading),
        "address": address,
        "qr": qr_code(address),
        "question_lines": QUESTION_LINES,
        "status_notice": reading.status_notice,
        "emergency_notice": reading.emergency_notice,
        "legacy_notice": reading.legacy_notice,
        "overdue_notice": reading.overdue_notice,
        "outdated_notice": reading.outdated_notice,
        "edition_notice": None if reading.is_current else edition_notice(edition, publication),
        "robots": "noindex",
    }
    with translation.override(reading.language):
        return render(request, "articles/hand_out.html", context)


def key_points(reading: Reading) -> list[SafeString]:
    """The key points, without the numbers of sources, which stand on no hand-out."""
    return [mark_safe(inner_html(without_citations(point))) for point in reading.key_points]  # noqa: S308  as below


def care_cards(reading: Reading) -> list[SafeString]:
    """The cards of a text that say when and where to get help, as they are, without the numbers of sources."""
    tree = without_citations("".join(section["html"] for section in reading.sections))
    return [mark_safe(outer_html(card)) for card in tree.find_class("care-card")]  # noqa: S308  cleaned, then signed


def qr_code(address: str) -> SafeString:
    """An address as a picture that telephones read; one SVG element without a size of its own."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=0, box_size=10)
    svg = drawn.to_string(encoding="unicode")
    return mark_safe(svg.replace("<svg", '<svg class="hand-out__qr" aria-hidden="true"', 1))  # noqa: S308  drawn here
