"""What somebody needs who hears a page, or goes through it by its headings, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import Advice, Kind, quoted
from .parts import Part
from .sentences import words_of

LINKS = Kind(
    gettext_lazy("Links that do not say where they lead"),
    gettext_lazy("Many people go from link to link, and hear nothing else of the text."),
    "WCAG 2.2, Understanding 2.4.4: Link Purpose",
    "https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    is_of_english=False,
)
HEADINGS = Kind(
    gettext_lazy("Headings"),
    gettext_lazy("Many people find their way by headings, and take a level that is missing for a part that is."),
    "W3C, Web Accessibility Tutorials: Headings",
    "https://www.w3.org/WAI/tutorials/page-structure/headings/",
    is_of_english=False,
)
PICTURES = Kind(
    gettext_lazy("Descriptions of pictures"),
    gettext_lazy("Whoever cannot see the picture gets its description instead."),
    "W3C, Web Accessibility Tutorials: Images",
    "https://www.w3.org/WAI/tutorials/images/",
    is_of_english=False,
)
VAGUE = {
    *("here", "click here", "click", "this", "this link", "this page", "this article", "this website", "link", "page"),
    *("website", "more", "read more", "learn more", "see more", "find out more", "more information", "details"),
    *("read this", "see here", "follow this link", "download", "continue"),
}
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
FILE_NAME = re.compile(r"\S{1,200}\.(?:avif|gif|jpe?g|png|svg|webp|heic)", re.IGNORECASE)
SAYS_PICTURE = re.compile(r"(?:an? |the )?(?:image|picture|photo|photograph|graphic) of\b", re.IGNORECASE)
LONGEST_HEADING = 12


def links(parts: list[Part]) -> Iterator[Advice]:
    for part in parts:
        for text in part.links:
            if not words_of(text):
                yield Advice(LINKS, part.place, _("a link has no words."))
            elif " ".join(words_of(text)).lower() in VAGUE:
                yield Advice(LINKS, part.place, _("“%s” says nothing of where the link leads.") % text)
            elif ADDRESS.fullmatch(text):
                yield Advice(LINKS, part.place, _("write what stands there instead of the address %s.") % quoted(text))


def headings(parts: list[Part]) -> Iterator[Advice]:
    level = 1  # the page's title
    for part in parts:
        for this, words in part.headings:
            if not words:
                yield Advice(HEADINGS, part.place, _("a heading has no words."))
            if this > level + 1:
                told = {"words": quoted(words), "this": this, "last": level}
                sentence = _("%(words)s is a heading of level %(this)d right below one of level %(last)d.") % told
                yield Advice(HEADINGS, part.place, sentence)
            level = this
        for line in part.lines:
            is_short = len(words_of(line.text)) <= LONGEST_HEADING and line.text[-1] not in ".!?…:;,"
            if line.tag == "p" and line.is_bold and is_short:
                sentence = _("%s looks like a heading. If it is one, make it one.") % quoted(line.text)
                yield Advice(HEADINGS, part.place, sentence)


def pictures(parts: list[Part]) -> Iterator[Advice]:
    for part in parts:
        for alt in part.pictures:
            if alt is None:
                yield Advice(PICTURES, part.place, _("a picture has no description, and is not marked as decorative."))
            elif FILE_NAME.fullmatch(alt):
                yield Advice(PICTURES, part.place, _("%s is the name of a file, and no description.") % quoted(alt))
            elif SAYS_PICTURE.match(alt):
                sentence = _("%s: leave out that it is a picture; that is said anyway.") % quoted(alt)
                yield Advice(PICTURES, part.place, sentence)
