"""From what an item says to the parts of a document, with sentences about all that a person has to look at."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.characters.cleaning import cleaned
from editorial.exchange.documents.body import as_written, html_of
from editorial.exchange.documents.numbers import Difference, differences, quantities
from editorial.exchange.documents.parts import Document, Paragraph, Tracked, text_of
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references

from . import elementor, meta
from .contents import Contents
from .export import Item
from .paragraphs import with_paragraphs
from .shortcodes import Shortcodes

#: More is no article; it is told, and stays out.
MOST_CHARACTERS = 2_000_000
MOST_REUSED = 10
SHOWN = 20
_BLOCK = re.compile(r"<!--\s+wp:([a-z][\w/-]*)\s*(\{.*?\})?\s*(/?)-->", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|template|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_OURS = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist)\b(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*\]"
)
_WORD = re.compile(r"\w+")
_HANDLER = re.compile(r"on[a-z]+\Z")
#: A line by which a site said that somebody looked at a text, or when. It is a claim, and no signature of ours.
_REVIEWED = re.compile(
    r"\W*(?:(?:last\s+)?(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert)?[\s-]*"
    r"(?:reviewed|fact[\s-]?checked|verified|approved|checked)(?:\s+(?:and\s+\w+\s+)?by\b|\s+on\b|\s*:)|"
    r"(?:medical|clinical|expert)\s+(?:review(?:er)?|editor)(?:ed)?\s*(?:by\b|:)|last\s+(?:medical(?:ly)?\s+)?review(?:ed)?\b|"
    r"reviewed\s+by\b|fact[\s-]?check(?:ed)?\s+by\b)",
    re.IGNORECASE,
)
_LONGEST_CLAIM = 300
#: The same anywhere in running text, where it is not taken out: no text says it to readers unless it is so.
_SAYS_REVIEWED = re.compile(
    r"\b(?:medically|clinically|scientifically|professionally|expert)[\s-]+(?:peer[\s-]+)?(?:reviewed|(?:fact[\s-]?)?checked)\b|"
    r"\b(?:reviewed|(?:fact[\s-]?)?checked|approved)\s+by\s+(?:dr|prof|professor|our)\b|"
    r"\bthis\s+(?:article|page|post|text|content|guide|information)\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?"
    r"(?:reviewed|verified|approved|(?:fact[\s-]?)?checked)\b",
    re.IGNORECASE,
)


class TooMuchError(ValueError):
    """An item that cannot become a page, with a sentence that says why."""


class Hands(list[str]):
    """What somebody has to look at, a sentence each.

    `withheld` are those that say of the text that it is not what the former site told everybody, or may not be: such a
    text does not go out before somebody has looked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.withheld: list[str] = []

    def withhold(self, sentence: str) -> None:
        self.append(sentence)
        self.withheld.append(sentence)


@dataclass
class Content:
    """What an item says: the document, what was claimed of it, references of its fields, what needs a hand."""

    document: Document
    claims: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    hands: Hands = field(default_factory=Hands)
    told: list[str] = field(default_factory=list)


def content_of(item: Item, contents: Contents) -> Content:
    """The item's words as parts; TooMuchError for what no page can hold."""
    if len(item.content) > MOST_CHARACTERS:
        raise TooMuchError(
            _("It has %(has)s characters, and a page has at most %(most)s.")
            % {"has": f"{len(item.content):,}", "most": f"{MOST_CHARACTERS:,}"}
        )
    hands = Hands()
    source = _as_html(item, contents, hands)
    shortcodes = Shortcodes(lambda number: _picture(contents, number), lambda: contents.pictures_of(item.number))
    html = shortcodes.replaced(source)
    if "<!-- wp:" not in item.content and source is item.content:
        html = with_paragraphs(html)
    try:
        html = _tidied(html, contents, hands)
        document = read(html, Tracked.ACCEPT)
        content = Content(take_references(document), hands=hands, told=list(item.notes))
        _compare(source, content)
    except RecursionError as error:
        raise TooMuchError(_("Its elements stand within each other more deeply than any page needs.")) from error
    _tell(content, shortcodes)
    _take_claims(content)
    _take_fields(content, item)
    return content


def _picture(contents: Contents, number: int) -> tuple[str, str, str] | None:
    found = contents.by_number(number)
    return (found.file, found.alt, found.caption) if found and found.file else None


