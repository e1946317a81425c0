"""Whether letters leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from post_office.models import STATUS, Log

from .letter import Letter, LetterState


class Late(NamedTuple):
    letters: int
    since: datetime


def stuck() -> Late | None:
    """The letters that ought to have been tried LETTERS_LATE_MINUTES ago; None where there are none.

    One that was refused and waits for its next try is not late before that.
    """
    latest = timezone.now() - timedelta(minutes=settings.LETTERS_LATE_MINUTES)
    late = Letter.objects.filter(state=LetterState.WAITING, next_try_at__lt=latest)
    found = late.aggregate(letters=Count("pk"), since=Min("next_try_at"))
    return Late(**found) if found["letters"] else None


def refused_since_the_last_sent() -> int:
    """To how many addresses letters were refused by the mail server since it last took one, for good or for now.

    An address that is wrong is one; a mail server that takes nothing from us refuses them all. A letter waits for days
    before it is given up, so each try counts, but for one at which the server only put a recipient off. What we gave up
    ourselves, such as a letter to somebody who has left, no server refused.
    """
    taken = Letter.objects.filter(state=LetterState.SENT).aggregate(at=Max("ended_at"))["at"]
    tries = Log.objects.filter(status=STATUS.failed, **({"date__gt": taken} if taken else {}))
    of_all = tries.exclude(exception_type=SMTPRecipientsRefused.__name__)
    untaken = Q(state=LetterState.REFUSED, email__in=tries.values("email"))
    untaken |= Q(state=LetterState.WAITING, email__in=of_all.values("email"))
    return Letter.objects.filter(untaken).values("address").distinct().count()


def check_letters(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A Warning where letters wait for too long: `manage.py check --database default` is what a monitor runs."""
    if "default" not in (databases or []):
        return []
    if Letter._meta.db_table not in connections["default"].introspection.table_names():
        return []  # before the first migration
    late = stuck()
    if late is None:
        return []
    return [
        Warning(
            f"{late.letters} letters wait, the oldest since {timezone.localtime(late.since):%d %B %Y, %H:%M}.",
            hint="See whether a worker runs, and whether the mail server of EMAIL_URL answers.",
            id="letters.W001",
        )
    ]
