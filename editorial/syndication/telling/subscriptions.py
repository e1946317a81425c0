"""Who wants to be told (WebSub, https://www.w3.org/TR/websub/): the site is the hub of its own feeds and recalls."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..copies.syndicators import Syndicator

#: The path of the list, as a topic. What else can be subscribed to are feeds (`topics.py`).
RECALLS = "/api/v1/recalls/"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions."""

    def standing(self) -> Self:
        return self.filter(Q(lease_ends_at=None) | Q(lease_ends_at__gt=timezone.now()), ended_at=None)

    def due(self, newest: int, version: str, now: datetime) -> Self:
        """Those to be told something now; first those that answered the last time."""
        behind = Q(topic=RECALLS, told_up_to__lt=newest) | ~Q(topic=RECALLS) & ~Q(told_version=version)
        return self.standing().filter(behind, next_try_at__lte=now).order_by("tries", "next_try_at", "pk")


class Subscription(models.Model):
    """A callback that confirmed that it wants a topic. Of a registered syndicator's webhook the lease never ends.

    It keeps how far it was told, and nothing for each message: whatever happens to a worker, what is missing is told
    again from there, and a message that comes twice has the same numbers.
    """

    topic = models.CharField(max_length=500)
    callback = models.CharField(max_length=500)
    secret = models.CharField(max_length=200, blank=True)
    syndicator = models.ForeignKey(Syndicator, null=True, on_delete=models.CASCADE, related_name="subscriptions")
    confirmed_at = models.DateTimeField()
    lease_ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told_up_to = models.BigIntegerField(default=0, help_text=_("The newest recall that was taken."))
    told_version = models.CharField(max_length=64, blank=True, help_text=_("Of what readers get, for feeds."))
    told_digest = models.CharField(max_length=64, blank=True, help_text=_("Of the feed that was taken last."))
    told_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text=_("In vain, since it last took something."))
    next_try_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=200, blank=True, help_text=_("What came of the last try."))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["topic", "callback"], name="syndication_one_subscription")]
        indexes = [models.Index(fields=["next_try_at"], name="syndication_next_try", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.callback}: {self.topic}"

    def was_told_as(self, other: Subscription) -> bool:
        """Whether it was told as much as the same subscription had been when it was read before."""
        told = ("told_up_to", "told_version", "told_digest")
        return all(getattr(self, name) == getattr(other, name) for name in told)


class SubscriptionRequest(models.Model):
    """What somebody asked the hub for, until a worker has asked their callback whether it is true.

    Answers to readers may add one, and read none: it holds the secret.
    """

    class Mode(models.TextChoices):
        SUBSCRIBE = "subscribe", _("subscribe")
        UNSUBSCRIBE = "unsubscribe", _("unsubscribe")

    mode = models.CharField(max_length=12, choices=Mode.choices)
    topic = models.CharField(max_length=500)
    callback = models.CharField(max_length=500)
    secret = models.CharField(max_length=200, blank=True)
    lease_seconds = models.PositiveIntegerField(null=True)
    syndicator = models.ForeignKey(Syndicator, null=True, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("request to be told")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.mode} {self.callback}: {self.topic}"
