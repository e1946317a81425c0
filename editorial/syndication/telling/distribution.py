"""Telling subscribers: what is missing since they last took something, signed with their secret.

An outbox without rows: each subscription keeps how far it was told, under a lock while it is being told. A worker that
is killed between the other side's yes and the commit tells it again, with the same numbers. Who does not answer is
asked again after growing pauses and holds up nobody: all of a turn are asked at the same time, for a few seconds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.record.published.publications import reader_version
from articles.stores.databases import for_readers_of_the_main_server
from editorial.exchange.ark.asking import answer_to, body_of

from ..recalls.acknowledgements import Holder
from ..recalls.recall import Recall
from .outgoing import Answered, ask
from .subscriptions import RECALLS, Subscription
from .topics import digest_of_feed, links_of

logger = logging.getLogger(__name__)

#: What a subscriber that did not take something waits before each further try; the last is for all that come after.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 720, 1440)]
#: A stranger who took nothing in so many tries is forgotten, and may subscribe again. A registered one is not.
LAST_TRY_OF_STRANGERS = 10
AT_A_TIME = 20
GONE = 410


@dataclass(frozen=True)
class Message:
    """What a subscriber is sent."""

    body: bytes
    content_type: str
    last: int = 0
    digest: str = ""


#: In place of one that cannot be put together now.
LATER = Message(b"", "")


def tell_all() -> int:
    """Tell all who are due; how many messages were taken."""
    taken = 0
    while (turn := _one_turn()) is not None:
        taken += turn
    return taken


def _one_turn() -> int | None:
    """One message to each of a few; how many were taken, None when nobody is due.

    Messages are put together outside of the transaction in which they are sent: inside one the site would answer over
    the workshop's connection.
    """
    with for_readers_of_the_main_server():
        version, newest = reader_version(), Recall.objects.newest_number()
    due = Subscription.objects.due(newest, version, timezone.now()).select_for_update(of=["self"], skip_locked=True)
    with transaction.atomic():
        found = list(due[:AT_A_TIME])
    if not found:
        return None
    with for_readers_of_the_main_server():
        prepared = {one.pk: (one, message_for(one)) for one in found}
    with transaction.atomic():
        return _tell(_still_waiting(due.filter(pk__in=prepared), prepared, version), version)


def _still_waiting(
    due: QuerySet[Subscription], prepared: dict[int, tuple[Subscription, Message | None]], version: str
) -> list[tuple[Subscription, Message]]:
    """Those that nobody has told meanwhile, with what they are told. Where that is nothing, it is noted."""
    waiting = []
    for one in due:
        before, message = prepared[one.pk]
        if not one.was_told_as(before):
            continue
        if message is None:
            _note(one, told_version=version)
        elif message is LATER:
            _note(one, next_try_at=timezone.now() + PAUSES[0])
        else:
            waiting.append((one, message))
    return waiting


def _tell(waiting: list[tuple[Subscription, Message]], version: str) -> int:
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        answers = list(threads.map(_sent, waiting))
    for (one, message), answered in zip(waiting, answers, strict=True):
        _keep(one, message, answered, version)
    return sum(answered.is_good for answered in answers)


def message_for(subscription: Subscription) -> Message | None:
    """What is new to it; None where there is nothing, LATER where this site does not answer itself."""
    recalls = subscription.topic == RECALLS
    address = f"{RECALLS}?after={subscription.told_up_to}" if recalls else subscription.topic
    response = answer_to(address)
    if response.status_code == 301:  # the feed of a topic that moved
        response = answer_to(response.headers["Location"])
    body, kind = body_of(response), response.headers.get("Content-Type", "")
    if response.status_code != 200:
        return LATER if recalls or response.status_code >= 500 else None
    if recalls:
        listed = json.loads(body)["recalls"]
        return Message(body, kind, last=listed[-1]["number"]) if listed else LATER
    digest = digest_of_feed(body)
    return Message(body, kind, digest=digest) if digest != subscription.told_digest else None


def _sent(waiting: tuple[Subscription, Message]) -> Answered:
    subscription, message = waiting
    headers = {"Content-Type": message.content_type, "Link": links_of(subscription.topic)}
    if subscription.secret:
        signed = hmac.new(subscription.secret.encode(), message.body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature"] = f"sha256={signed}"
    return ask("POST", subscription.callback, message.body, **headers)


def _keep(one: Subscription, message: Message, answered: Answered, version: str) -> None:
    now = timezone.now()
    if answered.is_good:
        told = (
            {"told_up_to": message.last} if message.last else {"told_version": version, "told_digest": message.digest}
        )
        _note(one, told_at=now, tries=0, why=answered.why, **told)
        _note_holders(one, message)
        return
    logger.info("a subscriber did not take a message: %s", answered.why)
    tries = one.tries + 1
    _note(one, tries=tries, why=answered.why, next_try_at=now + PAUSES[min(one.tries, len(PAUSES) - 1)])
    if answered.code == GONE or (one.syndicator_id is None and tries >= LAST_TRY_OF_STRANGERS):
        _note(one, ended_at=now)


def _note(one: Subscription, **values: object) -> None:
    Subscription.objects.filter(pk=one.pk).update(**values)


def _note_holders(one: Subscription, message: Message) -> None:
    """Of what the message told, which begins where the one before it ended."""
    if one.syndicator_id and message.last:
        told = {"recall__gt": one.told_up_to, "recall__lte": message.last}
        untold = Holder.objects.filter(syndicator=one.syndicator_id, told_at=None, **told)
        untold.update(told_at=timezone.now(), told_how=Holder.How.WEBHOOK)
