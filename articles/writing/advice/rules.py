"""All rules, and what they say of a draft."""

from __future__ import annotations

from ...record.document import ReaderDocument
from .abbreviations import abbreviations
from .advice import Advice, Group, Rule, grouped
from .doses import doses
from .parts import parts_of
from .reading_ease import long_sentences, readability
from .risks import relative_risks
from .structure import headings, links, pictures

#: What can harm somebody comes first.
RULES: list[Rule] = [
    doses,
    relative_risks,
    pictures,
    headings,
    links,
    abbreviations,
    readability,
    long_sentences,
]


def advice_on(document: ReaderDocument) -> list[Advice]:
    """All that the rules say of this document, in its language."""
    parts = list(parts_of(document))
    is_english = is_in_english(document)
    return [piece for rule in RULES for piece in rule(parts) if is_english or not piece.kind.is_of_english]


def groups_of_advice(document: ReaderDocument) -> list[Group]:
    return grouped(advice_on(document))


def is_in_english(document: ReaderDocument) -> bool:
    return str(document["language"]).split("-")[0] == "en"
