"""NBIB, the tagged text that PubMed's “Send to: Citation manager” writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..medline import article_number, date_of, person, short_person, whole_range
from ..works import Work, WorkKind, study_type_of
from .record import Record, Unusable, made_of, records, work_of

_TAGGED = re.compile(r"^(?=[A-Z]{2,4} {0,2}-)(?=.{4}-)([A-Z]{2,4}) *- ?(.*)$")


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each record."""
    return made_of(_records(text), _work)


def _records(text: str) -> list[Record]:
    """Each begins with a PMID, or after an empty line where the program left that out."""
    found, line = [], 1
    for block in re.split(r"(\n[ \t]*\n)", text):
        first_tag = next((match[1] for one in block.split("\n") if (match := _TAGGED.match(one))), "")
        first_tag = "PMID" if re.search(r"(?m)^PMID *-", block) else first_tag
        if first_tag:
            found += records(block, tagged=_TAGGED, first_tag=first_tag, line=line)
        line += block.count("\n")
    return found


def _work(record: Record) -> Work:
    types = [name.lower() for name in record.all("PT")]
    book = record.first("BTI")
    kind = WorkKind.PREPRINT if "preprint" in types else WorkKind.ARTICLE
    if book:
        kind = WorkKind.CHAPTER if record.first("TI", "CTI") else WorkKind.BOOK
    names = [person(name) for name in record.all("FAU")] or [short_person(name) for name in record.all("AU")]
    title = record.first("TI", "CTI") or book
    fields = {
        "title": title.removesuffix("."),
        "container-title": record.first("JT") or (book.removesuffix(".") if book != title else ""),
        "container-title-short": record.first("TA"),
        "author": names + [{"literal": name} for name in record.all("CN")],
        "editor": [person(name) for name in record.all("FED")],
        "issued": date_of(record.first("DP")),
        "volume": record.first("VI"),
        "issue": record.first("IP"),
        "page": whole_range(record.first("PG"))
        or next(filter(None, map(article_number, _with_label(record, "pii"))), ""),
        "publisher": record.first("PB"),
        "publisher-place": record.first("PL") if book else "",
        "language": record.first("LA"),
        "ISSN": record.first("IS").partition(" ")[0],
        "ISBN": record.first("ISBN").partition(" ")[0],
        "DOI": _doi(record),
        "PMID": record.first("PMID"),
        "PMCID": record.first("PMC"),
    }
    is_preprint = kind == WorkKind.PREPRINT
    return work_of(fields, kind=kind, study_type=study_type_of(types), is_preprint=is_preprint)


def _doi(record: Record) -> str:
    return next(iter(_with_label(record, "doi")), "")


def _with_label(record: Record, label: str) -> list[str]:
    """What stands before `[doi]` or `[pii]` in the fields for both."""
    written = (value.partition(f"[{label}]") for value in record.all("LID") + record.all("AID"))
    return [before.split()[-1] for before, mark, _after in written if mark and before.strip()]
