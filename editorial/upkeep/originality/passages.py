"""What two texts share: passages, with the words of each side marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import product

from .fingerprints import GUARANTEED, fingerprints
from .words import Word, words_of

#: Shared runs with no more other words than these between them are one passage: somebody changed a word here and there.
MOST_BETWEEN = 6
#: After such a change so many words have to be the same again.
RESUMES = 5
#: How many words somebody may have put in place of how many, the fewest first.
GAPS = sorted(product(range(MOST_BETWEEN + 1), repeat=2), key=sum)[1:]
#: So many words around a passage are shown with it.
AROUND = 15

#: Of words that a text repeats again and again so many places are compared: no text may keep the check busy.
MOST_PLACES = 12

#: A piece of a text, and whether it is shared.
Piece = tuple[str, bool]


@dataclass
class Text:
    """A text as it is compared."""

    text: str
    words: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        self.words = words_of(self.text)

    @cached_property
    def folded(self) -> list[str]:
        return [word.text for word in self.words]

    @cached_property
    def fingerprints(self) -> dict[int, list[int]]:
        return fingerprints(self.folded)


@dataclass(frozen=True, order=True)
class Run:
    """Words in a row that both texts have: where in ours, where in theirs, how many."""

    ours: int
    theirs: int
    length: int


@dataclass(frozen=True)
class Passage:
    """Runs near one another in both texts."""

    runs: tuple[Run, ...]

    @property
    def shared(self) -> int:
        return sum(run.length for run in self.runs)

    @property
    def span(self) -> range:
        """From its first to its last word in our text."""
        return range(self.runs[0].ours, self.runs[-1].ours + self.runs[-1].length)

    @property
    def places(self) -> set[int]:
        return places(self.runs)

    def key(self, ours: Text) -> str:
        """The same for the same words of ours, wherever they are moved to and whoever else has them."""
        return key_of([ours.folded[place] for place in self.span])

    def pieces(self, ours: Text, theirs: Text) -> tuple[list[Piece], list[Piece]]:
        """Both sides, the shared words marked."""
        return (
            _pieces(ours, [(run.ours, run.length) for run in self.runs]),
            _pieces(theirs, [(run.theirs, run.length) for run in self.runs]),
        )


def key_of(words: list[str]) -> str:
    return sha256(" ".join(words).encode()).hexdigest()


def passages(
    ours: Text, theirs: Text, common: Collection[int] = (), boilerplate: Collection[int] = ()
) -> list[Passage]:
    """What the texts share, from GUARANTEED words on that are not boilerplate (places in ours).

    Fingerprints in `common` are no reason to look.
    """
    found = runs(ours, theirs, ours.fingerprints.keys() - set(common))
    return [passage for passage in _joined(found) if len(passage.places.difference(boilerplate)) >= GUARANTEED]


def runs(ours: Text, theirs: Text, among: Collection[int] | None = None) -> list[Run]:
    """Words in a row that both have, around the fingerprints that both have."""
    found: list[Run] = []
    for fingerprint in ours.fingerprints.keys() & theirs.fingerprints.keys():
        if among is not None and fingerprint not in among:
            continue
        for place in ours.fingerprints[fingerprint][:MOST_PLACES]:
            for other in theirs.fingerprints[fingerprint][:MOST_PLACES]:
                if not any(run.ours - place == run.theirs - other and _holds(run, place) for run in found):
                    found += _around(ours.folded, theirs.folded, place, other)
    return sorted(set(found))


def places(found: Iterable[Run]) -> set[int]:
    """The places in ours of all words that are shared."""
    return {place for run in found for place in range(run.ours, run.ours + run.length)}


def _holds(run: Run, place: int) -> bool:
    return run.ours <= place < run.ours + run.length


def _around(ours: list[str], theirs: list[str], place: int, other: int) -> list[Run]:
    """The run at a place, and those before and after it that somebody's changes part from it."""
    first = last = _extended(ours, theirs, place, other)
    found = [first]
    while following := _after(ours, theirs, last):
        last = following
        found.append(last)
    while preceding := _before(ours, theirs, first):
        first = preceding
        found.append(first)
    return found


def _extended(ours: list[str], theirs: list[str], place: int, other: int) -> Run:
    before = 0
    while before < min(place, other) and ours[place - before - 1] == theirs[other - before - 1]:
        before += 1
    length, most = 0, min(len(ours) - place, len(theirs) - other)
    while length < most and ours[place + length] == theirs[other + length]:
        length += 1
    return Run(place - before, other - before, before + length)


def _after(ours: list[str], theirs: list[str], run: Run) -> Run | None:
    for mine, other in GAPS:
        place, at = run.ours + run.length + mine, run.theirs + run.length + other
        words = ours[place : place + RESUMES]
        if len(words) == RESUMES and words == theirs[at : at + RESUMES]:
            found = _extended(ours, theirs, place, at)
            return None if found == run else found
    return None


def _before(ours: list[str], theirs: list[str], run: Run) -> Run | None:
    for mine, other in GAPS:
        place, at = run.ours - mine - RESUMES, run.theirs - other - RESUMES
        if place >= 0 and at >= 0 and ours[place : place + RESUMES] == theirs[at : at + RESUMES]:
            found = _extended(ours, theirs, place, at)
            return None if found == run or found.ours >= run.ours else found
    return None


def _joined(found: list[Run]) -> list[Passage]:
    """Runs that follow one another in both texts, as passages."""
    groups: list[list[Run]] = []
    for run in found:
        for group in groups:
            last = group[-1]
            gaps = (run.ours - last.ours - last.length, run.theirs - last.theirs - last.length)
            if all(0 <= gap <= MOST_BETWEEN for gap in gaps):
                group.append(run)
                break
        else:
            groups.append([run])
    return [Passage(tuple(group)) for group in groups]


def _pieces(text: Text, runs: list[tuple[int, int]]) -> list[Piece]:
    first, last = runs[0][0], sum(runs[-1]) - 1
    start, end = max(0, first - AROUND), min(len(text.words) - 1, last + AROUND)
    cuts = [(text.words[place].start, text.words[place + length - 1].end) for place, length in runs]
    pieces, here = [], text.words[start].start
    for begin, finish in cuts:
        pieces += [(text.text[here:begin], False), (text.text[begin:finish], True)]
        here = finish
    pieces.append((text.text[here : text.words[end].end], False))
    return [piece for piece in pieces if piece[0]]
