"""How doses are written: what has been misread before, and harmed somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import Advice, Kind
from .parts import Part
from .sentences import sentences_of

DOSES = Kind(
    gettext_lazy("How doses are written"),
    gettext_lazy("Each of these has been misread before, and somebody got ten times the dose, or the wrong one."),
    "ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations",
    "https://www.ismp.org/recommendations/error-prone-abbreviations-list",
)
UNIT = (
    r"(?:kg|g|mg|mcg|ng|µg|μg|ug|grams?|milligrams?|micrograms?|nanograms?|m[lL]|[lL]|litres?|millilitres?|mmol|mol|"
    r"units?|IU|U|cc|tablets?|capsules?|drops?|puffs?|%)(?!\w)"
)
#: Those that were taken for others. BNF, Prescription writing: micrograms, nanograms and units are never shortened.
IN_FULL = {
    **dict.fromkeys(("µg", "μg", "ug", "mcg"), "micrograms"),
    **dict.fromkeys(("U", "u", "IU"), "units"),
    "ng": "nanograms",
    "cc": "ml",
}
#: By their letters: with full stops between them, they are meant wherever they stand; without, where a dose is near.
LATIN = {
    "qd": "every day",
    "od": "once a day",
    "qod": "every other day",
    "bd": "twice a day",
    "bid": "twice a day",
    "tds": "three times a day",
    "tid": "three times a day",
    "qds": "four times a day",
    "qid": "four times a day",
    "tiw": "three times a week",
    "hs": "at bedtime",
    "qhs": "at bedtime",
    "prn": "when you need it",
    "po": "by mouth",
    "sc": "under the skin",
}
DOSE = re.compile(rf"\d\s?{UNIT}")
_LONGEST_FIRST = "|".join(r"\.?".join(word) for word in sorted(LATIN, key=len, reverse=True))
LATIN_WORD = re.compile(rf"(?<![\w.])(?:{_LONGEST_FIRST})(?!\w)", re.IGNORECASE)

#: What is to be written instead of the words that match.
Found = Iterator[tuple[re.Match[str], str]]
LEADING_ZERO = re.compile(rf"(?<![\w.,·])[.·](\d{{1,9}})\s?({UNIT})")
TRAILING_ZERO = re.compile(rf"(?<![\w.,·])(\d{{1,9}})[.·]0{{1,9}}\s?({UNIT})")
MICROGRAMS = re.compile(r"(?<![\w.])((?:\d[\d.,]{0,12})?)\s?(µg|μg|ug|mcg)(?!\w)")
LETTERS = re.compile(r"(?<![\w.])(\d[\d.,]{0,12})\s?(U|u|cc|ng|IU)(?![\w/])")
NO_SPACE = re.compile(r"(?<![\w.,·])(\d[\d.,]{0,12})(mg|m[lL]|kg)(?!\w)")
NO_COMMAS = re.compile(rf"(?<![\w.,·])(\d{{5,12}})\s?({UNIT})")


def _numbers(sentence: str) -> Found:
    for match in LEADING_ZERO.finditer(sentence):
        yield match, f"0.{match[1]} {in_full(match[2])}"
    for match in TRAILING_ZERO.finditer(sentence):
        yield match, f"{match[1]} {in_full(match[2])}"
    for match in NO_COMMAS.finditer(sentence):
        yield match, f"{int(match[1]):,} {in_full(match[2])}"


def _units(sentence: str) -> Found:
    for pattern in (MICROGRAMS, LETTERS, NO_SPACE):
        for match in pattern.finditer(sentence):
            yield match, f"{match[1]} {in_full(match[2])}".strip()


def _latin(sentence: str) -> Found:
    has_dose = DOSE.search(sentence)
    for match in LATIN_WORD.finditer(sentence):
        if has_dose or "." in match[0]:
            yield match, LATIN[match[0].replace(".", "").lower()]


def in_full(unit: str) -> str:
    return IN_FULL.get(unit, unit)


def doses(parts: list[Part]) -> Iterator[Advice]:
    sentences = ((part, each) for part in parts for line in part.own_lines for each in sentences_of(line.text))
    for part, sentence in sentences:
        end = 0
        for match, instead in sorted(_found_in(sentence), key=lambda found: found[0].span()):
            if match.start() >= end:  # what is wrong in two ways is put right once
                end = match.end()
                told = {"words": match[0].strip(), "instead": instead}
                yield Advice(DOSES, part.place, _("write “%(instead)s” instead of “%(words)s”.") % told)


def _found_in(sentence: str) -> Found:
    for find in (_numbers, _units, _latin):
        yield from find(sentence)
