"""What styles of a Word document say of the words in them, written into these: mammoth asks styles for their names."""

from __future__ import annotations

from copy import copy
from xml.etree.ElementTree import Element

from .package import W

FONTS = f"{W}rFonts"
#: What decides over what is read, or whether it is.
MEANINGFUL = [FONTS, *(f"{W}{name}" for name in ("vertAlign", "position", "strike", "dstrike", "vanish"))]
#: In a paragraph's style and in a character's, these undo each other: ECMA-376, part 1, 17.7.3.
_TOGGLES = {f"{W}{name}" for name in ("strike", "dstrike", "vanish")}
#: Styles that are based on each other: Word itself allows no more than ten.
LONGEST_CHAIN = 20
_OFF = {"0", "false", "off"}
Properties = dict[str, Element]


def is_on(mark: Element | None) -> bool:
    """Whether a property that is there or not is there."""
    return mark is not None and mark.get(f"{W}val", "1").lower() not in _OFF


def properties_of(run: Element) -> Element:
    """The properties of a run, which it has from now on if it had none."""
    found = run.find(f"{W}rPr")
    if found is None:
        found = Element(f"{W}rPr")
        run.insert(0, found)
    return found


def _add_fonts(properties: Element, *styles: Element | None) -> None:
    """A font for each kind of script, from whatever names one first."""
    fonts = properties.find(FONTS)
    known: dict[str, str] = dict(fonts.attrib) if fonts is not None else {}
    for style in styles:
        for kind, font in style.items() if style is not None else ():
            if f"{kind}Theme" not in known:
                known.setdefault(kind, font)
    if known:
        for former in properties.findall(FONTS):
            properties.remove(former)
        properties.append(Element(FONTS, known))


class Styles:
    """The styles of a document, each with what it has of those that it is based on."""

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, str] = {}
        self._known: dict[tuple[str, str], Properties] = {}
        for style in tree.iter(f"{W}style") if tree is not None else ():
            kind, name = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
            self._styles.setdefault((kind, name), style)
            if style.get(f"{W}default", "0").lower() not in _OFF:
                self._defaults.setdefault(kind, name)

    def write_into(self, run: Element, paragraph: str) -> None:
        """What the styles of a run and of its paragraph say, as if it was said of the run."""
        properties = properties_of(run)
        style = properties.find(f"{W}rStyle")
        of_paragraph = self._of("paragraph", paragraph)
        of_run = self._of("character", style.get(f"{W}val", "") if style is not None else "")
        for name in MEANINGFUL:
            found = of_run.get(name, of_paragraph.get(name))
            is_said = properties.find(name) is not None
            if name in _TOGGLES and is_on(of_run.get(name)) == is_on(of_paragraph.get(name)):
                continue
            if name == FONTS:
                _add_fonts(properties, of_run.get(name), of_paragraph.get(name))
            elif found is not None and not is_said:
                properties.append(Element(name) if name in _TOGGLES else copy(found))

    def _of(self, kind: str, name: str) -> Properties:
        key = (kind, name or self._defaults.get(kind, ""))
        if key not in self._known:
            self._known[key] = self._collected(*key)
        return self._known[key]

    def _collected(self, kind: str, name: str) -> Properties:
        chain: list[Element] = []
        style = self._styles.get((kind, name))
        while style is not None and style not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            based_on = style.find(f"{W}basedOn")
            style = self._styles.get((kind, based_on.get(f"{W}val", ""))) if based_on is not None else None
        marks = [mark for style in reversed(chain) for mark in style.iterfind(f"{W}rPr/*")]
        return {mark.tag: mark for mark in marks}
