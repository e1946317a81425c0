"""Asking for a change of who may sign, and deciding about it. PostgreSQL judges what is decided."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.record.assertions import Assertion, said_by_event
from articles.record.refusals import Refusal, refusal_in
from articles.record.signers.authority import AuthorityEvent
from editorial.accounts.users import User

from ..signals import authority_changed, authority_proposed, turned_down
from ..signing.passkeys import passkey_finding
from ..signing.permissions import is_appointed_editor
from .proposals import AuthorityProposal


def asks_for_own_key(user: User, proposal: AuthorityProposal) -> bool:
    """Whether it is about a key of the one who asks for it: that needs no credential."""
    return proposal.is_about_own_key and user == proposal.asked_by


@transaction.atomic
def ask(*, by: User, kind: str, reason: str, **about: Any) -> AuthorityProposal:
    """Ask another editor to confirm a change of who may sign; the fields in `about` are those of the event.

    Everybody asks for their own keys; all else is asked for by an editor whom it is not about.
    """
    proposal = AuthorityProposal(asked_by=by, kind=kind, reason=_said(reason), **about)
    if not asks_for_own_key(by, proposal):
        _require_editor(by, proposal)
    if AuthorityProposal.objects.undecided().filter(kind=kind, **about).exists():
        raise ValidationError(_("Somebody has asked for this already. Another editor has to confirm it."))
    proposal.save()
    authority_proposed.send(AuthorityProposal, proposal=proposal)
    return proposal


@transaction.atomic
def decide(
    proposal: AuthorityProposal, *, by: User, accept: bool, assertion: Assertion | None = None, origin: str = ""
) -> AuthorityEvent | None:
    """Confirm a change, which then holds at once; or turn it down, which whoever asked for it can do as well.

    `assertion` is what the passkey of whoever confirms it made of it, at the address `origin`.
    """
    proposal = AuthorityProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.decided_at:
        raise ValidationError(_("Somebody has decided this already."))
    if accept and by == proposal.asked_by:
        raise PermissionDenied(_("You asked for this, so another editor has to confirm it."))
    if accept or not asks_for_own_key(by, proposal):
        _require_editor(by, proposal)
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    if accept:
        event = proposal.to_be_confirmed(by)
        event.assertion = assertion
        if assertion and (code := passkey_finding(by, assertion, said_by_event(event), origin)):
            raise ValidationError(str(Refusal(code)))
        proposal.event = _insert(event)
        authority_changed.send(AuthorityEvent, event=proposal.event, concerned=proposal.concerned)
    else:
        turned_down.send(AuthorityProposal, proposal=proposal, by=by)
    proposal.save(update_fields=["decided_at", "decided_by", "event"])
    return proposal.event


def _require_editor(user: User, proposal: AuthorityProposal) -> None:
    if not is_appointed_editor(user):
        raise PermissionDenied(str(Refusal("authority_needs_two_editors")))
    if user in proposal.concerned:
        raise PermissionDenied(str(Refusal("authority_of_ones_own")))


def _insert(event: AuthorityEvent) -> AuthorityEvent:
    """The event as PostgreSQL stored it."""
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        raise ValidationError(str(refusal_in(error))) from error
    event.refresh_from_db()
    return event


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Give the reason: it is kept."))
    return reason.strip()
