"""How often one reader may ask, and answers that need not be sent again."""

import hashlib
import logging
from functools import cache, wraps

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from limits import RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter
from ninja.errors import HttpError

from ...connections import connection_of
from ...extensions import given_to_programs
from ...stores import valkey
from ..caching.headers import FOR_A_MINUTE, FOR_ONE

logger = logging.getLogger(__name__)

SECONDS = 60


def limited(view):
    """The view, `settings.API_REQUESTS_A_MINUTE` times a minute at most for one connection; conditional requests."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if asked_too_often(request):
            detail = "Too many requests. Wait a minute, and ask for pages of up to 100 rows."
            return JsonResponse({"detail": detail}, status=429, headers={"Retry-After": str(SECONDS)})
        response = view(request, *args, **kwargs)
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        for_who_asked(request, response)
        return get_conditional_response(request, etag=etag, response=response) or response

    return wrapped


def noted(view):
    """The view of an edition's text: that a program with a key was given it is noted, also where it had it already.

    It stands inside what decides whether the text may be given, and outside what answers that nothing has changed.
    """

    @wraps(view)
    def wrapped(request, publication, *editions):
        edition = editions[-1].pk if editions else publication.edition_id
        try:
            given_to_programs.given(request, edition)
        except HttpError as refused:
            return HttpResponse(f"{refused}\n", status=refused.status_code, content_type="text/plain; charset=utf-8")
        return for_who_asked(request, view(request, publication, *editions))

    return wrapped


def for_who_asked(request, response):
    """The response, which no shared cache gives to anybody else: who sends a key is known by it."""
    response["Cache-Control"] = FOR_ONE if request.headers.get("Authorization") else FOR_A_MINUTE
    patch_vary_headers(response, ["Authorization"])
    return response


def asked_too_often(request):
    """Whether this connection has asked too often; counted under a keyed hash that is another one each day."""
    connection = connection_of(request)
    if not connection:
        return False
    day = timezone.localdate().isoformat()
    name = salted_hmac(f"api {day}", connection, algorithm="sha256").hexdigest()
    address, options = valkey.where()
    try:
        limit = RateLimitItemPerMinute(settings.API_REQUESTS_A_MINUTE, namespace="api-requests")
        return not _limiter(address, **options).hit(limit, name[:32])
    except Exception:  # a cache that is down refuses nobody
        logger.warning("The API's requests cannot be counted now.", exc_info=True)
        return False


@cache
def _limiter(address, **options):
    return FixedWindowRateLimiter(RedisStorage(address, **options))
