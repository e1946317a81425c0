"""Whether a cited work still stands: retracted, under concern, corrected, clear, or not to be found out.

Each service says it in its own words and on both sides: on the work (“retracted in …”) and on the notice (“retraction
of …”). Only what is said on the work counts: a retraction notice is not itself retracted. An error is never “clear”.

Publishers register some pairs the wrong way round, so that the notice seems to be retracted by the work. Retraction
Watch's rows are trusted; a publisher's counts where its day is not before the day of the work that it speaks of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date as Day
from datetime import datetime
from difflib import get_close_matches
from typing import Any, TypedDict

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import markup, medline
from .identifiers import Identifier, Kind, identifiers_in, normalised
from .works import date as csl_date


class Status(TextChoices):
    """What is known about a work, the worst first; “could not check” is no answer at all, neither good nor bad."""

    RETRACTED = "retracted", pgettext_lazy("a cited work", "Retracted")
    WITHDRAWN = "withdrawn", pgettext_lazy("a cited work", "Withdrawn")
    REMOVED = "removed", pgettext_lazy("a cited work", "Removed")
    CONCERN = "concern", _("Expression of concern")
    REMOVED_FOR_NOW = "removed for now", _("Temporarily removed")
    CORRECTED = "corrected", pgettext_lazy("a cited work", "Corrected")
    CLEAR = "clear", _("No notice found")
    COULD_NOT_CHECK = "could not check", _("Could not be checked")


#: What nothing may rest on any more.
GONE = (Status.RETRACTED, Status.WITHDRAWN, Status.REMOVED)

#: What a notice does to the work, by its type in letters only: Crossref's types, and the relations of PubMed and Europe
#: PMC without “in”. Publishers write them freely: one that is nearly one of these is meant to be it, one that speaks of
#: another text about the work says nothing of it, and any other counts as a correction, so that somebody looks at it.
EFFECTS = {
    "retraction": Status.RETRACTED,
    "partialretraction": Status.RETRACTED,
    "retractedandrepublished": Status.RETRACTED,
    "removal": Status.REMOVED,
    "withdrawal": Status.WITHDRAWN,
    "temporaryremoval": Status.REMOVED_FOR_NOW,
    "expressionofconcern": Status.CONCERN,
    "correction": Status.CORRECTED,
    "corrigendum": Status.CORRECTED,
    "erratum": Status.CORRECTED,
    "correctedandrepublished": Status.CORRECTED,
    "addendum": Status.CLEAR,
    "clarification": Status.CLEAR,
    "newversion": Status.CLEAR,
    "newedition": Status.CLEAR,
    "update": Status.CLEAR,
    "republished": Status.CLEAR,
    "reinstatement": Status.CLEAR,  # does not undo the retraction before it: a person has to judge that
}
_GUESSES = (
    *(("temporaryremoval", Status.REMOVED_FOR_NOW), ("retract", Status.RETRACTED), ("withdraw", Status.WITHDRAWN)),
    *(("remov", Status.REMOVED), ("concern", Status.CONCERN), ("correct", Status.CORRECTED)),
    *(("corrig", Status.CORRECTED), ("errat", Status.CORRECTED)),
    # Another text about the work, or the same in another place or form.
    *((word, Status.CLEAR) for word in ("comment", "correspond", "discuss", "letter", "editorial", "reply", "replies")),
    *((word, Status.CLEAR) for word in ("respon", "rejoinder", "debate", "review", "news", "highlight", "companion")),
    *((word, Status.CLEAR) for word in ("print", "version", "edition", "translat", "supplement", "related", "publish")),
)
#: How alike a type and one of EFFECTS have to be, from 0 to 1, for the one to be a slip of the pen for the other.
_NEARLY = 0.87
#: PubMed's and Europe PMC's relations that are news about the work they stand on.
_ON_THE_WORK = re.compile(
    r"(?i)^(retraction|partialretraction|expressionofconcern|erratum|correctedandrepublished|retractedandrepublished"
    r"|update|republished)in$"
)
_ON_A_NOTICE = re.compile(r"(?i)^(retraction|partialretraction|expressionofconcern|erratum)(of|for)$")
_TYPES_OF_NOTICES = {
    *("retraction of publication", "retraction notice", "published erratum", "expression of concern"),
    *("retraction", "correction"),
}
#: How the title of a work that is gone begins: which word, and what it makes of the work.
_TITLE_SAYS = re.compile(
    r"(?i)^\W*(retracted|withdrawn|removed|temporary\s+removal|withdrawal|removal)"
    r"(?:\s+(?:article|paper|chapter))?\s*(?:\]|\)|:|—|–|-\s)"
)
_TITLES = {
    "retracted": "retraction",
    "removed": "removal",
    "withdrawn": "withdrawal",
    "temporary removal": "temporary removal",
}
#: How the title of a notice begins. “Retraction of …” may as well be of a muscle: there the days decide.
_TITLE_OF_A_NOTICE = re.compile(
    r"(?i)^\W*(?:(?:notice|statement)\s+of\s+)?(?:partial\s+)?(?:retraction|(?:editorial\s+)?expressions?\s+of\s+concern"
    r"|(?:(?:author|publisher)(?:['’]?s)?\s+)?correction|corrigendum|erratum|withdrawal)"
    r"(?:\s*(?:[:(\[—–.,“\"‘]|-\s|$)|\s+(?:notice|note|statement|to\b|for\b)"
    r"|\s+of\s*(?:[:“\"‘'«]|(?:the\s+|an?\s+)?(?:article|paper|publication|manuscript|study)\b|(?-i:[A-Z])))"
)
_TITLE_MAY_BE_OF_A_NOTICE = re.compile(r"(?i)^\W*(?:retraction|withdrawal|correction)\b")
RETRACTION_WATCH = "retraction-watch"
#: When a record of Crossref was published, on paper or on the web, or first registered; the first of them counts.
_PUBLISHED = ("published", "issued", "published-online", "published-print", "posted", "created")


class VersionKind(TextChoices):
    """How a newer work takes the place of an older one."""

    UPDATED = "updated", _("updated")
    REPUBLISHED = "republished", _("published again")
    REPLACED = "replaced", _("replaced")
    PUBLISHED = "published", _("published in a journal")


#: PubMed's and Europe PMC's relations, on the older work and on the newer one.
_TO_NEWER = {
    "updatein": VersionKind.UPDATED,
    "republishedin": VersionKind.REPUBLISHED,
    "correctedandrepublishedin": VersionKind.REPUBLISHED,
    "retractedandrepublishedin": VersionKind.REPUBLISHED,
    "preprintin": VersionKind.PUBLISHED,
}
_TO_OLDER = {
    "updateof": VersionKind.UPDATED,
    "republishedfrom": VersionKind.REPUBLISHED,
    "correctedandrepublishedfrom": VersionKind.REPUBLISHED,
    "retractedandrepublishedfrom": VersionKind.REPUBLISHED,
    "preprintof": VersionKind.PUBLISHED,
}
#: Crossref's, likewise.
_NEWER_IN_CROSSREF = {"is-preprint-of": VersionKind.PUBLISHED, "is-replaced-by": VersionKind.REPLACED}
_OLDER_IN_CROSSREF = {"has-preprint": VersionKind.PUBLISHED, "replaces": VersionKind.REPLACED}
_COCHRANE = re.compile(r"(10\.1002/14651858\.[a-z]{2}[0-9]{6})(?:\.pub([0-9]{1,3}))?")


@dataclass(frozen=True)
class Version:
    """Another version of a work: by which name it is known, and what is told of it."""

    kind: VersionKind
    doi: str = ""
    pmid: str = ""
    label: str = ""
    source: str = ""
    date: str = ""


def cochrane_version(doi: str) -> tuple[str, int] | None:
    """Which review of Cochrane's a DOI is of, and which version of it; the first has no number."""
    match = _COCHRANE.fullmatch(doi)
    return (match[1], int(match[2] or 1)) if match else None


