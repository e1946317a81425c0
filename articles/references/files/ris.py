"""RIS, which EndNote, Zotero, Mendeley and publishers' pages write.

By hand, since rispy drops a record that lacks its first or last line without a word; here its line is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..identifiers import Kind, identifiers_in, normalised
from ..medline import date_of, person, whole_range
from ..works import Work, WorkKind
from .record import Record, Unusable, made_of, pages, records, work_of

_TAGGED = re.compile(r"^\s?([A-Z][A-Z0-9]) {1,2}-(?: (.*)|()$)")

KINDS = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "ABST", "INPR", "CONF", "CPAPER"), WorkKind.ARTICLE),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), WorkKind.BOOK),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), WorkKind.CHAPTER),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), WorkKind.REPORT),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), WorkKind.WEB_PAGE),
}


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each record."""
    return made_of(records(_without_empty_values(text), tagged=_TAGGED, first_tag="TY"), _work)


def _without_empty_values(text: str) -> str:
    """Tags at the end of a line often stand without the blank after the hyphen."""
    return re.sub(r"(?m)^(\s?[A-Z][A-Z0-9] {1,2}-)$", r"\1 ", text)


def _work(record: Record) -> Work:
    kind = KINDS.get(record.first("TY").upper(), WorkKind.OTHER)
    is_part = kind in (WorkKind.CHAPTER, WorkKind.ARTICLE)
    number = record.first("SN")
    fields = {
        "title": record.first("TI", "T1", "CT") or record.first("BT"),
        "container-title": record.first("T2", "JF", "JO", "BT", "SO") if is_part else record.first("T2"),
        "container-title-short": record.first("JA", "J2"),
        "author": [person(name) for name in record.all("AU", "A1")],
        "editor": [person(name) for name in record.all("A2", "ED")] if kind == WorkKind.CHAPTER else [],
        "issued": date_of(record.first("PY", "Y1", "DA")),
        "accessed": date_of(record.first("Y2")),
        "volume": record.first("VL"),
        "issue": record.first("IS"),
        "page": whole_range(pages(record.first("SP"), record.first("EP"))),
        "publisher": record.first("PB"),
        "publisher-place": record.first("CY"),
        "edition": record.first("ET"),
        "language": record.first("LA"),
        "ISBN": number if normalised(Kind.ISBN, number) else "",
        "ISSN": "" if normalised(Kind.ISBN, number) else number,
        **_identifiers(record),
    }
    return work_of(fields, kind=kind)


def _identifiers(record: Record) -> dict[str, str]:
    """Programs put them in several fields, and PubMed's into AN with or without its name."""
    found: dict[str, str] = {}
    for tag in ("DO", "UR", "L2", "M3", "AN", "C2", "N1"):
        for value in record.all(tag):
            for identifier in identifiers_in(value):
                is_bare_number = identifier.kind == Kind.PMID and value.strip().isdecimal()
                if not is_bare_number or (tag == "AN" and "PubMed" in record.first("DB", "DP")):
                    found.setdefault(identifier.kind.label, identifier.value)
    if normalised(Kind.DOI, record.first("DO")):
        found["DOI"] = record.first("DO")  # with its capitals
    return found
