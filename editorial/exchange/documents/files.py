"""Files that somebody brings in: Word documents and HTML, as HTML that `reading` reads.

A Word document is a ZIP of XML, which is hostile until it was looked at: how large it gets, and what it declares.
Office Open XML: ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import mammoth
from bs4.dammit import UnicodeDammit
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeElementTree
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import origins
from .tree import tree_of

MOST_BYTES = 20_000_000
#: What a Word document may be when it is unpacked.
MOST_UNPACKED = 100_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Elements of a document that mammoth passes over without a word.
PASSED_OVER = {
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formulas",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "charts",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagrams",
    f"{W}object": "embedded objects",
    f"{W}commentReference": "comments",
}
#: Styles of ours that stand for tracked changes on the way through mammoth, which accepts them all.
TRACKED = {
    "del": "TrackedDeletion",
    "moveFrom": "TrackedDeletion",
    "ins": "TrackedInsertion",
    "moveTo": "TrackedInsertion",
}
#: What stands around words that mammoth does not know, so that it would leave them out: fields, and directions of text.
_AROUND_WORDS = {f"{W}{name}" for name in ("fldSimple", "dir", "bdo")}
#: What mammoth knows by another name only.
_KNOWN = {f"{W}ptab": f"{W}tab", f"{W}cr": f"{W}br", f"{W}delText": f"{W}t"}
_OFF = {"0", "false", "off"}
STYLES = """
r.TrackedDeletion => del
r.TrackedInsertion => ins
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


#: A tag, written as one: in “ALT <ULN and AST >3” there is none.
_TAG = re.compile(
    r"</?([a-z][a-z0-9]*)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))*\s*/?>|<!doctype\s+html",
    re.IGNORECASE,
)
#: Elements by one of which a file is HTML; a paste also by one of those within lines.
_OF_PAGES = origins.BLOCKS | origins.MACHINERY
_WITHIN_LINES = {
    *origins.FOREIGN, *origins.BY_TAG,
    "a", "abbr", "br", "code", "font", "img", "label", "mark", "q", "small", "span", "tt", "u", "wbr",
}  # fmt: skip


class UnreadableFileError(ValueError):
    """A file that cannot be brought in, with a sentence that says why."""


@dataclass
class Found:
    """A file's words as HTML, and sentences about what could not come along."""

    html: str
    left_out: list[str] = field(default_factory=list)


