"""Crossref: the works behind DOIs, and the notices that publishers and Retraction Watch registered about them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from django.conf import settings

from ..identifiers import Identifier, Kind, normalised
from ..integrity.answers import Integrity, combined, could_not_check
from ..integrity.crossref_records import Record, crossref_notices, from_crossref, is_notice_of
from ..integrity.versions import Version, VersionKind, cochrane_version
from ..medline import whole_range
from ..works import Source, Work, WorkKind, work
from .asked_service import Service
from .failures import LookupFailed, NotFound
from .found import Found, listed
from .http_client import ask

SERVICE = Service(Source.CROSSREF, "CROSSREF_URL", gap=1 / 3)

#: A notice is about one work, seldom about a few.
MOST_OTHERS = 3
#: So many versions of a review are looked for after the one that is cited.
MOST_LATER = 5

KINDS = {
    "journal-article": WorkKind.ARTICLE,
    "proceedings-article": WorkKind.ARTICLE,
    "posted-content": WorkKind.PREPRINT,
    "book": WorkKind.BOOK,
    "monograph": WorkKind.BOOK,
    "edited-book": WorkKind.BOOK,
    "reference-book": WorkKind.BOOK,
    "book-chapter": WorkKind.CHAPTER,
    "book-section": WorkKind.CHAPTER,
    "reference-entry": WorkKind.CHAPTER,
    "dissertation": WorkKind.THESIS,
    "report": WorkKind.REPORT,
    "report-component": WorkKind.REPORT,
    "standard": WorkKind.REPORT,
}


def find(identifier: Identifier, *, fresh: bool = False) -> Found:
    """The work behind a DOI."""
    message = _record(identifier, fresh=fresh)
    return Found(_work(message), from_crossref(message))


def integrity(identifier: Identifier, *, fresh: bool = False) -> Integrity:
    """Whether the work behind a DOI stands: by its own record, and by notices that name it.

    The second question can only make it worse. Its “nothing found” proves nothing, so a failure of it is told, and a
    failure of the first one is not made good by it.
    """
    message = _record(identifier, fresh=fresh)
    answers = [from_crossref(message, _turned_round(message, fresh=fresh))]
    try:
        named = _notices_naming(identifier, message, fresh=fresh)
        answers += [named] if named.notices else []
    except LookupFailed as failure:
        answers.append(could_not_check(SERVICE.name, failure, is_away=failure.is_away))
    return combined(answers)


def _record(identifier: Identifier, *, fresh: bool) -> dict[str, Any]:
    path = f"/works/{quote(identifier.value, safe='')}"

    def read(content: bytes) -> dict[str, Any]:
        message = _message(content)
        _work(message), from_crossref(message)  # what cannot be read is no answer
        return message

    return ask(SERVICE, path, _who_asks(), about=identifier, read=read, fresh=fresh)


def _turned_round(message: dict[str, Any], *, fresh: bool) -> list[dict[str, Any]]:
    """The notices among the works that a record claims to be a notice about: some are registered back to front."""
    record, found = Record(message), []
    for doi in [] if record.is_called_a_notice else record.works_it_is_about[:MOST_OTHERS]:
        if other := normalised(Kind.DOI, doi):
            with suppress(LookupFailed):  # then the pair stands as it was registered
                found.append(_record(other, fresh=fresh))
    return [other for other in found if is_notice_of(other, message)]


def _notices_naming(identifier: Identifier, work: dict[str, Any], *, fresh: bool) -> Integrity:
    if "," in identifier.value:  # a comma would end the filter's value, and the answer would be about another DOI
        return combined([])
    params = {"filter": f"updates:{identifier.value}", "rows": "20", **_who_asks()}
    return ask(
        SERVICE,
        "/works",
        params,
        about=identifier,
        read=lambda content: crossref_notices(listed(_message(content)["items"]), identifier, work),
        fresh=fresh,
    )


def later_version(identifier: Identifier) -> Version | None:
    """The newest version of a review of Cochrane's after this one, whose DOIs are numbered; None without one.

    Raises a LookupFailed when nobody answered.
    """
    known, found = cochrane_version(identifier.value), None
    for number in range(known[1] + 1, known[1] + 1 + MOST_LATER) if known else ():
        doi = Identifier(Kind.DOI, f"{known[0] if known else ''}.pub{number}")
        try:
            message = _record(doi, fresh=False)
        except NotFound:
            break
        day = "-".join(f"{part:02}" for part in Record(message).day)
        found = Version(VersionKind.UPDATED, doi.value, label=_work(message).title, source=SERVICE.name, date=day)
    return found


def _who_asks() -> dict[str, str]:
    return {"mailto": settings.LOOKUP_MAILTO} if settings.LOOKUP_MAILTO else {}


def _message(content: bytes) -> dict[str, Any]:
    message = json.loads(content)["message"]
    if not isinstance(message, dict):
        raise TypeError("Crossref's message is no object.")
    return message


def _work(message: dict[str, Any]) -> Work:
    kind = KINDS.get(message.get("type", ""), WorkKind.OTHER)
    if kind == WorkKind.PREPRINT and message.get("subtype", "preprint") != "preprint":
        kind = WorkKind.OTHER
    names = ("volume", "issue", "publisher", "language", "DOI", "ISBN", "ISSN", "abstract")
    fields = {name: message.get(name) for name in names} | {
        "title": _title(message),
        "container-title": message.get("container-title"),
        "container-title-short": message.get("short-container-title"),
        "author": _people(message.get("author")),
        "editor": _people(message.get("editor")),
        # The year of the issue, which volume and pages belong to; `issued` is when it first went online.
        "issued": message.get("published-print") or message.get("issued"),
        "page": whole_range(str(message.get("page") or "")) or message.get("article-number"),
        "publisher-place": message.get("publisher-location"),
        "edition": message.get("edition-number"),
    }
    if kind == WorkKind.PREPRINT:
        servers = [place.get("name") for place in listed(message.get("institution")) if isinstance(place, dict)]
        fields["publisher"] = next(filter(None, servers), message.get("publisher"))
    return work(fields, kind=kind, is_preprint=kind == WorkKind.PREPRINT, source=Source.CROSSREF)


def _title(message: dict[str, Any]) -> str:
    title, subtitle = (next(iter(listed(message.get(name))), "") or "" for name in ("title", "subtitle"))
    is_new = subtitle and subtitle.lower() not in title.lower()
    return f"{title.rstrip(':.')}: {subtitle}" if title and is_new else title


def _people(people: Any) -> list[dict[str, Any]]:
    return [
        {**person, "literal": person.get("name")} if "family" not in person else person
        for person in listed(people)
        if isinstance(person, dict)
    ]