class Relation(TypedDict):
    """How PubMed or Europe PMC tie a work to another one: what it is to that, and by which name that goes."""

    type: str
    label: str
    pmid: str


@dataclass(frozen=True)
class Notice:
    """One notice about a work: what the service calls it, where it is, and whose word it is."""

    type: str
    label: str = ""
    doi: str = ""
    pmid: str = ""
    source: str = ""
    date: str = ""

    @property
    def day(self) -> Day | None:
        """When it came, where the whole date is known."""
        try:
            return Day.fromisoformat(self.date)
        except ValueError:
            return None

    @property
    def effect(self) -> Status:
        """What it makes of the work."""
        plain = unicodedata.normalize("NFKD", self.type.lower())
        letters = re.sub(r"[^a-z]", "", plain)
        if letters in EFFECTS:
            return EFFECTS[letters]
        if guessed := next((status for sign, status in _GUESSES if sign in letters), None):
            return guessed
        nearly = get_close_matches(letters, EFFECTS, n=1, cutoff=_NEARLY)
        return EFFECTS[nearly[0]] if nearly else Status.CORRECTED


@dataclass(frozen=True)
class Integrity:
    """What one or more services answered about a work."""

    status: Status
    notices: tuple[Notice, ...] = ()
    is_notice: bool = False  # the work is itself a notice about another one: seldom what somebody meant to cite
    answered: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()  # (service, sentence) of those that gave no answer
    unreached: tuple[str, ...] = ()  # those of them that did not answer at all
    newer: tuple[Version, ...] = ()
    older: tuple[Version, ...] = ()
    checked_at: datetime = field(default_factory=timezone.now, compare=False)

    @property
    def since(self) -> Day | None:
        """The first day on which the work was said to be what it is; Retraction Watch's, if it has one."""
        said = [notice for notice in self.notices if notice.effect == self.status]
        said = [notice for notice in said if notice.source == RETRACTION_WATCH and notice.day] or said
        return min((day for notice in said if (day := notice.day)), default=None)


