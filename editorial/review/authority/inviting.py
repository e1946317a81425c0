"""Inviting somebody to sign: one action that makes account, page and proposals, and a list of what still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.pages import PersonPage, PolicyPage
from articles.record.published.publications import Publication
from articles.record.refusals import Refusal
from articles.record.signers.authority import AuthorityEventKind, SigningRule
from articles.record.signers.credentials import Credential
from articles.record.signers.signing_keys import SigningKey
from editorial.accounts.users import User

from ..signals import somebody_invited
from ..signing.experts import EXPERTS
from ..signing.permissions import EDITORS, REVIEWERS, is_appointed_editor
from .deciding import ask
from .proposals import AuthorityProposal


@transaction.atomic
def invite(
    *,
    by: User,
    email: str,
    first_name: str,
    last_name: str,
    shown: dict[str, Any],
    credential: dict[str, Any],
    reason: str,
) -> PersonPage:
    """Make an account without a password, a draft of a person's page, and ask that account and credential be confirmed.

    `shown` are fields of the page, `credential` the details of the event that issues it. The person is written to and
    chooses a password themselves. ValidationError where the address has an account already.
    """
    person, user = make_account(
        REVIEWERS,
        by=by,
        email=email,
        first_name=first_name,
        last_name=last_name,
        shown=shown,
        credential=credential,
        reason=reason,
    )
    somebody_invited.send(User, user=user, by=by)
    return person


def make_account(
    group: str,
    *,
    by: User,
    email: str,
    first_name: str,
    last_name: str,
    shown: dict[str, Any],
    credential: dict[str, Any],
    reason: str,
) -> tuple[PersonPage, User]:
    """The page and the account of somebody new who is to sign. Nobody is told of it but the editors who confirm it."""
    if not is_appointed_editor(by):
        raise PermissionDenied(str(Refusal("authority_needs_two_editors")))
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": _("Somebody has an account with this address already.")})
    user = User.objects.create_user(email, first_name=first_name, last_name=last_name)
    user.groups.add(Group.objects.get(name=group))
    person = PersonPage(title=user.get_full_name(), live=False, owner=by, **shown)
    above = where_people_are()
    above.add_child(instance=person)
    person.save_revision(user=by, log_action=True)
    ask(by=by, kind=AuthorityEventKind.ACCOUNT_LINKED, person=person, user=user, reason=reason)
    ask(by=by, kind=AuthorityEventKind.CREDENTIAL_ISSUED, person=person, details=credential, reason=reason)
    return person, user


def where_people_are() -> PolicyPage:
    """The page below which most people are; ValidationError while there is nobody yet."""
    counts: dict[str, int] = {}
    for path in PersonPage.objects.values_list("path", flat=True):
        above = path[: -PersonPage.steplen]
        counts[above] = counts.get(above, 0) + 1
    if not counts:
        raise ValidationError(_("Make the page of one person first: the others are put beside it."))
    return PolicyPage.objects.get(path=max(counts, key=lambda path: counts[path]))


class Readiness:
    """What people still lack before they can sign. Asks the same few questions, however many they are."""

    def __init__(self, people: Iterable[PersonPage]):
        pages = [person.pk for person in people]
        valid = Credential.objects.valid().filter(person__in=pages)
        self.entitled = set(valid.values_list("person", flat=True))
        self.published = set(Publication.objects.readable().filter(page__in=pages).values_list("page", flat=True))
        self.with_key = set(SigningKey.objects.standing().filter(person__in=pages).values_list("person", flat=True))
        self.asked_for = {(found.person_id, found.kind) for found in AuthorityProposal.objects.undecided()}
        self.to_sign = set(
            User.objects.filter(groups__name__in=[REVIEWERS, EDITORS, EXPERTS]).values_list("pk", flat=True)
        )
        self.secured = set(Authenticator.objects.values_list("user", flat=True))
        self.needs_key = SigningRule.standing() == SigningRule.PASSKEY

    def missing(self, person: PersonPage) -> list[str]:
        """Each a phrase; none for somebody who can sign, or was never meant to."""
        account = getattr(person, "account", None)
        asked = {kind for page, kind in self.asked_for if page == person.pk}
        is_to_sign = account is not None and account.user_id in self.to_sign
        if not (is_to_sign or asked or person.pk in self.entitled):
            return []
        return [phrase for phrase, lacks in self._checks(person, account, asked) if lacks]

    def _checks(self, person: PersonPage, account: Any, asked: set[str]) -> Iterable[tuple[str, bool]]:
        linking, issuing = AuthorityEventKind.ACCOUNT_LINKED in asked, AuthorityEventKind.CREDENTIAL_ISSUED in asked
        yield _("another editor's word that the account is theirs"), account is None and linking
        yield _("an account"), account is None and not linking
        yield _("another editor's word on the credential"), issuing
        yield _("a credential that is valid today"), person.pk not in self.entitled and not issuing
        yield _("their page, signed and published"), person.pk not in self.published
        if account:
            user = account.user
            yield _("a password, which they choose themselves"), not user.has_usable_password()
            yield _("a second factor"), settings.SECOND_FACTOR_REQUIRED and user.pk not in self.secured
            yield _("a signing key"), self.needs_key and person.pk not in self.with_key
