"""Inviting outside experts to one article, the link by which they come in, and what they say to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.refusals import Refusal
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User

from ..log_actions import log
from ..signals import expert_answered, expert_invited
from ..signing.experts import EXPERTS, OF_EXPERTS, Ending, ExpertInvitation, today
from ..signing.permissions import is_appointed_editor
from .inviting import make_account

SALT = "review.expert_invitation"


class InvitationOverError(Exception):
    """The invitation stands no more; the message is the sentence to show."""


@transaction.atomic
def invite_expert(
    page: Page,
    kind: str,
    *,
    by: User,
    last_day: date,
    due: date | None = None,
    note: str = "",
    **account: Any,
) -> ExpertInvitation:
    """Make an account that sees this article alone, ask that it and its credential be confirmed, and write to them.

    `account` is what `inviting.make_account` takes. ValidationError where the address has an account already.
    """
    _person, expert = make_account(EXPERTS, by=by, **account)
    return _invite(page, kind, expert, by=by, last_day=last_day, due=due, note=note)


@transaction.atomic
def invite_again(
    page: Page,
    kind: str,
    expert: User,
    *,
    by: User,
    last_day: date,
    due: date | None = None,
    note: str = "",
) -> ExpertInvitation:
    """Invite an expert whom the desk knows: to another article, or once more to this one."""
    if not expert.groups.filter(name=EXPERTS).exists():
        raise PermissionDenied
    for earlier in ExpertInvitation.objects.filter(ended_at=None).of(expert).about(page).select_for_update():
        if earlier.is_standing:
            raise ValidationError(_("They are invited already. You can send them a new link."))
        earlier.end(Ending.OVER)
    return _invite(page, kind, expert, by=by, last_day=last_day, due=due, note=note)


def _invite(page: Page, kind: str, expert: User, *, by: User, last_day: date, **said: Any) -> ExpertInvitation:
    _require_editor(by)
    if kind not in asked_of_experts(page):
        raise ValidationError(_("Nobody from outside is asked for this."))
    if last_day < today():
        raise ValidationError(_("This day is over."))
    invitation = ExpertInvitation.objects.create(
        page_id=page.pk, kind=SignOffKind(kind), expert=expert, invited_by=by, last_day=last_day, **said
    )
    log(page, "review.invite_expert", user=by, data={"expert": str(expert), "kind": SignOffKind(kind).label})
    expert_invited.send(ExpertInvitation, invitation=invitation)
    return invitation


@transaction.atomic
def send_new_link(invitation: ExpertInvitation, *, by: User) -> None:
    """Write to them once more; whatever link was sent before works no longer."""
    _require_editor(by)
    invitation = locked(invitation)
    invitation.link_sent_at, invitation.link_used_at = timezone.now(), None
    invitation.save(update_fields=["link_sent_at", "link_used_at"])
    expert_invited.send(ExpertInvitation, invitation=invitation)


@transaction.atomic
def call_off(invitation: ExpertInvitation, *, by: User) -> None:
    """Ask them no longer: they see nothing from now on."""
    _require_editor(by)
    stop_asking(invitation, by=by)


def stop_asking(invitation: ExpertInvitation, *, by: User) -> None:
    """The same where the plan has asked already whether somebody may."""
    _end(invitation, Ending.CALLED_OFF, by=by)


@transaction.atomic
def accept_invitation(invitation: ExpertInvitation, *, by: User) -> None:
    invitation = _own(invitation, by)
    invitation.accepted_at = invitation.accepted_at or timezone.now()
    invitation.save(update_fields=["accepted_at"])
    _told(invitation, _("accepted"), by=by)


@transaction.atomic
def decline_invitation(invitation: ExpertInvitation, *, by: User, reason: str, suggestion: str = "") -> None:
    """Say no, and who could do it instead: they see nothing from now on."""
    _end(_own(invitation, by), Ending.DECLINED, by=by, reason=reason, suggestion=suggestion)


def key_of(invitation: ExpertInvitation) -> str:
    """What the link ends with: signed by the site, and kept nowhere."""
    return signing.dumps([invitation.pk, invitation.link_sent_at.isoformat()], salt=SALT)


def invitation_of(key: str) -> ExpertInvitation | None:
    """The invitation whose newest link this is, if it can be used now."""
    try:
        number, sent_at = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None
    invitation = ExpertInvitation.objects.select_related("expert", "invited_by").filter(pk=number).first()
    if invitation is None or invitation.link_sent_at.isoformat() != sent_at:
        return None
    return invitation if invitation.link_works and has_no_way_in(invitation.expert) else None


def use_link(key: str) -> ExpertInvitation | None:
    """Use a link up, inside a transaction; its invitation, None for a link that works no longer."""
    invitation = invitation_of(key)
    if invitation is None:
        return None
    ExpertInvitation.objects.select_for_update().get(pk=invitation.pk)
    invitation = invitation_of(key)  # somebody else may have used it while this waited
    if invitation:
        invitation.link_used_at = timezone.now()
        invitation.save(update_fields=["link_used_at"])
    return invitation


def has_no_way_in(expert: User) -> bool:
    """Whether somebody has neither a password nor a passkey yet: only then a link lets them in."""
    factors = Authenticator.objects.filter(user=expert, type=Authenticator.Type.WEBAUTHN)
    return expert.is_active and not expert.has_usable_password() and not factors.exists()


def asked_of_experts(page: Page) -> list[SignOffKind]:
    """The kinds of sign-off that this page needs and somebody from outside can give."""
    return [kind for kind in OF_EXPERTS if kind in page.specific_class.required_sign_offs]


def known_experts(page: Page) -> QuerySet[User]:
    """Those who were invited to something, and are not to this page now."""
    standing = ExpertInvitation.objects.standing().about(page).values("expert")
    found = User.objects.filter(groups__name=EXPERTS, is_active=True).exclude(pk__in=standing)
    return found.order_by("last_name", "pk")


def locked(invitation: ExpertInvitation) -> ExpertInvitation:
    found = ExpertInvitation.objects.select_for_update(of=("self",)).select_related("page", "expert", "invited_by")
    invitation = found.get(pk=invitation.pk)
    if not invitation.is_standing:
        raise InvitationOverError(_("This invitation stands no more."))
    return invitation


def _own(invitation: ExpertInvitation, by: User) -> ExpertInvitation:
    if by.pk != invitation.expert_id:
        raise PermissionDenied
    return locked(invitation)


def _end(invitation: ExpertInvitation, ending: Ending, *, by: User, **said: str) -> None:
    invitation = locked(invitation)
    invitation.end(ending, **said)
    _told(invitation, str(ending.label), by=by)


def _told(invitation: ExpertInvitation, answer: str, *, by: User) -> None:
    data = {"expert": str(invitation.expert), "answer": answer}
    log(invitation.page.specific, "review.expert_answer", user=by, data=data)
    expert_answered.send(ExpertInvitation, invitation=invitation, by=by)


def _require_editor(by: User) -> None:
    if not is_appointed_editor(by):
        raise PermissionDenied(str(Refusal("authority_needs_two_editors")))
