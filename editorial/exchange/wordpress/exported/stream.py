"""An export as a stream of characters, cut into its head and its items, whatever its size.

A site's export is seldom quite right XML: plugins leave a raw `&`, entities of HTML, control characters, bytes of
another encoding, a CDATA section without its end. WordPress's own importer takes such files, so they are mended here,
item by item, and each kind of repair is counted and told. What gives a parser orders is refused.
https://wordpress.org/documentation/article/tools-export-screen/
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enclosed import without_comments, without_sections

BLOCK = 1 << 20
#: What stands before the first item: authors, categories, tags. And one item, with all its comments.
MOST_OF_HEAD = 200_000_000
MOST_OF_ITEM = 80_000_000
_ITEM = re.compile(r"<item(?:\s[^<>]*)?>")
_TAG_OF_ITEM = re.compile(r"</item\s*>|<item(?:\s[^<>]*)?>")
#: As long as a tag that is looked for may be.
MOST_OF_TAG = 1000
_ORDERS = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BYTE = re.compile("[\udc80-\udcff]")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_OPEN, _CLOSE = "<![CDATA[", "]]>"
#: The element whose CDATA section begins, when nothing but space stands between.
_ELEMENT_BEFORE = re.compile(r"<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>\s*\Z")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
#: Markup, and what some of Python's codecs take for orders: escapes, and shifts to another set of characters. Where
#: they are not what they are in ASCII, markup hides from whoever looks for it, or plain words become others.
_LOOKS = '<?xml version="1.0"?>&; \\x41 \\u0041 +AGE- ~{VPND~} \x1b$B0!\x1b(B'


class RefusedExportError(ValueError):
    """A file that cannot be moved in from, with a sentence that says why."""


@dataclass
class Piece:
    """The head or an item: mended XML without its surroundings, what was mended, and how far the file is read."""

    xml: str
    mended: Counter[str]
    read: int
    number: int  # 0 is the head


#: After these, words may be missing, or a power may stand on the line.
DAMAGE = ("cdata", "end", "markup", "xml")


def sentences(mended: Counter[str]) -> list[str]:
    """What was mended, for people."""
    words = {
        "ampersand": lambda n: ngettext("%d raw “&” was mended.", "%d raw “&” were mended.", n),
        "entity": lambda n: ngettext(
            "%d entity of HTML became its character.", "%d entities of HTML became characters.", n
        ),
        "control": lambda n: ngettext(
            "%d control character became a space.", "%d control characters became spaces.", n
        ),
        "bytes": lambda n: ngettext(
            "%d byte was not in the encoding that the file names; it was read as Windows-1252.",
            "%d bytes were not in the encoding that the file names; they were read as Windows-1252.",
            n,
        ),
        "cdata": lambda n: ngettext("%d CDATA section had no end.", "%d CDATA sections had no end.", n),
        "prefix": lambda n: ngettext(
            "%d prefix, such as “atom:”, was bound to nothing.",
            "%d prefixes, such as “atom:”, were bound to nothing.",
            n,
        ),
        "xml": lambda n: ngettext("%d fault of the XML was passed over.", "%d faults of the XML were passed over.", n),
        "end": lambda n: ngettext("%d item had no end.", "%d items had no end.", n),
        "markup": lambda n: ngettext(
            "%d field had elements of the file among its words.",
            "%d fields had elements of the file among their words.",
            n,
        ),
    }
    return [words[kind](number) % number for kind, number in sorted(mended.items()) if number]


def pieces(path: Path) -> Iterator[Piece]:
    """The head, then each item. Never more than one of them is in memory."""
    with open(path, "rb") as file:
        yield from _pieces(_Characters(file))


class _Characters:
    """A file's characters in blocks. A byte that is not in its encoding stays one, as a half of a pair (PEP 383)."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.read = 0
        start = file.read(BLOCK)
        self.encoding, bom = self._encoding_of(start)
        self.decoder = _decoder(self.encoding)
        self.start = start[bom:]

    def __iter__(self) -> Iterator[str]:
        block = self.start
        while True:
            self.read += len(block)
            text = self.decoder.decode(block, final=not block)
            if text:
                yield text
            if not block:
                return
            block = self.file.read(BLOCK)

    def _encoding_of(self, start: bytes) -> tuple[str, int]:
        for bom, name in (
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ):
            if start.startswith(bom):
                return name, len(bom)
        for name in ("utf-16-le", "utf-16-be"):
            if start.startswith("<?xml".encode(name)):
                return name, 0
        declared = _DECLARED.search(start[:1000])
        return (_known(declared[1].decode()) if declared else "utf-8"), 0


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("replace" if encoding.startswith("utf-16") else "surrogateescape")


def _known(name: str) -> str:
    """A declared encoding of text in which ASCII is ASCII; RefusedExportError for any other."""
    try:
        info = codecs.lookup(name)
        if info._is_text_encoding and _decoder(name).decode(_LOOKS.encode() + b"\xff", final=True).startswith(_LOOKS):
            return info.name
    except (LookupError, UnicodeError):
        pass
    raise RefusedExportError(
        _("The file says that it is in the encoding “%s”, which is not read. Save it in UTF-8, and have it say so.")
        % name
    )


def _pieces(characters: _Characters) -> Iterator[Piece]:
    cutter = _Cutter()
    for block in characters:
        cutter.add(block)
        while (end := cutter.end()) is not None:
            yield cutter.cut(end, characters)
        cutter.refuse_what_is_too_long()
    while (end := cutter.end(is_last=True)) is not None:
        yield cutter.cut(end, characters)
    if cutter.number == 0 or _ITEM.search(cutter.buffer, cutter.place):
        cutter.mended["end"] += cutter.number
        yield cutter.cut(len(cutter.buffer), characters)


