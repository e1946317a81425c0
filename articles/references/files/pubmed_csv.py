"""PubMed's “Save as CSV”."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..medline import date_of, short_person, whole_range
from ..works import Work, WorkKind
from .record import Unusable, work_of

#: “Pain. 2018 May 17;378(20):1865-1876. doi: …”, as far as it is there.
_CITATION = re.compile(
    r"\.\s*(?P<date>[12][0-9]{3}[^;:.]*)(?:;(?P<volume>[^(:.]*)(?:\((?P<issue>[^)]*)\))?)?(?::(?P<page>[^.]*))?\."
)


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each row."""
    rows = csv.DictReader(io.StringIO(text))
    try:
        for row in rows:
            try:
                yield (
                    rows.line_num,
                    _work({name: value or "" for name, value in row.items() if isinstance(value, str | None)}),
                )
            except Unusable as problem:
                yield rows.line_num, problem
    except csv.Error:
        yield rows.line_num, Unusable(_("The file breaks off here, or is no CSV."))


def _work(row: dict[str, str]) -> Work:
    said = _CITATION.search(row.get("Citation", ""))
    parts = said.groupdict() if said else {}
    people = [name for name in re.split(r",\s*", row.get("Authors", "").rstrip(". ")) if name]
    fields = {
        "title": row.get("Title", "").removesuffix("."),
        "container-title-short": row.get("Journal/Book", ""),
        "author": [short_person(name) for name in people],
        "issued": date_of(parts.get("date") or row.get("Publication Year", "")),
        "volume": (parts.get("volume") or "").strip(),
        "issue": parts.get("issue"),
        "page": whole_range(parts.get("page") or ""),
        "DOI": row.get("DOI"),
        "PMID": row.get("PMID"),
        "PMCID": row.get("PMCID"),
    }
    return work_of(fields, kind=WorkKind.ARTICLE)
