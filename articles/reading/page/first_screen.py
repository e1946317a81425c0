"""What a reader is told of an article before it begins: when to get help at once, whose word it is, how long it takes.

All of it stands in the edition and its sign-offs; here it is only gathered.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict

from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from lxml.html import HtmlElement, fragment_fromstring, tostring

from .reading_ease import ease_of

if TYPE_CHECKING:
    from .readings import Reading

EMERGENCY = "care-card--emergency"
#: A reader of health information reads so many words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047: 238
#: for prose; less for what has to be understood and acted on).
WORDS_A_MINUTE = 200
#: After these a line ends.
LINES = ("p", "li", "h3", "td", "th", "caption", "figcaption", "footer", "br")
#: So many characters of signs fit on the first screen of a telephone; more are folded under their heading.
MOST_IN_VIEW = 420


class RedFlags(TypedDict):
    """An emergency card: its words, the section where it stands, and whether it is too long for the first screen."""

    heading: str
    items: list[str]
    section: str
    is_long: bool


class FirstScreen:
    """What stands over the text of one article."""

    def __init__(self, reading: Reading):
        self.reading = reading

    @cached_property
    def red_flags(self) -> list[RedFlags]:
        """The signs for which nobody should read on first, as the text's emergency cards have them."""
        return [
            flags
            for section in self.reading.sections
            if EMERGENCY in section["html"]
            for flags in red_flags_in(section["html"], section["id"])
        ]

    @property
    def trust(self) -> list[dict[str, object]]:
        """[{label, names}]: who wrote it and who signed it, people with the same part together."""
        written = [
            (byline["role_label"], byline["name"]) for byline in self.reading.bylines if byline["role"] == "written"
        ]
        signed = [(given["label"], given["name"]) for given in self.reading.sign_offs]
        return [
            {"label": label, "names": [name for _label, name in people]}
            for label, people in groupby([*written, *signed], key=itemgetter(0))
        ]

    @property
    def minutes(self) -> int:
        """About so long it takes to read, at least one."""
        return max(1, round(len(self.text.split()) / WORDS_A_MINUTE))

    @cached_property
    def ease(self) -> str:
        """How hard the words are, in a reader's words; empty for a language whose measure we do not know."""
        return ease_of(self.text, self.reading.language)

    @cached_property
    def text(self) -> str:
        """The words of the sections, without the numbers of citations."""
        tree = without_citations("".join(section["html"] for section in self.reading.sections))
        for line in tree.iter(*LINES):
            line.tail = f"\n{line.tail or ''}"
        return str(tree.text_content())


def without_citations(html: str) -> HtmlElement:
    """HTML of an edition below one element, without the numbers that lead to its sources."""
    tree: HtmlElement = fragment_fromstring(html, create_parent="div")
    for number in tree.find_class("cite"):
        number.drop_tree()
    return tree


def red_flags_in(html: str, section: str) -> list[RedFlags]:
    """The emergency cards in the HTML of a section, without the numbers of what they cite."""
    found: list[RedFlags] = []
    for card in without_citations(html).find_class(EMERGENCY):
        heading, items = card.find(".//h3"), [inner_html(item) for item in card.iter("li")]
        if heading is None or not items:
            continue
        for level in heading.find_class("visually-hidden"):
            level.drop_tree()
        found.append(
            {
                "heading": heading.text_content().strip(),
                "items": [mark_safe(item) for item in items],  # noqa: S308  cleaned before it was signed
                "section": section,
                "is_long": len(card.text_content()) > MOST_IN_VIEW,
            }
        )
    return found


def outer_html(element: HtmlElement) -> str:
    """An element as HTML."""
    return str(tostring(element, encoding="unicode", with_tail=False))


def inner_html(element: HtmlElement) -> str:
    """What is in an element, as HTML."""
    return (
        escape(element.text or "", quote=False) + "".join(tostring(child, encoding="unicode") for child in element)
    ).strip()
