"""What readers get at an address now: one statement that fetches what an answer has to know, and no more.

Each page asks this first. Django would compile its sixty columns for every request, which took longer than everything
else about a kept page; here the statement is compiled once, and PostgreSQL plans it once for each connection.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from ..databases import planned_once
from ..record.overdue import OverdueStep
from ..record.publications import Publication
from ..record.status import PublicationStatus
from .site_settings import learn

#: Stands for the address while the statement is compiled; no address has a space.
ANY = "any address"


class Decision(NamedTuple):
    """What is published at an address, in whatever status, by the names that publications have."""

    pk: int
    page_id: int
    edition_id: int
    path: str
    status: str
    notice: str
    readable_until: datetime | None
    published_at: datetime
    edition__kind: str  # by the name that Django fetches it by
    reader_version: str
    is_unindexed: bool

    @property
    def kind(self) -> str:
        return self.edition__kind

    @property
    def is_readable(self) -> bool:
        ends = self.readable_until
        return self.status in PublicationStatus.readable() and (ends is None or ends > timezone.now())


def decided(path: str) -> Decision | None:
    """What is published at an address now; None where nothing ever was."""
    sql, before, after = _statement(OverdueStep.NOINDEX.days)
    with planned_once() as cursor:
        cursor.execute(sql, (*before, path, *after))
        row = cursor.fetchone()
    if row is None:
        return None
    decision = Decision(*row)
    learn(decision.reader_version)
    return decision


@lru_cache(maxsize=8)
def _statement(_days: int | None) -> tuple[str, tuple[object, ...], tuple[object, ...]]:
    """The statement, and its parameters before and after the address. The policy on late reviews is one of them."""
    rows = Publication.objects.at(ANY).versioned().with_robots().order_by().values_list(*Decision._fields)
    sql, params = rows.query.sql_with_params()
    place = params.index(ANY)
    return sql, params[:place], params[place + 1 :]
