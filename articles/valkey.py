"""A client of our own for what Django's cache cannot do: run a script, or ask without making a client each time."""

from functools import lru_cache

import redis
from django.conf import settings


def valkey():
    """The client of the cache's Valkey; one for each process and address."""
    cache = settings.CACHES["default"]
    location = cache["LOCATION"]
    return _client(location if isinstance(location, str) else location[0], tuple(cache.get("OPTIONS", {}).items()))


@lru_cache(maxsize=4)
def _client(location, options):
    return redis.Redis.from_url(location, **dict(options))