def open_file(content: bytes) -> Found:
    """What a file says. It is known by its bytes, not by its name."""
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(_("The file has more than %d MB.") % (MOST_BYTES // 1_000_000))
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")):
        raise UnreadableFileError(
            _("This is an old Word document, RTF or PDF. Save it as .docx or as HTML, and bring that.")
        )
    return _html(content)


def open_pasted(text: str) -> Found:
    """What somebody pasted: HTML, or words without markup, of which each line is a paragraph."""
    if _has_tag(text, _OF_PAGES | _WITHIN_LINES):
        return Found(text)
    return Found("".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip()))


def _has_tag(text: str, names: set[str]) -> bool:
    return any(not found[1] or found[1].lower() in names for found in _TAG.finditer(text))


def too_deep() -> str:
    """What is said of a file or a paste in which Python's stack ends."""
    return _("Its elements stand within each other more deeply than any page needs.")


def _html(content: bytes) -> Found:
    text = UnicodeDammit(content, is_html=True).unicode_markup or ""
    if not _has_tag(text, _OF_PAGES) or "\x00" in text:
        raise UnreadableFileError(_("The file is neither a Word document (.docx) nor HTML."))
    try:
        return _main_part(text)
    except RecursionError as error:
        raise UnreadableFileError(too_deep()) from error


def _main_part(text: str) -> Found:
    soup = tree_of(text)
    origins.give_classes_styles(soup)  # before its head goes
    main = soup.find_all("main") or soup.find_all("article")
    if len(main) != 1:
        return Found(text)
    outside = len(soup.get_text(" ").split()) - len(main[0].get_text(" ").split())
    left_out = ngettext("%d word outside the page's main part", "%d words outside the page's main part", outside)
    return Found(str(main[0]), [left_out % outside] if outside else [])


def _word(content: bytes) -> Found:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableFileError(_("The file holds far more than a document does."))
            parts = {part.filename: packed.read(part) for part in packed.infolist()}
        trees = {
            name: SafeElementTree.fromstring(xml) for name, xml in parts.items() if name.endswith((".xml", ".rels"))
        }
        document = trees["word/document.xml"]
        left_out = _passed_over(document)
        for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            if name in trees:
                left_out += _made_plain(trees[name])
                parts[name] = ElementTree.tostring(trees[name], encoding="utf-8")
        converted = mammoth.convert_to_html(_packed(parts), style_map=STYLES)
        html, unknown = converted.value, _unknown_elements(converted.messages)
    except UnreadableFileError:
        raise
    except (BadZipFile, KeyError, ElementTree.ParseError, DefusedXmlException, NotImplementedError) as error:
        raise UnreadableFileError(_("The file is damaged, or no Word document (.docx).")) from error
    except Exception as error:  # whatever else a damaged file makes of a library
        raise UnreadableFileError(_("The file could not be read. Save it anew in Word, and bring that.")) from error
    return Found(html, left_out + unknown)


def _unknown_elements(messages: Iterable[Any]) -> list[str]:
    """What mammoth does not know it leaves out with all that is in it, and says so to the program alone."""
    ignored = (message.message.rpartition(" ")[2] for message in messages if "element was ignored" in message.message)
    names = Counter(name for name in ignored if name.replace("w:", W) not in PASSED_OVER)
    return [_("What Word calls “%(name)s”: %(number)d") % {"name": name, "number": names[name]} for name in names]


def _passed_over(document: ElementTree.Element) -> list[str]:
    counted = Counter(PASSED_OVER[element.tag] for element in document.iter() if element.tag in PASSED_OVER)
    return [f"{_(what)}: {number}" for what, number in counted.items()]


# --- what mammoth decides about by itself, or leaves out, said in ways that it carries ---


def _made_plain(tree: ElementTree.Element) -> list[str]:
    """Change the tree of a part of a document; sentences about what was taken out of it."""
    _keep_what_was_deleted(tree)
    _unwrap(tree)
    _give_tracked_runs_styles(tree)
    for run in tree.iter(f"{W}r"):
        for mark in run.findall(f"{W}commentReference"):
            run.remove(mark)
        _give_known_properties(run)
    for element in list(tree.iter()):
        element.tag = _KNOWN.get(element.tag, element.tag)
    for end in tree.iter(f"{W}br"):  # between “5”, the end of a page and “10 mg” is not nothing
        end.attrib.pop(f"{W}type", None)
    return [_("Hidden text: “%s”") % words for words in _take_hidden(tree)]


def _keep_what_was_deleted(tree: ElementTree.Element) -> None:
    """Rows, and ends of paragraphs: their words carry what was tracked, and who brings them in decides about those."""
    for properties in [*tree.iter(f"{W}trPr"), *tree.iter(f"{W}rPr")]:
        for name in ("del", "moveFrom"):
            for mark in properties.findall(f"{W}{name}"):
                properties.remove(mark)


def _unwrap(tree: ElementTree.Element) -> None:
    while found := [(around, child) for around in tree.iter() for child in around if child.tag in _AROUND_WORDS]:
        for around, child in found:
            place = list(around).index(child)
            around.remove(child)
            for offset, inner in enumerate(list(child)):
                around.insert(place + offset, inner)


def _give_tracked_runs_styles(tree: ElementTree.Element) -> None:
    for around in list(tree.iter()):
        for place, child in reversed(list(enumerate(list(around)))):
            style = TRACKED.get(child.tag.removeprefix(W)) if child.tag.startswith(W) else None
            if style and child.find(f".//{W}r") is not None:
                runs = list(child)
                for run in child.iter(f"{W}r"):
                    _give_style(run, style)
                around.remove(child)
                for offset, run in enumerate(runs):
                    around.insert(place + offset, run)


def _give_style(run: ElementTree.Element, style: str) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = ElementTree.Element(f"{W}rPr")
        run.insert(0, properties)
    for former in properties.findall(f"{W}rStyle"):
        properties.remove(former)
    properties.insert(0, ElementTree.Element(f"{W}rStyle", {f"{W}val": style}))


def _give_known_properties(run: ElementTree.Element) -> None:
    """Two strokes through a word are one, and what is moved up or down from the line is raised or lowered."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return
    for stroke in properties.findall(f"{W}dstrike"):
        stroke.tag = f"{W}strike"
    moved = properties.find(f"{W}position")
    value = moved.get(f"{W}val", "0") if moved is not None else "0"
    if value.lstrip("-+").isascii() and value.lstrip("-+").isdecimal() and int(value):
        where = "superscript" if int(value) > 0 else "subscript"
        properties.append(ElementTree.Element(f"{W}vertAlign", {f"{W}val": where}))


def _take_hidden(tree: ElementTree.Element) -> list[str]:
    """Take out the runs that Word does not show; their words."""
    hidden: list[str] = []
    for around in list(tree.iter()):
        for run in around.findall(f"{W}r"):
            mark = run.find(f"{W}rPr/{W}vanish")
            if mark is not None and mark.get(f"{W}val", "1").lower() not in _OFF:
                around.remove(run)
                hidden += ["".join(text.text or "" for text in run.iter(f"{W}t"))]
    return [words for words in hidden if words.strip()]


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    packed.seek(0)
    return packed
