"""A text as sentences of words that can be compared: without disguise, with the commonest misspellings undone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from .amounts import with_pieces_compared, with_weights_compared
from .packs import END, START, all_packs, compared

#: No more of a text is looked at together. A longer one is read part by part: each ends with a sentence, or, where it
#: has none, the next one begins so much before.
LONGEST, BEFORE = 5_000, 200
_SENTENCE_ENDS = re.compile(r"[.!?;:…]+(?=\s|$)|\n\s*\n")
#: Not what stands between the inches of 5'2" and those of 6'1".
_QUOTED = re.compile(r"(?<!\w)\"[^\"]{1,200}\"(?!\w)|(?<!\w)'[^']{1,200}'(?!\w)")
_WORD = re.compile(r"[^\W_]+|,")
#: Figures and signs that stand for letters: “su1c!de”.
_DISGUISED = re.compile(r"(?<![\w@$!|(])(?=[\w@$!|(]*[^\W\d_])[\w@$!|(]*[0-9@$!|(][\w@$!|(]*[^\W_]")
_UNDISGUISED = str.maketrans("013457@$!|(", "oieastasiic")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
#: From so many letters on a word may have two neighbours changed, one typing error of any kind, and two. The first
#: letter is right.
TWO_CHANGED, ONE_ERROR, TWO_ERRORS = 4, 5, 9
#: A word that is put together of others has so many letters, and consists of so many words.
COMPOUND, MOST_PIECES = 7, 6


def parts_to_read(text: str) -> Iterator[str]:
    """A text in parts that are looked at whole."""
    start = 0
    while len(text) - start > LONGEST:
        last = deque(_SENTENCE_ENDS.finditer(text, start, start + LONGEST), maxlen=1)
        end = last[0].end() if last and last[0].end() > start + BEFORE else start + LONGEST
        yield text[start:end]
        start = end if last and end == last[0].end() else end - BEFORE
    yield text[start:]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each as words between spaces: `^ i want to die $`. What is in quotes stands apart."""
    text = compared(text[:LONGEST])
    for sign, meant in _emoji().items():
        text = text.replace(sign, f" {meant} ")
    text = _DISGUISED.sub(_undisguised, with_weights_compared(text))
    for sentence in _SENTENCE_ENDS.split(text):
        words = [*_words(sentence)]
        if words:
            yield f" {START} {' '.join(words)} {END} "


def without_quotes(text: str) -> str:
    """A text without what somebody quotes in it; the whole text, where it is nothing else."""
    plain = text.translate(_QUOTES)
    rest = _QUOTED.sub(" , ", plain)
    return rest if _WORD.search(rest.replace(",", "")) else plain.replace('"', " ")


_QUOTES = str.maketrans("“”„«»‘’", '"""""\'\'')


def _undisguised(match: re.Match[str]) -> str:
    meant = match[0].translate(_UNDISGUISED)
    return meant if meant in vocabulary() else match[0]


def _words(sentence: str) -> Iterator[str]:
    """The words of a sentence as they are meant, joined where they are written apart: “over dose”, “my self”."""
    written = _joined(_together([*with_pieces_compared(_WORD.findall(sentence), _counted())]))
    return _joined(meant for word in written for meant in _meant(word).split())


def _joined(words: Iterable[str]) -> Iterator[str]:
    """Pieces of words put together: of long words, and of any word where a piece is a letter that is no word."""
    waiting, beginnings = list(words), _beginnings()
    while waiting:
        may_be_pieces = len(waiting) > 1 and waiting[0] + waiting[1] in beginnings
        count, word = _joined_first(waiting) if may_be_pieces else (1, waiting[0])
        del waiting[:count]
        yield word


def _joined_first(words: list[str]) -> tuple[int, str]:
    """The most words at the beginning that are one together, and that one; no more is tried than may become one."""
    count, found = 1, words[0]
    joined, is_split = found, _is_no_word(found)
    for number, piece in enumerate(words[1:MOST_PIECES], start=2):
        joined, is_split = joined + piece, is_split or _is_no_word(piece)
        if joined not in _beginnings():
            break
        if joined in vocabulary() and (is_split or len(joined) > ONE_ERROR):
            count, found = number, joined
    return count, found


