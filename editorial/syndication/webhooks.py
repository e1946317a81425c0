"""The webhook of a registered syndicator: a subscription to the recalls whose lease never ends."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from . import tasks
from .copies.syndicators import Syndicator
from .telling.subscriptions import RECALLS, Subscription, SubscriptionRequest


@transaction.atomic
def set_up_webhook(syndicator: Syndicator) -> None:
    """Ask the callback that it has now whether it wants to be told, with its newest secret; forget a former one.

    Feeds to which it subscribed with its key are another matter, as long as it takes our texts.
    """
    own = Subscription.objects.standing().filter(syndicator=syndicator)
    requests = SubscriptionRequest.objects.filter(syndicator=syndicator)
    # First: it waits for a worker that is asking the former callback, so that what comes of that is seen below.
    (requests.filter(topic=RECALLS) if syndicator.is_active else requests).delete()
    if not syndicator.is_active:
        own.update(ended_at=timezone.now(), why="it takes our texts no more")
        return
    former = own.filter(topic=RECALLS).exclude(callback=syndicator.callback)
    former.update(ended_at=timezone.now(), why="another webhook took its place")
    if syndicator.callback and syndicator.secret:
        SubscriptionRequest.objects.create(
            mode=SubscriptionRequest.Mode.SUBSCRIBE,
            topic=RECALLS,
            callback=syndicator.callback,
            secret=syndicator.secret,
            syndicator=syndicator,
        )
        tasks.recall_soon()
