"""Whether a callback really wants what somebody asked for it: it is asked to give a word back that only it was told.

So nobody is sent anything because a stranger named their address. Strangers are few at a time: all that they can have a
site asked is a question each, so many of one host and so many in all. Syndicators that the desk registered come first.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hmac import compare_digest
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.record.published.addresses import absolute
from articles.record.published.publications import reader_version

from ..recalls.recall import Recall
from .outgoing import Answered, ask
from .subscriptions import Subscription, SubscriptionRequest

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 10, 60)]
AT_A_TIME = 20
#: After so many seconds no further turn begins: whoever names addresses that never answer holds the worker no longer
#: than that and one turn.
SECONDS = 20.0
#: Requests of strangers for one host that are looked at in one turn; the rest waits for the next.
OF_ONE_HOST = 5
SHORTEST, USUAL, LONGEST = 3600, 10 * 24 * 3600, 30 * 24 * 3600  # seconds of a lease

Request = SubscriptionRequest


def ask_whether_true() -> int:
    """Ask the callbacks of requests that are due, the rest the next time; how many were."""
    asked, until = 0, time.monotonic() + SECONDS
    while number := _one_turn():
        asked += number
        if time.monotonic() > until:
            break
    return asked


@transaction.atomic
def _one_turn() -> int:
    requests = _due()
    if not requests:
        return 0
    with ThreadPoolExecutor(len(requests)) as threads:
        answers = list(threads.map(_asked, requests, words := [secrets.token_urlsafe(24) for _one in requests]))
    for request, word, answered in zip(requests, words, answers, strict=True):
        _settle(request, word, answered)
    return len(requests)


def _due() -> list[Request]:
    """The next requests; of several of one syndicator, or of strangers, for one thing the newest counts."""
    unasked = Q(why="")  # due whatever time it came at: that clock may have been ahead
    due = Request.objects.select_for_update(skip_locked=True).filter(unasked | Q(next_try_at__lte=timezone.now()))
    found = list(due.order_by(F("syndicator").asc(nulls_last=True), "next_try_at", "pk")[:AT_A_TIME])
    newest = {(one.topic, one.callback, one.syndicator_id): one for one in sorted(found, key=lambda one: one.pk)}
    Request.objects.filter(pk__in={one.pk for one in found} - {one.pk for one in newest.values()}).delete()
    hosts: Counter[str] = Counter()
    chosen = []
    for request in newest.values():
        host = urlsplit(request.callback).hostname or ""
        hosts[host] += request.syndicator_id is None
        if hosts[host] <= OF_ONE_HOST:
            chosen.append(request)
        else:
            _put_off(request, "waits for others of the same host")
    return chosen


def _asked(request: Request, word: str) -> Answered:
    question = {"hub.mode": request.mode, "hub.topic": absolute(request.topic), "hub.challenge": word}
    if request.mode == Request.Mode.SUBSCRIBE:
        question["hub.lease_seconds"] = str(lease_of(request))
    joint = "&" if urlsplit(request.callback).query else "?"
    return ask("GET", f"{request.callback}{joint}{urlencode(question)}")


def lease_of(request: Request) -> int:
    return min(max(request.lease_seconds or USUAL, SHORTEST), LONGEST)


def _settle(request: Request, word: str, answered: Answered) -> None:
    if answered.is_good and compare_digest(answered.body.strip(), word.encode()):
        confirm(request)
        request.delete()
    elif answered.code in (0, *range(500, 600)) and request.tries < len(PAUSES):
        _put_off(request, answered.why)
    elif request.syndicator_id:  # the desk sees why; saving the syndicator asks anew
        request.next_try_at = timezone.now() + timedelta(days=1)
        request.why = f"did not confirm ({answered.why})"
        request.save(update_fields=["next_try_at", "why"])
    else:
        request.delete()


def _put_off(request: Request, why: str) -> None:
    request.next_try_at = timezone.now() + PAUSES[min(request.tries, len(PAUSES) - 1)]
    request.tries, request.why = request.tries + 1, why
    request.save(update_fields=["tries", "next_try_at", "why"])


def confirm(request: Request) -> None:
    """What the callback confirmed: a subscription from now on, or none.

    Whoever names the callback of another syndicator changes nothing of what that is told, and how.
    """
    named = Subscription.objects.filter(topic=request.topic, callback=request.callback)
    anothers = named.standing().filter(syndicator__isnull=False)
    if anothers.exclude(syndicator_id=request.syndicator_id or 0).exists():
        return
    now = timezone.now()
    if request.mode == Request.Mode.UNSUBSCRIBE:
        named.update(ended_at=now, why="unsubscribed")
        return
    if request.syndicator_id is None and _are_too_many(named.standing().exists()):
        return
    lease = None if request.syndicator_id else now + timedelta(seconds=lease_of(request))
    kept = {"secret": request.secret, "syndicator_id": request.syndicator_id, "lease_ends_at": lease}
    kept |= {"confirmed_at": now, "ended_at": None, "tries": 0, "next_try_at": now, "why": ""}
    since = {"told_up_to": Recall.objects.newest_number(), "told_version": reader_version()}
    if not named.standing().update(**kept):  # one that stands goes on where it was
        Subscription.objects.update_or_create(topic=request.topic, callback=request.callback, defaults=kept | since)


def _are_too_many(has_one: bool) -> bool:
    strangers = Subscription.objects.standing().filter(syndicator=None).count()
    return not has_one and strangers >= settings.HUB_MOST_SUBSCRIPTIONS
