"""How much a text is like what people in danger write: a second opinion, by a model that knows no rules.

The model was trained on sentences that were written for it (`training`). It adds up what it has learnt of each word, of
words that follow one another, and of a few letters of a word, which a typing error leaves alone. Nothing is downloaded,
and nothing in its file is run: it holds one byte for each of some places, and features share places by their hash.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from math import log, sqrt
from typing import NamedTuple

from .packs import END, START, compared

#: No more of a text is looked at.
LONGEST = 5_000
#: So many features can be told apart.
PLACES = 1 << 19
#: A word or two alone, as in a search, say too little for a model; the rules know those that matter.
FEWEST = 3
#: A sentence that is longer is looked at piece by piece, each beginning in the middle of the one before.
LONG, PIECE = 40, 32
#: From so many letters on a word's parts are looked at too.
LONG_WORD, PARTS = 3, (3, 4, 5, 6)
#: How much less a piece says when a text has e times as many; chosen like the thresholds of `recognition`.
BY_CHANCE = 1.0
_SENTENCE_ENDS = re.compile(r"[.!?;:…]+(?=\s|$)|\n\s*\n")
_WORD = re.compile(r"[^\W_]+")


class Model(NamedTuple):
    """What was learnt, and from what: what each place weighs in parts of `unit`, and a text without features."""

    weights: array[int]
    unit: float
    bias: float
    trained_on: str


def likeness(text: str) -> float | None:
    """How much the piece of a text that is most like it is like what people in danger write; below 0: less than not.

    Of many pieces one is like it by chance, so of a long text more is asked. None where too little is said.
    """
    learnt = model()
    found = [_weight(words, learnt) for words in pieces(text)]
    return max(found) - BY_CHANCE * log(len(found)) if found else None


def _weight(words: list[str], learnt: Model) -> float:
    places = features(words)
    return learnt.bias + learnt.unit * sum(map(learnt.weights.__getitem__, places)) / sqrt(len(places))


def pieces(text: str) -> Iterator[list[str]]:
    """A text's sentences, or pieces of them, as words."""
    for sentence in _SENTENCE_ENDS.split(compared(text[:LONGEST])):
        words = _WORD.findall(sentence)
        if len(words) >= FEWEST:
            words = [START, *words, END]
            starts = range(0, len(words) - PIECE // 2, PIECE // 2) if len(words) > LONG else [0]
            yield from (words[start : start + PIECE] if len(words) > LONG else words for start in starts)


def features(words: list[str]) -> set[int]:
    """Where in the model stands what is known of these words."""
    found = set[int]()
    for word, next_word, third, fourth in zip(words, words[1:], [*words[2:], ""], [*words[3:], "", ""], strict=False):
        found.update(_features_of(word))
        found.add(_place(f"2 {word} {next_word}"))
        if third:
            found.add(_place(f"3 {word} {next_word} {third}"))
            found.add(_place(f"2.. {word} {third}"))
        if fourth:
            found.add(_place(f"2... {word} {fourth}"))
    return found


@lru_cache(maxsize=20_000)
def _features_of(word: str) -> tuple[int, ...]:
    parts = [f"1 {word}"]
    if len(word) >= LONG_WORD:
        bounded = f"<{word}>"
        parts += [bounded[start : start + size] for size in PARTS for start in range(len(bounded) - size + 1)]
    return tuple(map(_place, parts))


def _place(feature: str) -> int:
    return zlib.crc32(feature.encode()) & (PLACES - 1)


@cache
def model() -> Model:
    return model_in(files(__package__).joinpath("likeness.model").read_bytes())


def model_in(written: bytes) -> Model:
    """The model as `training` wrote it: a line with unit, bias and the digest of its sentences, and the weights."""
    head, _line, packed = written.partition(b"\n")
    unit, bias, trained_on = head.decode().split()
    return Model(array("b", zlib.decompress(packed)), float(unit), float(bias), trained_on)
