"""How a site gets its first editors: by the owner of the database, since nobody is there yet who could agree."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.pages import PersonPage
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import CredentialKind, PersonAccount
from articles.record.signers.signing_keys import SigningKey
from editorial.accounts.users import User

from ..signals import authority_changed
from .proposals import AuthorityProposal


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


@transaction.atomic
def found_key(proposal: AuthorityProposal, *, reason: str) -> SigningKey:
    """Put the signing key in the record that somebody asked for, with nobody's agreement but the owner's."""
    content = {**proposal.content, "reason": reason}
    proposal.event = AuthorityEvent.objects.found(content.pop("kind"), **content)
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["decided_at", "event"])
    authority_changed.send(AuthorityEvent, event=proposal.event, concerned=proposal.concerned)
    return SigningKey.objects.get(credential_id=proposal.details["credential_id"])
