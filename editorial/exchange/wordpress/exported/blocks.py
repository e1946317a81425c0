"""What WordPress keeps of a text, as HTML: blocks between comments, and what plugins keep beside it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from . import elementor, meta
from .contents import Contents, Entry
from .enclosed import replaced
from .export import Item
from .hands import Hands
from .too_much import refuse_too_much

MOST_REUSED = 10
_BLOCK = re.compile(r"<!--\s+wp:([a-z][\w/-]*)\s*(?=(\{)|/?-->)")
_END = re.compile(r"(/?)-->")
_END_AFTER_SETTINGS = re.compile(r"(?<=\})\s*(/?)-->")
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"\w+")


def as_html(item: Item, contents: Contents, hands: Hands) -> str:
    if item.meta.get(meta.ELEMENTOR_MODE) == "builder" and (data := item.meta.get(meta.ELEMENTOR_DATA)):
        html, unknown = elementor.html_of(data)
        if unknown:
            hands.withhold(_("Settings of Elementor’s that may hold words stayed out: %s") % "; ".join(unknown))
        if WORD.search(TAG.sub("", html)):
            hands.append(_("It was built with Elementor: its words came in in order, its arrangement did not."))
            return html
        hands.withhold(
            _("It was built with Elementor, whose data has no words that can be read: its plain copy came in.")
        )
    return _Filled(item, contents, hands).html() if "<!-- wp:" in item.content else item.content


class _Filled:
    """Blocks keep their words between comments; those that have none are made when WordPress shows the page."""

    def __init__(self, item: Item, contents: Contents, hands: Hands) -> None:
        self.item = item
        self.contents = contents
        self.hands = hands
        self.left_out: Counter[str] = Counter()
        self.endless: set[str] = set()
        self.characters = len(item.content)

    def html(self) -> str:
        html = self._filled(self.item.content, ())
        if self.left_out:
            names = ", ".join(f"{name} ({number})" for name, number in sorted(self.left_out.items()))
            self.hands.append(
                _("Blocks that WordPress fills when it shows the page, and that hold no words: %s.") % names
            )
        for name in sorted(self.endless):
            self.hands.withhold(
                _("The reusable block “%s” stands within itself or too deeply in others, and stayed out there.") % name
            )
        return html

    def _filled(self, text: str, within: tuple[int, ...]) -> str:
        """The text with its blocks. `within` are the reusable blocks, the outermost first, in which it stands."""

        def made(opened: re.Match[str], said: str, closed: re.Match[str]) -> str:
            if not closed[1]:
                return f"{opened[0]}{said}{closed[0]}"
            return self._made(opened[1], _attributes(said), within)

        return replaced(text, _BLOCK, lambda opened: _END_AFTER_SETTINGS if opened[2] else _END, made)

    def _made(self, name: str, attributes: dict[str, object], within: tuple[int, ...]) -> str:
        if name == "footnotes":
            return _footnotes(self.item)
        if name == "block":
            reused = self.contents.by_number(_whole_number(attributes.get("ref")))
            if reused and reused.content:
                return self._reused(reused, within)
        if words := [*_words_in(attributes)] if "/" in name else []:
            self.hands.withhold(_("The block “%s” of a plugin kept these words as settings; look at them.") % name)
            return "".join(f"<p>{escape(word)}</p>" if "<" not in word else word for word in words)
        self.left_out[name] += 1
        return ""

    def _reused(self, reused: Entry, within: tuple[int, ...]) -> str:
        """WordPress shows nothing in place of a block that would stand within itself."""
        if reused.number in within or len(within) >= MOST_REUSED:
            self.endless.add(reused.title or str(reused.number))
            return ""
        self.characters += len(reused.content)  # each may hold several of others, which hold several
        refuse_too_much(self.characters)
        return self._filled(reused.content, (*within, reused.number))


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 10**18 else 0


def _attributes(said: str) -> dict[str, object]:
    try:
        attributes = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return attributes if isinstance(attributes, dict) else {}


def _words_in(said: object, depth: int = 0) -> Iterator[str]:
    """Sentences among a block's settings; a single word is a colour, a class or a name."""
    values = said.values() if isinstance(said, dict) else said if isinstance(said, list) else []
    for value in values:
        if isinstance(value, str) and re.search(r"\w\s+\w", TAG.sub("", value)):
            yield value
        elif depth < MOST_REUSED:
            yield from _words_in(value, depth + 1)


def _footnotes(item: Item) -> str:
    """WordPress's own footnotes, whose texts are a field of the post."""
    try:
        notes = json.loads(item.meta.get(meta.FOOTNOTES) or "[]")
    except (ValueError, RecursionError):
        return ""
    rows = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    return (
        "<ol>"
        + "".join(
            f'<li id="{escape(str(row.get("id")))}">{row.get("content") or ""} '
            f'<a href="#{escape(str(row.get("id")))}-link">↩</a></li>'
            for row in rows
        )
        + "</ol>"
        if rows
        else ""
    )
