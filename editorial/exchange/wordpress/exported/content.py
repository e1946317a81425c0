"""From what an item says to the parts of a document, with sentences about all that a person has to look at."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape, unescape

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.characters.cleaning import cleaned
from articles.characters.superscripts import ON_THE_LINE
from editorial.exchange.documents.body import as_written, html_of
from editorial.exchange.documents.lines import lines_of
from editorial.exchange.documents.numbers import Difference, differences, quantities
from editorial.exchange.documents.parts import Document, Paragraph, Part, Run, Tracked, plain, text_of
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references

from . import meta
from .blocks import TAG, WORD, as_html
from .claims import is_claim, may_claim
from .contents import Contents
from .elementor import may_say
from .enclosed import end_of_element, replaced
from .export import Item
from .hands import Hands
from .paragraphs import with_paragraphs
from .shortcodes import Shortcodes
from .tidying import tidied, with_signs
from .too_much import TooMuchError, refuse_too_much

SHOWN = 20
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<!--|<(script|style|template|noscript)\b", re.IGNORECASE)
_SERIALIZED = re.compile(r"[aOs]:\d+:|[\[{]")
_END_OF_REFERENCE = re.compile(r"</(?:li|p)>|<br\s*/?>|\n", re.IGNORECASE)
_ITEM = re.compile(r"</?(?:ul|ol|li|p|div)\b[^<>]*>", re.IGNORECASE)
_END_OF_COMMENT = re.compile("-->")
_OURS = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist)\b(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*\]"
)


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
    refuse_too_much(len(item.content))
    hands = Hands()
    for sentence in item.damage:
        hands.withhold(_("Words may be missing, compare it with the former site: %s") % sentence)
    source = as_html(item, contents, hands)
    is_classic = "<!-- wp:" not in item.content and source is item.content
    source = with_signs(source)
    refuse_too_much(len(source))
    shortcodes = Shortcodes(lambda number: _picture(contents, number), lambda: contents.pictures_of(item.number))
    html = shortcodes.replaced(source)
    if is_classic:
        html = with_paragraphs(html)
    try:
        html = tidied(html, contents, hands)
        document = read(html, Tracked.ACCEPT)
        content = Content(
            take_references(document), hands=hands, told=[note for note in item.notes if note not in item.damage]
        )
        _compare(_OURS.sub(" ", source), document, html_of(as_written(document)), hands)
    except RecursionError as error:
        raise TooMuchError(_("Its elements stand within each other more deeply than any page needs.")) from error
    _tell(content, shortcodes)
    _take_claims(content)
    _take_fields(content, item)
    return content


def in_one_line(html: str, hands: Hands) -> str:
    """All that a field says, where no markup can stand: powers as characters."""
    html = with_signs(html)
    document = read(html, Tracked.ACCEPT)
    parts: list[Part] = [*document.parts, *(Paragraph([Run(text)]) for text in document.references.values())]
    line = " ".join(" ".join(plain(runs) for runs in lines_of(parts)).split())
    _compare(html, document, escape(line), hands)
    return line


def _picture(contents: Contents, number: int) -> tuple[str, str, str] | None:
    found = contents.by_number(number)
    return (found.file, found.alt, found.caption) if found and found.file else None


def words_of(html: str) -> Counter[str]:
    """The words of HTML, found without a parser: what the result of one is compared with."""
    text = TAG.sub(" ", _INLINE.sub("", _seen(html)))
    return Counter(WORD.findall(cleaned(unescape(text)).translate(ON_THE_LINE).casefold()))


def _seen(html: str) -> str:
    return replaced(
        html,
        _UNSEEN,
        lambda opened: end_of_element(opened[1]) if opened[1] else _END_OF_COMMENT,
        lambda opened, inner, closed: " ",
    )


def _compare(source: str, document: Document, came: str, hands: Hands) -> None:
    """Say which words of the source did not come in, and, apart, which numbers changed."""
    struck = " ".join(words for mark, words in document.summary.tracked if mark == "del")
    if struck:
        hands.withhold(_("Struck-out words were left out: “%s”") % Truncator(struck).chars(300))
    for words in document.summary.left_out:
        hands.withhold(_("Left out: %s") % words)
    references = " ".join(map(escape, document.references.values()))
    lost = words_of(source) - words_of(f"{came} <p>{references}</p> {escape(struck)}")
    if lost:
        shown = " ".join(list(lost.elements())[:SHOWN])
        words = ngettext(
            "%(number)d word did not come in: %(words)s", "%(number)d words did not come in: %(words)s", lost.total()
        )
        hands.withhold(words % {"number": lost.total(), "words": shown})
    changed = differences(quantities(document.source), quantities(came))
    if changed := [change for change in changed if not _is_of_reference(change, document)]:
        shown = "; ".join(
            f"{' '.join(change.before) or '–'} → {' '.join(change.after) or '–'}" for change in changed[:SHOWN]
        )
        hands.withhold(_("Numbers are not as they were: %s") % shown)


def _is_of_reference(change: Difference, document: Document) -> bool:
    """Whether what changed is the list of references, which stands by itself."""
    listed = " ".join(document.references.values())
    return bool(listed) and not change.after and all(number in listed for number in change.before)


def _tell(content: Content, shortcodes: Shortcodes) -> None:
    summary = content.document.summary
    content.told += summary.changed
    if shortcodes.flagged:
        shown = " ".join(dict.fromkeys(shortcodes.flagged))
        content.hands.withhold(_("Shortcodes of plugins stand in the text as they were: %s") % shown[:500])
    if shortcodes.players:
        content.hands.append(_("Embedded addresses became links: %d.") % shortcodes.players)


def _take_claims(content: Content) -> None:
    """Lines that say who reviewed the text, out of it: readers are told of reviews by those who sign.

    One that says anything else besides, such as for whom a medicine was approved, stays. A person looks at both.
    """
    kept: list[Part] = []
    taken: list[str] = []
    stay: list[str] = []
    for part in content.document.parts:
        lines = "\n".join(map(text_of, lines_of([part]))).split("\n")
        claims = [words for line in lines if may_claim(words := " ".join(line.split()))]
        if isinstance(part, Paragraph) and is_claim(words := " ".join(" ".join(lines).split())):
            taken.append(words)
        else:
            kept.append(part)
            stay += claims
    content.document.parts = kept
    content.claims += taken
    if taken:
        content.hands.withhold(_("Lines that say who reviewed it were taken out of it: %s") % "; ".join(taken))
    if stay:
        content.hands.withhold(
            _("Lines may say that somebody reviewed it, and stand as they were: %s") % "; ".join(stay)
        )


def _take_fields(content: Content, item: Item) -> None:
    """What plugins keep beside the text: who reviewed it and when, and what it rests on."""
    left, said = [], []
    for name, value in item.fields:
        words = " ".join(unescape(TAG.sub(" ", with_signs(value))).split())
        if not words:
            continue
        if meta.CLAIM.search(name):
            said.append(f"{name}: {words}")
        elif meta.REFERENCES.search(name) and not _SERIALIZED.match(words):
            lines = _END_OF_REFERENCE.split(value)
            content.references += filter(None, (in_one_line(_ITEM.sub(" ", line), content.hands) for line in lines))
        elif meta.REFERENCES.search(name) or (meta.may_be_shown(name) and (" " in words or may_say(name, words))):
            left.append(f"{name}: {words}")
    content.claims += said
    if left:
        content.hands.append(_("Fields of its own, which readers may have seen, stayed out: %s") % "; ".join(left))
    if said:
        content.hands.append(_("The former site said of it, which nobody here has checked: %s") % "; ".join(said))
