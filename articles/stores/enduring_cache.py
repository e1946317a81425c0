"""Django's cache in Valkey, which goes on in the process itself while Valkey is away or hangs.

What lies in it counts log-ins that went wrong and codes that were used, so nobody could log in without it, and with
nothing in its place anybody could try passwords for ever. Each process then counts for itself: the limits become so
many times wider as there are processes, until Valkey answers again.
"""

import logging
import uuid
from collections import defaultdict

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis.exceptions import RedisError

from .breaker import Breaker

logger = logging.getLogger(__name__)

#: For how long nobody waits for Valkey again after it did not answer. A question that hangs costs a second.
AWAY_SECONDS = 5
#: More than this is not kept in a process; the oldest goes first.
MOST_ENTRIES = 2_000

#: Whether Valkey is left alone, and what is kept meanwhile, by the address of Valkey: for the whole process.
_breakers: defaultdict[str, Breaker] = defaultdict(lambda: Breaker(AWAY_SECONDS))
_meanwhile: dict[str, LocMemCache] = {}


class OneClient(RedisCacheClient):
    """Django's, which makes a client for each question to Valkey: that takes longer than the question."""

    @cached_property
    def client(self):
        return super().get_client(write=True)

    def get_client(self, key=None, *, write=False):
        return self.client


class EnduringCache(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self.address, self._class = str(server), OneClient

    @property
    def meanwhile(self):
        """What is kept in this process while Valkey is away."""
        if self.address not in _meanwhile:
            options = {"TIMEOUT": self.default_timeout, "OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES}}
            _meanwhile[self.address] = LocMemCache(uuid.uuid4().hex, options)
        return _meanwhile[self.address]

    def _do(self, name, *args, **kwargs):
        breaker = _breakers[self.address]
        if breaker.is_open:
            return getattr(self.meanwhile, name)(*args, **kwargs)
        try:
            done = getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError):
            logger.warning("Valkey does not answer; the cache goes on in this process.", exc_info=True)
            breaker.trip()
            return getattr(self.meanwhile, name)(*args, **kwargs)
        if _meanwhile.pop(self.address, None):
            logger.info("Valkey answers again.")
        return done

    def add(self, *args, **kwargs):
        return self._do("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._do("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._do("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._do("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._do("delete", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._do("get_many", *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._do("set_many", *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._do("delete_many", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._do("has_key", *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._do("incr", *args, **kwargs)
