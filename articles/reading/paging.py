"""Paging by key: a page begins after the last row of the one before, so the thousandth costs what the first costs."""

import base64
import binascii
from datetime import UTC, datetime

from django.db.models import Q


class UnknownKeyError(ValueError):
    """What stands in an address is no key that this site gave out."""


def moment_in(text):
    """A moment as keys have it; ValueError for another text, and for one without its offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A moment without an offset is none of ours.")
    try:
        return moment.astimezone(UTC)  # PostgreSQL does not take every offset that Python does
    except OverflowError as error:
        raise ValueError("There is no such moment in UTC") from error


def title_in(text):
    """A title as keys have it; ValueError for what PostgreSQL cannot hold."""
    if "\x00" in text:
        raise ValueError("PostgreSQL has no such text.")
    return text


def key_of(value, pk):
    """Where a page ended, for the address of the next: opaque, and safe in a query string."""
    text = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(f"{pk}|{text}".encode()).decode().rstrip("=")


def place_of(key, read=moment_in):
    """The value and the row at which a page ended; UnknownKeyError for a key that is none of ours."""
    try:
        pk, _, text = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().partition("|")
        return read(text), int(pk)
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise UnknownKeyError(key) from error


def after(rows, key, column, pk="pk", *, read=moment_in, newest_first=False):
    """The rows beyond a key, in the order of a column and `pk`; all of them without a key."""
    if key:
        return beyond(rows, *place_of(key, read), column, pk, newest_first=newest_first)
    return in_order(rows, column, pk, newest_first)


def beyond(rows, value, row, column, pk="pk", *, newest_first=False):
    """The same beyond the value of a column and a row, which may be slots."""
    way = "lt" if newest_first else "gt"
    further = Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"{pk}__{way}": row})
    # The first condition says nothing new, but with it PostgreSQL begins at the right place of the index.
    return in_order(rows, column, pk, newest_first).filter(further, **{f"{column}__{way}e": value})


def in_order(rows, column, pk="pk", newest_first=False):
    """The rows in the order of a column, and of `pk` where that is the same."""
    return rows.order_by(f"-{column}", f"-{pk}") if newest_first else rows.order_by(column, pk)


def cut(rows, limit):
    """The rows of one page, and whether there are more."""
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit
