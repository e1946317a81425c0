"""Whether letters leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.models import Count, Min
from django.utils import timezone

from .letter import Letter, LetterState

#: So many letters are looked at to see whether any is taken.
NEWEST = 50


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
    """To how many addresses letters were refused for good, and none taken since.

    An address that is wrong is one; a mail server that takes nothing from us refuses them all.
    """
    ended = Letter.objects.filter(state__in=[LetterState.SENT, LetterState.REFUSED]).order_by("-written_at", "-pk")
    newest = ended.values_list("state", "address")[:NEWEST]
    return len({address for _state, address in takewhile(lambda letter: letter[0] != LetterState.SENT, newest)})


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
