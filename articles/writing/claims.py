"""Claims: what writers mark in a text because it has to be supported, such as a dose, a risk, a benefit or a number.

The mark is `<mark>` in the editor's rich text. Readers do not get it, and it is no part of what is signed: it says what
the fact checker compares with the sources, one by one. What looks like a claim and is not marked is only pointed out.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..characters.superscripts import in_characters
from ..record.published.editions import Edition
from ..record.triggers import append_only
from .citations import EITHER_MARK

FEATURE = "claim"
_END_OF_BLOCK = re.compile(r"</(?:p|li|h3|td|th|dd|figcaption)>|<br>")
_TAG = re.compile(r"<(?!/?mark>)[^>]*>")
_MARK = EITHER_MARK.pattern
_CITATION = re.compile(rf"\s*(?:{_MARK})")
#: What a full stop after it ends nothing of. Nor does one before a small letter, as in “8 p.m. for two weeks”.
_SHORTENED = ("approx", "ca", "cf", "dr", "e.g", "fig", "i.e", "mr", "mrs", "ms", "prof", "vs")
_NOT_SHORTENED = "".join(rf"(?<!\b{re.escape(form)})" for word in _SHORTENED for form in (word, word.capitalize()))
_STOP = rf"(?:[!?…]|{_NOT_SHORTENED}\.)(?=[\s\[<]|$)(?!\s+[a-zß-öø-ÿ])"
_CITATIONS = rf"(?:[ ]*(?:{_MARK}))*"
#: The rest of a sentence, and the citations that stand after its end.
_REST = re.compile(rf"(?:{_MARK}|(?!{_STOP})[^\n])*(?:{_STOP})?{_CITATIONS}")
_SENTENCE = re.compile(rf"(?=\S){_REST.pattern}")
_AFTER_SENTENCE = re.compile(_CITATIONS)
_CLAIM = re.compile(r"<mark>([^\n]*?)</mark>")
_WHOLE = re.compile(rf"[.!?…]{_CITATIONS}\s*$")
#: A link to a reference in an edition, or the place of one that a range of numbers takes along.
_CITED = re.compile(r'<a [^>]*?id="cite-(\d+)-\d+"[^>]*>[^<]*</a>(?:\([^()<]*\))?|<span id="cite-(\d+)-\d+"></span>')
_LIKELY = re.compile(
    r"\d\s?(?:%|mg|mcg|µg|micrograms?|milligrams?|ml|g)(?!\w)|\bper ?cent\b|\b(?:one|two|three|\d+) (?:in|out of) \w+\b"
    r"|\brisks?\b|\btimes (?:as|more|less|higher|lower)\b"
    r"|\b(?:reduc|increas|lower|prevent|cur|reliev|eas|improv|halv|doubl)(?:e|es|s|ed|ing)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Marked:
    """A claim as it stands in a section, or in a key point, which is in none, before its citations are numbered."""

    section: str
    text: str
    marks: str


@dataclass(frozen=True)
class MarkedClaim:
    """A claim of a draft: its words, its section's anchor, and the numbers of the references that it cites.

    `passages` are what the writer gave as the words of the sources.
    """

    text: str
    section: str
    numbers: tuple
    passages: tuple = ()

    def key(self, references):
        """The same as long as claim and sources are: verdicts are kept by it. `references`: those of the document."""
        sources = [references[number - 1]["text"] for number in self.numbers]
        return sha256("\n".join([self.text, *sources]).encode()).hexdigest()


class Claim(models.Model):
    """A marked claim of an edition, and the numbers of the references that support it. Written with the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="claims")
    section = models.TextField()
    text = models.TextField()
    numbers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("claim")
        default_permissions = []
        triggers = [append_only()]

    def __str__(self):
        return self.text[:120]


def claims_in(html, section=""):
    """The claims of a section's HTML, whose citations are still marks."""
    text, found = _lines(html), []
    for match in _CLAIM.finditer(text):
        rest = (_AFTER_SENTENCE if _WHOLE.search(match[1]) else _REST).match(text, match.end())[0]
        found.append(Marked(section, _plain(match[1] + rest), match[1] + rest))
    return found


def unmarked(html):
    """The same HTML without the marks of claims."""
    return html.replace("<mark>", "").replace("</mark>", "")


def likely_claims_in(html):
    """Sentences that look like claims, and are neither marked nor cite anything."""
    sentences = (match[0] for match in _SENTENCE.finditer(_lines(html)))
    return [
        _plain(sentence)
        for sentence in sentences
        if "mark>" not in sentence and not EITHER_MARK.search(sentence) and _LIKELY.search(sentence)
    ]


def sentences_citing(html, number):
    """The sentences of an edition's HTML, whose citations are links, that cite one reference."""
    html = _CITED.sub(lambda link: f"[{link[1] or link[2]}]", html.replace("<sup>", "").replace("</sup>", ""))
    sentences = (match[0] for match in _SENTENCE.finditer(_lines(html)))
    return [_plain(sentence) for sentence in sentences if f"[{number}]" in sentence]


def keep_claims(claims, edition):
    """Note which claims a new edition of an article makes: those that its draft marks."""
    return Claim.objects.bulk_create(
        Claim(edition=edition, section=claim.section, text=claim.text, numbers=list(claim.numbers)) for claim in claims
    )


def _lines(html):
    """The text of HTML with a line for each block, and no tags but the marks; neighbours of the latter joined."""
    text = _TAG.sub("", _END_OF_BLOCK.sub("\n", in_characters(html)))
    return re.sub(r"</mark>([^\S\n]*)<mark>", r"\1", text)


def _plain(text):
    return " ".join(unescape(_CITATION.sub("", unmarked(text))).split())
