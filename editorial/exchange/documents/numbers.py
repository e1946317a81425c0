"""The numbers of a text with their units, and whether a text still has those of another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from articles.characters.superscripts import in_characters

_TAG = re.compile(r"<[^>]*>")
#: Between two of these a number ends.
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|td|th|tr|table|caption|h[1-6]|br|div|dt|dd|dl|blockquote|figure|figcaption|section|pre|details|summary)\b[^>]*>",
    re.IGNORECASE,
)
_UP, _DOWN = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿˣ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
#: A number with its sign, its power of ten, what is raised or lowered beside it, and the word or sign after it.
_QUANTITY = re.compile(
    rf"(?:[A-Za-z]{{1,3}}(?=[{_DOWN}{_UP}]))?[<>≤≥±~−‑–+-]?\s?"
    rf"(?:\d+(?:[.,·’']\d+)*|[{_UP}{_DOWN}]+)(?:[{_UP}{_DOWN}]|[\^_]\([^)]*\)|[\^_]\w)*"
    rf"(?:\s?[×x·*]\s?10(?:[{_UP}]+|\^\([^)]*\)))?"
    rf"(?:\s?(?:%|‰|°\s?[CF]?|[A-Za-zµμΩ]{{1,14}}(?:/[A-Za-zµμ]{{1,12}})*[{_UP}]*))?"
)


@dataclass(frozen=True)
class Difference:
    """Numbers that stood in one text, and those that stand there in the other."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def quantities(html: str) -> list[str]:
    """Each number of a text in HTML with the unit or word after it, in order."""
    text = unescape(_TAG.sub("", _BLOCK.sub(" ¶ ", in_characters(html))))
    text = re.sub(r"\s+", " ", text.replace("\xa0", " "))
    return [re.sub(r"\s+", " ", match[0]).strip() for match in _QUANTITY.finditer(text)]


def differences(before: list[str], after: list[str]) -> list[Difference]:
    """Where two lists of quantities differ; nothing when every number kept its place and its unit."""
    if before == after:
        return []  # nearly always; difflib would pair each number with each of its equals
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    return [Difference(tuple(before[a:b]), tuple(after[c:d])) for kind, a, b, c, d in steps if kind != "equal"]
