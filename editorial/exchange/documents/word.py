"""What a Word document says in ways that mammoth decides about, or leaves out, said in ways that it carries."""

from __future__ import annotations

from xml.etree import ElementTree  # what is read is read by defusedxml

from django.utils.translation import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Styles of ours that stand for tracked changes on the way through mammoth, which accepts them all.
TRACKED = {
    "del": "TrackedDeletion",
    "moveFrom": "TrackedDeletion",
    "ins": "TrackedInsertion",
    "moveTo": "TrackedInsertion",
}
#: What stands around words that mammoth does not know, so that it would leave them out: fields, and directions of text.
_AROUND_WORDS = {f"{W}{name}" for name in ("fldSimple", "dir", "bdo")}
_OFF = {"0", "false", "off"}


def made_plain(tree: ElementTree.Element) -> list[str]:
    """Change the tree of a part of a document; sentences about what was taken out of it."""
    _keep_what_was_deleted(tree)
    _unwrap(tree)
    _give_tracked_runs_styles(tree)
    for run in tree.iter(f"{W}r"):
        for mark in run.findall(f"{W}commentReference"):
            run.remove(mark)
        for tab in run.findall(f"{W}ptab"):
            tab.tag = f"{W}tab"
        _give_known_properties(run)
    for text in tree.iter(f"{W}delText"):
        text.tag = f"{W}t"
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