def combined(answers: Iterable[Integrity]) -> Integrity:
    """The answers of several services as one: the worst counts, and what could not be checked only if all could not."""
    answers = list(answers)
    found = {answer.status for answer in answers}
    return Integrity(
        status=next((status for status in Status if status in found), Status.COULD_NOT_CHECK),
        notices=tuple(dict.fromkeys(notice for answer in answers for notice in answer.notices)),
        is_notice=any(answer.is_notice for answer in answers),
        answered=tuple(dict.fromkeys(name for answer in answers for name in answer.answered)),
        failures=tuple(dict.fromkeys(failure for answer in answers for failure in answer.failures)),
        unreached=tuple(dict.fromkeys(name for answer in answers for name in answer.unreached)),
        newer=tuple(dict.fromkeys(version for answer in answers for version in answer.newer)),
        older=tuple(dict.fromkeys(version for answer in answers for version in answer.older)),
    )


def could_not_check(service: str, sentence: object, *, is_away: bool = False) -> Integrity:
    """The answer that a failure is; `is_away`: nobody was there to say anything."""
    unreached = (service,) if is_away else ()
    return Integrity(Status.COULD_NOT_CHECK, failures=((service, str(sentence)),), unreached=unreached)


class Record:
    """A record of Crossref, as far as it says which of a pair is the notice."""

    def __init__(self, message: dict[str, Any]) -> None:
        self.doi = normalised(Kind.DOI, message.get("DOI", ""))
        self.titles = [str(title) for title in _listed(message.get("title"))]
        days = (_day_in(message.get(name)) for name in _PUBLISHED)
        self.day = min((day for day in days if day), default=())
        self.updates = _rows(message.get("update-to"))
        self.updated_by = _rows(message.get("updated-by"))

    @property
    def is_called_a_notice(self) -> bool:
        return any(_TITLE_OF_A_NOTICE.match(markup.plain(title)) for title in self.titles)

    @property
    def may_be_called_a_notice(self) -> bool:
        return any(_TITLE_MAY_BE_OF_A_NOTICE.match(markup.plain(title)) for title in self.titles)

    def is_named_by(self, update: dict[str, Any]) -> bool:
        return normalised(Kind.DOI, update.get("DOI", "")) == self.doi

    def believes(self, update: dict[str, Any]) -> bool:
        """Whether a row that says what became of this work may be about it, and is not its pair turned round."""
        if update.get("source") == RETRACTION_WATCH:
            return True
        if self.is_called_a_notice:
            return False
        day = _day_in(update.get("updated"))
        if not day or not self.day:
            return not self.may_be_called_a_notice
        return day[: len(self.day)] > self.day[: len(day)] or (
            day[: len(self.day)] == self.day[: len(day)] and not self.may_be_called_a_notice
        )

    @property
    def works_it_is_about(self) -> list[str]:
        """The DOIs of other works whose notice it claims to be, where the pair may be turned round."""
        retracted_by = {update.get("DOI", "").lower() for update in self.updated_by if self.believes(update)}
        claimed = [row for row in self._about_others() if row.get("source") != RETRACTION_WATCH]
        return [row["DOI"] for row in claimed if row["DOI"].lower() not in retracted_by]

    @property
    def is_notice(self) -> bool:
        """Whether it is a notice about another work: Retraction Watch says so, or nothing says otherwise."""
        claimed = self._about_others()
        by_retraction_watch = any(row.get("source") == RETRACTION_WATCH for row in claimed)
        return self.is_called_a_notice or by_retraction_watch or bool(self.works_it_is_about)

    def _about_others(self) -> list[dict[str, Any]]:
        rows = [row for row in self.updates if not self.is_named_by(row) and isinstance(row.get("DOI"), str)]
        return [row for row in rows if _effect_of(row) != Status.CLEAR]


