"""What caches may keep, what is made smaller, where former addresses lead, and what connection answers readers."""

from contextlib import ExitStack

from django.db import InterfaceError, OperationalError
from django.utils.cache import has_vary_header

from .extensions import readers_may
from .reading.addresses.former_addresses import is_by_number, lead_on, lead_on_from_former_site
from .reading.caching.compression import compress
from .reading.caching.headers import FOR_A_MINUTE
from .stores.databases import for_readers
from .urls import READERS_VIEWS

#: Refusals and failures are not kept.
KEPT_STATUSES = {200, 301, 302, 304, 404, 410}


class ReaderCacheMiddleware:
    """Lets caches keep, for a minute, every answer of an address in `articles.urls`, and of none at all.

    It stands outside the sessions, and keeps its hands off an answer that somebody's cookie had a part in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_for_any_reader(request, response):
            response["Cache-Control"] = FOR_A_MINUTE
        return response

    def _is_for_any_reader(self, request, response):
        match = request.resolver_match
        return (
            request.method in ("GET", "HEAD")
            and response.status_code in KEPT_STATUSES
            and (match is None or match.func in READERS_VIEWS)
            and not response.has_header("Cache-Control")
            and not response.cookies
            and not has_vary_header(response, "Cookie")
        )


class CompressionMiddleware:
    """Makes smaller what any reader gets: answers of the addresses in `articles.urls` and of the API, and no others.

    Forms, receipts and the desk have secrets, which their size would tell.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return compress(request, response) if self._is_the_same_for_all(request, response) else response

    def _is_the_same_for_all(self, request, response):
        match = request.resolver_match
        return (
            match is not None
            and (match.func in READERS_VIEWS or "api" in match.namespaces)
            and not response.cookies
            and not has_vary_header(response, "Cookie")
        )


class FormerAddressMiddleware:
    """Leads readers on who ask for a page at an address that it had before, or for anything below that address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if is_by_number(request) and (moved := self.asked(lead_on_from_former_site, request)):
            return moved
        response = self.get_response(request)
        return response if response.status_code != 404 else self.lead_on(request) or response

    def lead_on(self, request):
        match = request.resolver_match
        if match and match.func not in READERS_VIEWS:
            return None
        here = match and match.args and self.asked(lead_on, request, match.args[0])
        return here or self.asked(lead_on_from_former_site, request)

    def asked(self, ask, *about):
        """What it says over the readers' connection, which the view does not keep for it; None where that has died."""
        try:
            with for_readers():
                return ask(*about)
        except (OperationalError, InterfaceError):
            return None


class ReadersConnectionMiddleware:
    """Has what readers ask for answered over the readers' connection, by the address as it was resolved.

    It stands innermost: what the ones before it ask of accounts and sessions is none of the readers' connection.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.namespaces = {"api", *readers_may.given()}

    def __call__(self, request):
        with ExitStack() as request.while_answered:
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if view in READERS_VIEWS or self.namespaces.intersection(request.resolver_match.namespaces):
            request.while_answered.enter_context(for_readers())
