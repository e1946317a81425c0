"""What readers get at an address now: one statement that fetches what an answer has to know, and no more.

Each page asks this first. Django would compile its sixty columns for every request, which took longer than everything
else about a kept page; here the statement is compiled once, and PostgreSQL plans it once for each connection.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from ...record.published.overdue import OverdueStep
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.statements import Slot, Statement
from ...stores.databases import planned_once
from ..site_settings import learn


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
    rows = _statement(OverdueStep.NOINDEX.days).asked(path=path)
    if not rows:
        return None
    decision = Decision(*rows[0])
    learn(decision.reader_version)
    return decision


@lru_cache(maxsize=8)
def _statement(_days: int | None) -> Statement:
    """The policy on late reviews is a part of it."""
    return Statement(_decided, cursor=planned_once)


def _decided() -> QuerySet[Publication, Any]:
    rows = Publication.objects.at(Slot("path")).versioned().with_robots().order_by()
    return rows.values_list(*Decision._fields)
