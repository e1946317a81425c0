"""Whether a work that was found is the one that was meant: any number is somebody's PMID."""

from __future__ import annotations

import re
import unicodedata

from ..works import Work

#: The part of a title's words that must be in what was pasted, or the other way round.
LEAST_IN_COMMON = 0.8
#: A title with fewer words must be there word for word: “Low back pain” is in half of all titles about backs.
FEWEST_WORDS = 5


def fits(work: Work, pasted: str, year: int | str | None = None) -> bool:
    """Whether a work found by a bare number is what was meant: `pasted` is a title, or a whole reference with one.

    The year may differ by one, because works appear online before they do in print.
    """
    if year and work.year and abs(int(year) - work.year) > 1:
        return False
    if not year and work.year:
        years = {int(text) for text in re.findall(r"(?<![\w./-])(?:19|20)[0-9]{2}(?![\w/])", pasted)}
        if years and not any(abs(other - work.year) <= 1 for other in years):
            return False
    title, words = _words(work.title), _words(pasted)
    if len(title) < FEWEST_WORDS or len(words) < FEWEST_WORDS:
        return bool(title) and bool(words) and f" {' '.join(title)} " in f" {' '.join(words)} "
    return max(_part_in(title, words), _part_in(words, title)) >= LEAST_IN_COMMON


def _words(text: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain.casefold())


def _part_in(words: list[str], others: list[str]) -> float:
    """The part of the pairs of neighbouring words that are neighbours there too: order counts, not only words."""
    pairs, theirs = set(zip(words, words[1:], strict=False)), set(zip(others, others[1:], strict=False))
    return len(pairs & theirs) / len(pairs)
