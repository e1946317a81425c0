"""Superscripts and subscripts where there is no markup: as the characters that Unicode has for them.

Where Unicode has none, a circumflex or a low line says so, as in `x^(q)`: 10⁶ must never become 106.
https://www.unicode.org/charts/nameslist/n_2070.html
"""

from __future__ import annotations

RAISED = dict(
    zip(
        "0123456789+-−–=()abcdefghijklmnoprstuvwxyz*,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*,",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
ALREADY = set("®™©°ªº†‡*")


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
