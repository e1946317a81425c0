"""A reader document as the rules look at it: its parts, with their lines of text, links, headings and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from django.utils.translation import gettext as _

from ...characters.superscripts import in_characters
from ...record.document import ReaderDocument

#: No two of its repetitions can begin at one place, so that whatever is read takes time in step with its length.
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^<>]*)>", re.IGNORECASE)
ALT = re.compile(r"""\balt(?:="([^"]*)")?(?=[\s/]|$)""")
BLOCKS = {"p", "br", "li", "h3", "td", "th", "caption", "figcaption", "blockquote", "footer", "section", "figure"}
BOLD = {"b", "strong"}


@dataclass
class Line:
    """What stands between the beginning and the end of a paragraph, an item, a cell, or another block."""

    tag: str
    text: str
    is_bold: bool = False
    is_quoted: bool = False


@dataclass
class Part:
    """A section, the key points, or what else of a page has a place of its own."""

    place: str
    lines: list[Line] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    #: (Level, words), in the order of reading.
    headings: list[tuple[int, str]] = field(default_factory=list)
    #: The description of each picture; None where it has none, "" where it is decorative.
    pictures: list[str | None] = field(default_factory=list)

    @property
    def own_lines(self) -> list[Line]:
        """Without what is quoted: those are somebody else's words."""
        return [line for line in self.lines if not line.is_quoted]


def parts_of(document: ReaderDocument) -> Iterator[Part]:
    """The parts of a document, in the order of reading."""
    if standfirst := _one_line(document.get("standfirst") or ""):
        yield Part(_("At the head of the page"), [Line("p", standfirst)])
    pictures = [document[name]["alt"] for name in ("hero", "photo") if document.get(name)]
    yield Part(_("Main picture"), pictures=pictures)
    points = [point["html"] for point in document.get("key_points") or []]
    yield read(Part(_("Key points")), "".join(f"<li>{html}</li>" for html in points))
    for number, section in enumerate(document.get("sections") or [], start=1):
        heading = _one_line(section["heading"] or "")
        place = _("In “%s”") % heading if heading else _("In section %d, which has no heading") % number
        yield read(Part(place, headings=[(2, heading)]), section["html"])
    yield read(Part(_("In the biography")), document.get("biography") or "")


def read(part: Part, html: str) -> Part:
    """The part, with what its HTML holds."""
    reader = _Reader(part)
    end = 0
    html = in_characters(html)
    for tag in TAG.finditer(html):
        reader.text(html[end : tag.start()])
        reader.tag(tag[2].lower(), tag[3], is_end=bool(tag[1]))
        end = tag.end()
    reader.text(html[end:])
    reader.end_of_line()
    return part


class _Reader:
    """Goes through the HTML of one part once. Where tags do not match, it goes on with what it has."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.tag_of_line = "p"
        self.words: list[str] = []
        self.bold: list[str] = []
        self.link: list[str] | None = None
        self.depth_of_bold = self.depth_of_quotation = 0
        #: The tag of the citation that it is in: its numbers are no words.
        self.citation = ""

    def text(self, text: str) -> None:
        if not text or self.citation:
            return
        self.words.append(text)
        if self.depth_of_bold:
            self.bold.append(text)
        if self.link is not None:
            self.link.append(text)

    def tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        if self.citation:
            self.citation = "" if is_end and name == self.citation else self.citation
        elif 'class="cite"' in attributes:
            self.citation = name
        elif name == "a":
            self.begin_or_end_link(is_end)
        elif name == "img":
            alt = ALT.search(attributes)
            self.part.pictures.append(None if alt is None else _one_line(unescape(alt[1] or "")))
        elif name in BOLD:
            self.depth_of_bold = max(0, self.depth_of_bold + (-1 if is_end else 1))
        elif name in BLOCKS:
            self.end_of_line()
            self.tag_of_line = "p" if is_end else name
            if name == "blockquote":
                self.depth_of_quotation = max(0, self.depth_of_quotation + (-1 if is_end else 1))

    def begin_or_end_link(self, is_end: bool) -> None:
        if is_end and self.link is not None:
            self.part.links.append(_plain(self.link))
        self.link = None if is_end else []

    def end_of_line(self) -> None:
        text, bold = _plain(self.words), _plain(self.bold)
        if self.tag_of_line == "h3":
            self.part.headings.append((3, text))
        elif text:
            is_bold = bold == text
            self.part.lines.append(Line(self.tag_of_line, text, is_bold, is_quoted=self.depth_of_quotation > 0))
        self.words, self.bold, self.tag_of_line = [], [], "p"


def _plain(pieces: list[str]) -> str:
    return _one_line(unescape("".join(pieces)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
