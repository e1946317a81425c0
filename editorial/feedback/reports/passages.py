"""Where in an edition the words stand that a reader copied out of it."""

from __future__ import annotations

import html
import re
from typing import Any

from django.utils.html import strip_tags

from articles.characters.folding import folded_places
from articles.record.editions import Edition

#: What a reader may quote, in characters.
PASSAGE_LIMIT = 500

#: A section of a reader document: its `id`, which is its anchor, `heading` and `html`.
Section = dict[str, Any]


def text_of(section: Section) -> str:
    """A section's text in one line. Offsets of passages count its characters."""
    return re.sub(r"\s+", " ", html.unescape(strip_tags(section["html"].replace("<", " <")))).strip()


def find_passage(edition: Edition, passage: str, anchor: str = "") -> tuple[str, int | None]:
    """(anchor, offset) of a passage: in the section that the reader chose, or else in the first that has it.

    What a browser copies and what somebody types from memory of the page has other spaces, quotation marks, hyphens,
    capitals: they do not count. (anchor, None) when the words stand nowhere.
    """
    words, _places = folded_places(passage)
    if not words:
        return anchor, None
    sections = edition.content.get("sections", [])
    for section in sorted(sections, key=lambda section: section["id"] != anchor):
        text, places = folded_places(text_of(section))
        found = text.find(words)
        if found >= 0:
            return section["id"], places[found]
    return anchor, None
