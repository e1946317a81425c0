"""A cited work as a look-up, a file or a person gave it: one neutral form for all of them, cleaned."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..characters.whole_numbers import whole_number
from . import markup
from .identifiers import Identifier, Kind, normalised

#: As many names as are kept; no style writes more than six.
MOST_NAMES = 100

#: A work in CSL-JSON.
Csl = dict[str, Any]
#: A date in it: `date-parts` holds one list of a year and, if known, a month and a day.
CslDate = dict[str, list[list[int]]]


class WorkKind(TextChoices):
    """What a cited work is; what a style needs to know."""

    ARTICLE = "article", _("journal article")
    PREPRINT = "preprint", _("preprint")
    GUIDELINE = "guideline", _("guideline")
    BOOK = "book", _("book")
    CHAPTER = "chapter", _("chapter of a book")
    REPORT = "report", pgettext_lazy("kind of work", "report")
    THESIS = "thesis", _("thesis")
    WEB_PAGE = "web page", _("web page")
    OTHER = "other", pgettext_lazy("kind of work", "other")


class StudyType(TextChoices):
    """What kind of evidence a work gives, as PubMed says it; the strongest first."""

    GUIDELINE = "guideline", _("Guideline")
    SYSTEMATIC_REVIEW = "systematic review", _("Systematic review")
    RANDOMISED_TRIAL = "randomised trial", _("Randomised trial")
    CLINICAL_TRIAL = "clinical trial", _("Clinical trial")
    OBSERVATIONAL = "observational study", _("Observational study")
    REVIEW = "review", pgettext_lazy("kind of study", "Review")
    CASE_REPORT = "case report", _("Case report")
    OPINION = "opinion", _("Editorial or comment")
    UNKNOWN = "", _("Not known")


class Source(TextChoices):
    """Who said what a work is."""

    CROSSREF = "crossref", "Crossref"
    PUBMED = "pubmed", "PubMed"
    EUROPE_PMC = "europepmc", "Europe PMC"
    FILE = "file", _("imported file")
    MANUAL = "manual", _("typed in")


#: Who is believed more about a field, the most first. What PubMed does not say, Crossref may.
TRUSTED = (Source.PUBMED, Source.CROSSREF, Source.EUROPE_PMC, Source.FILE, Source.MANUAL)

#: PubMed's publication types, in small letters; Europe PMC repeats them.
STUDY_TYPES = {
    "practice guideline": StudyType.GUIDELINE,
    "guideline": StudyType.GUIDELINE,
    "consensus development conference": StudyType.GUIDELINE,
    "consensus development conference, nih": StudyType.GUIDELINE,
    "systematic review": StudyType.SYSTEMATIC_REVIEW,
    "meta-analysis": StudyType.SYSTEMATIC_REVIEW,
    "network meta-analysis": StudyType.SYSTEMATIC_REVIEW,
    "randomized controlled trial": StudyType.RANDOMISED_TRIAL,
    "equivalence trial": StudyType.RANDOMISED_TRIAL,
    "pragmatic clinical trial": StudyType.CLINICAL_TRIAL,
    "controlled clinical trial": StudyType.CLINICAL_TRIAL,
    "clinical trial": StudyType.CLINICAL_TRIAL,
    "adaptive clinical trial": StudyType.CLINICAL_TRIAL,
    "clinical trial, phase i": StudyType.CLINICAL_TRIAL,
    "clinical trial, phase ii": StudyType.CLINICAL_TRIAL,
    "clinical trial, phase iii": StudyType.CLINICAL_TRIAL,
    "clinical trial, phase iv": StudyType.CLINICAL_TRIAL,
    "observational study": StudyType.OBSERVATIONAL,
    "review": StudyType.REVIEW,
    "scoping review": StudyType.REVIEW,
    "case reports": StudyType.CASE_REPORT,
    "editorial": StudyType.OPINION,
    "comment": StudyType.OPINION,
    "letter": StudyType.OPINION,
}

CSL_TYPES = {
    WorkKind.ARTICLE: "article-journal",
    WorkKind.PREPRINT: "article",
    WorkKind.GUIDELINE: "report",
    WorkKind.BOOK: "book",
    WorkKind.CHAPTER: "chapter",
    WorkKind.REPORT: "report",
    WorkKind.THESIS: "thesis",
    WorkKind.WEB_PAGE: "webpage",
    WorkKind.OTHER: "document",
}
#: The fields of CSL-JSON that are kept as plain text.
_PLAIN = (
    *("container-title", "container-title-short", "collection-title", "publisher", "publisher-place", "volume"),
    *("issue", "page", "number", "edition", "genre", "language", "ISSN", "abstract"),
)
_NAMES = ("author", "editor")
_DATES = ("issued", "accessed", "submitted")
_IDENTIFIED = {"DOI": Kind.DOI, "PMID": Kind.PMID, "PMCID": Kind.PMCID, "ISBN": Kind.ISBN, "URL": Kind.URL}


def study_type_of(publication_types: Iterable[str]) -> StudyType:
    """The strongest kind of evidence among PubMed's publication types."""
    found = {STUDY_TYPES.get(str(name).strip().lower()) for name in publication_types}
    return next((study_type for study_type in StudyType if study_type in found), StudyType.UNKNOWN)


