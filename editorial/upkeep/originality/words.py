"""The words of a text that are compared, each with its place in it.

A word is what stands between spaces and signs, folded: whoever copies changes capitals, dashes and quotation marks
soonest. Scripts that are written without spaces have a word in each character.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from articles.characters.folding import folded
from articles.record.document import ReaderDocument, texts_of, without_citations

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(f"[{_UNSPACED}]|(?:[^\\W_{_UNSPACED}][\u0300-\u036f]*)+")
#: Somebody else's words that say so.
QUOTATION = re.compile(r"<blockquote\b.*?</blockquote>", re.DOTALL)
BETWEEN_BLOCKS = re.compile(
    r"</?(?:p|br|li|ul|ol|h3|td|th|tr|table|caption|figcaption|figure|div|section|details)\b[^>]*>"
)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where in the text it begins and ends."""

    text: str
    start: int
    end: int


def compared_text(document: ReaderDocument) -> str:
    """What of a reader document is compared, as plain text: all that its writer says, without quotations.

    References are not: a list of the same works is the same list.
    """
    headings = [section["heading"] for section in document.get("sections", [])]
    parts = [document.get("standfirst", ""), *map(plain, texts_of(document))]
    return "\n\n".join(part for part in [*parts, "\n".join(headings)] if part.strip())


def plain(source: str) -> str:
    """HTML of a reader document as plain text, a line for each block; references have other numbers on each page."""
    source = BETWEEN_BLOCKS.sub("\n", QUOTATION.sub("\n", without_citations(source)))
    lines = html.unescape(TAG.sub("", source)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def words_of(text: str) -> list[Word]:
    return [Word(_folded(match[0]), *match.span()) for match in WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return folded(word)
