"""Paging by key: a page begins after the last row of the one before, so the thousandth costs what the first costs.

By hand, since ninja's cursor counts rows within one moment, and misses one when a row among them goes.
"""

import base64
import binascii
from datetime import datetime

from django.db.models import Q
from ninja.errors import HttpError

LARGEST = 100


def key_of(moment, pk):
    """Where a page ended, for the address of the next: opaque, and safe in a query string."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{pk}".encode()).decode().rstrip("=")


def place_of(key):
    """The moment and the row at which a page ended; a 422 for a key that is none of ours."""
    try:
        moment, _, pk = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().partition("|")
        return datetime.fromisoformat(moment), int(pk)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise HttpError(422, "“after” is not a key that this API gave out.") from error


def after(rows, key, moment, pk="pk"):
    """The rows beyond a key, ordered by the columns `moment` and `pk`; all of them without a key."""
    rows = rows.order_by(moment, pk)
    if not key:
        return rows
    place = place_of(key)
    beyond = Q(**{f"{moment}__gt": place[0]}) | Q(**{moment: place[0], f"{pk}__gt": place[1]})
    # The first condition says nothing new, but with it PostgreSQL begins at the right place of the index.
    return rows.filter(beyond, **{f"{moment}__gte": place[0]})


def cut(rows, limit):
    """The rows of one page, and whether there are more."""
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit
