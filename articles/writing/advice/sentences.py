"""The sentences and words of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’.,\-‐‑][^\W_]+)*")
#: Where one sentence may end and the next begin.
BOUNDARY = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_])")
#: What a full stop after it ends nothing of; and so does a letter alone, as in a name.
SHORTENED = {"approx", "dr", "e.g", "eg", "etc", "fig", "i.e", "ie", "mr", "mrs", "ms", "no", "prof", "st", "vs"}
LAST_WORD = re.compile(r"[^\s(\[“‘\"]{1,12}$")


def sentences_of(text: str) -> Iterator[str]:
    """What stands in one line, sentence by sentence; what ends without a full stop is one too."""
    begin = 0
    for end in BOUNDARY.finditer(text):
        if text[end.start()] == "." and (_is_shortened(text, begin, end.start()) or text[end.end()].islower()):
            continue
        yield text[begin : end.end()].strip()
        begin = end.end()
    if rest := text[begin:].strip():
        yield rest


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def _is_shortened(text: str, begin: int, stop: int) -> bool:
    word = LAST_WORD.search(text, max(begin, stop - 13), stop)
    return word is not None and (word[0].lower() in SHORTENED or (len(word[0]) == 1 and word[0].isupper()))
