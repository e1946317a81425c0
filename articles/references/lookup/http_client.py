"""Asking a service over HTTP: politely, within a bounded time, and not twice on one day for the same thing."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx
import redis
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from ...characters.whole_numbers import whole_number
from ...public_internet import tls
from ..identifiers import Identifier
from . import breaker, limiter
from .asked_service import Service
from .failures import CannotRead, DoesNotAnswer, LookupFailed, NotFound, OurLimit, TooManyRequests

logger = logging.getLogger(__name__)

KEEP_SECONDS = 24 * 3600
#: No record of one work is longer; a record with thousands of authors has about a megabyte.
MOST_BYTES = 5_000_000
#: What says who asks, and must not make the same question another one.
_WHO_ASKS = {"mailto", "email", "tool", "api_key"}

T = TypeVar("T")


def ask(
    service: Service,
    path: str,
    params: dict[str, str],
    *,
    about: Identifier,
    read: Callable[[bytes], T],
    fresh: bool = False,
) -> T:
    """What `read` makes of the service's answer (bytes); from the cache unless it has to be fresh.

    Raises a LookupFailed. Only what could be read is kept, so a broken answer does not last for a day.
    """
    key = _key(service, path, params)
    recalled = None if fresh else _recalled(key)
    content = _from_service(service, path, params, about) if recalled is None else recalled
    try:
        answer = read(content)
    except LookupFailed:
        raise
    except Exception as error:
        logger.warning("The answer of %s about %s cannot be read.", service.label, about, exc_info=True)
        raise CannotRead(service.label) from error
    if recalled is None:
        _keep(key, content)
    return answer


def _from_service(service: Service, path: str, params: dict[str, str], about: Identifier) -> bytes:
    """The same, but from nobody who is away; and whether somebody is there is remembered."""
    breaker.refuse_while_away(service)
    try:
        content = _fetched(service, path, params, about)
    except OurLimit:
        raise
    except LookupFailed as failure:
        if failure.is_away:
            breaker.note_failure(service, failure)
        else:
            breaker.note_answer(service)
        raise
    breaker.note_answer(service)
    return content


def _fetched(service: Service, path: str, params: dict[str, str], about: Identifier) -> bytes:
    """The body of the answer, asked for again after passing troubles while there is time."""
    deadline = time.monotonic() + settings.LOOKUP_TIMEOUT
    client = httpx.Client(
        headers={"User-Agent": _user_agent()},
        follow_redirects=True,
        max_redirects=3,
        verify=tls(),
        event_hooks={"response": [_stay_with_the_service]},
    )
    with client:
        for pause in () if breaker.is_doubtful(service) else settings.LOOKUP_PAUSES:
            try:
                return _asked_once(client, service, path, params, about, deadline)
            except LookupFailed as failure:
                wait = max(failure.retry_after or 0, pause, limiter.gap_of(service))
                if not failure.may_repeat or time.monotonic() + wait >= deadline:
                    raise
            time.sleep(wait)
        return _asked_once(client, service, path, params, about, deadline)


def _asked_once(
    client: httpx.Client, service: Service, path: str, params: dict[str, str], about: Identifier, deadline: float
) -> bytes:
    limiter.wait_for_turn(service, deadline)
    address = getattr(settings, service.setting).rstrip("/") + path
    seconds = max(min(deadline - time.monotonic(), settings.LOOKUP_TIMEOUT / 2), 0.1)
    try:
        with client.stream("GET", address, params=params, timeout=seconds) as response:
            limiter.heed(service, response.headers)
            _refuse_unless_good(service, response, about)
            return _body(service, response, deadline)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("%s does not answer: %s", service.label, type(error).__name__)
        raise DoesNotAnswer(service.label, is_silent=True) from error


def _refuse_unless_good(service: Service, response: httpx.Response, about: Identifier) -> None:
    if response.status_code == 200:
        return
    logger.warning("%s answers %s about %s.", service.label, response.status_code, about)
    retry_after = _seconds_to_wait(response.headers.get("retry-after", ""))
    if response.status_code in (404, 410):
        raise NotFound(service.label, about)
    if response.status_code == 429:
        limiter.hold(service, retry_after or 1)
        raise TooManyRequests(service.label, retry_after=retry_after)
    raise DoesNotAnswer(service.label, may_repeat=response.status_code >= 500, retry_after=retry_after)


def _body(service: Service, response: httpx.Response, deadline: float) -> bytes:
    """All bytes of the answer; a trickling or endless one is given up."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > MOST_BYTES:
            raise CannotRead(service.label)
        if time.monotonic() > deadline:
            raise DoesNotAnswer(service.label, is_silent=True)
    return bytes(content)


def _stay_with_the_service(response: httpx.Response) -> None:
    """A redirect may lead to another address of the service, never to another host."""
    following = response.next_request
    if following is not None and following.url.host != response.request.url.host:
        raise httpx.TooManyRedirects("leads to another host", request=response.request)


def _seconds_to_wait(retry_after: str) -> float | None:
    """Seconds out of a Retry-After header, which has them or a date; None without one that can be read."""
    if (seconds := whole_number(retry_after.strip())) is not None:
        return float(seconds)
    try:
        return max((parsedate_to_datetime(retry_after) - timezone.now()).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _user_agent() -> str:
    contact = f"; mailto:{settings.LOOKUP_MAILTO}" if settings.LOOKUP_MAILTO else ""
    return f"{settings.LOOKUP_TOOL}/1.0 ({settings.BASE_URL}{contact})"


def _key(service: Service, path: str, params: dict[str, str]) -> str:
    asked = sorted((name, value) for name, value in params.items() if name not in _WHO_ASKS)
    return f"lookup-answer-{hashlib.sha256(repr((service.name, path, asked)).encode()).hexdigest()[:40]}"


def _recalled(key: str) -> bytes | None:
    try:
        return cache.get(key)
    except redis.exceptions.RedisError:
        return None


def _keep(key: str, content: bytes) -> None:
    try:
        cache.set(key, content, KEEP_SECONDS)
    except redis.exceptions.RedisError:
        logger.warning("Valkey does not answer; an answer is not kept.")
