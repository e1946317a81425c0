"""From HTML of whatever origin to the parts of a document. Nothing is dropped without a sentence in the summary."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import origins
from .lines import lines_of, trimmed
from .notes import address_in, take_notes, words_of_note
from .origins import BLOCKS, HEADINGS, SPACE, lines_in
from .parts import (
    Document,
    Heading,
    Item,
    Numbers,
    Paragraph,
    Part,
    Picture,
    Quote,
    Run,
    Runs,
    Summary,
    Table,
    Tracked,
    plain,
    text_of,
)
from .source import source_of
from .tables import MOST_REPEATED, Grid
from .tree import tree_of

_NUMBERED = re.compile(r"\(?(?:[0-9]+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)


def read(html: str, tracked: Tracked = Tracked.ASK) -> Document:
    """Read HTML, as a clipboard, a file or a converter gives it."""
    soup = tree_of(html)
    origins.give_classes_styles(soup)
    reader = Reader(tracked)
    reader.counted["signs"] = origins.give_signs(soup)
    notes = take_notes(soup)
    reader.notes = notes.marks
    reader.walk_all(soup)
    reader.end_block()
    within = {number: reader.runs_within(block) for number, block in notes.blocks.items()}
    texts = {number: words_of_note(plain(runs)) for number, runs in within.items()}
    reader.summary.tracked = reader.changes
    parts = [part for part in reader.parts if not _is_empty(part)]
    source = source_of([soup, *notes.blocks.values()], tracked)
    addresses = {number: address for number, runs in within.items() if (address := address_in(runs))}
    return Document(parts, texts, reader.finish(parts), source, addresses=addresses)


class Reader:
    """Walks a tree once, and gathers runs of characters until a block ends."""

    def __init__(self, tracked: Tracked) -> None:
        self.tracked = tracked
        self.parts: list[Part] = []
        self.summary = Summary()
        self.changes: list[tuple[str, str]] = []
        self.notes: dict[int, int] = {}  # the number of each reference's mark, by the identity of the element
        self.counted: Counter[str] = Counter()
        self.figures: dict[int, frozenset[str]] = {}  # the marks of each figure, by the identity of the element
        self.captions: dict[int, Runs] = {}  # what stands under its pictures
        self.pictured: dict[int, bool] = {}  # whether a figure has a picture of its own
        self.runs: Runs = []
        self.lists: list[bool] = []  # for each list around, whether it is numbered
        self.items: list[Item | None] = []  # for each list around, the item of it that is open
        self.numbers: dict[int, str] = {}  # those of items that are not counted from 1, by the identity of the element
        self.opens: Heading | Paragraph | Item | None = None  # what the next block of text becomes

    # --- walking ---

    def walk_all(self, element: Tag, marks: frozenset[str] = frozenset(), href: str = "") -> None:
        for child in element.children:
            self.walk(child, marks, href)

    def walk(self, node: PageElement, marks: frozenset[str], href: str) -> None:
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # comments, declarations
                for number, line in enumerate(lines_in(node)):
                    self.runs += [Run("\n")] if number else []
                    self.add(SPACE.sub(" ", line), marks, href)
            return
        if not isinstance(node, Tag) or node.name in origins.MACHINERY or origins.is_list_marker(node):
            return
        if id(node) in self.notes:
            self.add_note(SPACE.sub(" ", node.get_text()).strip(), _marks_within(node, marks), self.notes[id(node)])
            return
        if self.is_left_out(node):
            return
        marks = origins.marks_of(node, marks)
        if node.name in ("a", "br", "img", "table", "u", "mark"):
            getattr(self, f"walk_{node.name}")(node, marks, href)
        elif node.name in BLOCKS or origins.word_list_level(node) is not None:
            self.walk_block(node, marks, href)
        else:
            self.walk_all(node, marks, href)

    def is_left_out(self, element: Tag) -> bool:
        if origins.is_comment(element):
            self.counted["comments"] += 1
            return True
        if origins.is_not_printed(element):
            self.counted["controls"] += 1
            return True
        if origins.is_hidden(element):
            words = element.get_text(" ", strip=True)
            if words:
                self.summary.left_out.append(_("Hidden text: “%s”") % _shortened(words))
            return True
        if element.name in origins.FOREIGN:
            self.counted[element.name] += 1
            self.runs.append(Run(" "))  # what stood on both sides of it stood apart
            return True
        return False

    def walk_a(self, element: Tag, marks: frozenset[str], outer: str) -> None:
        target = str(element.get("href") or "")
        href = origins.web_address(target)
        if href and href != target.strip():
            self.counted["redirect"] += 1
        if target and not href and not target.startswith("#"):
            self.summary.left_out.append(
                _("The address of a link, which leads nowhere on the web: “%s”") % _shortened(element.get_text(" "))
            )
        self.walk_all(element, marks, href or outer)

    def walk_br(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.runs.append(Run("\n", frozenset()))

    def walk_u(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.counted["underlined"] += 1
        self.walk_all(element, marks, href)

    def walk_mark(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.counted["highlighted"] += 1
        self.walk_all(element, marks, href)

    def walk_img(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.end_block()
        figure = element.find_parent(["figure", "figcaption"])
        caption = self.caption_of(figure) if figure and figure.name == "figure" else []
        alt = str(element.get("alt") or "").strip()
        if self.is_kept(alt or _("a picture"), marks):
            self.parts.append(Picture(str(element.get("src") or ""), alt, caption))
        elif figure and caption:  # which nobody struck out
            self.parts.append(Paragraph(caption))
            self.captions[id(figure)] = []

    def caption_of(self, figure: Tag) -> Runs:
        """What stands under a picture, in one line; it is read once, also under several."""
        if id(figure) not in self.captions:
            captions = [words for words in figure.find_all("figcaption") if words.find_parent("figure") is figure]
            self.captions[id(figure)] = self.line_of(captions, self.figures.get(id(figure), frozenset()))
        return self.captions[id(figure)]

    def line_of(self, elements: list[Tag], marks: frozenset[str]) -> Runs:
        lines = filter(text_of, [self.runs_within(element, marks) for element in elements])
        line = [run for place, runs in enumerate(lines) for run in ([Run(" ")] if place else []) + runs]
        return [Run(" ", run.marks) if run.text == "\n" else run for run in line]

    def walk_table(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.end_block()
        grid = Grid(element)
        rows = grid.rows
        if len(rows) == 1 and len(rows[0]) == 1 or not rows:
            self.walk_all(element, marks, href)  # a frame around text
            self.end_block()
            return
        # A joined cell is read once: what it says, was changed or left out in it, stands there once.
        own = {id(cell): cell for row in rows for cell in row}
        read = {key: self.runs_within(cell, marks) for key, cell in own.items()}
        cells = [[read[id(cell)] for cell in row] for row in rows]
        again = Counter(id(runs) for row in cells for runs in row)
        if sum(len(text_of(runs)) * (again[id(runs)] - 1) for runs in read.values()) > MOST_REPEATED:
            grid.is_cut = True
            cells = _in_first_places(cells)
        self.counted["cut"] += grid.is_cut
        # A row of one cell, as a note below the table, says it once; as the header it stands over each column.
        cells[1:] = [[row[0]] if len(row) > 1 and all(cell is row[0] for cell in row) else row for row in cells[1:]]
        cells[1:] = [row for row in cells[1:] if any(map(text_of, row))]  # one that was deleted, or not inserted
        caption = self.line_of(element.find_all("caption", recursive=False), marks)
        if any(cell.get(name, "1") != "1" for row in rows for cell in row for name in ("rowspan", "colspan")):
            self.counted["joined"] += 1
        head = [cell.name == "th" or cell.find_parent("thead") for cell in rows[0]]
        width = max(map(len, cells))
        cells = [[*row, *([[]] * (width - len(row)))] for row in cells]
        self.parts.append(Table(cells, bool(head) and all(head), caption))

    def runs_within(self, cell: Tag, marks: frozenset[str] = frozenset()) -> Runs:
        """All that a cell holds, in one line: its blocks with line breaks between them."""
        within = Reader(self.tracked)
        within.notes = self.notes
        within.walk_all(cell, origins.marks_of(cell, marks))
        within.end_block()
        within.count_numbers(within.parts)
        self.counted += within.counted
        self.changes += within.changes
        self.summary.left_out += within.summary.left_out
        self.summary.changed += within.summary.changed
        lines = lines_of(within.parts)
        self.parts += [part for part in within.parts if isinstance(part, Picture)]
        joined: Runs = []
        for line in filter(text_of, lines):
            joined += [Run("\n"), *line] if joined else line
        return joined

    def walk_block(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.end_block()
        if element.name == "figure":
            self.figures[id(element)] = marks
        if element.name in ("ul", "ol"):
            self.walk_list(element, marks, href)
        elif element.name == "blockquote":
            self.parts.append(Quote(self.runs_within(element, marks)))
        elif element.name != "figcaption" or not self.is_of_picture(element):
            self.opens = self.opened_by(element)
            self.counted["folded"] += element.name == "details"
            if element.name in ("dt", "summary"):
                marks |= {"b"}
            self.walk_all(element, marks - {"b"} if element.name in HEADINGS else marks, href)
            self.end_block()
            self.opens = None

    def is_of_picture(self, caption: Tag) -> bool:
        """Whether it was or will be read with a picture that stands beside it."""
        figure = caption.find_parent("figure")
        if figure is None:
            return False
        if id(figure) not in self.pictured:
            pictures = figure.find_all("img")
            self.pictured[id(figure)] = any(one.find_parent(["figure", "figcaption"]) is figure for one in pictures)
        return self.pictured[id(figure)]

    def walk_list(self, element: Tag, marks: frozenset[str], href: str) -> None:
        self.numbers |= origins.numbers_of(element) if element.name == "ol" else {}
        self.lists.append(element.name == "ol")
        self.items.append(None)
        self.walk_all(element, marks, href)
        self.end_block()
        self.lists.pop()
        self.items.pop()

    def opened_by(self, element: Tag) -> Heading | Paragraph | Item | None:
        """What the next text becomes, if not a paragraph, or what a block around it opened."""
        level = origins.word_list_level(element)
        if level is not None:
            marker = element.find(origins.is_list_marker)
            words = marker.get_text(strip=True) if isinstance(marker, Tag) else ""
            return Item(level, bool(_NUMBERED.match(words)), [], words.strip("()."))
        if element.name == "li" and self.lists:
            self.items[-1] = Item(len(self.lists) - 1, self.lists[-1], [], self.numbers.get(id(element), ""))
            return self.items[-1]
        if element.name in HEADINGS and not self.lists:
            return Heading(HEADINGS[element.name], [])
        return self.opens

    # --- gathering ---

    def is_kept(self, words: str, marks: frozenset[str]) -> bool:
        """Whether something stays, by what was decided about tracked changes. One is told."""
        self.changes += [(mark, words.strip()) for mark in ("ins", "del") if mark in marks and words.strip()]
        return self.tracked.dropped not in marks

    def shown(self, marks: frozenset[str]) -> frozenset[str]:
        """Marks without those that were decided about."""
        return marks if self.tracked is Tracked.ASK else marks - {"ins", "del"}

    def add(self, text: str, marks: frozenset[str], href: str) -> None:
        if self.is_kept(text, marks):
            self.runs.append(Run(text, self.shown(marks), href))

    def add_note(self, text: str, marks: frozenset[str], number: int) -> None:
        if self.is_kept(text, marks):
            self.runs.append(Run(text, self.shown(marks), note=number))

    def end_block(self) -> None:
        """What was gathered is a part: a paragraph, or what a block around it opened."""
        runs, self.runs = trimmed(self.runs), []
        if not runs:
            return
        part, self.opens = self.opens, None
        if part is None and self.items and self.parts and isinstance(self.parts[-1], Item):
            part = self.items[-1] or self.parts[-1]
            if part.runs:
                self.go_on(part, runs)
                return
        part = part or Paragraph([])
        part.runs = runs
        self.parts.append(part)

    def go_on(self, item: Item, runs: Runs) -> None:
        """A further paragraph of an item. What stands below the list within it says more of the item, not of that."""
        if item is not self.parts[-1]:
            words = _("What stood below a list within an item stands above it: “%s”")
            self.summary.changed.append(words % _shortened(text_of(runs)))
        item.runs += [Run("\n"), *runs]

    # --- telling ---

    def finish(self, parts: list[Part]) -> Summary:
        """The summary, with what was counted in words."""
        counts = Counter(type(part).__name__ for part in parts)
        self.count_numbers(parts)
        kept = [
            ngettext("%d heading", "%d headings", counts["Heading"]) % counts["Heading"],
            ngettext("%d paragraph", "%d paragraphs", counts["Paragraph"]) % counts["Paragraph"],
            ngettext("%d list item", "%d list items", counts["Item"]) % counts["Item"],
            ngettext("%d table", "%d tables", counts["Table"]) % counts["Table"],
            ngettext("%d quotation", "%d quotations", counts["Quote"]) % counts["Quote"],
        ]
        self.summary.kept += [words for words in kept if not words.startswith("0 ")]
        changed = {
            "redirect": _("Links that led past a search engine, or told on readers, lead straight to their page."),
            "underlined": _("Underlined words stand as they are: readers take a line for a link."),
            "highlighted": _("Highlighted words stand without their colour."),
            "joined": _("What stood in joined cells of a table is repeated in each of them."),
            "cut": _("Joined cells of a table, which reach too far, stand in their first place alone."),
            "start": _("A numbered list that began elsewhere begins at 1."),
            "letters": _("Letters and other numbers of a list became 1, 2, 3."),
            "folded": _("What could be folded out stands open."),
        }
        self.summary.changed += [words for key, words in changed.items() if self.counted[key]]
        if comments := self.counted["comments"]:
            self.summary.left_out.append(_("comments, with their marks: %d") % comments)
        if controls := self.counted["controls"]:
            self.summary.left_out.append(_("what the page does not print, as “edit” beside headings: %d") % controls)
        if signs := self.counted["signs"]:
            self.summary.left_out.append(_("signs that only their font knows, which stand as “�”: %d") % signs)
        left = Counter[str]()
        for name, what in origins.FOREIGN.items():
            left[what] += self.counted[name]
        self.summary.left_out += [f"{_(what)}: {number}" for what, number in left.items() if number]
        return self.summary

    def count_numbers(self, parts: list[Part]) -> None:
        """Items that had another number than they get."""
        numbers = Numbers()
        for part in parts:
            number = numbers.of(part)
            if isinstance(part, Item) and part.is_numbered and part.number not in ("", str(number)):
                self.counted["start" if part.number.isdecimal() else "letters"] += 1


def _marks_within(element: Tag, marks: frozenset[str]) -> frozenset[str]:
    """The marks of all words in an element, as in `<a><sup>1</sup></a>`."""
    marks = origins.marks_of(element, marks)
    inner = [child for child in element.children if isinstance(child, Tag) or str(child).strip()]
    return _marks_within(inner[0], marks) if len(inner) == 1 and isinstance(inner[0], Tag) else marks


def _in_first_places(rows: list[list[Runs]]) -> list[list[Runs]]:
    """Cells that stand where they begin, and nothing where they reach to."""
    seen: set[int] = set()
    kept: list[list[Runs]] = [[] for _row in rows]
    for line, row in zip(kept, rows, strict=True):
        for cell in row:
            line.append([] if id(cell) in seen else cell)
            seen.add(id(cell))
    return kept


def _is_empty(part: Part) -> bool:
    if isinstance(part, Quote):
        return not text_of(part.runs)
    return isinstance(part, Table) and not any(text_of(cell) for row in part.rows for cell in row)


def _shortened(words: str, most: int = 60) -> str:
    words = SPACE.sub(" ", words).strip()
    return words if len(words) <= most else words[: most - 1] + "…"
