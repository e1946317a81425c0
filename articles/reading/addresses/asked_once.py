"""What many pages ask alike is asked once while readers' rows stand still, as they do for who copies all of the site.

Elsewhere nothing is remembered: between two requests anything may have been published or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

#: Of so many different questions the answers are kept.
KEPT = 256
_moment: ContextVar[dict[Callable[..., Any], Callable[..., Any]] | None] = ContextVar("moment", default=None)


@contextmanager
def standing_still() -> Iterator[None]:
    """Inside, each question is asked once. For one transaction that sees one moment, over the readers' connection."""
    token = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(token)


def once(ask: Callable[P, R]) -> Callable[P, R]:
    """Asks, or gives the answer that there is. What asks must not change it; an error is not remembered."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        moment = _moment.get()
        if moment is None:
            return ask(*args, **kwargs)
        return moment.setdefault(ask, lru_cache(KEPT)(ask))(*args, **kwargs)

    return asked
