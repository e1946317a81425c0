"""Subscribing at the hub as anybody does, and the time that passes."""

from django.utils import timezone

from editorial.syndication.telling.subscriptions import Subscription, SubscriptionRequest

TOPIC = "http://testserver/api/v1/recalls/"


def subscribe(client, site, **fields):
    asked = {"mode": "subscribe", "topic": TOPIC, "callback": site.callback, "secret": site.secret, **fields}
    return client.post("/api/v1/hub/", {f"hub.{name}": value for name, value in asked.items()})


def later():
    """The pause after a failure is over."""
    Subscription.objects.update(next_try_at=timezone.now())
    SubscriptionRequest.objects.update(next_try_at=timezone.now())
