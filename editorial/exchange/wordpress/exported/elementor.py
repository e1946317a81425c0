"""Pages that were built with Elementor keep their words in JSON of its own, and a poor copy as the post's content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from articles.writing.advice.doses import DOSE

MOST_DEPTH = 60
_WORD = re.compile(r"\w")
_ONE_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\W?")
LONGEST_CHOICE = 4
_SEVERAL_WORDS = re.compile(r"\w[\s,;:.]+\w")
#: Settings that hold words, as Elementor's own widgets and most of others name them.
_WORDS = re.compile(
    r"(?:^|_)(?:title|text|editor|content|paragraph|description|caption|heading|subtitle|label|quote|name|job|question|answer|html|"
    r"alert_title|price|prefix|suffix|before|after|item)(?:_text|_content|_a|_b)?$"
)
#: Settings of looks whose names are like those of words.
_LOOKS = re.compile(
    r"color|colour|size|typography|align|width|height|style|animation|icon|shadow|border|tag$|position|_id$|css|link_to|"
    r"class|font|gradient|transition"
)
#: Settings of looks that are numbers.
_MEASURES = re.compile(
    r"^_|column|gap|space|spacing|speed|delay|index|order|margin|padding|opacity|radius|duration|zoom|weight|grid|slides|"
    r"rotate|blur|scroll|autoplay|breakpoint|version|offset|per_page|id$|url$|background|overlay|ratio"
)
#: How a choice is kept: a word of the program's, and none of a page's.
_CHOICE = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
#: Settings that lead somewhere.
_LINK = re.compile(r"(?:^|_)link$")
#: Widgets of Elementor that say nothing, or nothing but what stands elsewhere on the site.
_WORDLESS = re.compile(
    r"theme-.*|e-(?:image|svg|divider|flexbox|div-block)|image|image-gallery|image-carousel|icon|divider|spacer|social-icons|"
    r"menu-anchor|google_maps|share-buttons|posts|nav-menu|search-form|table-of-contents|sitemap|breadcrumbs|post-.*|"
    r"author-box|archive-.*"
)
#: Widgets that show a number, with the settings that it is put together from.
_NUMBERS = {
    "counter": ("prefix", "ending_number", "suffix"),
    "progress": ("percent",),
    "star-rating": ("rating",),
    "rating": ("rating_value",),
    "countdown": ("due_date",),
}
#: What Elementor puts in place of a setting when it shows a page.
_DYNAMIC = "[elementor-tag"


@dataclass
class Page:
    """The words of a page in the order in which they stand, as HTML; none where its JSON is none.

    And the settings by names that nobody here knows which may hold words, and the widgets whose words are elsewhere.
    """

    html: str = ""
    unknown: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)


def page_of(data: str) -> Page:
    page = Page()
    try:
        elements = json.loads(data)
    except (ValueError, RecursionError):
        return page
    page.html = "\n".join(_Reader(page).elements(elements, 0))
    return page


class _Reader:
    """Walks through elements, and notes of a page what it cannot read."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def elements(self, elements: Any, depth: int) -> Iterator[str]:
        if isinstance(elements, dict):
            elements = [*elements.values()]  # a list of PHP’s from which something was taken
        if not isinstance(elements, list):
            return
        if depth > MOST_DEPTH:
            self.page.unknown.append("…")
            return
        for element in elements:
            if isinstance(element, dict):
                if element.get("elType") == "widget" or element.get("widgetType"):
                    yield from self.read(element)
                yield from self.elements(element.get("elements"), depth + 1)

    def read(self, element: dict[str, Any]) -> Iterator[str]:
        """What a widget says. One that says nothing of its own shows what is kept elsewhere."""
        kind, settings = str(element.get("widgetType") or ""), element.get("settings")
        settings = settings if isinstance(settings, dict) else {}
        plain = {name: _plain(value) for name, value in settings.items()}
        known = len(self.page.unknown)
        said = [html for html in self.widget(kind, plain) if html]
        yield from said
        dynamic = settings.get("__dynamic__")
        for name, value in dynamic.items() if isinstance(dynamic, dict) else ():
            if _DYNAMIC in str(value) and not (_LOOKS.search(name) or _LINK.search(name)):
                self.page.unknown.append(f"{name}: {value}")
        is_silent = not (said or element.get("elements") or known < len(self.page.unknown))
        if is_silent and not _WORDLESS.fullmatch(kind) and not _is_of_looks(plain):
            number = element.get("templateID") or plain.get("template_id") or ""
            self.page.wordless.append(f"{kind} {number}".strip() or "?")

    def widget(self, kind: str, settings: dict[str, Any]) -> Iterator[str]:
        if kind in ("heading", "e-heading"):
            level = str(settings.get("header_size") or settings.get("tag") or "h2")
            level = level if re.fullmatch(r"h[1-6]", level) else "p"
            words = _linked(settings, str(settings.get("title") or ""))
            yield f"<{level}>{words}</{level}>" if words else ""
        elif kind in ("image", "image-box"):
            yield _picture(settings.get("image"), str(settings.get("caption") or ""))
            yield from self.said({name: value for name, value in settings.items() if name != "caption"}, 0)
        elif kind in ("icon-list", "price-list"):
            items = [" ".join(self.said(item, 1)) for item in _listed(settings, "icon_list", "price_list")]
            yield "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""
        elif kind in ("image-gallery", "image-carousel"):
            yield from (_picture(picture, "") for picture in _listed(settings, "wp_gallery", "carousel"))
        elif kind == "video":
            addresses = [value for name, value in settings.items() if name.endswith("url") and isinstance(value, str)]
            yield from (f'<p><a href="{escape(address)}">{escape(address)}</a></p>' for address in addresses[:1])
        elif kind == "shortcode":
            yield f"<p>{settings.get('shortcode') or ''}</p>"
        elif kind in _NUMBERS:
            yield self.number(kind, settings)
            yield from self.said({name: value for name, value in settings.items() if name not in _NUMBERS[kind]}, 0)
        else:
            yield from self.said(settings, 0)

    def number(self, kind: str, settings: dict[str, Any]) -> str:
        """What a widget counts to. Where nobody chose a number, Elementor has one that its data does not name."""
        words = "".join(_shown(settings.get(name)) for name in _NUMBERS[kind])
        if not any(map(str.isdecimal, words)):
            self.page.wordless.append(kind)
        return f"<p>{words}</p>" if words else ""

    def said(self, settings: Any, depth: int) -> Iterator[str]:
        """The settings of any widget that hold words, in a link where they lead somewhere."""
        settings = _plain(settings)
        if isinstance(settings, dict) and (words := "\n".join(self.words(settings, depth))):
            yield _linked(settings, words)

    def words(self, settings: dict[str, Any], depth: int) -> Iterator[str]:
        """What the settings say; what is repeated, as items of an accordion, or stands within another, in its order."""
        for name, value in settings.items():
            if not name.startswith("_"):
                yield from self.value(name, _plain(value), depth)

    def value(self, name: str, value: Any, depth: int, *, is_repeated: bool = False) -> Iterator[str]:
        if depth > MOST_DEPTH:
            self.page.unknown.append(f"{name}: …")
        elif isinstance(value, list):
            for each in value:
                yield from self.value(name, _plain(each), depth + 1, is_repeated=True)
        elif isinstance(value, dict):
            if is_repeated or _may_have_words(name, value):
                yield from self.said(value, depth + 1)
        elif isinstance(value, str) and _is_words(name, value):
            block = "h3" if name in ("title", "title_text", "tab_title", "heading") and not depth else "p"
            yield value if value.lstrip().startswith("<") else f"<{block}>{value}</{block}>"
        elif may_say(name, value) or _is_number(name, value):
            self.page.unknown.append(f"{name}: {value}")


