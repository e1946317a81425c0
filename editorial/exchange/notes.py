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
    numbers: dict[int, int] = {}
    gone: list[Tag] = []
    for mark in soup.find_all("a", href=re.compile(r"^#.")):
        target = by_name.get(str(mark["href"])[1:])
        if target is None or origins.is_comment(mark) or any(mark in seen.descendants for seen in gone):
            continue
        text = _block_around(target)
        back = [link for link in text.find_all("a", href=re.compile(r"^#.")) if _leads_to(link, mark, by_name)]
        if not back or mark in text.descendants:
            continue
        if id(text) not in numbers:
            numbers[id(text)] = len(numbers) + 1
            gone.append(text)
            for link in back:
                link["data-back"] = "yes"
            notes.texts[numbers[id(text)]] = _words_of(text)
        notes.marks[id(mark)] = numbers[id(text)]
    for text in gone:
        text.extract()
    return notes


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
