"""A circuit breaker for each service: who is away is not asked again for each of a thousand works.

Failures in a row are counted in Valkey, for all processes together. From the second on the service counts as away: for
a minute nobody asks it, then one question finds out, without repetitions, and if that fails too the pause doubles. Any
answer ends it. One that gives not even a status counts twice, for it costs the most time.
"""

from __future__ import annotations

import logging

import redis

from ...stores.valkey import valkey
from .asked_service import Service
from .failures import DoesNotAnswer, LookupFailed

logger = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 2
FIRST_PAUSE, LONGEST_PAUSE = 60, 900  # seconds
#: After so long without a question what was before is no reason any more.
FORGET_SECONDS = 2 * LONGEST_PAUSE


def refuse_while_away(service: Service) -> None:
    """DoesNotAnswer while the service counts as away."""
    try:
        seconds = valkey().pttl(_key(service, "away")) / 1000
    except redis.exceptions.RedisError:
        return
    if seconds > 0:
        raise DoesNotAnswer(service.label, may_repeat=False, retry_after=seconds)


def is_doubtful(service: Service) -> bool:
    """Whether the last question failed: then one attempt has to be enough."""
    try:
        return bool(valkey().exists(_key(service, "failures")))
    except redis.exceptions.RedisError:
        return False


def note_failure(service: Service, failure: LookupFailed) -> None:
    """Count a question to which the service gave no answer."""
    key, weight = _key(service, "failures"), 2 if getattr(failure, "is_silent", False) else 1
    try:
        failures = valkey().incrby(key, weight)
        valkey().expire(key, FORGET_SECONDS)
        if failures >= FAILURES_IN_A_ROW:
            pause = min(FIRST_PAUSE * 2 ** ((failures - FAILURES_IN_A_ROW) // weight), LONGEST_PAUSE)
            valkey().set(_key(service, "away"), 1, ex=pause)
            logger.warning("%s is away: it is not asked for %d seconds.", service.label, pause)
    except redis.exceptions.RedisError:
        logger.warning("Valkey does not answer; %s is asked all the same.", service.label)


def note_answer(service: Service) -> None:
    """The service is there."""
    try:
        valkey().delete(_key(service, "failures"), _key(service, "away"))
    except redis.exceptions.RedisError:
        logger.warning("Valkey does not answer; that %s is there is not kept.", service.label)


def _key(service: Service, what: str) -> str:
    return f"lookup-{what}-{service.name}"
