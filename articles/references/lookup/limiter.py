"""Taking turns: all processes together ask a service no oftener than it allows.

The time of the last turn is kept in Valkey. Who wants to ask reserves the next turn after it, and waits until then.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Mapping

import redis
from django.core.cache import cache

from ...stores.valkey import valkey
from .asked_service import Service
from .failures import OurLimit

logger = logging.getLogger(__name__)

#: Seconds between two questions of one process when Valkey cannot say what the others do.
GAP_ALONE = 1.0
#: However often a service allows it, we ask no oftener than this; and however seldom, it stays bearable.
SHORTEST_GAP, LONGEST_GAP = 0.1, 60.0
KEEP_RATE_SECONDS = 3600
#: No service keeps us out for longer; what Valkey keeps lives a little longer than that.
LONGEST_HOLD = 24 * 3600

#: Reserves the next turn. Times are in microseconds of Valkey's own clock; answers how long to wait for the turn, also
#: when that is longer than the caller would wait, and then nothing is reserved.
_RESERVE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local turn = math.max(now, last + tonumber(ARGV[1]))
if turn - now <= tonumber(ARGV[2]) then
  redis.call('SET', KEYS[1], string.format('%.0f', turn), 'EX', 90000)
end
return turn - now
"""
#: Puts the last turn into the future, so that nobody asks before then.
_HOLD = """
local clock = redis.call('TIME')
local until_then = clock[1] * 1000000 + clock[2] + tonumber(ARGV[1])
if until_then > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', until_then), 'EX', 90000)
end
"""

_alone = threading.Lock()
_last_turns_alone: dict[str, float] = {}


def wait_for_turn(service: Service, deadline: float) -> None:
    """Sleep until it is this caller's turn; OurLimit when that is after the deadline (of `time.monotonic`)."""
    time_left = deadline - time.monotonic()
    gap = gap_of(service)
    try:
        arguments = [_key(service), int(gap * 1e6), int(max(time_left, 0) * 1e6)]
        wait = valkey().eval(_RESERVE, 1, *arguments) / 1e6
    except redis.exceptions.RedisError:
        logger.warning("Valkey does not answer; %s is asked seldom.", service.label, exc_info=True)
        wait = _wait_alone(service.name, max(gap, GAP_ALONE), time_left)
    if wait > time_left:
        raise OurLimit(service.label, retry_after=wait)
    time.sleep(wait)


def hold(service: Service, seconds: float) -> None:
    """Let nobody ask for a while, because the service said so."""
    seconds = min(seconds, LONGEST_HOLD)
    try:
        valkey().eval(_HOLD, 1, _key(service), int(seconds * 1e6))
    except redis.exceptions.RedisError:
        with _alone:
            _last_turns_alone[service.name] = time.monotonic() + seconds


def heed(service: Service, headers: Mapping[str, str]) -> None:
    """Keep to the rate that an answer names in its headers, as Crossref's do: so many in an interval such as `1s`."""
    try:
        interval = float(headers["x-rate-limit-interval"].strip().removesuffix("s"))
        gap = interval / int(headers["x-rate-limit-limit"])
    except (KeyError, ValueError, ZeroDivisionError):
        return
    if not math.isfinite(gap):
        return
    gap = min(max(gap, SHORTEST_GAP), LONGEST_GAP)
    if gap != gap_of(service):
        try:
            cache.set(_rate_key(service), gap, KEEP_RATE_SECONDS)
        except redis.exceptions.RedisError:
            logger.warning("Valkey does not answer; the rate of %s is not kept.", service.label)


def gap_of(service: Service) -> float:
    """The seconds between two questions: what the service last said, or what we take for polite."""
    try:
        return cache.get(_rate_key(service)) or service.gap
    except redis.exceptions.RedisError:
        return service.gap


def _wait_alone(name: str, gap: float, time_left: float) -> float:
    with _alone:
        now = time.monotonic()
        turn = max(now, _last_turns_alone.get(name, now - gap) + gap)
        if turn - now <= time_left:
            _last_turns_alone[name] = turn
        return turn - now


def _key(service: Service) -> str:
    return f"lookup-last-turn-{service.name}"


def _rate_key(service: Service) -> str:
    return f"lookup-rate-{service.name}"