# --- what WordPress keeps, as HTML ---


def _as_html(item: Item, contents: Contents, hands: Hands) -> str:
    if item.meta.get(meta.ELEMENTOR_MODE) == "builder" and (data := item.meta.get(meta.ELEMENTOR_DATA)):
        html = elementor.html_of(data)
        if html is not None and _WORD.search(_TAG.sub("", html)):
            hands.append(_("It was built with Elementor: its words came in in order, its arrangement did not."))
            return html
    return _with_blocks(item.content, item, contents, hands, 0) if "<!-- wp:" in item.content else item.content


def _with_blocks(text: str, item: Item, contents: Contents, hands: Hands, depth: int) -> str:
    """Blocks keep their words between comments; those that have none are made when WordPress shows the page."""
    left_out: Counter[str] = Counter()

    def made(match: re.Match[str]) -> str:
        name, said, closes = match.groups()
        if not closes:
            return match[0]
        attributes = _attributes(said)
        if name == "footnotes":
            return _footnotes(item)
        if name == "block" and depth < MOST_REUSED:
            reused = contents.by_number(_whole_number(attributes.get("ref")))
            if reused and reused.content:
                return _with_blocks(reused.content, item, contents, hands, depth + 1)
        if words := [*_words_in(attributes)] if "/" in name else []:
            hands.withhold(_("The block “%s” of a plugin kept these words as settings; look at them.") % name)
            return "".join(f"<p>{escape(word)}</p>" if "<" not in word else word for word in words)
        left_out[name] += 1
        return ""

    html = _BLOCK.sub(made, text)
    if left_out:
        names = ", ".join(f"{name} ({number})" for name, number in sorted(left_out.items()))
        hands.append(_("Blocks that WordPress fills when it shows the page, and that hold no words: %s.") % names)
    return html


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 10**18 else 0


def _attributes(said: str | None) -> dict[str, object]:
    try:
        attributes = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return attributes if isinstance(attributes, dict) else {}


def _words_in(said: object, depth: int = 0) -> Iterator[str]:
    """Sentences among a block's settings; a single word is a colour, a class or a name."""
    values = said.values() if isinstance(said, dict) else said if isinstance(said, list) else []
    for value in values:
        if isinstance(value, str) and re.search(r"\w\s+\w", _TAG.sub("", value)):
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


# --- what is in HTML that no page of ours can have ---


def _tidied(html: str, contents: Contents, hands: Hands) -> str:
    """HTML whose links and pictures have whole addresses, and in which what is played elsewhere is a link."""
    soup = BeautifulSoup(html, "html.parser")
    base, counted = f"{contents.site.address.rstrip('/')}/", Counter[str]()
    for element in soup.find_all(True):
        counted["handlers"] += any(_HANDLER.match(name) for name in element.attrs)
        counted["scripts"] += element.name == "script"
        if element.name == "a" and element.get("href") and not str(element["href"]).startswith("#"):
            element["href"] = _whole(base, str(element["href"]))
        elif element.name == "img":
            _give_source(element, base)
        elif element.name == "figcaption" and _is_of_several(element):
            element.name = "p"
        elif element.name in ("iframe", "video", "audio", "embed", "object"):
            counted["players"] += _is_replaced(element, soup, base)
    if counted["scripts"] + counted["handlers"]:
        hands.append(_("Scripts were left out: %d.") % (counted["scripts"] + counted["handlers"]))
    if counted["players"]:
        hands.append(_("Videos, sounds and embedded pages became links to them: %d.") % counted["players"])
    return str(soup)


def _whole(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _give_source(picture: Tag, base: str) -> None:
    """The address of a picture, also of one that a plugin shows only when somebody gets there."""
    later = [picture.get(name) for name in ("data-src", "data-lazy-src", "data-original", "src")]
    found = next((str(source) for source in later if source), "")
    picture["src"] = found if found.startswith("data:") else _whole(base, found)


def _is_of_several(caption: Tag) -> bool:
    """Whether it stands under a gallery, and not under one picture or table."""
    figure = caption.parent
    return figure is not None and figure.name == "figure" and len(figure.find_all("img")) > 1


def _is_replaced(element: Tag, soup: BeautifulSoup, base: str) -> bool:
    if element.parent is None or element.decomposed:
        return False
    inner = element.find(["source", "embed", "param"])
    source = element.get("src") or element.get("data-src") or element.get("data")
    source = source or (inner.get("src") or inner.get("value") if isinstance(inner, Tag) else "")
    address = _whole(base, str(source)) if source else ""
    if not address.startswith(("http://", "https://")):
        return False
    link, around = soup.new_tag("a", href=address), soup.new_tag("p")
    link.string = address
    around.append(link)
    element.replace_with(around)
    return True


# --- nothing lost silently ---


def words_of(html: str) -> Counter[str]:
    """The words of HTML, found without a parser: what the result of one is compared with."""
    text = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub(" ", html)))
    return Counter(_WORD.findall(cleaned(unescape(text)).casefold()))


