"""A client of our own for what Django's cache cannot do: run a script, or ask without making a client each time."""

import os
import threading

import redis
from django.conf import settings

_of_thread = threading.local()


def where():
    """The address of the cache's Valkey, and the options of connections to it."""
    cache = settings.CACHES["default"]
    location = cache["LOCATION"]
    return location if isinstance(location, str) else location[0], cache.get("OPTIONS", {})


def valkey():
    """The client of the cache's Valkey. Each thread has one with a connection of its own.

    To take a connection out of a pool and put it back cost a third of a question.
    """
    cache, process = settings.CACHES["default"], os.getpid()  # a forked process must not share a connection
    if getattr(_of_thread, "made_for", None) != (id(cache), process):
        address, options = where()
        _of_thread.client = redis.Redis.from_url(address, single_connection_client=True, **options)
        _of_thread.made_for = id(cache), process
    return _of_thread.client
