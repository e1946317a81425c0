"""What mammoth decides about by itself, or leaves out, said in ways that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from articles.characters.symbols import in_unicode

from .package import OFFICE, W
from .styles import Styles, is_on, properties_of

#: Styles of ours that stand for tracked changes on the way through mammoth, which accepts them all.
CHANGES = {f"{W}del": "del", f"{W}moveFrom": "del", f"{W}ins": "ins", f"{W}moveTo": "ins"}
TRACKED = {
    frozenset({"del"}): "TrackedDeletion",
    frozenset({"ins"}): "TrackedInsertion",
    frozenset({"del", "ins"}): "TrackedInsertionAndDeletion",
}
#: What stands around words that mammoth does not know, so that it would leave them out: fields, and directions of text.
_AROUND_WORDS = {f"{W}{name}" for name in ("fldSimple", "dir", "bdo")}
#: What mammoth knows by another name only.
_KNOWN = {f"{W}ptab": f"{W}tab", f"{W}cr": f"{W}br", f"{W}delText": f"{W}t"}
#: What stands in a line and does not come in.
LEFT_OUT = {f"{{{OFFICE}officeDocument/2006/math}}{name}" for name in ("oMath", "oMathPara")}
#: Word has no more.
MOST_COLUMNS = 63
_SHIFT = re.compile(r"([+-]?)[\d.]*[1-9]")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_BOX = f"{W}txbxContent"
_WORDS = {f"{W}t", f"{W}delText"}


def made_plain(tree: Element, styles: Styles) -> list[str]:
    """Change the tree of a part of a document; sentences about what was taken out of it."""
    _choose(tree)
    _keep_what_was_deleted(tree)
    _fill_rows(tree)
    _part(tree)
    for run, paragraph, changes in list(_runs(tree)):
        styles.write_into(run, paragraph)
        _give_known_properties(run)
        _give_signs(run)
        if changes:
            _give_style(run, TRACKED[changes])
        for mark in run.findall(f"{W}commentReference"):
            run.remove(mark)
    _unwrap(tree)
    for element in list(tree.iter()):
        element.tag = _KNOWN.get(element.tag, element.tag)
    for end in tree.iter(f"{W}br"):  # between “5”, the end of a page and “10 mg” is not nothing
        end.attrib.pop(f"{W}type", None)
    return [_("Hidden text: “%s”") % words for words in _take_hidden(tree)]


def words_of(element: Element) -> str:
    """All that stands in an element, without what parts its paragraphs."""
    return "".join(text.text or "" for text in element.iter() if text.tag in _WORDS)


def _choose(tree: Element) -> None:
    """Of alternatives those that mammoth takes, unless others have other words; and boxes of text out of drawings."""
    for around in reversed(list(tree.iter())):
        if any(child.tag == f"{_MC}AlternateContent" for child in around):
            around[:] = [kept for child in around for kept in _chosen(child)]
        if around.tag.startswith(_VML) and around.find(f".//{_BOX}") is not None:
            around.tag = f"{_VML}shape"  # of others mammoth knows few
        if around.find(f"{W}drawing//{_BOX}") is not None:
            around[:] = [new for child in around for new in _with_boxes(child)]


def _with_boxes(element: Element) -> list[Element]:
    """An element, and what it has of boxes if it is a drawing, in which mammoth looks for pictures alone."""
    boxes = list(_boxes(element)) if element.tag == f"{W}drawing" else []
    picture = Element(f"{W}pict")
    picture.extend(boxes)
    return [element, picture] if boxes else [element]


def _boxes(element: Element) -> Iterator[Element]:
    """Take the boxes of text out of an element; one within another stays there."""
    for child in list(element):
        if child.tag == _BOX:
            element.remove(child)
            yield child
        else:
            yield from _boxes(child)


def _chosen(element: Element) -> list[Element]:
    if element.tag != f"{_MC}AlternateContent":
        return [element]
    choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
    if choice is None or (fallback is not None and words_of(choice) == words_of(fallback)):
        return list(fallback) if fallback is not None else []
    return list(choice)


def _keep_what_was_deleted(tree: Element) -> None:
    """Rows, and ends of paragraphs: their words carry what was tracked, and who brings them in decides about those."""
    for properties in [*tree.iter(f"{W}trPr"), *tree.iter(f"{W}rPr")]:
        for name in ("del", "moveFrom"):
            for mark in properties.findall(f"{W}{name}"):
                properties.remove(mark)


def _part(tree: Element) -> None:
    """Put a blank where something is left out: “5”, a formula and “10 mg” are not 510 mg."""
    for around in reversed(list(tree.iter())):
        if any(child.tag in LEFT_OUT for child in around):
            around[:] = [new for child in around for new in ([_blank(), child] if child.tag in LEFT_OUT else [child])]


def _blank() -> Element:
    run = Element(f"{W}r")
    text = SubElement(run, f"{W}t")
    text.text = " "
    return run


def _fill_rows(tree: Element) -> None:
    """A row that begins further right has empty cells before: mammoth would begin it at the left."""
    for row in tree.iter(f"{W}tr"):
        before = row.find(f"{W}trPr/{W}gridBefore")
        number = before.get(f"{W}val", "0") if before is not None else "0"
        if number.isascii() and number.isdecimal() and 0 < int(number) <= MOST_COLUMNS:
            cell, properties = Element(f"{W}tc"), Element(f"{W}tcPr")
            properties.append(Element(f"{W}gridSpan", {f"{W}val": number}))
            cell.extend([properties, Element(f"{W}p")])
            first = next((place for place, child in enumerate(row) if child.tag == f"{W}tc"), len(row))
            row.insert(first, cell)


def _runs(tree: Element) -> Iterator[tuple[Element, str, frozenset[str]]]:
    """Each run, the style of its paragraph, and the tracked changes that it stands in."""
    around: list[tuple[Element, str, frozenset[str]]] = [(tree, "", frozenset())]
    while around:
        element, style, changes = around.pop()
        if element.tag == f"{W}p":
            named = element.find(f"{W}pPr/{W}pStyle")
            style = named.get(f"{W}val", "") if named is not None else ""
        elif element.tag in CHANGES:
            changes |= {CHANGES[element.tag]}
        elif element.tag == f"{W}r":
            yield element, style, changes
        around += [(child, style, changes) for child in element]


def _unwrap(tree: Element) -> None:
    for around in reversed(list(tree.iter())):  # what is within comes first
        if any(map(_is_around_words, around)):
            around[:] = [inner for child in around for inner in (child if _is_around_words(child) else [child])]


def _is_around_words(element: Element) -> bool:
    return element.tag in _AROUND_WORDS or (element.tag in CHANGES and element.find(f".//{W}r") is not None)


def _give_style(run: Element, style: str) -> None:
    properties = properties_of(run)
    for former in properties.findall(f"{W}rStyle"):
        properties.remove(former)
    properties.insert(0, Element(f"{W}rStyle", {f"{W}val": style}))


def _give_known_properties(run: Element) -> None:
    """Two strokes through a word are one, and what is moved up or down from the line is raised or lowered."""
    properties = properties_of(run)
    for stroke in properties.findall(f"{W}dstrike"):
        stroke.tag = f"{W}strike"
    strokes = properties.findall(f"{W}strike")
    for stroke in strokes:  # mammoth looks at the first, and does not know each way to say no
        properties.remove(stroke)
    if any(map(is_on, strokes)):
        properties.append(Element(f"{W}strike"))
    moved = properties.find(f"{W}position")
    shift = _SHIFT.match(moved.get(f"{W}val", "")) if moved is not None else None
    if shift:
        where = "subscript" if shift[1] == "-" else "superscript"
        properties.append(Element(f"{W}vertAlign", {f"{W}val": where}))


def _give_signs(run: Element) -> None:
    """Words in a font of signs as the signs that they show; one that is named by its font and number as text."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    named = [fonts.get(f"{W}{name}", "") for name in ("ascii", "hAnsi")] if fonts is not None else [""]
    font = next(filter(None, named), "")
    for element in run:
        if element.tag in _WORDS:
            element.text = in_unicode(element.text or "", font)
        elif element.tag == f"{W}sym":
            code = int(element.get(f"{W}char", "0"), 16)
            element.tag, element.text = f"{W}t", in_unicode(chr(code), element.get(f"{W}font", font))


def _take_hidden(tree: Element) -> list[str]:
    """Take out the runs that Word does not show; their words."""
    hidden: list[str] = []
    for around in list(tree.iter()):
        for run in around.findall(f"{W}r"):
            if is_on(run.find(f"{W}rPr/{W}vanish")):
                around.remove(run)
                hidden += [words_of(run)]
    return [words for words in hidden if words.strip()]