def from_crossref(message: dict[str, Any], turned_round: Iterable[dict[str, Any]] = ()) -> Integrity:
    """From a record of Crossref: `updated-by`, an `update-to` that names the record itself, and the title.

    `turned_round` are records of notices that this one claims to be about, though it is they that are about it.
    """
    record = Record(message)
    about_itself = [update for update in record.updates if record.is_named_by(update)]
    notices = [_crossref_notice(update) for update in record.updated_by if record.believes(update)]
    notices += [_crossref_notice(update) for update in about_itself]
    notices += [_notice_turned_round(record, other) for other in turned_round]
    is_notice = record.is_notice and not turned_round
    judged = _judged("crossref", _without_own_day(notices, record), record.titles, is_notice)
    relations = message.get("relation")
    newer = [*_versions(relations, _NEWER_IN_CROSSREF), *_new_editions(record)]
    return replace(judged, newer=tuple(newer), older=tuple(_versions(relations, _OLDER_IN_CROSSREF)))


def is_notice_of(other: dict[str, Any], work: dict[str, Any]) -> bool:
    """Whether the first of two records is the notice, by its title, or because it came later."""
    notice, about = Record(other), Record(work)
    return notice.is_called_a_notice or bool(
        notice.day and about.day and notice.day[: len(about.day)] > about.day[: len(notice.day)]
    )


def crossref_notices(items: Iterable[Any], doi: Identifier, work: dict[str, Any] | None = None) -> Integrity:
    """Notices about a DOI among the records that Crossref finds with the filter `updates`; `work` is its own record."""
    about, notices = Record({**(work or {}), "DOI": doi.value}), []
    for item in (item for item in items if isinstance(item, dict)):
        notice = Record(item)
        came_before = notice.day and about.day and notice.day[: len(about.day)] < about.day[: len(notice.day)]
        for update in notice.updates:
            is_believed = about.believes(update) and (not came_before or update.get("source") == RETRACTION_WATCH)
            if about.is_named_by(update) and is_believed:
                notices.append(_crossref_notice({**update, "DOI": item.get("DOI", "")}))
    return _judged("crossref", _without_own_day(notices, about), (), is_notice=False)


def _notice_turned_round(record: Record, other: dict[str, Any]) -> Notice:
    """The notice that a record claims to be about; its day is the one on which the notice itself came out."""
    notice = Record(other)
    row = next(row for row in record.updates if notice.is_named_by(row))
    return _crossref_notice({**row, "updated": {"date-parts": [list(notice.day)]}})


def _without_own_day(notices: list[Notice], record: Record) -> list[Notice]:
    """A notice of the very day of the work has that day by mistake, where another one of the kind has a later one."""
    own = "-".join(f"{part:02}" for part in record.day)
    later = {notice.effect for notice in notices if notice.date > own}
    return [replace(one, date="") if one.date == own and one.effect in later else one for one in notices]


def from_relations(
    service: str, relations: Iterable[Relation], publication_types: Iterable[str], title: str
) -> Integrity:
    """From PubMed or Europe PMC, which name a work's relations to others and what it was published as."""
    types = {str(name).strip().lower() for name in publication_types}
    relations = [{**relation, "type": re.sub(r"[^A-Za-z]", "", relation["type"])} for relation in relations]
    notices = [
        _related_notice(service, relation, match[1])
        for relation in relations
        if (match := _ON_THE_WORK.match(relation["type"]))
    ]
    if "retracted publication" in types and not any(notice.effect == Status.RETRACTED for notice in notices):
        notices.append(Notice("retraction", label="Retracted Publication", source=service))
    is_notice = bool(types & _TYPES_OF_NOTICES) or any(_ON_A_NOTICE.match(relation["type"]) for relation in relations)
    newer = [_related_version(service, relation, _TO_NEWER, types) for relation in relations]
    older = [_related_version(service, relation, _TO_OLDER, types) for relation in relations]
    judged = _judged(service, notices, [title], is_notice)
    return replace(judged, newer=tuple(filter(None, newer)), older=tuple(filter(None, older)))


