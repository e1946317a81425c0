"""Superscripts and subscripts where there is no markup: as the characters that Unicode has for them.

Where Unicode has none, a circumflex or a low line says so, as in `x^(q)`: 10⁶ must never become 106.
https://www.unicode.org/charts/nameslist/n_2070.html
"""

from __future__ import annotations

import re
from html import escape, unescape

RAISED = dict(
    zip(
        "0123456789+-−–=()abcdefghijklmnoprstuvwxyz*,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*,",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
ALREADY = set("®™©°ªº†‡*")
#: Each of them as it is written on the line, one for one.
ON_THE_LINE = str.maketrans(
    {shifted: plain for table in (RAISED, LOWERED) for plain, shifted in reversed(table.items()) if plain != shifted}
)

_TAG = re.compile(r"<[^>]*>")
#: Where one ends and another begins at once, as around a word in italics: together they are one.
_NEIGHBOURS = re.compile(r"</(sup|sub)><\1>")
_SHIFTED = re.compile(r"<(sup|sub)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)


def in_characters(html: str) -> str:
    """HTML with what is raised or lowered in it as characters, for whoever takes its tags away afterwards.

    The number of a citation is raised too, but no power: it stays as it is.
    """
    return _SHIFTED.sub(_shifted, _NEIGHBOURS.sub("", html))


def _shifted(match: re.Match[str]) -> str:
    if "doc-noteref" in match[0]:
        return match[0]
    text = unescape(_TAG.sub("", match[2]))
    return escape(raised(text) if match[1].lower() == "sup" else lowered(text), quote=False)


def raised(text: str) -> str:
    """Text above the line."""
    return _in(text, RAISED, "^")


def lowered(text: str) -> str:
    """Text below the line."""
    return _in(text, LOWERED, "_")


def _in(text: str, characters: dict[str, str], sign: str) -> str:
    if not text.strip() or set(text.strip()) <= ALREADY:
        return text
    if all(character in characters or character.isspace() for character in text):
        return "".join(characters.get(character, character) for character in text)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
