"""Text made alike, for comparing and finding only: what people see or sign is never this.

`articles/sql/folded.sql` does the same for the search index. Superscripts and fractions stay what they are: 10⁶ units
are not 106 units, and 1½ tablets are not 11/2. What is lowered is written on the line as often as not: B₁₂, B12.
"""

from __future__ import annotations

import re
import unicodedata

#: Nobody sees these, or they only change how the character before them looks.
UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc"
    "\U000e0000-\U000e01ef"
)
#: A raised or broken number means another number than its digits in a row.
RAISED = "ªº²³¹⁰ⁱ⁴-ⁿ¼-¾⅐-⅟↉ʰ-ʸˠ-ˤᴬ-ᵡᵸᶛ-ᶿ①-⓿"
_UNSEEN = re.compile(f"[{UNSEEN}]")
_NOT_RAISED = re.compile(f"[^{RAISED}]+")
_SPACES = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′ʹʻʼʽ`´", "'")
    | dict.fromkeys("“”„‟″‹›«»ˮ", '"')
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("‒—―−", "–")  # not a hyphen: PostgreSQL would read -10 in 5-10
    | {"ς": "σ", "İ": "i", "ẞ": "ß"}
)
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """Text in small letters, without accents and unseen characters, with one sign for what is written in many ways."""
    text = _UNSEEN.sub("", text)
    text = _NOT_RAISED.sub(lambda part: unicodedata.normalize("NFKC", part[0]), text)
    text = _SPACES.sub(" ", text).translate(_ALIKE)
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text).lower().replace("ς", "σ")  # as Python writes the last of ΟΔΟΣ


def folded_places(text: str) -> tuple[str, list[int]]:
    """Folded text without spaces, with the place in `text` that each of its characters comes from.

    Made of one character with its accents after the other, so that a place is a place. Dashes are hyphens in it: who
    copies a passage by hand has no others on the keyboard.
    """
    letters: list[str] = []
    places: list[int] = []
    for match in re.finditer(rf"[^{UNSEEN}](?:[\u0300-\u036f{UNSEEN}]*)", text):
        letter = folded(match[0]).replace(" ", "").replace("–", "-")
        letters.append(letter)
        places += [match.start()] * len(letter)
    return "".join(letters), places
