"""One record of an imported file: its tagged lines, and the work that comes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from ..identifiers import Kind, normalised
from ..works import Source, Work, WorkKind, work


class Unusable(Exception):
    """Why no work comes of a record; `str()` is a sentence for whoever brought the file."""


@dataclass
class Record:
    """The fields of a record in their order; a tag may come more than once."""

    line: int
    _lines: list[tuple[str, list[str]]] = field(default_factory=list)

    def begin(self, tag: str, value: str) -> None:
        self._lines.append((tag, [value]))

    def go_on(self, line: str) -> None:
        """Another line of the field that was begun last."""
        self._lines[-1][1].append(line)

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        """(tag, value); joined when all lines are there, of which a field may have very many."""
        return [(tag, " ".join(lines)) for tag, lines in self._lines]

    def all(self, *tags: str) -> list[str]:
        """The values of the first of these tags that has any."""
        for tag in tags:
            if values := [value for name, value in self.fields if name == tag and value]:
                return values
        return []

    def every(self, *tags: str) -> list[str]:
        """The values of all these tags in their order; what one of them says again after another is there once."""
        said: dict[str, str] = {}
        return [value for name, value in self.fields if name in tags and value and said.setdefault(value, name) == name]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has any; an empty text without one."""
        return next(iter(self.all(*tags)), "")


def records(text: str, *, tagged: re.Pattern[str], first_tag: str, line: int = 1) -> list[Record]:
    """The records of a text whose lines begin with a tag, as the pattern finds it (tag, value).

    A line without a tag continues the value before it. `line` is the number of the first one in its file.
    """
    found: list[Record] = []
    for number, written in enumerate(text.split("\n"), start=line):
        if match := tagged.match(written):
            tag, value = match[1], match[2].strip()
            if tag == first_tag:
                found.append(Record(number))
            if found:
                found[-1].begin(tag, value)
        elif written.strip() and found:
            found[-1].go_on(written.strip())
    return found


def work_of(fields: dict[str, Any], *, kind: WorkKind, **facts: Any) -> Work:
    """A work out of a file. Raises Unusable where there is nothing to cite."""
    if kind in (WorkKind.ARTICLE, WorkKind.OTHER, WorkKind.REPORT, WorkKind.WEB_PAGE) and is_preprint(fields):
        kind, facts["is_preprint"] = WorkKind.PREPRINT, True
        fields = {**fields, "publisher": fields.get("publisher") or fields.get("container-title")}
    made = work(fields, kind=kind, source=Source.FILE, **facts)
    if not made.title:
        raise Unusable(_("This record has no title."))
    return made


def is_preprint(fields: dict[str, Any]) -> bool:
    """Whether a record is of a preprint, by what it calls itself, by where it stands, or by its DOI."""
    places = ("container-title", "container-title-short", "publisher", "genre")
    said = " ".join(str(fields.get(name) or "") for name in places)
    doi = normalised(Kind.DOI, fields.get("DOI") or "")
    return bool(_PREPRINT_SERVER.search(said) or (doi and _PREPRINT_DOI.match(doi.value)))


_PREPRINT_SERVER = re.compile(
    r"(?i)\b(?:pre-?prints?(?:\.org)?|(?:med|bio|ar|chem|psy|soc|eng|edu|tech|ecoevo|paleo|sport|meta)r?xiv|arxiv"
    r"|ssrn|research square|authorea|peerj preprints|f1000 preprints)\b"
)
_PREPRINT_DOI = re.compile(
    r"10\.(?:(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{6,}|21203/rs\.|2139/ssrn|48550/arxiv|20944/preprints"
    r"|31234/|26434/chemrxiv|36227/techrxiv|7287/peerj\.preprints|22541/au\.)"
)


def made_of(found: Iterable[Record], make: Callable[[Record], Work]) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, work) of each record, or (line, Unusable)."""
    for record in found:
        try:
            yield record.line, make(record)
        except Unusable as problem:
            yield record.line, problem


def pages(first: str, last: str) -> str:
    """A range out of its ends, where the end may be missing or be in the beginning already."""
    first = re.sub(r" ?(?:--?|–) ?", "-", " ".join(first.split()))
    return f"{first}-{last.strip()}" if last.strip() and "-" not in first and last.strip() != first else first
