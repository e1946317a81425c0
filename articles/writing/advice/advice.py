"""One piece of advice, and all of it for a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .parts import Part

#: So much of the words in question is quoted, and so many pieces of one kind are shown.
LONGEST_QUOTE = 90
MOST_OF_A_KIND = 12


@dataclass(frozen=True)
class Kind:
    """What an advice is about, why it is given, and whose it is."""

    heading: str | Promise
    why: str | Promise
    source: str
    url: str
    #: Whether it is about words, which the rules know in English only.
    is_of_english: bool = True


@dataclass(frozen=True)
class Advice:
    """A sentence for the writer, with the place that it is about."""

    kind: Kind
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Group:
    """All advice of one kind, of which not more is shown than somebody would read."""

    kind: Kind
    shown: list[Advice]
    more: int


Rule = Callable[[list[Part]], Iterable[Advice]]


def grouped(advice: Iterable[Advice]) -> list[Group]:
    """By kind, in the order in which each kind comes first."""
    by_kind: dict[Kind, list[Advice]] = {}
    for piece in advice:
        by_kind.setdefault(piece.kind, []).append(piece)
    return [
        Group(kind, pieces[:MOST_OF_A_KIND], max(0, len(pieces) - MOST_OF_A_KIND)) for kind, pieces in by_kind.items()
    ]


def quoted(text: str) -> str:
    return _("“%s”") % Truncator(text).chars(LONGEST_QUOTE)