def _judged(service: str, notices: list[Notice], titles: Iterable[str], is_notice: bool) -> Integrity:
    """The integrity that notices make; the title only speaks where there is no other word and the work is no notice."""
    said = next((match for title in titles if (match := _TITLE_SAYS.match(markup.plain(title)))), None)
    if said and not is_notice and not any(notice.effect in GONE for notice in notices):
        kind = _TITLES.get(" ".join(said[1].lower().split()), said[1].lower())
        notices = [*notices, Notice(kind, label=said[1].capitalize(), source=f"{service}, title")]
    effects = {notice.effect for notice in notices}
    status = next((status for status in Status if status in effects), Status.CLEAR)
    return Integrity(status, notices=tuple(dict.fromkeys(notices)), is_notice=is_notice, answered=(service,))


def _crossref_notice(update: dict[str, Any]) -> Notice:
    identifier = normalised(Kind.DOI, update.get("DOI", ""))
    when = _day_in(update.get("updated"))
    return Notice(
        type=str(update.get("type") or update.get("label") or ""),
        label=markup.plain(update.get("label")),
        doi=identifier.value if identifier else "",
        source=str(update.get("source") or "crossref"),
        date="-".join(f"{part:02}" for part in when),
    )


def _related_notice(service: str, relation: Relation, what: str) -> Notice:
    """PubMed names a notice's DOI, if at all, in the text of where it appeared."""
    label = relation.get("label", "")
    return Notice(
        type=what.lower(),
        label=label,
        doi=next((found.value for found in identifiers_in(label) if found.kind == Kind.DOI), ""),
        pmid=relation.get("pmid", ""),
        source=service,
        date=_day_in_words(label),
    )


def _day_in_words(label: str) -> str:
    """The day in “Lancet. 2020 Jun 13;395(10240):1820”, where the whole of it stands there."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d) ([A-Z][a-z]{2}) (\d{1,2})(?!\d)", label)
    month = medline.month_number(match[2]) if match else None
    return f"{match[1]}-{month:02}-{int(match[3]):02}" if match and month else ""


def _related_version(
    service: str, relation: Relation, kinds: dict[str, VersionKind], types: set[str]
) -> Version | None:
    """The other work of a relation, where it is another version; what takes a preprint's place was published."""
    kind = kinds.get(relation["type"].lower())
    if kind is None:
        return None
    if kinds is _TO_NEWER and "preprint" in types:
        kind = VersionKind.PUBLISHED
    notice = _related_notice(service, relation, "")
    version = Version(kind, notice.doi, notice.pmid, markup.plain(notice.label), service)
    return version if version.doi or version.pmid else None


def _versions(relations: Any, kinds: dict[str, VersionKind]) -> Iterable[Version]:
    """The works that a record of Crossref ties to itself as other versions."""
    for name, kind in kinds.items():
        for row in _rows((relations if isinstance(relations, dict) else {}).get(name)):
            if identifier := normalised(Kind.DOI, row.get("id", "")):
                yield Version(kind, identifier.value, source="crossref")


def _new_editions(record: Record) -> Iterable[Version]:
    for row in record.updated_by:
        identifier = normalised(Kind.DOI, row.get("DOI", ""))
        if identifier and re.sub(r"[^a-z]", "", str(row.get("type")).lower()) in ("newversion", "newedition"):
            notice = _crossref_notice(row)
            yield Version(
                VersionKind.UPDATED, identifier.value, label=notice.label, source="crossref", date=notice.date
            )


def _day_in(value: Any) -> tuple[int, ...]:
    """Year, month and day out of one of Crossref's dates, as far as they are there."""
    found = csl_date(value) if isinstance(value, dict) else None
    return tuple(found["date-parts"][0]) if found else ()


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in _listed(value) if isinstance(row, dict)]


def _effect_of(update: dict[str, Any]) -> Status:
    return _crossref_notice(update).effect


def _listed(value: Any) -> list[Any]:
    """What may be a list, one thing or nothing, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