def _is_no_word(piece: str) -> bool:
    return len(piece) == 1 and piece not in "ia"


def _together(words: list[str]) -> Iterator[str]:
    """Words whose letters stand apart, put together: “k i l l”. Single letters in a row are rare otherwise."""
    letters: list[str] = []
    for word in [*words, ","]:
        if len(word) == 1 and word.isalpha():
            letters.append(word)
            continue
        together = "".join(letters)
        yield from [together] if len(letters) > 3 or together in vocabulary() else letters
        letters = []
        yield word


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    """What a word is meant to be, of the words that packs know; itself where it is like none of them."""
    known = vocabulary()
    if word in known:
        return word
    for tried in (word, _STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)):
        if tried in _spellings():
            return _spellings()[tried]
        if tried in known:
            return tried
    if word in _ordinary():
        return word
    is_common = word in common()
    if word.isalpha() and (mistyped := _mistyped(word)) and (not is_common or _differ_in_ending(word, mistyped)):
        return mistyped
    if not is_common and len(word) >= COMPOUND and (pieces := _pieces(word)):
        return " ".join(pieces)
    return word


def _mistyped(word: str) -> str | None:
    """The word of a pack that was meant by one that is no word."""
    if len(word) == TWO_CHANGED:
        changed = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, TWO_CHANGED - 1))
        return next((other for other in changed if other in vocabulary()), None)
    for errors, shortest in ((1, ONE_ERROR), (2, TWO_ERRORS)):
        if len(word) >= shortest:
            sizes = range(max(shortest - 1, len(word) - errors), len(word) + errors + 1)
            near = [other for size in sizes for other in _by_beginning(word[0], size)]
            near.sort(key=_rank().__getitem__)
            if found := extractOne(word, near, scorer=OSA.distance, score_cutoff=errors):
                return found[0]
    return None


def _differ_in_ending(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word)


def _pieces(word: str, left: int = MOST_PIECES) -> list[str]:
    """A word as words that packs know, written without spaces; empty where it is none of that kind."""
    if not left:
        return []
    for length in range(len(word), 0, -1):
        first, rest = word[:length], word[length:]
        if first in vocabulary() and (length > 2 or first in _short_words()):
            if not rest:
                return [first]
            if more := _pieces(rest, left - 1):
                return [first, *more]
    return []


@cache
def vocabulary() -> frozenset[str]:
    """All words of all packs."""
    return frozenset().union(*(pack.vocabulary for pack in all_packs()))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:length] for word in vocabulary() for length in range(1, len(word) + 1))


@cache
def _short_words() -> frozenset[str]:
    return frozenset({"i", "to", "my", "me", "be", "go", "on", "it", "of", "up", "no"})


@cache
def _by_beginning(letter: str, size: int) -> tuple[str, ...]:
    return tuple(word for word in vocabulary() if len(word) == size and word[0] == letter)


@cache
def _rank() -> dict[str, int]:
    """Which of two equally near words is meant: one of the site's own language, and there the longer one."""
    words = [word for pack in all_packs() for word in sorted(pack.vocabulary, key=lambda word: (-len(word), word))]
    return {word: place for place, word in enumerate(dict.fromkeys(words))}


@cache
def _spellings() -> dict[str, str]:
    return {word: meant for pack in all_packs() for word, meant in pack.spellings.items()}


@cache
def _ordinary() -> frozenset[str]:
    """Words that are one letter away from a dangerous one, and are what they are."""
    return frozenset().union(*(pack.unmistaken for pack in all_packs()))


@cache
def common() -> frozenset[str]:
    """Words that many write who are in no danger: “stretching” is no misspelt “scratching”."""
    return frozenset(files(__package__).joinpath("common.txt").read_text(encoding="utf-8").split())


@cache
def _counted() -> frozenset[str]:
    return frozenset().union(*(pack.counted for pack in all_packs()))


@cache
def _emoji() -> dict[str, str]:
    return {sign: meant for pack in all_packs() for sign, meant in pack.emoji.items()}
