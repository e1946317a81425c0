"""Web of Science's tagged export, whose lines go on after three blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..medline import date_of, person, whole_range
from ..works import Work, WorkKind
from .record import Record, Unusable, made_of, pages, work_of

_TAGGED = re.compile(r"^([A-Z][A-Z0-9]) (.*)$")
#: Of these every line is a name of its own; of others a line goes on with the one before it.
NAMES = {"AU", "AF", "BE", "ED", "CA", "GP"}
KINDS = {"J": WorkKind.ARTICLE, "B": WorkKind.BOOK, "S": WorkKind.CHAPTER, "P": WorkKind.OTHER}
MONTHS = re.compile(r"^([A-Za-z]{3})[A-Za-z]*(?:-[A-Za-z]+)?(?:\s+([0-9]{1,2}))?")


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each record."""
    return made_of(_records(text), _work)


def _records(text: str) -> list[Record]:
    found: list[Record] = []
    last = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAGGED.match(line)
        if match and match[1] == "PT":
            found.append(Record(number))
        if match and found:
            last = match[1]
            found[-1].begin(last, match[2].strip())
        elif line.startswith("   ") and line.strip() and found:
            if last in NAMES:
                found[-1].begin(last, line.strip())
            else:
                found[-1].go_on(line.strip())
    return found


def _work(record: Record) -> Work:
    kind = KINDS.get(record.first("PT"), WorkKind.OTHER)
    if "book chapter" in record.first("DT").lower():
        kind = WorkKind.CHAPTER
    month = MONTHS.match(record.first("PD"))
    day = " ".join(filter(None, month.groups())) if month else ""
    fields = {
        "title": _in_sentence_case(record.first("TI")),
        "container-title": record.first("SO") if kind != WorkKind.BOOK else "",
        "container-title-short": record.first("JI"),
        "author": [person(name) for name in record.all("AF", "AU")]
        + [{"literal": name} for name in record.all("CA", "GP")],
        "editor": [person(name) for name in record.all("BE", "ED")],
        "issued": date_of(f"{record.first('PY')} {day}"),
        "volume": record.first("VL"),
        "issue": record.first("IS"),
        "page": whole_range(pages(record.first("BP"), record.first("EP")) or record.first("AR")),
        "publisher": record.first("PU"),
        "publisher-place": record.first("PI"),
        "language": record.first("LA"),
        "genre": record.first("DT"),
        "ISSN": record.first("SN", "EI"),
        "ISBN": record.first("BN").partition(" ")[0],
        "DOI": record.first("DI"),
        "PMID": record.first("PM"),
    }
    return work_of(fields, kind=kind)


def _in_sentence_case(title: str) -> str:
    """A title that is all in capitals, as old records have it, read as a sentence."""
    return title.capitalize() if title.isupper() and len(title.split()) > 3 else title
