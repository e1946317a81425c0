"""Valkey beside Django's cache: a client for what the cache cannot do, and how values are written down in it.

Whoever can write into Valkey must not get code to run here by it, so nothing in it is ever unpickled.
"""

import base64
import json
import os
import threading

import redis
from django.conf import settings

from .breaker import Breaker

#: For how long a thread asks no more after Valkey did not answer: a page asks several times, each time for a second.
AWAY_SECONDS = 2
_of_thread = threading.local()


class Client(redis.Redis):
    """Fails at once for a moment after Valkey did not answer."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.breaker = Breaker(AWAY_SECONDS)

    def execute_command(self, *args, **options):
        if self.breaker.is_open:
            raise redis.ConnectionError("Valkey did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)
        except (redis.ConnectionError, redis.TimeoutError):
            self.breaker.trip()
            raise


def where():
    """The address of the cache's Valkey, and the options of connections to it."""
    cache = settings.CACHES["default"]
    location = cache["LOCATION"]
    options = {name: value for name, value in cache.get("OPTIONS", {}).items() if name != "serializer"}
    return location if isinstance(location, str) else location[0], options


def valkey():
    """The client of the cache's Valkey. Each thread has one with a connection of its own.

    To take a connection out of a pool and put it back cost a third of a question.
    """
    cache, process = settings.CACHES["default"], os.getpid()  # a forked process must not share a connection
    if getattr(_of_thread, "made_for", None) != (id(cache), process):
        address, options = where()
        _of_thread.client = Client.from_url(address, single_connection_client=True, **options)
        _of_thread.made_for = id(cache), process
    return _of_thread.client


class JsonSerializer:
    """Values of Django's cache as JSON. What cannot be read is as if it were not there."""

    def dumps(self, value):
        if type(value) is int:
            return value  # so that Valkey itself can add to it
        is_bytes = isinstance(value, bytes)
        written = {"bytes": base64.b64encode(value).decode()} if is_bytes else {"value": value}
        return json.dumps(written, separators=(",", ":")).encode()

    def loads(self, written):
        try:
            return int(written)
        except ValueError:
            pass
        try:
            value = json.loads(written)
            return base64.b64decode(value["bytes"]) if "bytes" in value else value["value"]
        except (ValueError, TypeError, KeyError):
            return None
