"""Whether a cited work still stands: retracted, under concern, corrected, clear, or not to be found out.

Each service says it in its own words and on both sides: on the work (“retracted in …”) and on the notice (“retraction
of …”). Only what is said on the work counts: a retraction notice is not itself retracted. An error is never “clear”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import markup
from .identifiers import Identifier, Kind, identifiers_in, normalised
from .works import date


class Status(TextChoices):
    """What is known about a work, the worst first; “could not check” is no answer at all, neither good nor bad."""

    RETRACTED = "retracted", pgettext_lazy("a cited work", "Retracted")
    CONCERN = "concern", _("Expression of concern")
    CORRECTED = "corrected", pgettext_lazy("a cited work", "Corrected")
    CLEAR = "clear", _("No notice found")
    COULD_NOT_CHECK = "could not check", _("Could not be checked")


#: What a notice does to the work, by its type in letters only: Crossref's types, and the relations of PubMed and Europe
#: PMC without “in”. A type that is not here and cannot be guessed counts as a correction, so that somebody looks at it.
EFFECTS = {
    "retraction": Status.RETRACTED,
    "partialretraction": Status.RETRACTED,
    "removal": Status.RETRACTED,
    "withdrawal": Status.RETRACTED,
    "retractedandrepublished": Status.RETRACTED,
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
_GUESSES = (("retract", Status.RETRACTED), ("withdraw", Status.RETRACTED), ("concern", Status.CONCERN))
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
_TITLE_SAYS = re.compile(
    r"(?i)^\W*(retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\s*(?:\]|\)|:|—|–|-\s)"
)


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
    def effect(self) -> Status:
        """What it makes of the work."""
        letters = re.sub(r"[^a-z]", "", self.type.lower())
        guessed = (status for sign, status in _GUESSES if sign in letters)
        return EFFECTS.get(letters) or next(guessed, Status.CORRECTED)


@dataclass(frozen=True)
class Integrity:
    """What one or more services answered about a work."""

    status: Status
    notices: tuple[Notice, ...] = ()
    is_notice: bool = False  # the work is itself a notice about another one: seldom what somebody meant to cite
    answered: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()  # (service, sentence) of those that gave no answer
    checked_at: datetime = field(default_factory=timezone.now, compare=False)


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
    )


def could_not_check(service: str, sentence: object) -> Integrity:
    """The answer that a failure is."""
    return Integrity(Status.COULD_NOT_CHECK, failures=((service, str(sentence)),))


def from_crossref(message: dict[str, Any]) -> Integrity:
    """From a record of Crossref: `updated-by`, an `update-to` that names the record itself, and the title."""
    own = normalised(Kind.DOI, message.get("DOI", ""))
    updates = [update for update in _listed(message.get("update-to")) if isinstance(update, dict)]
    about_itself = [update for update in updates if normalised(Kind.DOI, update.get("DOI", "")) == own]
    is_notice = any(_effect_of(update) != Status.CLEAR for update in updates if update not in about_itself)
    notices = [_crossref_notice(update) for update in _listed(message.get("updated-by")) if isinstance(update, dict)]
    notices += [_crossref_notice(update) for update in about_itself]
    titles = _listed(message.get("title"))
    return _judged("crossref", notices, titles, is_notice)


def crossref_notices(items: Iterable[Any], doi: Identifier) -> Integrity:
    """Notices about a DOI among the records that Crossref finds with the filter `updates`."""
    notices = []
    for item in (item for item in items if isinstance(item, dict)):
        for update in _listed(item.get("update-to")):
            if isinstance(update, dict) and normalised(Kind.DOI, update.get("DOI", "")) == doi:
                notices.append(_crossref_notice({**update, "DOI": item.get("DOI", "")}))
    return _judged("crossref", notices, (), is_notice=False)


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
    return _judged(service, notices, [title], is_notice)


def _judged(service: str, notices: list[Notice], titles: Iterable[str], is_notice: bool) -> Integrity:
    """The integrity that notices make; the title only speaks where there is no other word and the work is no notice."""
    said = next((match for title in titles if (match := _TITLE_SAYS.match(markup.plain(title)))), None)
    if said and not is_notice and not any(notice.effect == Status.RETRACTED for notice in notices):
        notices = [*notices, Notice("retraction", label=said[1].capitalize(), source=f"{service}, title")]
    effects = {notice.effect for notice in notices}
    status = next((status for status in Status if status in effects), Status.CLEAR)
    return Integrity(status, notices=tuple(dict.fromkeys(notices)), is_notice=is_notice, answered=(service,))


def _crossref_notice(update: dict[str, Any]) -> Notice:
    identifier = normalised(Kind.DOI, update.get("DOI", ""))
    when = (date(update.get("updated") or {}) or {"date-parts": [[]]})["date-parts"][0]
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
    )


def _effect_of(update: dict[str, Any]) -> Status:
    return _crossref_notice(update).effect


def _listed(value: Any) -> list[Any]:
    """What may be a list, one thing or nothing, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
