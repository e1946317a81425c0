"""How the lists of a Word document count, which mammoth does not say: an item (d) or 4 becomes the first of a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from ..parts import Item, Numbers, Paragraph
from .package import Package, W
from .plain import words_of

#: Ways to count that come in as they are, of which the last count nothing.
_AS_HERE = {"decimal", "decimalZero", "ordinal", "bullet", "none"}
_NOTHING = {"bullet", "none"}
#: The list that a paragraph is of, and how deep it is in there.
Level = tuple[str, int]


@dataclass(frozen=True)
class Way:
    """How a level of a list counts, and from where."""

    form: str
    start: int


def otherwise_counted(package: Package) -> list[str]:
    """Sentences about lists that will count otherwise than they do."""
    ways, styled = _ways(package.tree("numbering")), _levels_of_styles(package.tree("styles"))
    here, there = Numbers(), defaultdict[str, dict[int, int]](dict)
    told: set[str] = set()
    for element in package.document.iter():
        if element.tag in (f"{W}tc", f"{W}tbl"):
            here = Numbers()
        way = ways.get(level) if (level := _level_of(element, styled)) else None
        if way is None or level is None:
            if element.tag == f"{W}p" and words_of(element).strip():
                here.of(Paragraph([]))
            continue
        number = here.of(Item(level[1], way.form not in _NOTHING, []))
        counted = there[level[0]]
        for deeper in [depth for depth in counted if depth > level[1]]:
            del counted[deeper]
        counted[level[1]] = counted.get(level[1], way.start - 1) + 1
        if way.form not in _AS_HERE:
            told.add(_("Letters and other numbers of a list became 1, 2, 3."))
        elif way.form not in _NOTHING and number != counted[level[1]]:
            told.add(_("A numbered list that began elsewhere begins at 1."))
    return sorted(told)


def _level_of(element: Element, styled: dict[str, Level]) -> Level | None:
    """The list that a paragraph is an item of; what it says itself goes before its style."""
    if element.tag != f"{W}p":
        return None
    of_style = styled.get(_value(element, "pPr/{0}pStyle", ""))
    number = _value(element, "pPr/{0}numPr/{0}numId", of_style[0] if of_style else "")
    depth = _number(_value(element, "pPr/{0}numPr/{0}ilvl", str(of_style[1]) if of_style else "0"))
    return (number, depth) if number not in ("", "0") else None


def _levels_of_styles(styles: Element | None) -> dict[str, Level]:
    found = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if number := _value(style, "pPr/{0}numPr/{0}numId", ""):
            depth = _number(_value(style, "pPr/{0}numPr/{0}ilvl", "0"))
            found[style.get(f"{W}styleId", "")] = (number, depth)
    return found


def _ways(numbering: Element | None) -> dict[Level, Way]:
    """How each level of each list counts; what is said of a list goes before what is said of its kind."""
    if numbering is None:
        return {}
    kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in numbering.iter(f"{W}abstractNum")}
    ways: dict[Level, Way] = {}
    for one in numbering.iter(f"{W}num"):
        kind = kinds.get(_value(one, "abstractNumId", ""))
        levels = [*(kind.iterfind(f"{W}lvl") if kind is not None else ()), *one.iterfind(f"{W}lvlOverride/{W}lvl")]
        name = one.get(f"{W}numId", "")
        for level in levels:
            ways[name, _number(level.get(f"{W}ilvl", "0"))] = _way(level)
        for override in one.iterfind(f"{W}lvlOverride"):
            key = (name, _number(override.get(f"{W}ilvl", "0")))
            if key in ways and (start := _value(override, "startOverride", "")):
                ways[key] = Way(ways[key].form, _number(start))
    return ways


def _way(level: Element) -> Way:
    form = _value(level, "numFmt", "decimal")
    is_of_several = _value(level, "lvlText", "").count("%") > 1  # as 2.1
    return Way("several" if is_of_several and form not in _NOTHING else form, _number(_value(level, "start", "1")))


def _value(element: Element, path: str, otherwise: str) -> str:
    found = element.find(f"{W}{path.format(W)}")
    return found.get(f"{W}val", otherwise) if found is not None else otherwise


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
