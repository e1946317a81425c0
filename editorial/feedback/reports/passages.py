"""Where in an edition the words stand that a reader copied out of it."""

from __future__ import annotations

import html
import re
from typing import Any

from django.utils.html import strip_tags

from articles.characters.folding import folded_places
from articles.characters.superscripts import ON_THE_LINE, in_characters
from articles.record.published.editions import Edition

#: What a reader may quote, in characters.
PASSAGE_LIMIT = 500

#: A section of a reader document: its `id`, which is its anchor, `heading` and `html`.
Section = dict[str, Any]


def section_of(edition: Edition, anchor: str) -> Section | None:
    """The section of an edition's document at this anchor, or None."""
    sections = edition.content.get("sections", [])
    return next((section for section in sections if section["id"] == anchor), None)


def text_of(section: Section) -> str:
    """A section's text in one line, powers as characters. Offsets of passages count its characters."""
    bare = strip_tags(in_characters(section["html"]).replace("<", " <"))
    return re.sub(r"\s+", " ", html.unescape(bare)).strip()


def find_passage(edition: Edition, passage: str, anchor: str = "") -> tuple[str, int | None]:
    """(anchor, offset) of a passage: in the section that the reader chose, or else in the first that has it.

    What a browser copies and what somebody types from memory of the page has other spaces, quotation marks, hyphens,
    capitals: they do not count. Where the words stand nowhere, 106 is also 10⁶: a clipboard has it so. (anchor, None)
    when they stand nowhere at all.
    """
    if not passage:
        return anchor, None
    sections = sorted(edition.content.get("sections", []), key=lambda section: section["id"] != anchor)
    texts = [(section["id"], text_of(section)) for section in sections]
    for written in (str, _on_the_line):
        words, _places = folded_places(written(passage))
        for found_in, text in texts if words else []:
            folded, places = folded_places(written(text))
            if (found := folded.find(words)) >= 0:
                return found_in, places[found]
    return anchor, None


def _on_the_line(text: str) -> str:
    """The same with what is raised or lowered in it on the line, each character in its place."""
    return text.translate(ON_THE_LINE)
