"""Lists of any length: a page of them at a time, from where the one before ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ...record.published.editions import Edition
from ...record.published.publications import LISTED_OF_EDITION, PublicationQuerySet
from ...record.statements import Slot, columns_of
from .. import paging
from ..addresses.publication_lists import Compiled
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
    per_page: int | None = None,
    as_cards: Callable[[list[Any]], list[dict[str, Any]]] = cards_of,
    with_texts: bool = False,
) -> Shelf:
    """A page of a list of a reader's page at `path`; nothing where the address goes on with another of its lists.

    `with_texts` where what it says of each page stands in no column but in its text. UnknownKeyError for a key that
    this site never gave out.
    """
    per_page = per_page or PER_PAGE
    found = _found({name: publications}, order, asked, per_page + 1, with_texts)
    return _shelf(name, found.get(name, []), order, path, per_page, as_cards)


def newest_of(lists: Mapping[str, Listed], asked: Asked, path: str) -> dict[str, Shelf]:
    """The same of several lists of a page by their names, each with the newest first, fetched with one question."""
    found = _found(lists, NEWEST_FIRST, asked, PER_PAGE + 1)
    for rows in found.values():  # of several lists it is not said in which order they come
        rows.sort(key=lambda row: (row.published_at, row.pk), reverse=True)
    return {name: _shelf(name, found.get(name, []), NEWEST_FIRST, path, PER_PAGE) for name in lists}


def _found(
    lists: Mapping[str, Listed], order: Order, asked: Asked, limit: int, with_texts: bool = False
) -> dict[str, list[Any]]:
    """Of each list that the address shows, so many rows from where it goes on."""
    shown = {name: each for name, each in lists.items() if asked.name in ("", name)}
    if not shown:
        return {}
    value, row = paging.place_of(asked.key, order.read) if asked.key else (None, None)
    named = tuple((name, each.rows, each.shape) for name, each in shown.items())
    values = {slot: each.values[slot] for each in shown.values() for slot in each.values}
    return _page(named, order, bool(asked.key), limit, with_texts).asked(**values, value=value, row=row)


def _shelf(
    name: str,
    found: list[Any],
    order: Order,
    path: str,
    per_page: int,
    as_cards: Callable[[list[Any]], list[dict[str, Any]]] = cards_of,
) -> Shelf:
    shown, more = found[:per_page], len(found) > per_page
    return Shelf(name, as_cards(shown), next_url=f"{path}?{name}={key_after(shown[-1], order)}" if more else "")


@lru_cache(maxsize=128)
def _page(
    lists: tuple[tuple[str, Rows, tuple[Any, ...]], ...], order: Order, goes_on: bool, limit: int, with_texts: bool
) -> Compiled:
    """The statement for one page of some lists: their first, or one that goes on beyond a value and a row."""
    pages = {name: _ordered(rows(*shape).readable(), order, goes_on)[:limit] for name, rows, shape in lists}
    return Compiled(pages, of_edition=columns_of(Edition) if with_texts else LISTED_OF_EDITION)


def _ordered(rows: PublicationQuerySet, order: Order, goes_on: bool) -> PublicationQuerySet:
    if not goes_on:
        return paging.in_order(rows, order.column, newest_first=order.newest_first)
    place = (Slot("value"), Slot("row"), order.column)
    return paging.beyond(rows, *place, newest_first=order.newest_first)


def key_after(publication: Any, order: Order) -> str:
    """Where a page that ends with this publication ended."""
    value = publication.edition.title if order is BY_TITLE else publication.published_at
    return paging.key_of(value, publication.pk)
