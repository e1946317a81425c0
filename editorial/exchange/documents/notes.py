"""Footnotes and endnotes, which are a document's references: found by marks that lead there and are led back to."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from . import origins
from .origins import SPACE


class Notes:
    """The texts of notes by their numbers, and the number of each mark by the identity of its element."""

    def __init__(self) -> None:
        self.marks: dict[int, int] = {}
        self.texts: dict[int, str] = {}


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
        marks = [mark for mark in marks if not any(id(around) in gone for around in mark.parents)]
        links = text.find_all("a", href=re.compile(r"^#."))
        found = [mark for mark in marks if any(_leads_to(link, mark, by_name) for link in links)]
        if not found:
            continue
        for link in links:
            if any(_leads_to(link, mark, by_name) for mark in found):
                link["data-back"] = "yes"
        number = len(notes.texts) + 1
        notes.texts[number] = _words_of(text)
        notes.marks |= {id(mark): number for mark in found}
        gone.add(id(text.extract()))
    return notes


def _marks_by_text(soup: BeautifulSoup, by_name: dict[str, Tag]) -> list[tuple[Tag, list[Tag]]]:
    """The blocks to which links within the document lead, in the order of the first link to each, with those links."""
    found: dict[int, tuple[Tag, list[Tag]]] = {}
    for mark in soup.find_all("a", href=re.compile(r"^#.")):
        target = by_name.get(str(mark["href"])[1:])
        text = None if target is None or origins.is_comment(mark) else _block_around(target)
        if text is not None and mark not in text.descendants:
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


def _leads_to(link: Tag, mark: Tag, by_name: dict[str, Tag]) -> bool:
    there = by_name.get(str(link["href"])[1:])
    return there is not None and (there is mark or there in mark.parents or mark in there.descendants)


def _words_of(text: Tag) -> str:
    words = "".join(
        str(string)
        for string in text.find_all(string=True)
        if not isinstance(string, PreformattedString)
        and not any(parent.get("data-back") for parent in string.parents if isinstance(parent, Tag))
    )
    return SPACE.sub(" ", words.replace("\xa0", " ")).strip(" ↑^")
