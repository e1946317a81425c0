"""Footnotes and endnotes, which are a document's references: found by marks that lead there and are led back to."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from . import origins
from .origins import HEADINGS, SPACE

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

    That is how Word, Google Docs, LibreOffice, mammoth and most web pages write them.
    """
    notes = Notes()
    by_name: dict[str, Tag] = {}
    for element in soup.find_all(True):
        for name in (element.get("id"), element.get("name")):
            if name:
                by_name.setdefault(str(name), element)
    gone: set[int] = set()
    for text, marks in _marks_by_text(soup, by_name):
        # In a note that was found, what leads back is no mark, though the words there lead to the note in turn.
        marks = [mark for mark in marks if not any(id(around) in gone for around in (mark, *mark.parents))]
        links = text.find_all("a", href=re.compile(r"^#."))
        found = [mark for mark in marks if any(_leads_to(link, mark, by_name) for link in links)]
        if not found:
            continue
        back = [link for link in links if any(_leads_to(link, mark, by_name) for mark in found)]
        for link in back:
            gone.add(id(link.extract()))
        number = len(notes.blocks) + 1
        notes.marks |= {id(mark): number for mark in found}
        notes.blocks[number] = text.extract()
        gone.add(id(text))
    return notes


def _marks_by_text(soup: BeautifulSoup, by_name: dict[str, Tag]) -> list[tuple[Tag, list[Tag]]]:
    """The blocks to which links within the document lead, in the order of the first link to each, with those links."""
    found: dict[int, tuple[Tag, list[Tag]]] = {}
    for mark in soup.find_all("a", href=re.compile(r"^#.")):
        target = by_name.get(str(mark["href"])[1:])
        is_mark = target is not None and _MARK.fullmatch(mark.get_text()) and not origins.is_comment(mark)
        text = _block_around(target) if target is not None and is_mark else None
        if text is not None and mark not in text.descendants and _may_be_a_note(text):
            found.setdefault(id(text), (text, []))[1].append(mark)
    return list(found.values())


def _block_around(element: Tag) -> Tag:
    """The item or division that an anchor stands for: itself, or the block that it stands in."""
    for around in (element, *element.parents):
        if around.name in ("li", "div", "aside", "p", "dd", "section"):
            outer = around.parent
            if around.name == "p" and outer and outer.name in ("li", "div", "aside", "dd"):
                return outer if len(outer.find_all("p")) == 1 else around
            return around
    return element


def _may_be_a_note(block: Tag) -> bool:
    """No section to which a table of contents leads, and back."""
    return block.name not in HEADINGS and block.find([*HEADINGS, "table"]) is None


def _leads_to(link: Tag, mark: Tag, by_name: dict[str, Tag]) -> bool:
    """Whether it leads back to a mark: to itself, into it, or to what stands around it alone, as a raised span does."""
    there = by_name.get(str(link["href"])[1:])
    if there is None:
        return False
    stands_for_it = mark in there.descendants and len(there.find_all("a")) == 1 and _may_be_a_note(there)
    return there is mark or mark in there.parents or stands_for_it


def words_of_note(words: str) -> str:
    """Without the arrow by which some lead back, outside of the link."""
    return SPACE.sub(" ", words.replace("\xa0", " ")).strip(" ↑^")
