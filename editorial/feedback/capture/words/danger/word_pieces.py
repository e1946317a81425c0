"""A text as the pieces of words that a language model knows: WordPiece, as BERT's uncased models cut English.

https://arxiv.org/abs/1609.08144, section 4.1, and https://arxiv.org/abs/1810.04805.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

#: A piece that goes on with a word begins so.
GOES_ON = "##"
#: What stands for a word that cannot be put together of pieces, and before and after each text.
UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
#: A longer word is none.
LONGEST_WORD = 40
#: A word, or a sign that stands for itself.
WORD_OR_SIGN = re.compile(r"[^\W_]+|[^\w\s]|_")


def pieces_of(text: str, known: Mapping[str, int]) -> list[int]:
    """The numbers that a model has for the pieces of a text."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if _is_read(sign))
    return [known[piece] for word in WORD_OR_SIGN.findall(plain) for piece in _cut(word, known)]


def _is_read(sign: str) -> bool:
    """Accents and what nobody sees are left out."""
    category = unicodedata.category(sign)
    return sign.isspace() or category != "Mn" and not category.startswith("C")


def _cut(word: str, known: Mapping[str, int]) -> Iterator[str]:
    """The longest piece that a word begins with, then the longest that goes on with it, to its end."""
    found: list[str] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        before = GOES_ON if start else ""
        ends = (end for end in range(len(word), start, -1) if before + word[start:end] in known)
        end = next(ends, None)
        if end is None:
            break
        found.append(before + word[start:end])
        start = end
    yield from found if found and start == len(word) else [UNKNOWN]
