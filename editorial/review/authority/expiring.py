"""Credentials that expire: their holders and the editors are told in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from articles.record.signers.credentials import Credential
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write

from ..signing.permissions import editors

#: So many days before, the nearest first.
DAYS_BEFORE = (7, 30, 60)


def tell_of_expiring_credentials() -> None:
    """Tell of each credential once at each of these times; who was not told in time is told of the nearest alone."""
    today = datetime.now(UTC).date()  # the calendar by which the database judges credentials
    for credential in _expiring(DAYS_BEFORE[-1]):
        left = (cast(date, credential.expires_on) - today).days  # all of these end
        stage = next(days for days in DAYS_BEFORE if left <= days)
        account = getattr(credential.person, "account", None)
        people: list[User | str] = [*([account.user] if account else []), *editors().order_by("pk")]
        occasion = f"credential {credential.pk} until {credential.expires_on} {stage}"
        context = {"credential": credential, "left": left}
        link = reverse("review:authority")
        write(Kind.CREDENTIALS, occasion, people, "review/emails/credential_expires.txt", context, link=link)


def _expiring(days: int) -> QuerySet[Credential]:
    """Those that end within so many days, but where their holder has another of that kind that lasts longer."""
    today = datetime.now(UTC).date()
    lasting = Credential.objects.valid().filter(
        Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")), kind=OuterRef("kind"), person=OuterRef("person")
    )
    soon = Credential.objects.valid().filter(~Exists(lasting), expires_on__lte=today + timedelta(days=days))
    return soon.select_related("person__account__user").order_by(F("expires_on"), "pk")