@dataclass(frozen=True)
class Work:
    """A cited work. `csl` is CSL-JSON: its `title` is HTML (i, b, sub, sup), every other text in it is plain."""

    csl: Csl
    kind: WorkKind = WorkKind.OTHER
    study_type: StudyType = StudyType.UNKNOWN
    is_preprint: bool = False
    source: Source = Source.MANUAL
    fetched_at: datetime = field(default_factory=timezone.now)

    @property
    def title_html(self) -> str:
        return self.csl.get("title", "")

    @property
    def title(self) -> str:
        """The title without markup."""
        return markup.plain(self.title_html)

    @property
    def year(self) -> int | None:
        """The year of publication as a number; None when it is not known."""
        return self.csl["issued"]["date-parts"][0][0] if "issued" in self.csl else None

    @cached_property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All its identifiers, the surest first; its web address too, unless a DOI already says where it is."""
        found = [normalised(kind, self.csl[name]) for name, kind in _IDENTIFIED.items() if name in self.csl]
        return tuple(identifier for identifier in found if identifier)

    def identifier(self, kind: Kind) -> Identifier | None:
        """Its identifier of one kind, or None."""
        return next((identifier for identifier in self.identifiers if identifier.kind == kind), None)


def work(fields: Mapping[str, Any], *, kind: WorkKind, **facts: Any) -> Work:
    """A Work made of fields named as in CSL-JSON, whose titles may hold any markup; what is unusable is left out."""
    csl: Csl = {"type": CSL_TYPES[kind], "title": markup.clean(fields.get("title"))}
    csl |= {name: markup.plain(_text(fields.get(name))) for name in _PLAIN}
    csl |= {name: names(fields.get(name)) for name in _NAMES}
    csl |= {name: date(fields.get(name)) for name in _DATES}
    for name, identified_by in _IDENTIFIED.items():
        csl[name] = _in_its_form(identified_by, _text(fields.get(name)).strip())
    csl = {name: value for name, value in csl.items() if value}
    return Work(csl, kind=kind, **facts)


def better_of(ours: Work, theirs: Work) -> tuple[Work, Work]:
    """The two as (the one that is believed, the other): by who says it, and what is said now where that is the same."""
    theirs_is_better = TRUSTED.index(theirs.source) <= TRUSTED.index(ours.source)
    return (theirs, ours) if theirs_is_better else (ours, theirs)


def merged(ours: Work, theirs: Work, theirs_in: Collection[str] = (), ours_in: Collection[str] = ()) -> Work:
    """Field by field what the better source says, the other one where it says nothing, and what somebody chose."""
    better, other = better_of(ours, theirs)
    csl = other.csl | better.csl
    csl |= {name: theirs.csl[name] for name in theirs_in if name in theirs.csl}
    csl |= {name: ours.csl[name] for name in ours_in if name in ours.csl}
    kind = better.kind if better.kind != WorkKind.OTHER else other.kind
    csl["type"] = CSL_TYPES[kind]
    is_told_by_a_service = better.source not in (Source.FILE, Source.MANUAL)
    return replace(
        better,
        csl=csl,
        kind=kind,
        study_type=better.study_type or other.study_type,
        is_preprint=better.is_preprint or (other.is_preprint and not is_told_by_a_service),
    )


def names(people: Any) -> list[dict[str, str]]:
    """Names as CSL-JSON has them, plain; of each at least a family name or a name that is not divided."""
    kept: list[dict[str, str]] = []
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict) and len(kept) < MOST_NAMES:
            parts = {part: markup.plain(_text(person.get(part))) for part in ("family", "given", "suffix", "literal")}
            parts["family"] = _with_particles(person, parts["family"])
            parts = {part: text for part, text in parts.items() if text}
            if "family" in parts or "literal" in parts:
                kept.append(_with_suffix(parts))
    return kept


def _with_particles(person: dict[str, Any], family: str) -> str:
    """A family name with the “van den” or “d’” that CSL-JSON may have in parts of their own."""
    for part in ("non-dropping-particle", "dropping-particle"):
        particle = markup.plain(_text(person.get(part)))
        if family and particle:
            family = particle + ("" if particle.endswith(("’", "'", "-")) else " ") + family
    return family


def _with_suffix(name: dict[str, str]) -> dict[str, str]:
    """A name whose “Jr” or “III” stands in a part of its own, wherever a service put it."""
    for part in ("given", "family"):
        match = _SUFFIX.search(name.get(part, ""))
        if match and "family" in name:
            rest = name[part][: match.start()]
            name = {**name, part: rest, "suffix": name.get("suffix") or match[1]}
    if suffix := name.get("suffix", "").rstrip("."):
        name = {**name, "suffix": suffix.capitalize() if suffix.lower() in ("jr", "sr") else suffix}
    return {part: text for part, text in name.items() if text}


def date(parts: Any) -> CslDate | None:
    """A date as CSL-JSON has it, from its `date-parts` or from [year, month, day]; None when it has no year.

    30 February is no day: its year and month stay.
    """
    parts = parts.get("date-parts", [[]]) if isinstance(parts, dict) else [parts]
    parts = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list | tuple) else []
    kept: list[int] = []
    for part, (least, most) in zip(parts, ((1000, 2999), (1, 12), (1, 31)), strict=False):
        number = whole_number(str(part).strip())
        if number is None or not least <= number <= most:
            break
        kept.append(number)
    if len(kept) == 3 and kept[2] > monthrange(*kept[:2])[1]:
        kept.pop()
    return {"date-parts": [kept]} if kept else None


def _text(value: Any) -> str:
    """A text out of what services give: texts, numbers, or lists of them, of which the first one counts."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int) else ""


def _in_its_form(kind: Kind, value: str) -> str:
    """An identifier as it is written; a DOI keeps the capitals it came with, since styles show them."""
    identifier = normalised(kind, value)
    if not identifier:
        return ""
    start = value.lower().find(identifier.value) if kind == Kind.DOI else -1
    return value[start : start + len(identifier.value)] if start >= 0 else identifier.value


#: What follows a name: of somebody called like an older one.
_SUFFIX = re.compile(r"(?<=\w)[.,]?\s+((?i:jr|sr)\.?|I{2,3}|IV|2nd|3rd|4th)$")

#: Where in a cited work something stands, such as “p. 4” or “ch. 2, table 1”.
LOCATOR = re.compile(r"^[\w .,;:–-]{1,40}\Z")
