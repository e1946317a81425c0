"""What of a Word document cannot come along, said in sentences: mammoth passes over it without a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from .package import OFFICE, Package, W
from .plain import words_of

_MATH = f"{{{OFFICE}officeDocument/2006/math}}"
PASSED_OVER = {
    f"{_MATH}oMath": "formulas",
    f"{{{OFFICE}drawingml/2006/chart}}chart": "charts",
    f"{{{OFFICE}drawingml/2006/diagram}}relIds": "diagrams",
    f"{W}object": "embedded objects",
    f"{W}commentReference": "comments",
}
_ART = "{urn:schemas-microsoft-com:vml}textpath"
#: Fields that show nothing, or that mammoth knows; others show what Word works out, also where no result is kept.
_SHOW_NOTHING = {
    *("TC", "XE", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "ADDIN", "DATA", "NEXT", "NEXTIF", "SKIPIF"),
    *("TOC", "INDEX", "BIBLIOGRAPHY", "HYPERLINK", "FORMCHECKBOX", "FORMTEXT"),
}
_SHOWN = {f"{W}{name}" for name in ("t", "delText", "sym", "drawing", "pict", "object")}


def passed_over(package: Package, trees: list[Element]) -> list[str]:
    """What is left out of a document's own parts, before they are made plain, and of those around its pages."""
    elements = [element for tree in trees for element in tree.iter()]
    counted = Counter(PASSED_OVER[element.tag] for element in elements if element.tag in PASSED_OVER)
    told = [f"{_(what)}: {number}" for what, number in counted.items()]
    art = [element.get("string", "") for element in elements if element.tag == _ART]
    around = [_lines_of(part) for kind in ("header", "footer") for part in package.all_of(kind)]
    told += [_("Words that are drawn: “%s”") % words for words in dict.fromkeys(filter(None, art))]
    told += [_("Above or below each page: “%s”") % words for words in dict.fromkeys(around) if not _is_number(words)]
    fields = [says for tree in trees for says in _without_result(tree)]
    return told + [_("What Word works out and shows for “%s”") % says for says in fields]


def unknown_elements(messages: Iterable[Any]) -> list[str]:
    """What mammoth does not know it leaves out with all that is in it, and says so to the program alone."""
    ignored = (message.message.rpartition(" ")[2] for message in messages if "element was ignored" in message.message)
    known = {*PASSED_OVER, f"{_MATH}oMathPara"}
    names = Counter(name.rpartition("}")[2] for name in ignored if name.replace("w:", W) not in known)
    return [_("What Word calls “%(name)s”: %(number)d") % {"name": name, "number": names[name]} for name in names]


def _lines_of(part: Element) -> str:
    return " ".join(" ".join(map(words_of, part.iter(f"{W}p"))).split())


def _is_number(words: str) -> bool:
    """Whether it says nothing, or which page it is."""
    return not re.search(r"[^\W\d_]|\d\D+\d", words)


@dataclass
class _Field:
    """What a field says; whether its result has begun, and whether that shows anything."""

    says: str = ""
    has_begun: bool = False
    shows: bool = False


def _without_result(tree: Element) -> Iterator[str]:
    """What fields say of which no result is kept."""
    around: list[_Field] = []
    for element in tree.iter():
        if element.tag == f"{W}fldSimple":
            shows = any(inner.tag in _SHOWN for inner in element.iter())
            yield from _said(_Field(element.get(f"{W}instr", ""), shows=shows))
        elif element.tag == f"{W}fldChar":
            yield from _bounded(around, element.get(f"{W}fldCharType", ""))
        elif element.tag == f"{W}instrText" and around and not around[-1].has_begun:
            around[-1].says += element.text or ""
        elif element.tag in _SHOWN:
            for field in around:
                field.shows |= field.has_begun


def _bounded(around: list[_Field], kind: str) -> Iterator[str]:
    """Begin or end a field, or its result; what it says if it ends without one."""
    if kind == "begin":
        around.append(_Field())
    elif kind == "separate" and around:
        around[-1].has_begun = True
    elif kind == "end" and around:
        yield from _said(around.pop())


def _said(field: _Field) -> Iterator[str]:
    if not field.shows and (words := field.says.split()) and words[0].upper() not in _SHOW_NOTHING:
        yield field.says.strip()
