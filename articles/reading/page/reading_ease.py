"""How easy a text is to read, by the measure that was made for its language, from 0 (hard) to 100 (easy).

Each is Flesch's formula with constants for the language: how long sentences are, and how many syllables words have.
English: Flesch 1948, doi:10.1037/h0057532. German: Amstad 1978. French: Kandel and Moles 1958. Spanish:
Fernández Huerta 1959, as corrected by Law 2011. Syllables are counted by where words can be hyphenated.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pyphen import Pyphen


class Measure(NamedTuple):
    """Easiness = start - a_sentence_word * words per sentence - a_syllable * syllables per word."""

    start: float
    a_sentence_word: float
    a_syllable: float


MEASURES = {
    "en": Measure(206.835, 1.015, 84.6),
    "de": Measure(180, 1, 58.5),
    "fr": Measure(207, 1.015, 73.6),
    "es": Measure(206.84, 1.02, 60),
}
#: (from so much on, what readers are told of it).
BANDS = (
    (70, _("Easy to read")),
    (55, _("Plain language")),
    (40, _("Takes some concentration")),
    (float("-inf"), _("Hard to read")),
)
#: A text with fewer words says nothing about how hard it is.
FEWEST_WORDS = 100
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_END = re.compile(r"[.!?…:](?=\s|$)|\n")


def easiness(text: str, language: str) -> float | None:
    """The measure of a text; None where there is none for its language, or too little text."""
    base = language.partition("-")[0]
    words = _WORD.findall(text.lower())
    if base not in MEASURES or len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for part in _END.split(text) if _WORD.search(part))
    syllables = sum(number * _syllables(word, base) for word, number in Counter(words).items())
    start, a_sentence_word, a_syllable = MEASURES[base]
    return start - a_sentence_word * len(words) / sentences - a_syllable * syllables / len(words)


def ease_of(text: str, language: str) -> str | Promise:
    """The same in a reader's words, empty where it cannot be measured."""
    measured = easiness(text, language)
    return "" if measured is None else next(words for least, words in BANDS if measured >= least)


@cache
def _hyphenation(language: str) -> Pyphen:
    return Pyphen(lang={"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}[language], left=1, right=1)


@lru_cache(maxsize=50_000)
def _syllables(word: str, language: str) -> int:
    return len(_hyphenation(language).positions(word)) + 1
