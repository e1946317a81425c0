"""Train the model of `likeness` anew: python -m editorial.feedback.capture.words.danger.training

From the texts beside it, which were written for this and come from nowhere else; always the same from the same.
Logistic regression, in plain Python: five minutes. And write down anew which words are common.
"""

from __future__ import annotations

import os
import random
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from math import exp, sqrt
from typing import NamedTuple

import django

from .phrases import ALL_TEXTS, HERE, Sentence, digest, mistyped, written
from .words import COMMON, common

MODEL = HERE.parent / "likeness.model"
#: So many sentences are made of a phrase at most: of ordinary ones more, which differ more.
MOST = {True: 24, False: 150}
#: How many get a typing error as well, and how many another clause that is in no danger.
TYPING_ERRORS, CLAUSES = 0.25, 0.33
EPOCHS, STEP, DECAY = 5, 0.4, 5e-4
#: So much of each sentence is left out each time, so that nothing is leant on alone.
LEFT_OUT = 0.7
#: What is learnt well enough is not learnt again.
KNOWN = 1e-3


class Example(NamedTuple):
    """What a sentence has, and whether somebody in danger wrote it."""

    features: list[int]
    is_danger: bool


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    django.setup()
    COMMON.write_text(common(), encoding="utf-8")
    chance = random.Random(1)  # noqa: S311  the same each time
    sentences = written(chance, MOST, ALL_TEXTS)
    weights, bias = learn(examples(sentences, chance), chance)
    unit = max(map(abs, weights)) / 127
    packed = zlib.compress(array("b", [round(weight / unit) for weight in weights]).tobytes(), 9)
    MODEL.write_bytes(f"{unit!r} {bias!r} {digest(ALL_TEXTS)}\n".encode() + packed)
    sys.stdout.write(f"{len(sentences):,} sentences; {MODEL.name}: {MODEL.stat().st_size:,} bytes\n")


def examples(sentences: list[Sentence], chance: random.Random) -> list[Example]:
    """Each sentence, some with a typing error, and some beside a clause that is in no danger."""
    from ..likeness import features, pieces

    ordinary = [sentence.text for sentence in sentences if not sentence.is_danger]
    found = []
    for sentence, is_danger, times in sentences:
        variants = [sentence]
        for _time in range(times):
            if chance.random() < TYPING_ERRORS:
                variants.append(mistyped(sentence, chance))
            if chance.random() < CLAUSES:
                clauses = [sentence, chance.choice(ordinary)]
                chance.shuffle(clauses)
                variants.append(chance.choice([" ", " and ", " but "]).join(clauses))
        for variant in variants:
            found += [Example(sorted(features(words)), is_danger) for words in _telling(variant, is_danger, pieces)]
    return found


def _telling(text: str, is_danger: bool, pieces: Callable[[str], Iterator[list[str]]]) -> list[list[str]]:
    """The pieces of a text that are what the text is: where it is dangerous, the longest."""
    found = list(pieces(text))
    return found if not is_danger else sorted(found, key=len)[-1:]


def learn(known: list[Example], chance: random.Random) -> tuple[list[float], float]:
    """The weights of all places, and the bias: each step is the smaller, the more a place has moved (AdaGrad)."""
    from ..likeness import PLACES

    weights, moved = [0.0] * PLACES, [1e-8] * PLACES
    bias, bias_moved = 0.0, 1e-8
    for _epoch in range(EPOCHS):
        chance.shuffle(known)
        for all_places, is_danger in known:
            places = [place for place in all_places if chance.random() > LEFT_OUT] or all_places
            share = 1 / sqrt(len(places))
            weight = bias + share * sum(weights[place] for place in places)
            wrong = 1 / (1 + exp(-max(-30.0, min(30.0, weight)))) - is_danger
            bias_moved += wrong * wrong
            bias -= STEP * wrong / sqrt(bias_moved)
            if abs(wrong) < KNOWN:
                continue
            for place in places:
                slope = wrong * share + DECAY * weights[place]
                moved[place] += slope * slope
                weights[place] -= STEP * slope / sqrt(moved[place])
    return weights, bias


if __name__ == "__main__":
    main()
