"""How often one reader may ask, and answers that need not be sent again."""

import hashlib
import logging
from functools import cache, wraps

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from limits import RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter

from ... import valkey
from ...connections import connection_of
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
        # Who sends a key is known by it: no shared cache answers in our place.
        has_key = bool(request.headers.get("Authorization"))
        response["ETag"], response["Cache-Control"] = etag, FOR_ONE if has_key else FOR_A_MINUTE
        patch_vary_headers(response, ["Authorization"])
        return get_conditional_response(request, etag=etag, response=response) or response

    return wrapped


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
