"""What a text means, by a small language model: a third opinion, asked where the second (`likeness`) is in doubt.

Somebody who says goodbye without a word that anybody would look for uses words that others use of a holiday. The model
knows what English words mean beside one another: it is all-MiniLM-L6-v2, a BERT that others have trained on public
English texts (Apache 2.0, huggingface.co/sentence-transformers/all-MiniLM-L6-v2), and that is trained on here with
sentences that were written for it (`training.encoder`). Its file holds one byte for each number, and nothing in it is
run. A look takes ten to twenty milliseconds, so few texts get one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

# With threads of its own it takes twice as much of the processors for the same time; it asks when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from .word_pieces import BEGIN, END, WORD_OR_SIGN, pieces_of

#: No more of a text is looked at.
LONGEST = 5_000
#: So many pieces of words are looked at together; sentences stay whole where they are shorter.
TOGETHER = 46
LAYERS, HEADS, SIZE = 6, 12, 384
#: Of this the variance of what is scaled is never less.
_EPSILON = 1e-12
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
#: Words and signs of English are cut into so many pieces at most, on average over a text; those of other languages into
#: more. Of texts in French one in ten is taken for English, of others few; of English ones those that are much misspelt
#: are not.
PIECES_A_WORD = 1.3


class Model(NamedTuple):
    """The pieces of words that are known, what was learnt (bytes, in units of each row or column), and from what."""

    pieces: Mapping[str, int]
    weights: Mapping[str, Any]
    units: Mapping[str, Any]
    trained_on: str

    def learnt(self, name: str) -> Any:
        """The numbers of that name."""
        return self.weights[name] * self.units[name] if name in self.units else self.weights[name]

    def times(self, x: Any, name: str) -> Any:
        """A text's numbers by the table of that name.

        Its units, one a column, are applied to what comes of it, which has fewer numbers than the table.
        """
        return (x @ self.weights[name].astype(np.float32)) * self.units[name]


def meaning(text: str) -> float:
    """How much the part of a text that means it most is meant like what people in danger write; 0: as likely as not."""
    return max(likelihoods(parts(text, model().pieces)), default=-np.inf)


def is_english(word: str) -> bool:
    """Whether it is, in small letters, one of the fifteen thousand English words that the model knows whole."""
    return word in model().pieces


def can_read(text: str) -> bool:
    """Whether a text is in English, as far as the model can tell: of other languages it knows letters, not words."""
    return len(pieces_of(text, model().pieces)) <= PIECES_A_WORD * len(WORD_OR_SIGN.findall(text))


def parts(text: str, known: Mapping[str, int]) -> list[list[int]]:
    """A text's sentences as pieces of words, as many together as are looked at together."""
    found: list[list[int]] = [[]]
    for sentence in _SENTENCE_ENDS.split(text[:LONGEST]):
        pieces = pieces_of(sentence, known)
        while len(found[-1]) + len(pieces) > TOGETHER:
            if found[-1]:
                found.append([])
            else:
                found[-1:] = [pieces[:TOGETHER], []]
                pieces = pieces[TOGETHER // 2 :]
        found[-1] += pieces
    return [[known[BEGIN], *part, known[END]] for part in found if part]


def likelihoods(parts: list[list[int]]) -> list[float]:
    """Of each part of a text the logarithm of the odds that somebody in danger wrote it, as far as the model knows."""
    if not parts:
        return []
    learnt, longest = model(), max(map(len, parts))
    pieces = np.array([part + [0] * (longest - len(part)) for part in parts])
    mask = np.array([[1] * len(part) + [0] * (longest - len(part)) for part in parts], np.float32)
    rows = learnt.weights["pieces"][pieces] * learnt.units["pieces"][pieces]
    return forward(rows, mask, learnt.learnt, learnt.times, np).tolist()


def forward(rows: Any, mask: Any, learnt: Any, times: Any, xp: Any) -> Any:
    """What the model makes of texts: BERT's encoder, the mean of what it gives, and a line through that.

    `rows` is what is known of each piece (texts × pieces × SIZE), `mask` 1 where there is a piece; `learnt` gives
    numbers by name, and `times` multiplies by a table. `xp` is numpy, or what speaks like it, as `training` has it.
    """
    texts, length, _size = rows.shape
    x = _scaled(rows + learnt("places")[:length] + learnt("kind"), learnt, "begin", xp)
    hidden = (1 - mask)[:, None, None, :] * -1e9
    for layer in range(LAYERS):

        def linear(x: Any, name: str, layer: int = layer) -> Any:
            return times(x, f"{layer}.{name}") + learnt(f"{layer}.{name}.bias")

        def heads(x: Any) -> Any:
            return x.reshape(texts, length, HEADS, SIZE // HEADS).transpose(0, 2, 1, 3)

        query, key, value = (heads(linear(x, name)) for name in ("query", "key", "value"))
        attention = query @ key.transpose(0, 1, 3, 2) / xp.sqrt(xp.float32(SIZE // HEADS)) + hidden
        attention = xp.exp(attention - attention.max(-1, keepdims=True))
        seen = (attention / attention.sum(-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(texts, length, SIZE)
        x = _scaled(x + linear(seen, "seen"), learnt, f"{layer}.seen", xp)
        wide = linear(x, "wide")
        wide = wide / (1 + xp.exp(xp.clip(-1.702 * wide, -50, 50)))  # GELU, nearly: https://arxiv.org/abs/1606.08415
        x = _scaled(x + linear(wide, "narrow"), learnt, f"{layer}.narrow", xp)
    mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    return mean @ learnt("danger") + learnt("danger.bias")


def _scaled(x: Any, learnt: Any, name: str, xp: Any) -> Any:
    x = x - x.mean(-1, keepdims=True)
    return x / xp.sqrt((x * x).mean(-1, keepdims=True) + _EPSILON) * learnt(f"{name}.gain") + learnt(f"{name}.shift")


@cache
def model() -> Model:
    with files(__package__).joinpath("encoder.npz").open("rb") as file:
        kept = dict(np.load(file, allow_pickle=False))
    pieces = bytes(kept.pop("words")).decode().split("\n")
    trained_on = bytes(kept.pop("trained on")).decode()
    units = {name.removesuffix(" in units of"): kept.pop(name) for name in list(kept) if name.endswith(" in units of")}
    return Model({piece: number for number, piece in enumerate(pieces)}, kept, units, trained_on)
