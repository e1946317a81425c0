"""When PostgreSQL does not answer what somebody only reads: asked once more, then the last copy, then a sentence.

What it ended for having taken too long (`READERS_STATEMENT_TIMEOUT`) is not asked again: it would take as long.
"""

import logging
import time

import psycopg
from django.db import InterfaceError, OperationalError, connections

from ..stores.breaker import Breaker
from ..stores.databases import CAPTURE, READERS, silent
from .caching.last_copies import last_copy, last_picture
from .not_now import not_now
from .page.views import image, page
from .site_settings import ask_nobody

logger = logging.getLogger(__name__)

#: How many seconds before each repetition: one dead backend takes all others along, and PostgreSQL is back in a second.
PAUSES = (0, 1)
#: While it is open nobody else waits for the database who can have the last copy.
breaker = Breaker(seconds=2)
#: What PostgreSQL answers that is well.
ANSWERS = (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


class DatabaseAwayMiddleware:
    """Stands innermost, so that what it asks again is asked over the connection that the answer is for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        return last_answer(request) if self.is_away and only_reads(request) else None

    def process_exception(self, request, exception):
        if not only_reads(request) or any(each.in_atomic_block for each in open_ones()):
            return None
        if is_too_slow(exception):
            logger.warning("The database took too long for %s.", request.resolver_match.view_name)
            return self._instead(request)
        if not is_away(exception):
            return None
        logger.warning("The database does not answer (%s).", type(exception).__name__)
        ask_nobody()
        return self._again(request) or self._instead(request)

    @property
    def is_away(self):
        return breaker.is_open or silent.issuperset((READERS, CAPTURE))

    def _again(self, request):
        """The answer of the same view over a fresh connection; None when there is none to be had either."""
        match = request.resolver_match
        for pause in PAUSES:
            if self.is_away:
                return None
            time.sleep(pause)
            for connection in open_ones():
                connection.close_if_unusable_or_obsolete()
            try:
                return match.func(request, *match.args, **match.kwargs)
            except (OperationalError, InterfaceError) as error:
                if not is_away(error):
                    raise
            if copy := last_answer(request):
                breaker.trip()
                return copy
        breaker.trip()
        return None

    def _instead(self, request):
        return last_answer(request) or not_now(request)


def last_answer(request):
    """The last copy of a page, or a picture in one; None for whatever else was asked for, and where there is none."""
    match = request.resolver_match
    if match.func is page:
        return last_copy(request.path)
    return last_picture(**match.kwargs) if match.func is image else None


def only_reads(request):
    return request.method in ("GET", "HEAD")


def open_ones():
    return connections.all(initialized_only=True)


def is_too_slow(exception):
    return isinstance(exception.__cause__, psycopg.errors.QueryCanceled)


def is_away(exception):
    """Whether an exception says that the connection is gone or cannot be had."""
    return isinstance(exception, OperationalError | InterfaceError) and not isinstance(exception.__cause__, ANSWERS)
