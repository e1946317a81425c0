"""Whether somebody who wrote something may be in danger: certainly, possibly, or by no sign.

Rules say why; what they do not know, a model may (`likeness`), and where that is in doubt, another (`encoder`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from enum import IntEnum
from functools import cache, lru_cache
from math import log

from .amounts import with_figures
from .likeness import likeness
from .packs import END, START, Pack, Part, Pattern, all_packs
from .sentences import parts_to_read, sentences, without_quotes

#: A word like “not” turns into its opposite what begins so many words after it.
REACH_OF_NOT = 3
#: A clause that only says when has no more besides: the sign at its beginning.
BESIDE_A_TIME = 1
#: So many themes together are no chance.
THEMES = 2
#: From here on a text is so like what people in danger write, whatever it means. Chosen by comments of people in none
#: (docs), as are the numbers below.
LIKE_POSSIBLE, LIKE_CERTAIN = 4.1, 5.0
#: Below the former and above this, what a text means counts too: that of one in sixteen such comments.
IN_DOUBT = 0.2
#: What is not in English the language model cannot read: from here on it is like it enough; so much more is asked where
#: it has e times as many words, and so much less of who touches a theme of those who want to die.
LIKE_UNREAD, LONGER_UNREAD, THEME = 2.6, 1.0, 0.8
#: How much what a text means counts beside what it is like; and what hardly any text means more than.
MEANING, MOST_MEANT = 0.65, 7.0
#: So much of both together is a sign in a text of few words, and so much more where it has e times as many: in a long
#: one something stands by chance that is like it.
ENOUGH, FEW_WORDS, LONGER = 2.75, 10, 1.5
#: Below this, and with so many words, a sentence is so unlike it that the few by which a rule knew it stand there by
#: chance.
UNLIKE, WORDS_TO_TELL = -0.7, 12

#: The sentences of a text, each with its words; and a place there: the number of a sentence, and of a letter in it.
Said = list[tuple[str, frozenset[str]]]
Place = tuple[int, int]


class Danger(IntEnum):
    """How sure we are that somebody is in danger. A false alarm costs least where it is least sure."""

    NO_SIGN = 0
    POSSIBLE = 1
    CERTAIN = 2


def danger_in(text: str) -> Danger:
    """The most certain sign of danger in a text of any of the languages."""
    return max((_danger_of_all(part) for part in parts_to_read(text)), default=Danger.NO_SIGN)


def _danger_of_all(text: str) -> Danger:
    """The same of a text that is read whole."""
    danger = _danger_in(text)
    if danger > Danger.NO_SIGN and (rest := _without_denials(text)) is not None:
        danger = min(danger, _danger_in(rest))
    return danger or Danger(_is_denial_taken_back(_said(text)))


def load() -> None:
    """Load what the first texts in a process would: a third of a second and 40 MB, which forked processes share."""
    from . import encoder

    danger_in("My back hurts less than it did.")
    encoder.model()


def _danger_in(text: str) -> Danger:
    said = without_quotes(text)
    like = likeness(said)
    if like is None:
        return danger_by_rules(text)
    if like >= LIKE_CERTAIN:
        return Danger.CERTAIN
    by_rules = danger_by_rules(text)
    if by_rules is Danger.NO_SIGN and IN_DOUBT < like < LIKE_POSSIBLE:
        return Danger(_is_hinted_at(said, like))
    return max(by_rules, Danger(like >= LIKE_POSSIBLE))


def _is_hinted_at(text: str, like: float) -> bool:
    """Whether what a text is like and what it means are together a sign of danger."""
    from . import encoder  # with numpy, 30 MB that a process only takes once it is in doubt

    longer = log(max(len(text.split()) / FEW_WORDS, 1))
    if not encoder.can_read(text):
        return like + THEME * (_themes_touched(_said(text)) > 0) > LIKE_UNREAD + LONGER_UNREAD * longer
    asked = (ENOUGH + LONGER * longer - like) / MEANING
    return asked < MOST_MEANT and encoder.meaning(text) > asked


def danger_by_rules(text: str) -> Danger:
    """What the packs say of a text."""
    said = _said(text)
    is_about_a_text = any(not _about().isdisjoint(words) for _sentence, words in said)
    if is_about_a_text:
        said = _said(without_quotes(text))
    worst = Danger.NO_SIGN
    for sentence, words in said:
        for pack, pattern in _that_may_stand_among(words):
            if _danger_of(pattern) > worst and _is_meant(pattern, pack, sentence):
                worst = max(worst, _danger_of(pattern, is_by_chance=_is_by_chance(sentence)))
    if worst is Danger.NO_SIGN:
        return Danger(_is_possible_without_a_pattern(said, is_about_a_text))
    return worst


def _is_possible_without_a_pattern(said: Said, is_about_a_text: bool) -> bool:
    said = [(sentence, words) for sentence, words in said if not _is_by_chance(sentence)]
    if any(_is_since(sentence, words) for sentence, words in said):
        return True
    return not is_about_a_text and _themes_touched(said) >= THEMES


def _is_by_chance(sentence: str) -> bool:
    """Whether a sentence is so unlike what people in danger write that the words of a rule stand there by chance.

    Each is judged alone: what else somebody writes says nothing about it.
    """
    if len(sentence.replace(",", "").split()) - len((START, END)) < WORDS_TO_TELL:
        return False
    sentence = with_figures(sentence)
    found = map(likeness, [sentence, *sentence.split(",")])
    return max(like for like in found if like is not None) < UNLIKE


@lru_cache(maxsize=1)  # a text is asked for twice in a row
def _said(text: str) -> Said:
    return [(sentence, frozenset(sentence.split())) for sentence in sentences(text)]


def _without_denials(text: str) -> str | None:
    """What is left of a text, in words that can be compared, without what it says is not so; None if it denies nothing.

    A model sees that a text speaks of suicide or of a pain in the chest, and hardly that somebody has none.
    """
    said = [*sentences(text)]
    left = [_without_denied(sentence) for sentence in said]
    return with_figures(". ".join(sentence.strip(f" {START}{END}") for sentence in left)) if left != said else None


def _without_denied(sentence: str) -> str:
    words = frozenset(sentence.split())
    if _was_not_so_before(sentence, words):
        return sentence
    for part in _parts_among(words, "denied"):
        sentence = part.regex.sub("", sentence)
    return sentence


def _is_denial_taken_back(said: Said) -> bool:
    """Whether somebody denies a danger, or tells of one that is over, and then says what they are about to do."""
    is_denied = False
    for sentence, words in said:
        begin = 0 if is_denied else _end_of_what_is_named(sentence, words)
        if begin is not None:
            is_denied = True
            if any(part.regex.search(sentence, begin) for part in _parts_among(words, "after_all")):
                return True
    return False


def _end_of_what_is_named(sentence: str, words: Set[str]) -> int | None:
    """Where the first danger ends that a sentence names, of somebody and not of a text, whether it denies it or not."""
    if not _about().isdisjoint(words):
        return None
    named = [(part,) for of in ("denied", "told") for part in _parts_among(words, of)]
    named += [pattern.parts for _pack, pattern in _that_may_stand_among(words)]
    found = ([part.regex.search(sentence) for part in parts] for parts in named)
    return min((max(match.end() for match in each if match) for each in found if all(each)), default=None)


def _danger_of(pattern: Pattern, *, is_by_chance: bool = False) -> Danger:
    """What a pattern says, and less where it seems to stand there by chance: nothing, unless it speaks for itself."""
    if is_by_chance:
        return Danger(pattern.is_certain and pattern.is_own)
    return Danger.CERTAIN if pattern.is_certain else Danger.POSSIBLE


def _that_may_stand_among(words: Set[str]) -> Iterator[tuple[Pack, Pattern]]:
    """The patterns of which every part has its words in a sentence: few of many."""
    by_word = _patterns_by_word()
    for found in {number: entry for word in words for number, entry in by_word.get(word, ())}.values():
        if all(part.may_stand_among(words) for part in found[1].parts):
            yield found


@cache
def _patterns_by_word() -> dict[str, list[tuple[int, tuple[Pack, Pattern]]]]:
    """Each word with the patterns that need it, or a word like it; a pattern stands under its rarest words only."""
    index = defaultdict(list)
    entries = [(pack, pattern) for pack in all_packs() for pattern in pack.patterns]
    for number, entry in enumerate(entries):
        for word in _rarest(needed for part in entry[1].parts for needed in part.needs):
            index[word].append((number, entry))
    return dict(index)


def _parts_among(words: Set[str], of: str) -> list[Part]:
    """The rows of a list of the packs that have their words in a sentence, in the order in which they stand there."""
    by_word = _parts_by_word(of)
    found = {number: part for word in words for number, part in by_word.get(word, ())}
    return [part for _number, part in sorted(found.items()) if part.may_stand_among(words)]


@cache
def _parts_by_word(of: str) -> dict[str, list[tuple[int, Part]]]:
    """Each word with the rows of such a list that need it, as `_patterns_by_word`."""
    index = defaultdict(list)
    for number, part in enumerate(part for pack in all_packs() for part in getattr(pack, of)):
        for word in _rarest(part.needs):
            index[word].append((number, part))
    return dict(index)


def _rarest(sets: Iterable[Set[str]]) -> Set[str]:
    """Short words are frequent, and so is one of many."""
    return min(sets, key=lambda words: (min(map(len, words)) < 4, len(words)))


def _was_not_so_before(sentence: str, words: Set[str]) -> bool:
    """Whether somebody says of something that it was not so once, and so that it is by now."""
    return any(part.regex.search(sentence) for part in _parts_among(words, "earlier"))


def _is_since(sentence: str, words: Set[str]) -> bool:
    """Whether a sentence names a danger, denied or not, that it says was not there before."""
    if not _was_not_so_before(sentence, words):
        return False
    named = [pattern.parts for _pack, pattern in _that_may_stand_among(words)]
    named += [(part,) for part in _parts_among(words, "since")]
    return any(all(part.regex.search(sentence) for part in parts) for parts in named)


def _is_meant(pattern: Pattern, pack: Pack, sentence: str) -> bool:
    """Whether a sentence says it of somebody, now, and does not deny it."""
    negations = pack.negations - pattern.words
    begins = [begin for part in pattern.parts if (begin := _begin(part, pack, negations, sentence)) is not None]
    if len(begins) < len(pattern.parts):
        return False
    if pattern.is_own:
        return True
    turns = [match.start() for part in pack.turns for match in part.regex.finditer(sentence)]
    start, end = _around(begins, turns, sentence)
    if not pack.about.isdisjoint(sentence[start:end].split()) or _is_over(sentence, begins, turns):
        return False
    asked = (part.regex.search(sentence, start, end) for part in pack.asks)
    return not any(match and match.start() <= min(begins) for match in asked)


def _is_over(sentence: str, begins: list[int], turns: list[int]) -> bool:
    """Whether what begins there is told of a time that is over: in its own clause, or in one that only says when."""
    stops = [*turns, *(match.start() for match in re.finditer(",", sentence))]
    own = _around(begins, stops, sentence)
    for match in (match for part in _past() for match in part.regex.finditer(sentence)):
        clause = _around([match.start()], stops, sentence)
        if clause == own or len(sentence[slice(*clause)].split()) - len(match[0].split()) <= BESIDE_A_TIME:
            return True
    return False


def _around(places: list[int], stops: list[int], sentence: str) -> tuple[int, int]:
    """From the last stop before all the places to the first one behind them."""
    start = max((stop for stop in stops if stop <= min(places)), default=0)
    return start, min((stop for stop in stops if stop > max(places)), default=len(sentence))


def _themes_touched(said: Said) -> int:
    """How many themes of those who want to die somebody touches, each in words of its own, in one language."""
    by_word = _themes_by_word()
    hinted = defaultdict(set)
    for language, place in {theme for _sentence, words in said for word in words for theme in by_word.get(word, ())}:
        hinted[language].add(place)
    touched = [
        _apart(where for place in hinted[pack.language] if (where := _where_touched(pack.themes[place], said)))
        for pack in all_packs()
        if pack.language in hinted
    ]
    return max(touched, default=0)


def _where_touched(theme: Part, said: Said) -> tuple[Place, Place] | None:
    """Where it begins and where it ends; None where it is not."""
    for number, (sentence, words) in enumerate(said):
        if theme.may_stand_among(words) and (match := theme.regex.search(sentence)):
            return (number, match.start()), (number, match.end())
    return None


def _apart(places: Iterable[tuple[Place, Place]]) -> int:
    """How many of them, at most, have no word in common."""
    count, end = 0, (-1, 0)
    for begin, its_end in sorted(places, key=lambda place: place[1]):
        if begin >= end:
            count, end = count + 1, its_end
    return count


@cache
def _themes_by_word() -> dict[str, list[tuple[str, int]]]:
    """Each word with the themes that need it, or a word like it: their packs' languages, and their places there."""
    index = defaultdict(list)
    for pack in all_packs():
        for place, part in enumerate(pack.themes):
            for word in _rarest(part.needs):
                index[word].append((pack.language, place))
    return dict(index)


def _begin(part: Part, pack: Pack, negations: Set[str], sentence: str) -> int | None:
    """Where a part stands in a sentence that does not deny it; None where it does not stand there."""
    for match in part.regex.finditer(sentence):
        clause = sentence.rfind(",", 0, match.start()) + 1
        before = sentence[clause : match.start()].split()[-REACH_OF_NOT:]
        if negations.isdisjoint(before) and negations.isdisjoint(match[0].split()):
            return match.start()
        if any(part.regex.search(sentence, clause) for part in pack.more_than_ever):
            return match.start()
    return None


@cache
def _about() -> frozenset[str]:
    return frozenset().union(*(pack.about for pack in all_packs()))


@cache
def _past() -> list[Part]:
    """Of all packs: languages that are near to one another share the words of many patterns."""
    return [part for pack in all_packs() for part in pack.past]
