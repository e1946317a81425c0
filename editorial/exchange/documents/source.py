"""All that a document says, from its tree and not from its parts: what the numbers in these are compared with."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from django.utils.html import escape

from . import origins
from .parts import Tracked


def source_of(trees: Iterable[Tag], tracked: Tracked) -> str:
    """All words of trees as HTML of its own elements, for whoever compares numbers: no parts have a hand in it."""
    pieces: list[str] = []

    def go(node: PageElement, marks: frozenset[str]) -> None:
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                shifted = next((mark for mark in ("sup", "sub") if mark in marks), "")
                words = "<br>".join(map(escape, origins.lines_in(node)))
                pieces.append(f"<{shifted}>{words}</{shifted}>" if shifted else words)
            return
        if not isinstance(node, Tag) or _is_left_out(node):
            return
        if node.name in origins.FOREIGN:
            pieces.append(" ")
            return
        marks = origins.marks_of(node, marks)
        if tracked is not Tracked.ASK and tracked.dropped in marks:
            return
        name = node.name if node.name in origins.BLOCKS | {"br"} else ""
        pieces.append(f"<{name}>" if name else "")
        for child in node.children:
            go(child, marks)
        pieces.append(f"</{name}>" if name else "")

    for tree in trees:
        go(tree, frozenset())
    return "".join(pieces)


def _is_left_out(element: Tag) -> bool:
    if element.name in origins.MACHINERY or origins.is_list_marker(element) or origins.is_comment(element):
        return True
    return origins.is_hidden(element) or origins.is_not_printed(element)