class _Cutter:
    """Finds where the head or an item ends, without looking at anything twice."""

    def __init__(self) -> None:
        self.buffer = ""
        self.number = 0
        self.place = 0  # where the next piece begins
        self.looked = 0
        self.mended: Counter[str] = Counter()

    def add(self, block: str) -> None:
        self.buffer = self.buffer[self.place :] + block
        self.looked -= self.place
        self.place = 0

    def end(self, is_last: bool = False) -> int | None:
        """Where the first piece in the buffer ends; None when more of the file has to be read first."""
        while tag := _TAG_OF_ITEM.search(self.buffer, self.looked):
            is_end = tag[0].startswith("</")
            if (is_end and self.number == 0) or (not is_end and self.number and not self.begins_before(tag.start())):
                self.looked = tag.end()
                continue
            past = self.past_text(tag.start(), tag.end(), is_last)
            if past is None:
                self.looked = tag.start()
                return None
            if past:
                self.looked = past
                continue
            self.mended["end"] += not is_end and self.number > 0
            return tag.end() if is_end else tag.start()
        begun = self.buffer.rfind("<", max(self.looked, len(self.buffer) - MOST_OF_TAG))
        self.looked = len(self.buffer) if begun < 0 else begun
        return None

    def begins_before(self, place: int) -> bool:
        """Whether an item began already, so that another beginning means that it has no end."""
        return _ITEM.search(self.buffer, self.place, place) is not None

    def past_text(self, start: int, end: int, is_last: bool) -> int | None:
        """Where a CDATA section ends that has a tag as its text, 0 for a tag; None where what follows has to tell."""
        opened = self.buffer.rfind(_OPEN, self.place, start)
        if opened <= self.buffer.rfind(_CLOSE, self.place, start):
            return 0
        opens, closes = self.buffer.find(_OPEN, end), self.buffer.find(_CLOSE, end)
        if opens < 0 and closes < 0:
            return 0 if is_last else None
        # Where the section of another element begins before this one ends, this one has no end.
        is_endless = closes < 0 or (0 <= opens < closes and _element_before(self.buffer, opens))
        return 0 if is_endless else closes

    def cut(self, end: int, characters: _Characters) -> Piece:
        mended = self.mended.copy()
        xml = _in_characters(self.buffer[self.place : end], mended)
        if self.number == 0:
            _refuse_orders(xml)
        xml = _mended(xml, mended)
        piece = Piece(xml, +mended, characters.read, self.number)
        self.mended.clear()
        self.number, self.place, self.looked = self.number + 1, end, end
        return piece

    def refuse_what_is_too_long(self) -> None:
        most = MOST_OF_ITEM if self.number else MOST_OF_HEAD
        if len(self.buffer) - self.place > most:
            raise RefusedExportError(
                _("Item %(number)d has more than %(most)d million characters. It is no article, or its end is missing.")
                % {"number": self.number, "most": most // 1_000_000}
            )


def _refuse_orders(head: str) -> None:
    markup = without_sections(without_comments(head))
    if _ORDERS.search(markup):
        raise RefusedExportError(
            _("The file declares a document type or entities. WordPress writes none; such files are not read.")
        )
    if not re.search(r"<(?:rss|channel|wp:\w+|item)\b", markup):
        raise RefusedExportError(_("This is no export of WordPress. Make one under Tools › Export, “All content”."))


def _in_characters(text: str, mended: Counter[str]) -> str:
    """Text in which every character is one that XML may have."""
    text, wrong = _BYTE.subn(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    text, controls = _CONTROL.subn(" ", text)
    mended["bytes"] += wrong
    mended["control"] += controls
    return text


def _mended(xml: str, mended: Counter[str]) -> str:
    """The XML of a piece with its references and CDATA sections in order."""
    done, place = [], 0
    while True:
        opened = xml.find(_OPEN, place)
        done.append(_references(xml[place : opened if opened >= 0 else len(xml)], mended))
        if opened < 0:
            return "".join(done)
        end, after = _end_of_section(xml, opened)
        mended["cdata"] += after == end
        done += [xml[opened:end], _CLOSE]
        place = after


def _end_of_section(xml: str, opened: int) -> tuple[int, int]:
    """Where the text of a CDATA section ends, and where what follows it begins: the same place if it was not closed."""
    start = opened + len(_OPEN)
    nested = xml.find(_OPEN, start)
    limit = nested if nested >= 0 else len(xml)
    closed = xml.find(_CLOSE, start, limit if nested >= 0 and _element_before(xml, nested) else len(xml))
    if closed >= 0:
        return closed, closed + len(_CLOSE)
    element = _element_before(xml, opened)
    end = xml.find(f"</{element}", start, limit) if element else -1
    if end < 0:
        closed = xml.find(_CLOSE, limit)
        return (closed, closed + len(_CLOSE)) if closed >= 0 else (len(xml), len(xml))
    return end, end


def _element_before(xml: str, opened: int) -> str:
    """The element whose text begins with a CDATA section; empty where other text stands before it."""
    match = _ELEMENT_BEFORE.search(xml, max(0, opened - MOST_OF_TAG), opened)
    return match[1] if match else ""


def _references(xml: str, mended: Counter[str]) -> str:
    def right(match: re.Match[str]) -> str:
        if match[0] == "&":
            mended["ampersand"] += 1
            return "&amp;"
        if match[1] is None or match[1] in _OF_XML:
            return match[0]
        if character := html5.get(f"{match[1]};"):
            mended["entity"] += 1
            return character.replace("&", "&amp;").replace("<", "&lt;")
        mended["ampersand"] += 1
        return f"&amp;{match[0][1:]}"

    return _REFERENCE.sub(right, without_comments(xml))
