"""What models are trained on: sentences as they were written for it, and phrases that stand for several.

A line of such a text is a phrase: `(a|b)` stands for either of them, `{name}` for what a line `name = a|b` says.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
#: Texts by whether they are of people in danger.
Texts = Mapping[bool, tuple[str, ...]]
#: What both models are taught; the language model, which is asked about English only, is taught nothing else.
TEXTS: Texts = {True: ("danger.txt",), False: ("ordinary.txt",)}
#: What the linear model is taught: that, and more in other languages above all.
ALL_TEXTS: Texts = {
    True: ("danger.txt", "danger_elsewhere.txt"),
    False: ("ordinary.txt", "ordinary_elsewhere.txt"),
}
#: About so often each phrase is varied.
VARIED = 12
_NAMED, _NAME = re.compile(r"(\w+) = (.+)"), re.compile(r"\{\w+\}")
_CHOICE = re.compile(r"\(([^()]*)\)")


class Sentence(NamedTuple):
    """What somebody may write, whether in danger, and how many times it is varied: those that stand for few, more."""

    text: str
    is_danger: bool
    times: int


def digest(texts: Texts) -> str:
    """Of all that a model is trained on: it stands in the model, so that a sentence without a training is found."""
    return hashlib.sha256("\0".join(_text(names) for names in texts.values()).encode()).hexdigest()


def _text(names: Iterable[str]) -> str:
    return "".join((HERE / name).read_text(encoding="utf-8") for name in names)


def written(chance: random.Random, most: Mapping[bool, int], texts: Texts) -> list[Sentence]:
    """Sentences of people in danger, and of others; of each phrase at most so many."""
    found = []
    for is_danger, names in texts.items():
        named = dict[str, str]()
        for line in _text(names).splitlines():
            if names := _NAMED.fullmatch(line):
                named[f"{{{names[1]}}}"] = f"({names[2]})"
            elif line and not line.startswith("# "):
                phrase = _NAME.sub(lambda match, named=named: named[match[0]], line)
                texts = said(phrase, most[is_danger], chance)
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


def mistyped(sentence: str, chance: random.Random) -> str:
    words = sentence.split()
    place = chance.randrange(len(words))
    word = words[place]
    if len(word) > 3:
        at = chance.randrange(1, len(word) - 1)
        left_out, twice = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        words[place] = chance.choice([left_out, twice, swapped])
    return " ".join(words)
