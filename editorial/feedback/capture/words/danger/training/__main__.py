"""Train the model of `likeness` anew: python -m editorial.feedback.capture.words.danger.training

From `danger.txt` and `ordinary.txt`, which were written for this and come from nowhere else; always the same from the
same. A line is a phrase: `(a|b)` stands for either of them, `{name}` for what a line `name = a|b` says. Logistic
regression, in plain Python: a minute.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

import django

HERE = Path(__file__).parent
#: Each with whether it is of people in danger.
TEXTS = {"danger.txt": True, "ordinary.txt": False}
MODEL = HERE.parent / "likeness.model"
#: So many sentences are made of a phrase at most: of ordinary ones more, which differ more.
MOST = {True: 24, False: 150}
#: About so often each phrase is varied: how many get a typing error, and how many another clause that is in no danger.
VARIED, TYPING_ERRORS, CLAUSES = 12, 0.25, 0.33
EPOCHS, STEP, DECAY = 5, 0.4, 5e-4
#: So much of each sentence is left out each time, so that nothing is leant on alone.
LEFT_OUT = 0.7
#: What is learnt well enough is not learnt again.
KNOWN = 1e-3
_NAMED, _NAME = re.compile(r"(\w+) = (.+)"), re.compile(r"\{\w+\}")
_CHOICE = re.compile(r"\(([^()]*)\)")


class Sentence(NamedTuple):
    """What somebody may write, whether in danger, and how many times it is varied: those that stand for few, more."""

    text: str
    is_danger: bool
    times: int


class Example(NamedTuple):
    """What a sentence has, and whether somebody in danger wrote it."""

    features: list[int]
    is_danger: bool


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    django.setup()
    chance = random.Random(1)  # noqa: S311  the same each time
    sentences = written(chance)
    weights, bias = learn(examples(sentences, chance), chance)
    unit = max(map(abs, weights)) / 127
    packed = zlib.compress(array("b", [round(weight / unit) for weight in weights]).tobytes(), 9)
    MODEL.write_bytes(f"{unit!r} {bias!r} {digest()}\n".encode() + packed)
    sys.stdout.write(f"{len(sentences):,} sentences; {MODEL.name}: {MODEL.stat().st_size:,} bytes\n")


def digest() -> str:
    """Of all that the model is trained on: it stands in the model, so that a sentence without a training is found."""
    return hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in TEXTS)).hexdigest()


def written(chance: random.Random) -> list[Sentence]:
    """Sentences of people in danger, and of others."""
    found = []
    for name, is_danger in TEXTS.items():
        named = dict[str, str]()
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if names := _NAMED.fullmatch(line):
                named[f"{{{names[1]}}}"] = f"({names[2]})"
            elif line and not line.startswith("# "):
                phrase = _NAME.sub(lambda match, named=named: named[match[0]], line)
                texts = said(phrase, MOST[is_danger], chance)
                found += [Sentence(text, is_danger, max(1, VARIED // len(texts))) for text in texts]
    return found


def said(phrase: str, most: int, chance: random.Random) -> list[str]:
    """Some of the sentences that a phrase stands for."""
    found = dict.fromkeys(_one_of(phrase, chance) for _ in range(2 * most))
    return list(found)[:most]


def _one_of(phrase: str, chance: random.Random) -> str:
    while match := _CHOICE.search(phrase):
        phrase = phrase[: match.start()] + chance.choice(match[1].split("|")) + phrase[match.end() :]
    return " ".join(phrase.split())


def examples(sentences: list[Sentence], chance: random.Random) -> list[Example]:
    """Each sentence, some with a typing error, and some beside a clause that is in no danger."""
    from ..likeness import features, pieces

    ordinary = [sentence.text for sentence in sentences if not sentence.is_danger]
    found = []
    for sentence, is_danger, times in sentences:
        variants = [sentence]
        for _time in range(times):
            if chance.random() < TYPING_ERRORS:
                variants.append(_mistyped(sentence, chance))
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


def _mistyped(sentence: str, chance: random.Random) -> str:
    words = sentence.split()
    place = chance.randrange(len(words))
    word = words[place]
    if len(word) > 3:
        at = chance.randrange(1, len(word) - 1)
        left_out, twice = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        words[place] = chance.choice([left_out, twice, swapped])
    return " ".join(words)


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
