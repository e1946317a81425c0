"""Files that somebody brings in: Word documents and HTML, as HTML that `reading` reads.

`word/` beside it makes a Word document plain for mammoth, and knows what that leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from zipfile import BadZipFile

import mammoth
from bs4.dammit import EncodingDetector
from defusedxml import DefusedXmlException
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import origins
from .tree import tree_of
from .word.left_out import passed_over, unknown_elements
from .word.numbering import otherwise_counted
from .word.package import Package, TooMuchError
from .word.plain import made_plain
from .word.styles import Styles

MOST_BYTES = 20_000_000
STYLES = """
r.TrackedDeletion => del
r.TrackedInsertion => ins
r.TrackedInsertionAndDeletion => ins > del
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
    text, is_guessed = _decoded(content)
    if not _has_tag(text, _OF_PAGES) or "\x00" in text:
        raise UnreadableFileError(_("The file is neither a Word document (.docx) nor HTML."))
    try:
        found = _main_part(text)
    except RecursionError as error:
        raise UnreadableFileError(too_deep()) from error
    if is_guessed:
        told = _("How its characters are encoded: it was read as Windows writes them. Look for odd ones.")
        found.left_out.append(told)
    return found


def _decoded(content: bytes) -> tuple[str, bool]:
    """The characters of a page, by its own word or as UTF-8; else as Windows's, which is a guess."""
    content, named = EncodingDetector.strip_byte_order_mark(content)
    declared = EncodingDetector.find_declared_encoding(content, is_html=True, search_entire_document=False)
    if declared and re.match(r"utf-?(?:16|32)", declared, re.IGNORECASE):
        declared = None  # who reads that there needs another one
    for encoding in filter(None, (named or declared, "utf-8")):
        try:
            return content.decode(encoding), False
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", "replace"), True


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
        package = Package(content)
        read = (package.document, package.tree("footnotes"), package.tree("endnotes"))
        trees = [tree for tree in read if tree is not None]
        left_out = [*passed_over(package, trees), *otherwise_counted(package)]
        styles = Styles(package.tree("styles"))
        for tree in trees:
            left_out += made_plain(tree, styles)
        converted = mammoth.convert_to_html(package.packed(), style_map=STYLES, include_embedded_style_map=False)
        html, unknown = converted.value, unknown_elements(converted.messages)
    except TooMuchError as error:
        raise UnreadableFileError(_("The file holds far more than a document does.")) from error
    except RecursionError as error:
        raise UnreadableFileError(too_deep()) from error
    except (BadZipFile, KeyError, ElementTree.ParseError, DefusedXmlException, NotImplementedError) as error:
        raise UnreadableFileError(_("The file is damaged, or no Word document (.docx).")) from error
    except Exception as error:  # whatever else a damaged file makes of a library
        raise UnreadableFileError(_("The file could not be read. Save it anew in Word, and bring that.")) from error
    return Found(html, left_out + unknown)
