"""Text from outside made fit to be kept: titles with four harmless tags, and everything else plain."""

from __future__ import annotations

import re
from html import unescape

import nh3
from bs4 import BeautifulSoup, Tag

from ..characters.cleaning import cleaned_line
from ..characters.superscripts import in_characters

#: What a title may hold: species in italics, genes, chemical formulas, powers.
ALLOWED = {"i", "b", "sub", "sup"}
#: Longer than any title; a longer text is cut before anything reads it.
MOST_CHARACTERS = 4_000

_SAME_AS = {"em": "i", "italic": "i", "strong": "b", "bold": "b", "inf": "sub"}
#: Something is taken for a tag only when it looks like one: in “p<q and r>s” nothing does.
_TAG = re.compile(
    r"""<(?P<end>/?)(?:\w+:)?(?P<name>[A-Za-z][\w-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))*\s*/?>"""
)
_ESCAPED_TAG = re.compile(
    r"&lt;(/?(?:\w+:)?(?:i|b|em|strong|italic|bold|sub|sup|inf|scp|p|title|span|br)\s*/?)&gt;", re.IGNORECASE
)
_ESCAPED_TWICE = re.compile(r"&amp;(?=(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});)", re.IGNORECASE)
#: Formulas come a second time in TeX, and comments are for nobody.
_UNSHOWN = re.compile(
    r"<!--.*?-->|<(?:\w+:)?(tex-math|annotation|script|style)\b.*?</(?:\w+:)?\1\s*>", re.DOTALL | re.IGNORECASE
)

#: Elements of MathML that say by their place what is raised, lowered or divided; with the tags of what follows a base.
_PLACED = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup"), "mfrac": ()}
_FORMULA = re.compile(r"<(?:\w+:)?(?:msup|msub|msubsup|mfrac)[\s>]", re.IGNORECASE)


def clean(text: str | None) -> str:
    """Text as HTML with nothing but i, b, sub and sup in it. Reads HTML, JATS and escaped HTML."""
    text = cleaned_line(_cut(text))
    text = _ESCAPED_TAG.sub(r"<\1>", _ESCAPED_TWICE.sub("&", text))
    text = _UNSHOWN.sub("", text)
    text = _TAG.sub(_kept_tag, _with_formulas(_escaped_where_no_tag(text)))
    text = nh3.clean(text, tags=ALLOWED, attributes={}, link_rel=None)
    return _in_one_line(_without_empty_tags(text))


def plain(text: str | None) -> str:
    """Text without any tags and with no entities: to be escaped by whoever shows it."""
    return _in_one_line(unescape(nh3.clean(in_characters(clean(text)), tags=set(), attributes={})))


def _cut(text: str | None) -> str:
    return str(text or "")[:MOST_CHARACTERS].encode("utf-8", "ignore").decode()


def _escaped_where_no_tag(text: str) -> str:
    """The same with “<” as an entity where no tag begins, so that no words are lost."""
    return re.sub(r"<(?!/?[A-Za-z])|<", lambda sign: "<" if _TAG.match(text, sign.start()) else "&lt;", text)


def _with_formulas(text: str) -> str:
    """The same with powers, indices and fractions of MathML in a line: 10<sup>6</sup>, 1/2; other tags stay."""
    try:
        return _in_a_line(text) if _FORMULA.search(text) else text
    except RecursionError:  # elements within each other more deeply than any formula has them
        return text


def _in_a_line(text: str) -> str:
    soup = BeautifulSoup(text, "html.parser")
    for element in soup.find_all(True):
        name, parts = _local_name(element), element.find_all(True, recursive=False)
        if name in _PLACED:
            for blank in [piece for piece in element.find_all(string=True, recursive=False) if not piece.strip()]:
                blank.extract()
            for part, tag in zip(parts[1:], _PLACED[name], strict=False):
                part.wrap(soup.new_tag(tag))
        if name == "mfrac" and len(parts) == 2:
            _divide(element, *parts)
    return str(soup)


def _divide(fraction: Tag, above: Tag, below: Tag) -> None:
    """Write a fraction with a stroke; 1½ is “1 1/2”, and what holds an operator stands in brackets."""
    for part in (above, below):
        if part.find(lambda inner: _local_name(inner) == "mo"):
            part.insert(0, "(")
            part.append(")")
    above.insert_after("/")
    before = fraction.find_previous(string=re.compile(r"\S"))
    if before is not None and before.rstrip()[-1].isdecimal() and not fraction.find_parent(["sub", "sup"]):
        fraction.insert_before(" ")


def _local_name(element: Tag) -> str:
    return element.name.rpartition(":")[2].lower()


def _kept_tag(match: re.Match[str]) -> str:
    name = match["name"].lower()
    name = _SAME_AS.get(name, name)
    if name in ALLOWED:
        return f"<{match['end']}{name}>"
    return " " if name in ("p", "br", "title") else ""


def _without_empty_tags(text: str) -> str:
    while (shorter := re.sub(r"<(i|b|sub|sup)>(\s*)</\1>", r"\2", text)) != text:
        text = shorter
    return text


def _in_one_line(text: str) -> str:
    return " ".join(text.replace("&nbsp;", " ").split())
