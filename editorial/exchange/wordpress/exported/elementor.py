"""Pages that were built with Elementor keep their words in JSON of its own, and a poor copy as the post's content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

MOST_DEPTH = 60
_WORD = re.compile(r"\w")
_SEVERAL_WORDS = re.compile(r"\w[\s,;:.]+\w")
#: Settings that hold words, as Elementor's own widgets and most of others name them.
_WORDS = re.compile(
    r"(?:^|_)(?:title|text|editor|content|paragraph|description|caption|heading|subtitle|label|quote|name|job|question|answer|html|"
    r"alert_title|price|prefix|suffix|before|after|item)(?:_text|_content|_a|_b)?$"
)
#: Settings of looks whose names are like those of words.
_LOOKS = re.compile(
    r"color|colour|size|typography|align|width|height|style|animation|icon|shadow|border|tag$|position|_id$|css|link_to"
)
#: Settings that lead somewhere.
_LINK = re.compile(r"(?:^|_)link$")


def html_of(data: str) -> tuple[str, list[str]]:
    """The words of a page in the order in which they stand, as HTML; none where the JSON is none.

    And the settings by names that nobody here knows which may hold words, too.
    """
    try:
        elements = json.loads(data)
    except (ValueError, RecursionError):
        return "", []
    unknown: list[str] = []
    return "\n".join(_elements(elements, 0, unknown)), unknown


def _elements(elements: Any, depth: int, unknown: list[str]) -> Iterator[str]:
    if depth > MOST_DEPTH or not isinstance(elements, list):
        return
    for element in elements:
        if isinstance(element, dict):
            settings = element.get("settings")
            if element.get("elType") == "widget" and isinstance(settings, dict):
                plain = {name: _plain(value) for name, value in settings.items()}
                yield from _widget(str(element.get("widgetType") or ""), plain, unknown)
            yield from _elements(element.get("elements"), depth + 1, unknown)


def _widget(kind: str, settings: dict[str, Any], unknown: list[str]) -> Iterator[str]:
    if kind in ("heading", "e-heading"):
        level = str(settings.get("header_size") or settings.get("tag") or "h2")
        level = level if re.fullmatch(r"h[1-6]", level) else "p"
        yield f"<{level}>{_linked(settings, str(settings.get('title') or ''))}</{level}>"
    elif kind in ("image", "image-box"):
        yield _picture(settings.get("image"), str(settings.get("caption") or ""))
        yield from _said({name: value for name, value in settings.items() if name != "caption"}, 0, unknown)
    elif kind in ("icon-list", "price-list"):
        items = [" ".join(_said(item, 1, unknown)) for item in _listed(settings, "icon_list", "price_list")]
        yield "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    elif kind in ("image-gallery", "image-carousel"):
        yield from (_picture(picture, "") for picture in _listed(settings, "wp_gallery", "carousel"))
    elif kind == "video":
        addresses = [value for name, value in settings.items() if name.endswith("url") and isinstance(value, str)]
        yield from (f'<p><a href="{escape(address)}">{escape(address)}</a></p>' for address in addresses[:1])
    elif kind == "shortcode":
        yield f"<p>{settings.get('shortcode') or ''}</p>"
    else:
        yield from _said(settings, 0, unknown)


def _listed(settings: dict[str, Any], *names: str) -> list[Any]:
    return next((value for name in names if isinstance(value := settings.get(name), list)), [])


def _picture(picture: Any, caption: str) -> str:
    if not isinstance(picture, dict) or not picture.get("url"):
        return ""
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    source, alt = (escape(str(picture.get(name) or "")) for name in ("url", "alt"))
    return f'<figure><img src="{source}" alt="{alt}">{words}</figure>'


def _plain(value: Any) -> Any:
    """A setting as it is; newer widgets have it with its type, and words with what is marked in them."""
    while isinstance(value, dict) and ("$$type" in value or value.keys() == {"content", "children"}):
        value = value.get("value") if "$$type" in value else value["content"]
    return value


def _linked(settings: dict[str, Any], words: str) -> str:
    """Words as a link, where the settings have one."""
    for name, value in settings.items():
        link = _plain(value)
        address = _plain(link.get("url") or link.get("destination")) if isinstance(link, dict) else ""
        if _LINK.search(name) and isinstance(address, str) and address and words:
            return f'<a href="{escape(address)}">{words}</a>'
    return words


def _said(settings: Any, depth: int, unknown: list[str]) -> Iterator[str]:
    """The settings of any widget that hold words, in a link where they lead somewhere."""
    settings = _plain(settings)
    if isinstance(settings, dict) and (words := "\n".join(_words(settings, depth, unknown))):
        yield _linked(settings, words)


def _words(settings: dict[str, Any], depth: int, unknown: list[str]) -> Iterator[str]:
    """What the settings say; what is repeated, as items of an accordion, or stands within another, in its order."""
    if depth > MOST_DEPTH:
        return
    for name, setting in settings.items():
        value = _plain(setting)
        if isinstance(value, str) and _is_words(name, value):
            block = "h3" if name in ("title", "title_text", "tab_title", "heading") and not depth else "p"
            yield value if value.lstrip().startswith("<") else f"<{block}>{value}</{block}>"
        elif isinstance(value, str) and _SEVERAL_WORDS.search(value) and not _LOOKS.search(name):
            unknown.append(f"{name}: {value}")
        elif isinstance(value, list):
            for item in value:
                yield from _said(item, depth + 1, unknown)
        elif isinstance(value, dict) and _may_have_words(name, value):
            yield from _said(value, depth + 1, unknown)


def _may_have_words(name: str, value: dict[str, Any]) -> bool:
    """Whether a setting of several parts is none of looks, no link, no file and no icon."""
    is_other = name.startswith("_") or _LOOKS.search(name) or _LINK.search(name)
    return not is_other and not {"url", "library"} & value.keys()


def _is_words(name: str, value: str) -> bool:
    return bool(_WORDS.search(name) and not _LOOKS.search(name) and _WORD.search(value))
