"""What somebody else's document is made of, once it was read: parts in order, and what was done to it on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from articles.characters.superscripts import lowered, raised


@dataclass(frozen=True)
class Run:
    """Characters that look alike. `note` is the number of a reference.

    `marks` are of b, i, sup, sub, ins and del, and marker: the number of an item where no list can stand.
    """

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    note: int | None = None


Runs = list[Run]

#: Between the marks of two references: of these, and of all between them.
DASHES = ("-", "–")


@dataclass
class Heading:
    """A heading, as deep as it was: 1 to 6."""

    level: int
    runs: Runs


@dataclass
class Paragraph:
    """A paragraph, in which a line break is a newline."""

    runs: Runs


@dataclass
class Item:
    """An item of a list; `depth` counts from 0. Items that follow each other are one list.

    `number` is what stood before it, where its list does not count from 1.
    """

    depth: int
    is_numbered: bool
    runs: Runs
    number: str = ""


@dataclass
class Table:
    """Cells in rows, all of one length: a joined cell is the same in each of its places. The first may be a header."""

    rows: list[list[Runs]]
    has_header: bool
    caption: Runs = field(default_factory=list)


@dataclass
class Quote:
    """Somebody else's words."""

    runs: Runs


@dataclass
class Picture:
    """A picture; `src` is a data: address where its bytes came along."""

    src: str
    alt: str
    caption: Runs = field(default_factory=list)


Part = Heading | Paragraph | Item | Table | Quote | Picture


class Numbers:
    """Counts the items of lists that follow each other, as a browser does."""

    def __init__(self) -> None:
        self.around: list[tuple[bool, int]] = []  # for each list around: whether it is numbered, and where it is

    def of(self, part: Part) -> int:
        """The number of the next part, if it is an item; what is none ends all lists."""
        if not isinstance(part, Item):
            self.around.clear()
            return 0
        depth = min(part.depth, len(self.around))
        kind, last = self.around[depth] if depth < len(self.around) else (part.is_numbered, 0)
        number = last + 1 if kind == part.is_numbered else 1
        self.around[depth:] = [(part.is_numbered, number)]
        return number


class Tracked(Enum):
    """What becomes of changes that somebody tracked, or words that they struck out."""

    ASK = "ask"
    ACCEPT = "accept"
    REJECT = "reject"

    @property
    def dropped(self) -> str:
        """The mark whose words go."""
        return {"accept": "del", "reject": "ins"}.get(self.value, "")


@dataclass
class Summary:
    """Sentences for whoever brings a document in, and the tracked changes that they decide about first."""

    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    tracked: list[tuple[str, str]] = field(default_factory=list)  # ("ins" or "del", words)


@dataclass
class Document:
    """A document that was read: its parts, the references at its end by their numbers, and the summary.

    `source` is all that it says, as HTML with `<sup>`, `<sub>` and blocks, taken by another way than the parts: what
    the numbers in the parts are compared with.
    """

    parts: list[Part]
    references: dict[int, str]
    summary: Summary
    source: str
    reference_parts: list[Part] = field(default_factory=list)  # those that the references were, in the document
    addresses: dict[int, str] = field(default_factory=dict)  # of references that lead to a work they do not name


def is_between_notes(runs: Runs, place: int) -> bool:
    """Whether a run is nothing but the comma or the dash between two marks of references."""
    if runs[place].note is not None or runs[place].text.strip() not in (",", ";", *DASHES):
        return False
    beside = runs[max(place - 1, 0) : place] + runs[place + 1 : place + 2]
    return len(beside) == 2 and all(run.note is not None for run in beside)


def text_of(runs: Runs) -> str:
    """The characters alone."""
    return "".join(run.text for run in runs)


def cut(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The characters from one place in runs to another, as runs, with the marks that have none in between."""
    kept, place, end = Runs(), 0, len(text_of(runs)) + 1 if end is None else end
    for run in runs:
        text = run.text[max(start - place, 0) : max(end - place, 0)]
        if text or not run.text and start <= place < end:
            kept.append(replace(run, text=text))
        place += len(run.text)
    return kept


def plain(runs: Runs) -> str:
    """Runs where there is no markup: what is raised or lowered as the characters for it."""
    pieces = []
    for run in runs:
        text = raised(run.text) if "sup" in run.marks else lowered(run.text) if "sub" in run.marks else run.text
        pieces.append(text.replace("\n", " "))
    return "".join(pieces)
