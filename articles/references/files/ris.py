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

_TAGGED = re.compile(r"^([A-Z][A-Z0-9]) {1,2}-(?: (.*)|()$)")

KINDS = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "ABST", "INPR", "CONF", "CPAPER"), WorkKind.ARTICLE),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), WorkKind.BOOK),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), WorkKind.CHAPTER),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), WorkKind.REPORT),
    "THES": WorkKind.THESIS,
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), WorkKind.WEB_PAGE),
}


#: Of other kinds A2 are the editors of a series.
WITH_EDITORS = (WorkKind.CHAPTER, WorkKind.BOOK)


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each record."""
    return made_of(records(_without_empty_values(_moved_left(text)), tagged=_TAGGED, first_tag="TY"), _work)


def _moved_left(text: str) -> str:
    """The same where all lines are indented as the first one of a record is."""
    indent = re.search(r"(?m)^([ \t]*)TY {1,2}- ", text)
    return re.sub(rf"(?m)^{indent[1]}", "", text) if indent and indent[1] else text


def _without_empty_values(text: str) -> str:
    """Tags at the end of a line often stand without the blank after the hyphen."""
    return re.sub(r"(?m)^([A-Z][A-Z0-9] {1,2}-)$", r"\1 ", text)


def _work(record: Record) -> Work:
    kind = KINDS.get(record.first("TY").upper(), WorkKind.OTHER)
    is_part = kind in (WorkKind.CHAPTER, WorkKind.ARTICLE)
    number, journal = record.first("SN"), record.first("T2", "JF") if is_part else record.first("T2")
    fields = {
        "title": record.first("TI", "T1", "CT") or record.first("BT"),
        "container-title": journal or (record.first("JO", "BT", "SO") if is_part else ""),
        "container-title-short": record.first("JA", "J2") or (record.first("JO") if journal else ""),
        "author": [person(name) for name in record.every("AU", "A1")],
        "editor": [person(name) for name in record.every("A2", "ED")] if kind in WITH_EDITORS else [],
        "issued": _issued(record),
        "accessed": date_of(record.first("Y2")),
        "volume": record.first("VL"),
        "issue": record.first("IS"),
        "page": whole_range(pages(record.first("SP"), record.first("EP")) or record.first("C7")),
        "publisher": record.first("PB"),
        "publisher-place": record.first("CY"),
        "edition": record.first("ET"),
        "genre": record.first("M3") if not normalised(Kind.DOI, record.first("M3")) else "",
        "language": record.first("LA"),
        "ISBN": number if normalised(Kind.ISBN, number) else "",
        "ISSN": "" if normalised(Kind.ISBN, number) else number,
        **_identifiers(record),
    }
    return work_of(fields, kind=kind)


def _issued(record: Record) -> list[str | int | None]:
    """The first date, or another one of its year that says more; EndNote has the day without the year in DA."""
    said = [*map(record.first, ("PY", "Y1", "DA")), f"{record.first('PY', 'Y1')} {record.first('DA')}"]
    dates = [date for date in map(date_of, said) if date[0]]
    of_its_year = [date for date in dates if date[0] == dates[0][0]]
    return max(of_its_year, key=lambda date: sum(map(bool, date)), default=[])


def _identifiers(record: Record) -> dict[str, str]:
    """Programs put them in several fields: a bare number is a PMID where the program is known to put it."""
    found: dict[str, str] = {}
    for tag in ("DO", "UR", "L2", "M3", "AN", "C2", "C5", "N1"):
        for value in (part for whole in record.all(tag) for part in re.split(r";\s*(?=https?://)", whole)):
            for identifier in identifiers_in(value):
                is_bare_number = identifier.kind == Kind.PMID and value.strip().isdecimal()
                if not is_bare_number or _is_pmid_of(record, tag):
                    found.setdefault(identifier.kind.label, identifier.value)
    if normalised(Kind.DOI, record.first("DO")):
        found["DOI"] = record.first("DO")  # with its capitals
    return found


def _is_pmid_of(record: Record, tag: str) -> bool:
    """PubMed and Ovid have it in AN, Scopus in C2, Embase in C5."""
    database = " ".join(record.every("DB", "DP", "N1", "UR")).lower()
    by_tag = {"AN": ("pubmed", "medline"), "C2": ("scopus",), "C5": ("embase", "elsevier")}
    is_embase = tag == "C5" and bool(record.first("U2", "U4"))  # its own numbers, where it does not name itself
    return is_embase or any(name in database for name in by_tag.get(tag, ()))
