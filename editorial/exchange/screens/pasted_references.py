"""A list of references that is pasted beside an article: each line is recognised, then confirmed, then a reference.

Services are asked while the person waits, so the lines come in lots. A lot that was shown goes through the browser
signed: what is confirmed is what was seen, also where a service answers otherwise a minute later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from articles.references.identifiers import Identifier, Kind
from articles.references.library.citing import Offer, offers
from articles.references.library.importing import MOST_LINES
from articles.references.library.references import Reference
from articles.references.library.typed import lacking
from articles.references.lookup import DoesNotAnswer, Found, lookup

_SALT = "pasted references"
KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Line:
    """A reference as it was pasted, the works that it can be, and a sentence about what could not be had."""

    text: str
    offers: list[Offer]
    sentence: str


@dataclass(frozen=True)
class Lot:
    """Lines that were recognised together, those that are still to come, and those that have to be completed first."""

    lines: list[Line]
    rest: list[str]
    unfinished: list[str]

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def of_signed(cls, given: str) -> Lot | None:
        """The lot that was shown; None where it was changed, or waited for too long."""
        try:
            kept = signing.loads(given, salt=_SALT, max_age=KEEP_SECONDS)
        except signing.BadSignature:
            return None
        lines = [Line(line["text"], list(map(_offer, line["offers"])), line["sentence"]) for line in kept["lines"]]
        return cls(lines, kept["rest"], kept["unfinished"])


def recognised(references: list[str], unfinished: Iterable[str] = ()) -> Lot:
    """The first references of a list, with what each can be."""
    look_up = _asking_who_answers()
    lines = [_line(text, look_up) for text in references[:MOST_LINES]]
    return Lot(lines, references[MOST_LINES:], [*unfinished, *(line.text for line in lines if not line.offers)])


def _line(text: str, look_up: Callable[[Identifier], Found]) -> Line:
    found, sentence = offers(text, look_up)
    return Line(text, found, sentence if found else lacking(text) or sentence)


def _asking_who_answers() -> Callable[[Identifier], Found]:
    """A look-up that asks nobody more when nobody answered: each question would take as long again."""
    silent: list[DoesNotAnswer] = []

    def look_up(identifier: Identifier) -> Found:
        if silent:
            raise silent[0]
        try:
            return lookup(identifier)
        except DoesNotAnswer as failure:
            silent.append(failure)
            raise

    return look_up


def rows_of(works: Iterable[Reference]) -> list[dict[str, str]]:
    """Works as the edit screen lists them, each once."""
    shown = [work.shown for work in {work.pk: work for work in works}.values()]
    return [{name: item.get(name, "") for name in ("text", "doi", "pmid", "url")} for item in shown]


def _offer(kept: dict[str, Any]) -> Offer:
    identifier = kept["to_fill_in"] and Identifier(Kind(kept["to_fill_in"]["kind"]), kept["to_fill_in"]["value"])
    return Offer(**{**kept, "notes": tuple(kept["notes"]), "to_fill_in": identifier})