def _compare(source: str, content: Content) -> None:
    """Say which words of the source the parts do not have, and, apart, which numbers changed."""
    came = html_of(as_written(content.document))
    references = " ".join(map(escape, content.document.references.values()))
    struck = " ".join(words for mark, words in content.document.summary.tracked if mark == "del")
    if struck:
        content.hands.withhold(_("Struck-out words were left out: “%s”") % Truncator(struck).chars(300))
    lost = words_of(_OURS.sub(" ", source)) - words_of(f"{came} <p>{references}</p> {escape(struck)}")
    if lost:
        shown = " ".join(list(lost.elements())[:SHOWN])
        words = ngettext(
            "%(number)d word did not come in: %(words)s", "%(number)d words did not come in: %(words)s", lost.total()
        )
        content.hands.withhold(words % {"number": lost.total(), "words": shown})
    changed = differences(quantities(content.document.source), quantities(f"{came}"))
    if changed := [change for change in changed if not _is_of_reference(change, content)]:
        shown = "; ".join(
            f"{' '.join(change.before) or '–'} → {' '.join(change.after) or '–'}" for change in changed[:SHOWN]
        )
        content.hands.withhold(_("Numbers are not as they were: %s") % shown)


def _is_of_reference(change: Difference, content: Content) -> bool:
    """Whether what changed is the list of references, which stands by itself."""
    listed = " ".join(content.document.references.values())
    return bool(listed) and not change.after and all(number in listed for number in change.before)


def _tell(content: Content, shortcodes: Shortcodes) -> None:
    summary = content.document.summary
    content.told += summary.changed
    for words in summary.left_out:
        content.hands.withhold(_("Left out: %s") % words)
    if shortcodes.flagged:
        shown = " ".join(dict.fromkeys(shortcodes.flagged))
        content.hands.withhold(_("Shortcodes of plugins stand in the text as they were: %s") % shown[:500])
    if shortcodes.players:
        content.hands.append(_("Embedded addresses became links: %d.") % shortcodes.players)


# --- claims and references ---


def says_reviewed(words: str) -> str:
    """Where a text says of itself that somebody reviewed it; empty where it does not."""
    found = _SAYS_REVIEWED.search(words)
    return " ".join(words[max(found.start() - 40, 0) : found.end() + 60].split()) if found else ""


def _take_claims(content: Content) -> None:
    """Lines that say who reviewed the text, out of it: readers are told of reviews by those who sign."""
    kept = []
    for part in content.document.parts:
        words = " ".join(text_of(part.runs).split()) if isinstance(part, Paragraph) else ""
        if words and len(words) <= _LONGEST_CLAIM and _REVIEWED.match(words):
            content.claims.append(words)
        else:
            kept.append(part)
    content.document.parts = kept


def _take_fields(content: Content, item: Item) -> None:
    """What plugins keep beside the text: who reviewed it and when, and what it rests on."""
    for name, value in item.meta.items():
        words = " ".join(_TAG.sub(" ", unescape(value)).split())
        if not words:
            continue
        if meta.CLAIM.search(name):
            content.claims.append(f"{name}: {words[:_LONGEST_CLAIM]}")
        elif meta.REFERENCES.search(name) and not re.match(r"[aOs]:\d+:|[\[{]", words):
            lines = re.split(r"</(?:li|p)>|<br\s*/?>|\n", value)
            found = [" ".join(unescape(_TAG.sub(" ", line)).split()) for line in lines]
            content.references += [line for line in found if line]
    if content.claims:
        content.hands.append(
            _("The former site said of it, which nobody here has checked: %s") % "; ".join(content.claims)
        )
