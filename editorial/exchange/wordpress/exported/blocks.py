"""What WordPress keeps of a text, as HTML: blocks between comments, and what plugins keep beside it."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape, unescape

from django.utils.translation import gettext as _

from . import elementor, meta
from .contents import Contents
from .enclosed import replaced, without_comments
from .export import Item
from .hands import Hands
from .too_much import refuse_too_much

MOST_REUSED = 10
#: Blocks of WordPress that show what is elsewhere on a site anyway, or how its pages hang together.
_OF_THE_SITE = re.compile(
    r"(?:archives|avatar|calendar|categories|comments?|home-link|latest|loginout|navigation|page-list|post|query|"
    r"read-more|rss|search|separator|site|social-links?|spacer|tag-cloud|term|terms)(?:-[a-z-]+)?"
)
_OF_ANY_BLOCK = {"ref", "align", "anchor", "className", "lock", "metadata", "style"}
_BLOCK = re.compile(r"<!--\s+wp:([a-z][\w/-]*)\s*(?=(\{)|/?-->)")
_END = re.compile(r"(/?)-->")
_END_AFTER_SETTINGS = re.compile(r"(?<=\})\s*(/?)-->")
#: No tag begins with a number: “<5 kg or age >12” is words.
TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
WORD = re.compile(r"\w+")


def as_html(item: Item, contents: Contents, hands: Hands) -> str:
    data = item.meta.get(meta.ELEMENTOR_DATA) if item.meta.get(meta.ELEMENTOR_MODE) == "builder" else ""
    if data and (html := _of_elementor(data, hands)):
        return html
    return _Filled(item, contents, hands).html() if "<!-- wp:" in item.content else item.content


def _of_elementor(data: str, hands: Hands) -> str:
    page = elementor.page_of(data)
    has_words = bool(WORD.search(TAG.sub("", page.html)))
    if has_words:
        hands.append(_("It was built with Elementor: its words came in in order, its arrangement did not."))
    else:
        hands.withhold(
            _("It was built with Elementor, whose data has no words that can be read: its plain copy came in.")
        )
    if page.unknown:
        words = _("Settings of Elementor’s that may hold words stayed out: %s")
        hands.withhold(words % "; ".join(page.unknown))
    if page.wordless:
        hands.withhold(_("What these widgets of Elementor’s showed is not in its data: %s") % ", ".join(page.wordless))
    return page.html if has_words else ""


class _Filled:
    """Blocks keep their words between comments; those that have none are made when WordPress shows the page."""

    def __init__(self, item: Item, contents: Contents, hands: Hands) -> None:
        self.item = item
        self.contents = contents
        self.hands = hands
        self.left_out: Counter[str] = Counter()
        self.aside: defaultdict[str, list[str]] = defaultdict(list)
        self.endless: set[str] = set()
        self.characters = len(item.content)

    def html(self) -> str:
        html = self._filled(self.item.content, ())
        self._tell_of_settings(html)
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
                self._look_at(opened[1].removeprefix("core/"), _attributes(said))
                return f"{opened[0]}{said}{closed[0]}"
            return self._made(opened[1].removeprefix("core/"), _attributes(said), within)

        return replaced(text, _BLOCK, lambda opened: _END_AFTER_SETTINGS if opened[2] else _END, made)

    def _made(self, name: str, attributes: dict[str, object], within: tuple[int, ...]) -> str:
        if name == "footnotes":
            return self._footnotes()
        if name == "block":
            return self._reused(attributes, within)
        if "/" not in name and (not attributes or _OF_THE_SITE.fullmatch(name)):
            self.left_out[name] += 1
            return ""
        words = {"name": name, "settings": "; ".join(_said_in(attributes)) or "–"}
        sentence = _("What the block “%(name)s” showed is not in the file; look at its settings: %(settings)s")
        self.hands.withhold(sentence % words)
        return "".join(f"<p>{escape(word)}</p>" if "<" not in word else word for word in _words_in(attributes))

    def _look_at(self, name: str, attributes: dict[str, object]) -> None:
        """Words of a block that are no HTML: a plugin adds them when the page is shown, or takes them from a field."""
        described = attributes.pop("metadata", None)
        bound = described.get("bindings") if isinstance(described, dict) else None
        if bound and (said := [words for words in _said_in(bound) if "core/pattern-overrides" not in words]):
            self.aside[name] += said
        if "/" in name:
            self.aside[name] += [words for words in _said_in(attributes) if elementor.may_say(*words.split(": ", 1))]

    def _tell_of_settings(self, html: str) -> None:
        """Settings of which the text has not every word anyway."""
        shown = _words_of(without_comments(html)) if self.aside else set()
        for name, said in sorted(self.aside.items()):
            missing = [words for words in dict.fromkeys(said) if not _words_of(words.partition(": ")[2]) <= shown]
            if missing:
                told = {"name": name, "words": "; ".join(missing)}
                self.hands.withhold(
                    _("Settings of the block “%(name)s” may be words that readers saw, and stayed out: %(words)s")
                    % told
                )

    def _footnotes(self) -> str:
        notes = _footnotes(self.item)
        if not notes:
            self.hands.withhold(_("The texts of its footnotes are not in the file, or cannot be read."))
        return notes

    def _reused(self, attributes: dict[str, object], within: tuple[int, ...]) -> str:
        """WordPress shows nothing in place of a block that would stand within itself."""
        reused = self.contents.by_number(_whole_number(attributes.get("ref")))
        if reused is None or reused.kind != "wp_block":
            self.hands.withhold(_("A reusable block that it shows is not in the file."))
            return ""
        if reused.status != "publish":
            self.hands.withhold(_("The reusable block “%s” was not public there, and stayed out.") % reused.title)
            return ""
        changed = {name: value for name, value in attributes.items() if name not in _OF_ANY_BLOCK}
        if said := "; ".join(_said_in(changed)):
            words = _("The reusable block “%(title)s” had other words in this place: %(words)s")
            self.hands.withhold(words % {"title": reused.title, "words": said})
        if reused.number in within or len(within) >= MOST_REUSED:
            self.endless.add(reused.title or str(reused.number))
            return ""
        self.characters += len(reused.content)  # each may hold several of others, which hold several
        refuse_too_much(self.characters)
        return self._filled(reused.content, (*within, reused.number))


def _words_of(html: str) -> set[str]:
    return set(WORD.findall(unescape(TAG.sub(" ", html)).casefold()))


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 10**18 else 0


def _attributes(said: str) -> dict[str, object]:
    try:
        attributes = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return attributes if isinstance(attributes, dict) else {}


def _said_in(said: object, name: str = "", depth: int = 0) -> Iterator[str]:
    """All that a block's settings say, a word and a number as well: of a drug, or of a dose."""
    if isinstance(said, dict | list) and depth < MOST_REUSED:
        for key, value in said.items() if isinstance(said, dict) else enumerate(said):
            yield from _said_in(value, name if isinstance(key, int) else key, depth + 1)
    elif isinstance(said, str | float | int) and not isinstance(said, bool) and WORD.search(str(said)):
        yield f"{name}: {said}"


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
