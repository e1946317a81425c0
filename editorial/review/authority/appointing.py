"""How a site gets its first editors: by the owner of the database, since nobody is there yet who could agree."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.pages import PersonPage
from articles.record.authority import AuthorityEvent, AuthorityEventKind
from articles.record.credentials import CredentialKind, PersonAccount
from editorial.accounts.models import User

from ..signals import authority_changed


@transaction.atomic
def appoint_editor(person: PersonPage, user: User, *, register: str, reason: str, **details: Any) -> AuthorityEvent:
    """Say that a person is this user, and give them an editorial credential; its event.

    IntegrityError where the connection is not the owner's. `details` are those of a credential.
    """
    events = AuthorityEvent.objects
    if not PersonAccount.objects.filter(person=person, user=user).exists():
        events.found(AuthorityEventKind.ACCOUNT_LINKED, person=person, user=user, reason=reason)
    details |= {"kind": CredentialKind.EDITORIAL, "register": register}
    issued = events.found(AuthorityEventKind.CREDENTIAL_ISSUED, person=person, details=details, reason=reason)
    authority_changed.send(AuthorityEvent, event=issued, concerned=[user])
    return issued
