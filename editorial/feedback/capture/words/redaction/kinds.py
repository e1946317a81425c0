"""Something that identifies people: what it is called, how it is found, and what is left in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Between the groups of a number that one writes down for somebody else.
GAP = r"[ .\-()/\t_]{1,3}"
has_digit = re.compile(r"\d").search
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "’‘ʼ`´"), "'")


class _Plain(dict[int, str]):
    """Each character as it is on a plain keyboard: ０ is 0, and a narrow blank is one; one for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        if character.isdecimal():
            plain = str(unicodedata.decimal(character))
        self[code] = plain if len(plain) == 1 else character
        return self[code]


_PLAIN = _Plain(_DASHES)


#: A letter among digits that is meant to be one: o7700 9oo123.
_NOUGHT = re.compile(
    r"(?<=\d)[oO](?=[\doO])|(?<=\d[oO])[oO](?=\d|(?![^\W_]))|(?<![^\W_])[oO](?=\d{2}[\doO])",
)


def plain(text: str) -> str:
    """The text with plain digits, blanks, hyphens and apostrophes; as long as it was."""
    written = text if text.isascii() else text.translate(_PLAIN)
    return _NOUGHT.sub("0", written) if has_digit(written) else written


def digits(text: str) -> str:
    """The digits of a number, however it is written."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


@dataclass(frozen=True)
class Kind:
    """`name` is what it is counted under, `mark` what is left in its place.

    Where a pattern has a group `found`, that goes; else the whole match does. `is_one` looks at it: a check digit,
    mostly. `needs` says of a text, at little cost, whether it can hold one.
    """

    name: str
    mark: str
    patterns: tuple[re.Pattern[str], ...]
    is_one: Callable[[str], object] = bool
    needs: Callable[[str], object] = bool

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a plain text."""
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                group = "found" if "found" in pattern.groupindex and match["found"] is not None else 0
                if match.end(group) > match.start(group) and self.is_one(match[group]):
                    yield match.span(group)


@dataclass(frozen=True)
class Kinds(Kind):
    """Many kinds of one name that leave the same mark, looked for in one go: to begin with each costs more than to find
    nothing.
    """

    kinds: tuple[Kind, ...] = ()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        for kind in self.kinds:
            yield from kind.spans(text)
