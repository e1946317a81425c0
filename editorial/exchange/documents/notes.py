"""Footnotes and endnotes, which are a document's references: found by marks that lead there and are led back to."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from articles.references.identifiers import Kind, identify

from . import origins
from .origins import HEADINGS, SPACE
from .parts import Runs, text_of

#: What a mark says: a number, a letter or a sign, perhaps in brackets, with what it numbers. Words are none.
_MARK = re.compile(
    r"\s*[\[(]?\s*(?:(?:(?:foot|end)?note|nb|fn|ref|lower-alpha|lower-roman)?\W{0,2}\d{1,4}|[a-z]|[*†‡§¶#‖∥]{1,4}|"
    r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))\s*[\])]?\s*",
    re.IGNORECASE,
)


class Notes:
    """The blocks of notes by their numbers, taken out of the tree, and the number of each mark by its identity."""

    def __init__(self) -> None:
        self.marks: dict[int, int] = {}
        self.blocks: dict[int, Tag] = {}


def take_notes(soup: BeautifulSoup) -> Notes:
    """Take footnotes and endnotes out of a tree: marks that lead to a text, which leads back to them.

    That is how Word, Google Docs, LibreOffice, mammoth and most web pages write them. They are numbered in the order in
    which they stand, as where they were written: 1–3 is of the second one, too, wherever that has a mark of its own.
    """
    notes = Notes()
    by_name: dict[str, Tag] = {}
    places: dict[int, int] = {}
    taken: list[tuple[Tag, list[Tag]]] = []
    for place, element in enumerate(soup.find_all(True)):
        places[id(element)] = place
        for name in (element.get("id"), element.get("name")):
            if name:
                by_name.setdefault(str(name), element)
    ways = _WaysBack(by_name)
    gone: set[int] = set()
    for text, marks in _marks_by_text(soup, by_name):
        # In a note that was found, what leads back is no mark, though the words there lead to the note in turn.
        marks = [mark for mark in marks if not any(id(around) in gone for around in (mark, *mark.parents))]
        links = text.find_all("a", href=re.compile(r"^#."))
        led_to = {id(link): ways.of(link) for link in links}
        all_led_to = set[int]().union(*led_to.values())
        found = [mark for mark in marks if id(mark) in all_led_to]
        if not found:
            continue
        ids = {id(mark) for mark in found}
        for link in links:
            if led_to[id(link)] & ids:
                gone.add(id(link.extract()))
        taken.append((text.extract(), found))
        gone.add(id(text))
    taken.sort(key=lambda note: places[id(note[0])])
    for number, (text, marks) in enumerate(taken, start=1):
        notes.marks |= {id(mark): number for mark in marks}
        notes.blocks[number] = text
    return notes


def _marks_by_text(soup: BeautifulSoup, by_name: dict[str, Tag]) -> list[tuple[Tag, list[Tag]]]:
    """The blocks to which links within the document lead, in the order of the first link to each, with those links."""
    found: dict[int, tuple[Tag, list[Tag]]] = {}
    texts: dict[int, Tag | None] = {}
    for mark in soup.find_all("a", href=re.compile(r"^#.")):
        target = by_name.get(str(mark["href"])[1:])
        is_mark = target is not None and _MARK.fullmatch(mark.get_text()) and not origins.is_comment(mark)
        if target is None or not is_mark:
            continue
        if id(target) not in texts:
            block = _block_around(target)
            texts[id(target)] = block if _may_be_a_note(block) else None
        text = texts[id(target)]
        if text is not None and not any(around is text for around in mark.parents):
            found.setdefault(id(text), (text, []))[1].append(mark)
    return list(found.values())


def _block_around(element: Tag) -> Tag:
    """The item or division that an anchor stands for: itself, or the block that it stands in."""
    for around in (element, *element.parents):
        if around.name in ("li", "div", "aside", "p", "dd", "section"):
            outer = around.parent
            if around.name == "p" and outer and outer.name in ("li", "div", "aside", "dd"):
                return outer if len(outer.find_all("p", limit=2)) == 1 else around
            return around
    return element


def _may_be_a_note(block: Tag) -> bool:
    """No section to which a table of contents leads, and back."""
    return block.name not in HEADINGS and block.find([*HEADINGS, "table"]) is None


class _WaysBack:
    """To which marks links lead: to one itself, into it, or to what stands around it alone, as a raised span does."""

    def __init__(self, by_name: dict[str, Tag]) -> None:
        self.by_name = by_name
        self._alone: dict[int, int] = {}

    def of(self, link: Tag) -> set[int]:
        """The identities of the elements that a mark may be."""
        there = self.by_name.get(str(link["href"])[1:])
        if there is None:
            return set()
        if id(there) not in self._alone:
            links = there.find_all("a", limit=2)
            self._alone[id(there)] = id(links[0]) if len(links) == 1 and _may_be_a_note(there) else 0
        return {self._alone[id(there)], id(there), *map(id, there.parents)}


def words_of_note(words: str) -> str:
    """Without the arrow by which some lead back, outside of the link."""
    return SPACE.sub(" ", words.replace("\xa0", " ")).strip(" ↑^")


def address_in(runs: Runs) -> str:
    """The address of a work to which a reference leads, unless its words name it as surely; else nothing."""
    said = identify(text_of(runs))
    led_to = identify(" ".join(run.href for run in runs if run.href))
    kinds = list(Kind)
    is_surer = led_to and (said is None or kinds.index(led_to.kind) < kinds.index(said.kind))
    return led_to.url if led_to and is_surer else ""
