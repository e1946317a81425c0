"""What Crossref says: of two records that name each other, which is the notice, and what it makes of the other.

Publishers register some pairs the wrong way round, so that the notice seems to be retracted by the work. Retraction
Watch's rows are trusted; a publisher's counts where its day is not before the day of the work that it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .. import markup
from ..identifiers import Identifier, Kind, normalised
from ..works import date as csl_date
from .answers import Integrity, judged
from .notices import RETRACTION_WATCH, Notice
from .status import Status
from .versions import Version, VersionKind

#: How the title of a notice begins. “Retraction of …” may as well be of a muscle: there the days decide.
_TITLE_OF_A_NOTICE = re.compile(
    r"(?i)^\W*(?:(?:notice|statement)\s+of\s+)?(?:partial\s+)?(?:retraction|(?:editorial\s+)?expressions?\s+of\s+concern"
    r"|(?:(?:author|publisher)(?:['’]?s)?\s+)?correction|corrigendum|erratum|withdrawal)"
    r"(?:\s*(?:[:(\[—–.,“\"‘]|-\s|$)|\s+(?:notice|note|statement|to\b|for\b)"
    r"|\s+of\s*(?:[:“\"‘'«]|(?:the\s+|an?\s+)?(?:article|paper|publication|manuscript|study)\b|(?-i:[A-Z])))"
)
_TITLE_MAY_BE_OF_A_NOTICE = re.compile(r"(?i)^\W*(?:retraction|withdrawal|correction)\b")
#: When a record of Crossref was published, on paper or on the web, or first registered; the first of them counts.
_PUBLISHED = ("published", "issued", "published-online", "published-print", "posted", "created")
#: Crossref's relations to other versions, on the older work and on the newer one.
_NEWER_IN_CROSSREF = {"is-preprint-of": VersionKind.PUBLISHED, "is-replaced-by": VersionKind.REPLACED}
_OLDER_IN_CROSSREF = {"has-preprint": VersionKind.PUBLISHED, "replaces": VersionKind.REPLACED}


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
    answer = judged("crossref", _without_own_day(notices, record), record.titles, is_notice)
    relations = message.get("relation")
    newer = [*_versions(relations, _NEWER_IN_CROSSREF), *_new_editions(record)]
    return replace(answer, newer=tuple(newer), older=tuple(_versions(relations, _OLDER_IN_CROSSREF)))


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
    return judged("crossref", _without_own_day(notices, about), (), is_notice=False)


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
