"""The webhook of a registered syndicator: a subscription to the recalls whose lease never ends."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from . import tasks
from .copies.syndicators import Syndicator
from .telling.subscriptions import RECALLS, Subscription, SubscriptionRequest


@transaction.atomic
def set_up_webhook(syndicator: Syndicator) -> None:
    """Ask the callback that it has now whether it wants to be told, with its newest secret; forget a former one."""
    own = Subscription.objects.standing().filter(syndicator=syndicator)
    own.exclude(callback=syndicator.callback).update(ended_at=timezone.now(), why="another webhook took its place")
    SubscriptionRequest.objects.filter(syndicator=syndicator).delete()
    if syndicator.callback and syndicator.secret and syndicator.is_active:
        SubscriptionRequest.objects.create(
            mode=SubscriptionRequest.Mode.SUBSCRIBE,
            topic=RECALLS,
            callback=syndicator.callback,
            secret=syndicator.secret,
            syndicator=syndicator,
        )
        tasks.recall_soon()
    elif not syndicator.is_active:
        own.update(ended_at=timezone.now(), why="it takes our texts no more")
