"""Paging in the API: as everywhere, and a key that is none of ours is answered with a sentence.

Not by ninja's cursor, which counts rows within one moment, and misses one when a row among them goes.
"""

from ninja.errors import HttpError

from .. import paging


def after(rows, key, moment):
    """The rows beyond a key, the oldest first; a 422 for a key that is none of ours."""
    try:
        return paging.after(rows, key, moment)
    except paging.UnknownKeyError as error:
        raise HttpError(422, "“after” is not a key that this API gave out.") from error