def may_say(name: str, value: Any) -> bool:
    """Whether a setting by a name that nobody here knows may be words or a dose, and no choice of looks."""
    if not isinstance(value, str) or _LOOKS.search(name.lower()):
        return False
    return bool(_SEVERAL_WORDS.search(value) or DOSE.search(value) or _is_word(value))


def _is_word(value: str) -> bool:
    """Whether it is one word as people write it, such as a name, and no choice that a program keeps."""
    is_choice = value.isupper() and len(value) <= LONGEST_CHOICE
    return bool(_ONE_WORD.fullmatch(value)) and not is_choice and (value[0].isupper() or not value.isascii())


def _is_number(name: str, value: Any) -> bool:
    is_scalar = isinstance(value, str | int | float) and not isinstance(value, bool)
    if not is_scalar or _LOOKS.search(name.lower()) or _MEASURES.search(name.lower()):
        return False
    return any(map(str.isdecimal, str(value))) and not _CHOICE.fullmatch(str(value))


def _is_of_looks(settings: dict[str, Any]) -> bool:
    """Whether all settings of a widget are looks, links, files and icons, and there are some."""
    return bool(settings) and not any(
        "template" in name
        or (_may_have_words(name, value) if isinstance(value, dict) else not (name[0:1] == "_" or _LOOKS.search(name)))
        for name, value in settings.items()
    )


def _shown(value: Any) -> str:
    """A part of a number; one with a unit keeps it."""
    if isinstance(value, dict):
        return f"{_shown(value.get('size'))}{_shown(value.get('unit'))}"
    return "" if value is None else str(value)


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


def _may_have_words(name: str, value: dict[str, Any]) -> bool:
    """Whether a setting of several parts is none of looks, no link, no file and no icon."""
    is_other = name.startswith("_") or _LOOKS.search(name) or _LINK.search(name)
    return not is_other and not {"url", "library"} & value.keys()


def _is_words(name: str, value: str) -> bool:
    return bool(_WORDS.search(name) and not _LOOKS.search(name) and _WORD.search(value))
