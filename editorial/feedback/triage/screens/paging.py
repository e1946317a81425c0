"""Pages of a long list, cut by the values of the list's own order: any page costs what the first one costs.

By hand, since the cursors of ninja and REST framework hold one column and an offset, not an order of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

from django.core import signing
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils.functional import cached_property

from ...reports.report import Report

SALT = "feedback.paging"


class Row(Func):
    """Several columns, compared at once: an index on them answers that in one step."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


class KeysetPage:
    """So many rows of a queryset, after or before the row that a cursor names.

    All names in the queryset's order go the same way, end with the key, and are never empty.
    """

    def __init__(self, queryset: QuerySet[Any], size: int, *, after: str = "", before: str = "") -> None:
        order = [str(name) for name in queryset.query.order_by]
        self.names = [name.removeprefix("-") for name in order]
        self.is_descending = order[0].startswith("-")
        following, preceding = self._values(after), self._values(before)
        self._backwards = bool(preceding) and not following
        rows = self._first(self.cut(queryset, following or preceding), size + 1)
        self._has_more = len(rows) > size
        self._came_from_somewhere = bool(following or preceding)
        self.rows = rows[:size][:: -1 if self._backwards else 1]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def next_cursor(self) -> str:
        return self._at(-1) if self._backwards or self._has_more else ""

    @cached_property
    def previous_cursor(self) -> str:
        has_previous = self._has_more if self._backwards else self._came_from_somewhere
        return self._at(0) if has_previous else ""

    @property
    def is_all(self) -> bool:
        """Whether there is nothing before and nothing after these rows."""
        return not self.next_cursor and not self.previous_cursor

    def cut(self, queryset: QuerySet[Any], values: Sequence[Any] | None) -> QuerySet[Any]:
        if values:
            lookup = LessThan if self.is_descending != self._backwards else GreaterThan
            queryset = queryset.filter(lookup(Row(*map(F, self.names)), Row(*map(Value, values))))
        return queryset.reverse() if self._backwards else queryset

    def _first(self, queryset: QuerySet[Any], count: int) -> QuerySet[Any]:
        """The first rows. Which they are is found by keys alone, without what is joined to each of them."""
        keys = queryset.values("pk")[:count]
        return queryset.filter(pk__in=keys)

    def _at(self, position: int) -> str:
        return self.cursor_of(self.rows[position]) if self.rows else ""

    def cursor_of(self, row: Model) -> str:
        values = [getattr(row, name) for name in self.names]
        words = [value if isinstance(value, int) else value.isoformat() for value in values]
        return signing.dumps([self.names, words], salt=SALT, compress=True)

    def _values(self, cursor: str) -> Sequence[Any] | None:
        """The values in a cursor that we made for this order; nothing for any other."""
        try:
            names, values = signing.loads(cursor, salt=SALT)
        except signing.BadSignature:
            return None
        return values if names == self.names else None


class Steps(TypedDict):
    """The keys of the reports after and before one in the queue."""

    after: int | None
    before: int | None


def steps_from(row: Report) -> Steps:
    """The keys of the rows of the queue before and after a report, wherever it stands itself."""
    queue = type(row).objects.waiting().most_urgent_first().only("pk")
    cursor = KeysetPage(queue, 1).cursor_of(row)
    after, before = KeysetPage(queue, 1, after=cursor).rows, KeysetPage(queue, 1, before=cursor).rows
    return {"after": after[0].pk if after else None, "before": before[0].pk if before else None}
