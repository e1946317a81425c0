"""Silence is chased: a letter to whoever does not answer a recall in time, and after as long again one to the desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.record.published.addresses import absolute
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import EDITORS

from ..copies.syndicators import Syndicator
from ..recalls.acknowledgements import Holder
from ..recalls.recall import Urgency
from .subscriptions import RECALLS

CONTACT, DESK = "syndication/emails/contact.txt", "syndication/emails/desk.txt"


@transaction.atomic
def chase() -> int:
    """Write to the contacts of those who are silent, and to the editors where that was in vain; how many letters."""
    now = timezone.now()
    late = Holder.objects.silent().select_related("syndicator", "recall").older_first()
    late = late.select_for_update(of=["self"], skip_locked=True)
    to_desk = _by_syndicator(late.filter(_waited_since("chased_at", now), desk_told_at=None))
    for syndicator, holders in to_desk.items():
        _write_to_desk(syndicator, holders)
        _note(holders, desk_told_at=now)
    to_contact = _by_syndicator(late.filter(_waited_since("recall__taken_in_at", now), chased_at=None))
    for syndicator, holders in to_contact.items():
        _write_to_contact(syndicator, holders)
        _note(holders, chased_at=now)
        _note([one for one in holders if one.told_at is None], told_at=now, told_how=Holder.How.LETTER)
    return len(to_contact) + len(to_desk)


def _waited_since(moment: str, now: datetime) -> Q:
    """Where a moment is so long ago that an answer was to be there by now, by the urgency of the recall."""
    found = Q(pk=None)
    for urgency in Urgency:
        if within := urgency.answered_within:
            found |= Q(**{"recall__urgency": urgency, f"{moment}__lte": now - within})
    return found


def _by_syndicator(holders: Iterable[Holder]) -> dict[Syndicator, list[Holder]]:
    found: dict[Syndicator, list[Holder]] = defaultdict(list)
    for holder in holders:
        found[holder.syndicator].append(holder)
    return found


def _write_to_contact(syndicator: Syndicator, holders: list[Holder]) -> None:
    context = {"syndicator": syndicator, "recalls": [one.recall for one in holders]}
    context["list_url"] = absolute(f"{RECALLS}?unanswered=true")
    write(Kind.COPIES, _occasion("silent", holders), [syndicator.contact], CONTACT, context, link=absolute(RECALLS))


def _write_to_desk(syndicator: Syndicator, holders: list[Holder]) -> None:
    editors = User.objects.filter(groups__name=EDITORS, is_active=True)
    link = reverse("syndication:syndicator", args=[syndicator.pk])
    context = {"syndicator": syndicator, "holders": holders}
    write(Kind.COPIES, _occasion("silent still", holders), editors, DESK, context, link=link)


def _occasion(name: str, holders: list[Holder]) -> str:
    """The first of those that it tells of: each is told of once."""
    return f"{name} {holders[0].syndicator_id} {holders[0].recall_id}"


def _note(holders: list[Holder], **values: object) -> None:
    Holder.objects.filter(pk__in=[one.pk for one in holders]).update(**values)
