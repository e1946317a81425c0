"""Fonts in which a letter is another sign: an “m” in the font Symbol is seen as “µ”."""

from __future__ import annotations

import re
from collections import defaultdict

from mammoth.docx.dingbats import dingbats

#: What only a font knows: the characters that Unicode leaves to private use, where such fonts have their signs as well.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BASE = 0xF000
_BLANKS = {0x20, 0xA0}


def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for (font, code), point in dingbats.items():
        sign = chr(point).replace("\u03bc", "\u00b5")  # as people type it before a unit
        if code not in _BLANKS and not PRIVATE.match(sign):
            tables[font.lower()].update(dict.fromkeys(_characters(code), sign))
    return dict(tables)


def _characters(code: int) -> set[str]:
    """The characters as which a code of a font comes: Unicode's, Windows's, and that for private use."""
    return {chr(code), bytes([code]).decode("cp1252", "ignore") or chr(code), chr(_BASE + code)}


_TABLES = _tables()


def symbol_font(families: str) -> str:
    """The first of some font families, if it is one of those fonts; else nothing."""
    first = families.partition(",")[0].strip(" \t\r\n\"'").lower()
    name = re.sub(r"[\s-]*(?:mt|ps|regular)$", "", first)
    return name if name in _TABLES else ""


def in_unicode(text: str, families: str) -> str:
    """What a text in a font shows. A sign that nobody has a name for is a character for private use."""
    table = _TABLES.get(symbol_font(families))
    return text if table is None else "".join(table.get(character, _unknown(character)) for character in text)


def _unknown(character: str) -> str:
    code = ord(character)
    return chr(_BASE + code) if 0x20 < code < 0x7F or 0xA0 < code <= 0xFF else character
