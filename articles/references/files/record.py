"""One record of an imported file: its tagged lines, and the work that comes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..works import Source, Work, WorkKind, work


class Unusable(Exception):
    """Why no work comes of a record; `str()` is a sentence for whoever brought the file."""


@dataclass
class Record:
    """The fields of a record in their order; a tag may come more than once."""

    line: int
    fields: list[list[str]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """The values of the first of these tags that has any."""
        for tag in tags:
            if values := [value for name, value in self.fields if name == tag and value]:
                return values
        return []

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has any; an empty text without one."""
        return next(iter(self.all(*tags)), "")


def records(text: str, *, tagged: re.Pattern[str], first_tag: str) -> list[Record]:
    """The records of a text whose lines begin with a tag, as the pattern finds it (tag, value).

    A line without a tag continues the value before it.
    """
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if match := tagged.match(line):
            tag, value = match[1], match[2].strip()
            if tag == first_tag:
                found.append(Record(number))
            if found:
                found[-1].fields.append([tag, value])
        elif line.strip() and found:
            last = found[-1].fields[-1]
            last[1] = f"{last[1]} {line.strip()}"
    return found


def work_of(fields: dict[str, Any], *, kind: WorkKind, **facts: Any) -> Work:
    """A work out of a file. Raises Unusable where there is nothing to cite."""
    made = work(fields, kind=kind, source=Source.FILE, **facts)
    if not made.title:
        raise Unusable(_("This record has no title."))
    return made


def made_of(found: Iterable[Record], make: Callable[[Record], Work]) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, work) of each record, or (line, Unusable)."""
    for record in found:
        try:
            yield record.line, make(record)
        except Unusable as problem:
            yield record.line, problem


def pages(first: str, last: str) -> str:
    """A range out of its ends, where the end may be missing or be in the beginning already."""
    first = re.sub(r"\s*(?:--?|–)\s*", "-", first.strip())
    return f"{first}-{last.strip()}" if last.strip() and "-" not in first and last.strip() != first else first
