"""Lists of any length: a page of them at a time, from where the one before ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ...record.editions import Edition
from ...record.publications import LISTED_OF_EDITION, PublicationQuerySet
from ...record.statements import Slot, columns_of
from .. import paging
from ..compiled import Compiled
from .cards import as_cards as cards_of

PER_PAGE = 24


class Asked(NamedTuple):
    """Which list of a page the address goes on with, and after what."""

    name: str = ""
    key: str = ""


class Order(NamedTuple):
    """In which order a list stands: by which column, how that is read from a key, and which way."""

    column: str
    read: Any
    newest_first: bool


NEWEST_FIRST = Order("published_at", paging.moment_in, True)
BY_TITLE = Order("edition__title", paging.title_in, False)


@dataclass(frozen=True)
class Shelf:
    """One page of a list, and where the next one is."""

    name: str
    cards: list[dict[str, Any]]
    next_url: str = ""

    def __bool__(self) -> bool:
        return bool(self.cards)


#: The publications of a list, in no order, as a function of what changes the statement; with slots for what does not.
Rows = Callable[..., PublicationQuerySet]


class Listed(NamedTuple):
    """Which publications a list has: made by `rows` out of `shape`, once, and asked with `values` in its slots."""

    rows: Rows
    shape: tuple[Any, ...]
    values: dict[str, Any]


def listed(rows: Rows, *shape: Any, **values: Any) -> Listed:
    return Listed(rows, shape, values)


def shelf(
    name: str,
    publications: Listed,
    order: Order,
    asked: Asked,
    path: str,
    *,
    per_page: int = PER_PAGE,
    as_cards: Callable[[list[Any]], list[dict[str, Any]]] = cards_of,
    with_texts: bool = False,
) -> Shelf:
    """A page of a list of a reader's page at `path`; nothing where the address goes on with another of its lists.

    `with_texts` where what it says of each page stands in no column but in its text. UnknownKeyError for a key that
    this site never gave out.
    """
    if asked.name not in ("", name):
        return Shelf(name, [])
    rows, shape, values = publications
    value, row = paging.place_of(asked.key, order.read) if asked.key else (None, None)
    statement = _page(rows, shape, order, bool(asked.key), per_page + 1, with_texts)
    found = statement.asked(**values, value=value, row=row)["page"]
    shown, more = found[:per_page], len(found) > per_page
    return Shelf(name, as_cards(shown), next_url=f"{path}?{name}={key_after(shown[-1], order)}" if more else "")


@lru_cache(maxsize=128)
def _page(rows: Rows, shape: tuple[Any, ...], order: Order, goes_on: bool, limit: int, with_texts: bool) -> Compiled:
    """The statement for one page of a list: its first, or one that goes on beyond a value and a row."""
    readable = rows(*shape).readable()
    if goes_on:
        place = (Slot("value"), Slot("row"), order.column)
        ordered = paging.beyond(readable, *place, newest_first=order.newest_first)
    else:
        ordered = paging.in_order(readable, order.column, newest_first=order.newest_first)
    return Compiled({"page": ordered[:limit]}, of_edition=columns_of(Edition) if with_texts else LISTED_OF_EDITION)


def key_after(publication: Any, order: Order) -> str:
    """Where a page that ends with this publication ended."""
    value = publication.edition.title if order is BY_TITLE else publication.published_at
    return paging.key_of(value, publication.pk)
