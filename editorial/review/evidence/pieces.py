"""One kind of evidence: rows of a page, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import Promise

from editorial.accounts.users import User

Words = str | Promise
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Rows with a heading. `columns` are the keys that each row has, with what people read over them."""

    heading: Words
    #: What it is, and what it leaves out.
    about: Words
    columns: Mapping[str, Words]
    rows: list[Row]
    #: By column, what people read instead of the words of a program.
    labels: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)

    @property
    def entries(self) -> Iterator[list[tuple[Words, list[str]]]]:
        """Each row for people: what is known, under its heading, in lines."""
        for row in self.rows:
            told = [(label, lines_of(self._said(key, row[key]))) for key, label in self.columns.items()]
            yield [(label, lines) for label, lines in told if lines]

    def _said(self, key: str, value: Any) -> Any:
        return self.labels[key].get(value, value) if key in self.labels else value


def lines_of(value: Any) -> list[str]:
    """A value as people read it; no line where there is none."""
    if value is None or value == "":
        return []
    if isinstance(value, Mapping):
        return [f"{key}: {inner}" for key, inner in value.items() if inner not in (None, "")]
    if isinstance(value, list | tuple):
        return ["; ".join(lines_of(inner)) for inner in value]
    return [str(value)]


def moment(time: date | None) -> str | None:
    """A day or a time as JSON has it, times in UTC."""
    if time is None:
        return None
    return (time.astimezone(UTC) if isinstance(time, datetime) else time).isoformat()


def name_of(user: User | None) -> str:
    """Who did something; nobody where a rule of the site did."""
    return user.get_full_name() or str(user) if user else ""
