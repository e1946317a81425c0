"""Europe PMC: a second opinion on works of medicine, and the one that knows preprints."""

from __future__ import annotations

import json
from typing import Any

from ..identifiers import Identifier, Kind, normalised
from ..integrity.answers import Integrity
from ..integrity.relations import Relation, from_relations
from ..medline import whole_range
from ..works import Source, StudyType, Work, WorkKind, study_type_of, work
from .asked_service import Service
from .failures import NotFound
from .found import Found, listed
from .http_client import ask

SERVICE = Service(Source.EUROPE_PMC, "EUROPEPMC_URL", gap=1 / 3)

QUERIES = {Kind.DOI: 'DOI:"{}"', Kind.PMID: "EXT_ID:{} AND SRC:MED", Kind.PMCID: "PMCID:{}"}
FIELDS = {Kind.DOI: "doi", Kind.PMID: "pmid", Kind.PMCID: "pmcid"}


def find(identifier: Identifier, *, fresh: bool = False) -> Found:
    """The work behind a DOI, PMID or PMCID."""
    params = {
        "query": QUERIES[identifier.kind].format(identifier.value),
        "resultType": "core",
        "format": "json",
        "pageSize": "10",
    }
    return ask(
        SERVICE, "/search", params, about=identifier, read=lambda content: _found(content, identifier), fresh=fresh
    )


def integrity(identifier: Identifier, *, fresh: bool = False) -> Integrity:
    """Whether the work stands, as Europe PMC has it."""
    return find(identifier, fresh=fresh).integrity


def _found(content: bytes, identifier: Identifier) -> Found:
    result = _result(content, identifier)
    return Found(_work(result), _integrity(result))


def _result(content: bytes, identifier: Identifier) -> dict[str, Any]:
    """The result that has exactly this identifier: a search may find others that merely mention it."""
    results = listed(json.loads(content)["resultList"]["result"])
    fitting = [
        result
        for result in results
        if normalised(identifier.kind, result.get(FIELDS[identifier.kind], "")) == identifier
    ]
    if not fitting:
        raise NotFound(SERVICE.label, identifier)
    return next((result for result in fitting if result.get("source") == "MED"), fitting[0])


def _work(result: dict[str, Any]) -> Work:
    types = _publication_types(result)
    is_preprint = result.get("source") == "PPR" or "preprint" in types
    info = result.get("journalInfo") or {}
    journal, book = info.get("journal") or {}, result.get("bookOrReportDetails") or {}
    kind = WorkKind.PREPRINT if is_preprint else WorkKind.BOOK if book and not journal else WorkKind.ARTICLE
    year = info.get("yearOfPublication") or result.get("pubYear") or book.get("yearOfPublication")
    fields = {
        "title": str(result.get("title", "")).strip().removesuffix("."),
        "container-title": journal.get("title"),
        "container-title-short": journal.get("medlineAbbreviation") or journal.get("isoabbreviation"),
        "author": _people(result),
        "issued": [year, info.get("monthOfPublication")],
        "volume": info.get("volume"),
        "issue": info.get("issue"),
        "page": whole_range(str(result.get("pageInfo") or "")),
        "publisher": book.get("publisher"),
        "language": result.get("language"),
        "abstract": result.get("abstractText"),
        "DOI": result.get("doi"),
        "PMID": result.get("pmid"),
        "PMCID": result.get("pmcid"),
        "ISSN": journal.get("issn") or journal.get("essn"),
        "ISBN": book.get("isbn13") or book.get("isbn10"),
    }
    if is_preprint:
        fields["publisher"] = book.get("publisher") or fields["container-title"]
    study_type = StudyType.UNKNOWN if is_preprint else study_type_of(types)
    return work(fields, kind=kind, study_type=study_type, is_preprint=is_preprint, source=Source.EUROPE_PMC)


def _integrity(result: dict[str, Any]) -> Integrity:
    corrections = listed((result.get("commentCorrectionList") or {}).get("commentCorrection"))
    relations: list[Relation] = [
        {
            "type": str(relation.get("type", "")),
            "label": str(relation.get("reference") or relation.get("note") or ""),
            "pmid": str(relation.get("id", "")) if relation.get("source") == "MED" else "",
        }
        for relation in corrections
    ]
    return from_relations(SERVICE.name, relations, _publication_types(result), result.get("title", ""))


def _publication_types(result: dict[str, Any]) -> list[str]:
    return [str(name).lower() for name in listed((result.get("pubTypeList") or {}).get("pubType"))]


def _people(result: dict[str, Any]) -> list[dict[str, Any]]:
    people = listed((result.get("authorList") or {}).get("author"))
    return [
        {
            "family": person.get("lastName"),
            "given": person.get("firstName") or person.get("initials"),
            "literal": person.get("collectiveName") or ("" if person.get("lastName") else person.get("fullName")),
        }
        for person in people
    ]
