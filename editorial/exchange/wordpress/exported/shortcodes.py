"""Shortcodes: words in square brackets in whose place WordPress or a plugin put something when it showed a post.

Those of WordPress itself become HTML. Any other stays in its place, where a person has to decide about it.
https://developer.wordpress.org/apis/shortcode/
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from editorial.exchange.documents.origins import BLOCKS

from .enclosed import replaced

#: A picture of the export by its number: its address, its description, and its caption, which is HTML; None for one
#: that is not there.
PictureOf = Callable[[int], "tuple[str, str, str] | None"]

_SHORTCODE = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{1,60})(?=[\s\]/=])((?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*?)(/?)\](\]?)")
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]]+")
_CAPTION = re.compile(r"\[(wp_caption|caption)\b((?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*)\]")
_EMBED = re.compile(r"\[(embed)\b[^\[\]]*\]")
_PICTURE = re.compile(r"((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
#: An address alone on its line, in whose place WordPress shows the video or post that is there.
_ALONE = re.compile(r"^[ \t]*(?:<p>[ \t]*)?(https?://[^\s<>\"]+)[ \t]*(?:</p>[ \t]*)?$", re.MULTILINE)
#: How far from a shortcode its line is looked at.
_NEAR = 300
_LINES = "|".join([*BLOCKS, "br"])
_OTHERS = r"(?:\[/?[A-Za-z][\w-]{1,60}\][ \t\r]*)*"
_LINE_BEGINS = re.compile(rf"(?:\A|\n|-->|</?(?:{_LINES})\b[^<>]*>)[ \t\r]*{_OTHERS}\Z", re.IGNORECASE)
_LINE_ENDS = re.compile(rf"[ \t\r]*{_OTHERS}(?:\Z|\n|<!--|</?(?:{_LINES})\b)", re.IGNORECASE)
PLAYERS = {"audio", "video", "playlist"}
_SOURCES = ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac")


class Shortcodes:
    """Takes the shortcodes of one post; afterwards `flagged` has those that a person decides about."""

    def __init__(self, picture_of: PictureOf, own_pictures: Callable[[], list[int]]) -> None:
        self.picture_of = picture_of
        self.own_pictures = own_pictures
        self.flagged: list[str] = []
        self.players = 0
        self.closed: set[str] = set()

    def replaced(self, text: str) -> str:
        if "[" not in text:
            return self._alone(text)
        text = replaced(text, _CAPTION, _end_of, self._caption)
        text = replaced(text, _EMBED, _end_of, lambda opened, inner, closed: self.link(unescape(inner.strip())))
        self.closed = {match[3] for match in _SHORTCODE.finditer(text) if match[2]}
        return self._alone(_SHORTCODE.sub(self._one, text))

    def link(self, address: str) -> str:
        """A paragraph that leads to what was played or shown in this place."""
        self.players += 1
        found = _ADDRESS.match(address.strip())
        shown = escape(found[0] if found else address.strip())
        return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n' if found else f"\n\n<p>{shown}</p>\n\n"

    def _alone(self, text: str) -> str:
        return _ALONE.sub(lambda match: self.link(unescape(match[1])), text)

    def _one(self, match: re.Match[str]) -> str:
        opened, ends, name, said, _closes, closed = match.groups()
        if opened and closed:
            return match[0][1:-1]  # doubled brackets: a text about shortcodes
        attributes = attributes_of(said)
        if name == "gallery" and not ends:
            return self._gallery(attributes)
        if name in PLAYERS:
            sources = [attributes[key] for key in _SOURCES if key in attributes] or _ADDRESS.findall(said)
            return "".join(map(self.link, sources)) if sources or ends else self._flag(match[0])
        if name == "embed" and "src" in attributes:
            return self.link(attributes["src"])
        # Brackets also hold remarks and numbers of references: a shortcode says something, or has an end.
        is_one = attributes or name in self.closed or "_" in name or _is_alone(match)
        return self._flag(match[0]) if is_one else match[0]

    def _flag(self, shortcode: str) -> str:
        self.flagged.append(" ".join(unescape(shortcode).split()))
        return f"\n\n<p>{shortcode}</p>\n\n"

    def _caption(self, opened: re.Match[str], inner: str, closed: re.Match[str]) -> str:
        attributes = attributes_of(opened[2])
        picture = _PICTURE.match(inner.lstrip())
        said = escape(attributes.get("caption", ""), quote=False)
        if picture is None:
            return f"{inner}\n\n<p>{said}</p>\n\n" if said else inner
        words = picture[2].strip() or said
        return f"\n\n<figure>{picture[1]}<figcaption>{words}</figcaption></figure>\n\n"

    def _gallery(self, attributes: dict[str, str]) -> str:
        named = attributes.get("ids") or attributes.get("include") or ""
        numbers = [int(number) for number in re.findall(r"\d{1,18}", named)] or self.own_pictures()
        return "".join(map(self.figure, numbers)) or self._flag("[gallery]")

    def figure(self, number: int) -> str:
        found = self.picture_of(number)
        if found is None:
            self.flagged.append(f"[gallery ids={number}]")
            return ""
        address, alt, caption = escape(found[0]), escape(found[1]), found[2]
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'\n\n<figure><img src="{address}" alt="{alt}">{words}</figure>\n\n'


def _is_alone(match: re.Match[str]) -> bool:
    """Whether nothing but other shortcodes stands on its line, or in its block."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    return bool(_LINE_BEGINS.search(before) and _LINE_ENDS.match(after))


def _end_of(opened: re.Match[str]) -> re.Pattern[str]:
    return re.compile(rf"\[/{opened[1]}\]")


def attributes_of(said: str) -> dict[str, str]:
    """What a shortcode says; quotation marks may have become curly, or entities, on the way."""
    said = re.sub("[“”″]|&#822[01];|&quot;", '"', said)
    return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(said)}
