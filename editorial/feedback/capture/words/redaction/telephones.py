"""Telephone numbers: phonenumbers knows every country's, if it is told which; and numbers that are in no plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumberMatcher,
    is_possible_number,
    is_valid_number,
    ndd_prefix_for_region,
    number_type,
    parse,
)

from ...regions import region
from .kinds import GAP, Kind, digits, has_digit
from .languages import rows, said
from .regions_of_numbers import LIKELY, OWNED

#: Anything that may be one: 7 to 17 digits, in groups or not.
_CANDIDATE = re.compile(
    rf"(?<![\w.])(?<!\d[-/])(?:\+\s?|\(\+|\()?\d(?:(?:{GAP})?\d){{5,17}}(?!\d|[.,]\d)"
    r"(?:\s?(?:ext|x|extension)\.?\s?\d{1,6})?(?!\w)",
    re.IGNORECASE,
)
#: Whoever knows nothing of a country's plan still knows such a row of digits for a telephone number.
_START = r"(?<!\d)(?<!\d\.)"
_END = r"(?!\d)"
_ANYWHERE = re.compile(
    rf"{_START}\(?(?:0\d{{3,5}}\n\d{{5,7}}|\+\d(?:(?:{GAP})?\d){{8,14}}|0\d{{1,8}}(?:(?:{GAP})\d{{2,8}}){{1,14}}|"
    rf"(?:1{GAP})?\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}|\d{{10,15}}){_END}"
)
#: Somebody is asked to call it.
_ASKED = re.compile(rf"(?<!\w)(?:{said('call')})\W{{1,4}}(?:\w{{1,12}}\W{{1,3}}){{0,3}}$", re.IGNORECASE)
_SAID_AFTER = re.compile(r"\sis my (?:own |new |home |work )?(?:number|phone|tele?phone|mobile|cell)", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<![\d.])0\.\d+(?![\d.])|^[1-9]\d*\.\d+$")
_GROUPS = re.compile(r"\d+")
_LONGEST = 17
_WHOLE, _SHORT, _LOCAL = 10, 9, 7
_LONGEST_CODE, _MOST_GROUPS = 3, 4
_AMERICAN = [[3, 3, 4], [1, 3, 3, 4]]
_GROUPED = (
    *([3, 3, 3], [3, 2, 2, 2], [3, 3, 2, 2], [3, 7], [3, 6], [2, 3, 2, 2], [2, 2, 2, 2], [9]),
    *([1, 3, 3, 2, 2], [2, 3, 3], [3, 2, 3], [5, 5], [2, 4, 4]),
)
#: Signs between groups that rows of figures do not have: 08-26 01 81, 11 91234-5678, 11 15-1234-5678, 48/219 9351.
_WRITTEN = re.compile(
    r"0\d{1,3}[-/]\d{2,3} \d\d \d\d|\d\d (?:\d{4,5}|15-\d{4})-\d{4}|\d\d/\d{3}[ -]\d{3,4}|8 \d{3} \d{3}[ -]\d\d[ -]\d\d"
)
#: Where no 0 stands before a number, groups of a mobile telephone's.
_MOBILE = ("ES", "PT", "PL", "NO", "DK", "CZ", "IT", "GR", "RU", "IN", "MX")


@dataclass(frozen=True)
class Telephones(Kind):
    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        country = region().country
        # Where no 0 begins a number, its groups tell it from a row of figures.
        leniency = Leniency.VALID if ndd_prefix_for_region(country, True) == "0" else Leniency.STRICT_GROUPING
        for match in PhoneNumberMatcher(text, country, leniency=leniency):
            if number_type(match.number) in OWNED:
                yield match.start, match.end
        for match in _CANDIDATE.finditer(text):
            if _is_telephone(match):
                yield match.span()
        yield from super().spans(text)


def _is_telephone(match: re.Match[str]) -> bool:
    return is_asked_for(match) or is_written_like_one(match[0])


def is_asked_for(match: re.Match[str]) -> bool:
    """Whether somebody asks to be called at these figures, or says that they are a number."""
    count = len(digits(match[0]))
    if not _LOCAL - 1 <= count <= _LONGEST or _DECIMAL.search(match[0]):
        return False
    if _ASKED.search(match.string, max(0, match.start() - 45), match.start()):
        return True
    return count >= _LOCAL and bool(_SAID_AFTER.match(match.string, match.end()))


def is_written_like_one(text: str) -> bool:
    """Whether figures are grouped as those of telephone numbers are, whatever stands around them."""
    found = re.split(r"\s?(?:ext|x)", text.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    groups = _GROUPS.findall(found)
    count, lengths = len(digits(found)), [len(group) for group in groups]
    if count > _LONGEST or _DECIMAL.search(found):
        return False
    if found.startswith(("+", "00", "(+")):
        return count >= _SHORT or _is_valid(found, LIKELY)
    if lengths in _AMERICAN or "(" in found and ")" in found and count >= _SHORT or _WRITTEN.fullmatch(found):
        return True
    if found.startswith(("0", "(0")):
        return count >= _SHORT
    if len(groups) == 1 and count != _SHORT:
        return count >= _WHOLE
    if count > _WHOLE and len(groups) <= _MOST_GROUPS and lengths[0] <= _LONGEST_CODE < min(lengths[1:], default=0):
        return _is_possible(f"+{found}")
    if lengths == [3, 4]:  # a range has a round end, if not both
        return "-" in found and groups[-1].startswith("0")
    return lengths in _GROUPED and not found.endswith("000") and _is_valid(found, _MOBILE)


def _is_possible(found: str) -> bool:
    try:
        return is_possible_number(parse(found))
    except NumberParseException:
        return False


def _is_valid(found: str, countries: tuple[str, ...]) -> bool:
    for country in countries:
        try:
            number = parse(found, country)
        except NumberParseException:
            continue
        if is_valid_number(number) and number_type(number) in OWNED:
            return True
    return False


_VALUES = [[re.compile(rf"(?:{word})") for word in row] for row in rows("digits")]
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORD = "|".join([*_TIMES, *(word.pattern for values in _VALUES for word in values)])
_IN_WORDS = re.compile(rf"\b(?:{_WORD})(?:[\s,-]{{1,3}}(?:{_WORD})){{5,20}}\b", re.IGNORECASE)


def _is_said(found: str) -> bool:
    """Whether figures said one by one are a number, and nobody counts."""
    words = re.findall(r"[^\W\d_]+", found.lower())
    for values in _VALUES:
        number, times = "", 1
        for word in words:
            if word in _TIMES:
                times = _TIMES[word]
                continue
            value = next((str(value) for value, spelt in enumerate(values) if spelt.fullmatch(word)), None)
            if value is None:
                break
            number, times = number + value * times, 1
        else:
            steps = {int(after) - int(before) for before, after in zip(number, number[1:], strict=False)}
            return len(number) >= _LOCAL and len(steps) > 1 and steps != {1, -9}
    return False


_is_digit_word = lru_cache(4096)(re.compile(rf"(?:{_WORD})\W?").fullmatch)
_LEAST_WORDS = 6


def _has_digit_words(text: str) -> bool:
    words = re.split(r"[\s,-]+", text.lower())
    return len(words) >= _LEAST_WORDS and sum(map(bool, map(_is_digit_word, words))) >= _LEAST_WORDS


def _is_long(found: str) -> bool:
    return len(digits(found)) >= _WHOLE and not _DECIMAL.search(found)


TELEPHONES = Telephones("phone", "[phone]", (_ANYWHERE,), _is_long, has_digit)
SAID = Kind("phone", "[phone]", (_IN_WORDS,), _is_said, _has_digit_words)
