"""Abbreviations that the text never explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import Advice, Kind
from .parts import Part

ABBREVIATIONS = Kind(
    gettext_lazy("Abbreviations that nothing explains"),
    gettext_lazy(
        "Write it in full where it comes first, with the abbreviation in brackets. A few are better known than what "
        "they stand for, and need not be explained."
    ),
    "NICE style guide, Abbreviations",
    "https://www.nice.org.uk/corporate/ecd1/chapter/abbreviations",
)
#: Those that NICE does not explain to anybody, countries and unions, and what is on every clock and letter.
WELL_KNOWN = {
    *("AIDS", "BNF", "CT", "DNA", "GP", "HIV", "MRI", "NHS", "UK", "US", "USB", "UV"),
    *("AM", "BBC", "EU", "ID", "OK", "PM", "TV", "USA"),
}
#: Written out by the advice on doses.
UNITS = {"IU", "QD", "QOD", "BD", "BID", "TDS", "TID", "QDS", "QID", "PRN", "PO", "SC", "OD", "HS"}
ABBREVIATION = re.compile(r"(?<![\w&-])([A-Z][A-Z0-9&]{1,6})(?:s|['’]s)?(?![\w&-])")
ROMAN = re.compile(r"[IVX]+")
EXPLAINED = re.compile(
    r"\(([A-Z][A-Z0-9&]{1,6})s?[,;)]"
    r"|(?<!\w)([A-Z][A-Z0-9&]{1,6})s?(?:\s*\([^()]{0,20}[a-z]{3}|,? (?:stands for|is short for|means|which is)\b)"
)


def abbreviations(parts: list[Part]) -> Iterator[Advice]:
    """Each once, where it comes first."""
    said = set(WELL_KNOWN | UNITS)
    for part in parts:
        for line in part.lines:
            said |= {first or second for first, second in EXPLAINED.findall(line.text)}
    for part in parts:
        for text in (line.text for line in part.own_lines if not _is_shouted(line.text)):
            for match in ABBREVIATION.finditer(text):
                word = match[1]
                if word not in said and sum(map(str.isalpha, word)) > 1 and not ROMAN.fullmatch(word):
                    said.add(word)
                    yield Advice(ABBREVIATIONS, part.place, _("say what “%s” stands for.") % word)


def _is_shouted(text: str) -> bool:
    """Whether it is all in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > 0.6 * len(letters)
