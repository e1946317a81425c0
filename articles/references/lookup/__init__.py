"""Looking cited works up: which services are asked for which identifier, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..identifiers import Identifier, Kind
from ..integrity.answers import Integrity, combined, could_not_check
from ..works import Source, StudyType, Work
from . import crossref, europepmc, pubmed
from .failures import CannotRead, DoesNotAnswer, LookupFailed, NobodyToAsk, NotFound, TooManyRequests
from .fitting import fits
from .found import Found

__all__ = [
    "CannotRead",
    "DoesNotAnswer",
    "Found",
    "LookupFailed",
    "NobodyToAsk",
    "NotFound",
    "TooManyRequests",
    "answers",
    "check",
    "fits",
    "lookup",
    "with_second_opinion",
]

SERVICES = {
    Kind.DOI: (crossref, europepmc),
    Kind.PMID: (pubmed, europepmc),
    Kind.PMCID: (pubmed, europepmc),
}


def lookup(identifier: Identifier, *, fresh: bool = False) -> Found:
    """The work behind an identifier, from the first service that knows it.

    Raises LookupFailed. “Not found” is only said when every service said so; a service that is down may know it.
    """
    failures = []
    for service in SERVICES.get(identifier.kind, ()):
        try:
            return service.find(identifier, fresh=fresh)
        except LookupFailed as failure:
            failures.append(failure)
    if not failures:
        raise NobodyToAsk(identifier)
    raise next((failure for failure in failures if not isinstance(failure, NotFound)), failures[0])


def with_second_opinion(found: Found) -> Found:
    """The same with what Europe PMC knows beside it: PMID, PMCID, the journal's abbreviation, the kind of study.

    Never raises: without an answer it is as it was, and its integrity says who did not answer.
    """
    identifier = next((known for known in found.work.identifiers if known.kind in europepmc.QUERIES), None)
    if identifier is None:
        return found
    try:
        second = europepmc.find(identifier)
    except LookupFailed as failure:
        silent = could_not_check(europepmc.SERVICE.name, failure, is_away=failure.is_away)
        return Found(found.work, combined([found.integrity, silent]))
    return Found(_completed(found.work, second.work), combined([found.integrity, second.integrity]))


def _completed(work: Work, other: Work) -> Work:
    names = ("PMID", "PMCID", "DOI", "container-title-short", "volume", "issue", "page", "abstract")
    missing = {name: other.csl[name] for name in names if name in other.csl and name not in work.csl}
    if work.identifier(Kind.PMID) is None and other.csl.get("container-title-short"):
        missing["container-title-short"] = other.csl["container-title-short"]  # NLM's, which the styles ask for
    study_type = work.study_type if work.study_type != StudyType.UNKNOWN else other.study_type
    return replace(
        work, csl=work.csl | missing, study_type=study_type, is_preprint=work.is_preprint or other.is_preprint
    )


def answers(identifiers: Iterable[Identifier], *, fresh: bool = True) -> dict[Source, Integrity]:
    """What each service that knows works by one of these identifiers says of this one. Never raises."""
    by_kind = {identifier.kind: identifier for identifier in identifiers}
    asked = [(crossref, by_kind.get(Kind.DOI)), (pubmed, by_kind.get(Kind.PMID) or by_kind.get(Kind.PMCID))]
    known = next((by_kind[kind] for kind in (Kind.PMID, Kind.PMCID, Kind.DOI) if kind in by_kind), None)
    said = {}
    for service, identifier in [*asked, (europepmc, known)]:
        if identifier is not None:
            try:
                said[service.SERVICE.source] = service.integrity(identifier, fresh=fresh)
            except LookupFailed as failure:
                silent = could_not_check(service.SERVICE.name, failure, is_away=failure.is_away)
                said[service.SERVICE.source] = silent
    return said


def check(identifiers: Iterable[Identifier], *, fresh: bool = True) -> Integrity:
    """Whether a work stands, by every service that knows one of its identifiers. Never raises."""
    return combined(answers(identifiers, fresh=fresh).values())
