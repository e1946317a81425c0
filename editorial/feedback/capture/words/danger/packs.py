"""Packs: what people in danger say in one language, as data (`packs/*.toml`).

A pack has `words`, classes of words that stand for one another; `spellings`, short words as people misspell them, and
what they mean; `emoji`; `counted`, words behind a figure that counts no medicine; `not`, words that turn what follows
into its opposite; `about`, words of somebody who speaks of a text; `asks`, beginnings of a question in general;
`past`, of what is over; `turns`, where somebody turns to something else; `unmistaken`, words that look like misspelt
ones of the pack and are not; and patterns:

    certain.own     somebody speaks of themselves or of somebody near them: this is meant, whatever else they speak of
    certain.said    the same words stand in texts as well: they count unless somebody speaks of a text, asks in general
                    or tells of what is over
    possible.own    as `certain.own`, but people say it who are in no danger
    possible.said   both
    themes          what people speak of who speak of suicide without the word: two of them together are possible
    more_than_ever  a “never” that denies nothing, and what is denied twice
    denied          what somebody says whom nothing of this kind ails: it is no sign, and none of what is beside it
    told            what happened to somebody, which alone is no sign
    after_all       what is possible behind what somebody denied, or told of, or said of what is over
    earlier         that something was not so before: it denies nothing, and what it names is possible since then
    since           what is possible only there, besides the patterns

A pattern is a row of words: `a|b` either of them, `{class}` any of a class, `word?` perhaps, `..` up to three other
words, `...` up to seven, `!a|b` none of these next, `^` and `$` the beginning and the end of a clause. Parts joined by
` & ` stand in any order in one sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from django.conf import settings

from articles.characters.folding import folded

from .amounts import AMOUNT

#: Letters that folding leaves alone and keyboards of other countries do not have.
PLAIN_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е"})
_APOSTROPHES = re.compile(r"(?<=\w)'(?=\w)")
_GAPS = {"..": r"(?:\S+ ){0,3}?", "...": r"(?:\S+ ){0,7}?"}
#: How a sentence begins and ends where it is compared with patterns.
START, END = "^", "$"
#: What every pack may name: `{year}`, one that is long over, which a language that writes more of it has for itself.
#: And `{amount}`, a figure that is more than anybody takes at once.
WORDS = {"year": [str(year) for year in range(1970, 2022)], "amount": [AMOUNT]}
LISTS = ("asks", "past", "turns", "themes", "more_than_ever", "denied", "told", "after_all", "earlier")
GROUPS = {("certain", "own"), ("certain", "said"), ("possible", "own"), ("possible", "said")}


def compared(text: str) -> str:
    """A text as it is compared: folded, with letters that every keyboard has, and “cant” for “can’t”."""
    return _APOSTROPHES.sub("", folded(text).translate(PLAIN_LETTERS))


@dataclass(frozen=True)
class Part:
    """A row of words that stand in one sentence: of each of the sets in `needs` it has at least one word."""

    written: str
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when its words first stand in a sentence together: most of what ten languages have never do."""
        return re.compile(self.written)

    def may_stand_among(self, words: Set[str]) -> bool:
        return not any(words.isdisjoint(needed) for needed in self.needs)


@dataclass(frozen=True)
class Pattern:
    """One way to say that somebody is in danger."""

    parts: tuple[Part, ...]
    is_certain: bool
    is_own: bool

    @cached_property
    def words(self) -> frozenset[str]:
        """All that it names: what is a negation elsewhere is none here."""
        return frozenset().union(*(part.words for part in self.parts))


@dataclass(frozen=True)
class Pack:
    """What people in danger say in one language."""

    language: str
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    spellings: dict[str, str]
    emoji: dict[str, str]
    negations: frozenset[str]
    about: frozenset[str]
    asks: tuple[Part, ...]
    past: tuple[Part, ...]
    turns: tuple[Part, ...]
    themes: tuple[Part, ...]
    unmistaken: frozenset[str]
    more_than_ever: tuple[Part, ...]
    denied: tuple[Part, ...]
    told: tuple[Part, ...]
    after_all: tuple[Part, ...]
    earlier: tuple[Part, ...]
    since: tuple[Part, ...]
    counted: frozenset[str]


