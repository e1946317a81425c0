"""What PubMed and Europe PMC say: the relations of a work to others, and what it was published as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from .. import markup, medline
from ..identifiers import Kind, identifiers_in
from .answers import Integrity, judged
from .notices import Notice
from .status import Status
from .versions import Version, VersionKind

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


class Relation(TypedDict):
    """How PubMed or Europe PMC tie a work to another one: what it is to that, and by which name that goes."""

    type: str
    label: str
    pmid: str


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
    answer = judged(service, notices, [title], is_notice)
    return replace(answer, newer=tuple(filter(None, newer)), older=tuple(filter(None, older)))


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
