"""Lists of any length: a page of them at a time, from where the one before ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...record.publications import PublicationQuerySet
from .. import paging
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


def shelf(
    name: str,
    publications: PublicationQuerySet,
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
    publications = publications.select_related("edition") if with_texts else publications.for_lists()
    found, more = page_of(publications, order, asked.key, per_page)
    return Shelf(
        name,
        as_cards(found),
        next_url=f"{path}?{name}={key_after(found[-1], order)}" if more else "",
    )


def page_of(
    publications: PublicationQuerySet, order: Order, key: str, per_page: int = PER_PAGE
) -> tuple[list[Any], bool]:
    """The publications that readers get of one page of a list, and whether there are more."""
    rows = publications.readable()
    rows = paging.after(rows, key, order.column, read=order.read, newest_first=order.newest_first)
    return paging.cut(rows, per_page)


def key_after(publication: Any, order: Order) -> str:
    """Where a page that ends with this publication ended."""
    value = publication.edition.title if order is BY_TITLE else publication.published_at
    return paging.key_of(value, publication.pk)