@cache
def all_packs() -> tuple[Pack, ...]:
    folder = files(__package__) / "packs"
    languages = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    languages.sort(key=lambda language: not settings.LANGUAGE_CODE.startswith(language))  # the site's own first
    said = {language: (folder / f"{language}.toml").read_text(encoding="utf-8") for language in languages}
    return tuple(_pack(language, tomllib.loads(text)) for language, text in said.items())


def _pack(language: str, said: dict) -> Pack:
    reader = _Reader({name: _alternatives(words) for name, words in said["words"].items()})
    patterns = [
        Pattern(reader.parts(pattern), level == "certain", whose == "own")
        for level, whose in sorted(GROUPS)
        for pattern in said.get(level, {}).get(whose, ())
    ]
    since = tuple(reader.part(pattern) for pattern in said.get("since", ()))
    spellings = {compared(word): compared(meant) for word, meant in said.get("spellings", {}).items()}
    for meant in spellings.values():
        reader.vocabulary.update(meant.split())
    # Of what else a pack names nothing is a misspelt word, and such a word is none of a pattern that is misspelt.
    beside = _Reader(reader.classes)
    asks, past, turns, themes, more_than_ever, denied, told, after_all, earlier = (
        tuple(beside.part(pattern) for pattern in said.get(name, ())) for name in LISTS
    )
    negations, about = (frozenset(_alternatives(said.get(name, ""))) for name in ("not", "about"))
    return Pack(
        language,
        tuple(patterns),
        frozenset(reader.vocabulary),
        spellings,
        said.get("emoji", {}),
        negations,
        about,
        asks,
        past,
        turns,
        themes,
        frozenset(_alternatives(said.get("unmistaken", ""))) | negations | about | beside.vocabulary,
        more_than_ever,
        denied,
        told,
        after_all,
        earlier,
        since,
        frozenset(_alternatives(said.get("counted", ""))),
    )


def _alternatives(words: str) -> list[str]:
    """Words between bars or spaces; an underscore joins words that belong together."""
    return [word.replace("_", " ") for word in re.split(r"[\s|]+", compared(words)) if word]


class _Reader:
    """Reads patterns with the classes of one pack, and gathers the words that they use."""

    def __init__(self, classes: dict[str, list[str]]):
        self.classes = WORDS | classes
        self.vocabulary: set[str] = set()

    def parts(self, pattern: str) -> tuple[Part, ...]:
        return tuple(self.part(part) for part in pattern.split(" & "))

    def part(self, pattern: str) -> Part:
        regex, needs, own = "(?<= )", [], set[str]()
        for element in pattern.split():
            if element in _GAPS:
                regex += _GAPS[element]
            elif element == START:
                regex += r"(?:\^|,) "
            elif element == END:
                regex += r"(?=(?:\$|,) )"
            else:
                words = list(self.words_of(element.strip("!?")))
                own.update(word for phrase in words for word in phrase.split())
                either = f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}) "
                if element.startswith("!"):
                    regex += f"(?!{either})"
                elif element.endswith("?"):
                    regex += f"(?:{either})?"
                else:
                    regex += either
                    needs.append(frozenset(word.split()[0] for word in words))
        return Part(regex, tuple(needs), frozenset(own))

    def words_of(self, element: str) -> Iterator[str]:
        for alternative in element.split("|"):
            if alternative.startswith("{"):
                names = alternative.strip("{}").split(",")
                found = [word for name in names for word in self.classes.get(name) or _alternatives(name)]
            else:
                found = _alternatives(alternative)
            for word in found:
                self.vocabulary.update(word.split())
                yield word
