"""How much somebody took, in figures: what nobody is told to take at once becomes one word, which packs know.

A list of figures never has the one that somebody took. What is a strength, a time or a size is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

#: What stands for a figure that is too much. No language has such a word.
AMOUNT = "qqamount"
#: So many pieces are more than a usual dose, and so many are a strength (“tramadol 300”) or none at all; so many grams
#: are more than a usual dose of any medicine that a pack names.
FEWEST, MOST, GRAMS = 8, 250, 5
_IN_GRAMS = {"micro": 0.0, "milli": 0.001, "grams": 1.0}
_WEIGHT = re.compile(
    r"(?<![\w.,])(?:(?P<times>\d{1,3}) ?[x×*] ?)?(?P<figure>\d{1,3}(?:[., ]\d{3})+(?!\d)|\d{1,6}(?:[.,]\d{1,3})?)[ -]?"
    r"(?:(?P<micro>mcg|ug|mi[ck]rogram\w*|мкг|микрограмм\w*)|(?P<milli>mgs?|mill?igram\w*|мг|миллиграмм\w*)"
    r"|(?P<grams>gr?|gram\w*|гр?|грамм\w*))(?!\w)"
)
_THOUSANDS = re.compile(r"(?<=[1-9\d])[., ](?=\d{3}(?!\d))")
#: “40x paracetamol”, “x40”
_SO_MANY = re.compile(r"(?<![\w.,])(\d{1,3}) ?[x×](?![\d-])|(?<!\w)[x×](\d{1,3})(?!\w)")
#: Of insulin a usual dose has tens of units.
_UNITS = re.compile(r"(?<!\w)[1-9]\d\d (?=\w+ (?:\w+ ){0,2}(?:insulin|инсулин))")
#: A time, a date, a share or a strength: “8:30”, “12/7”, “37.5”, “30 %”. Of these a year stays.
_PARTED = re.compile(r"\d+(?:[.,:/]\d+)+|\d+ ?%")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def with_weights_compared(text: str) -> str:
    """A text in which each weight is an amount, or has no figure."""
    text = _SO_MANY.sub(lambda match: f" {match[1] or match[2]} ", text)
    text = _WEIGHT.sub(lambda match: f" {AMOUNT if _in_grams(match) >= GRAMS else ''} {match[match.lastgroup]} ", text)
    text = _UNITS.sub(f"{AMOUNT} ", text)
    return _PARTED.sub(lambda match: f" {' '.join(_YEAR.findall(match[0]))} ", text)


def with_figures(text: str) -> str:
    """A compared text for whoever knows figures only."""
    return text.replace(AMOUNT, "30")


def _in_grams(match: re.Match[str]) -> float:
    figure = _THOUSANDS.sub("", match["figure"]).replace(",", ".")
    return int(match["times"] or 1) * float(figure) * _IN_GRAMS[match.lastgroup or "grams"]


def with_pieces_compared(words: list[str], of_something_else: Set[str]) -> Iterator[str]:
    """Words with an amount in place of each figure that is one, unless it counts what follows it: “14 days”."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        is_figure = word.isascii() and word.isdecimal() and not word.startswith("0") and len(word) <= len(str(MOST))
        yield AMOUNT if is_figure and FEWEST <= int(word) < MOST and following not in of_something_else else word
