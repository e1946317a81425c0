"""What decides who may sign: accounts, credentials and keys of people, and the rule of the site."""

from datetime import timedelta

from django.utils import timezone

from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from tests.accounts.passkey import SoftPasskey
from tests.factories.drafts import Unique


def decided(kind, **about):
    """What decides who may sign, changed by the owner of the database."""
    return AuthorityEvent.objects.found(kind, **{"reason": "It is so."} | about)


def link(page, user):
    """Say that a person is this user."""
    return decided(AuthorityEventKind.ACCOUNT_LINKED, person=page, user=user)


def now_with(account, user):
    """The account, which the person whom `user` was has now: the same person, whatever they did before."""
    own = face(user)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=own, user=user)
    link(own, account)
    return account


def issued(page, kind, **details):
    """A credential of a person, which stands as soon as it is issued."""
    given = {"kind": kind, "register": "Register of Tests", "number": Unique.slug("no")} | details
    return decided(AuthorityEventKind.CREDENTIAL_ISSUED, person=page, details=given).credential


def looked_up(credential, days=365, **details):
    """The credential, after it was looked up again and found to end so many days from now."""
    details["expires_on"] = (timezone.now().date() + timedelta(days=days)).isoformat()
    kind = AuthorityEventKind.CREDENTIAL_LOOKED_UP
    return decided(kind, person=credential.person, credential=credential, details=details).credential


def revoked(credential):
    """The credential, after it was revoked."""
    kind = AuthorityEventKind.CREDENTIAL_REVOKED
    return decided(kind, person=credential.person, credential=credential).credential


def with_signing_key(user, **made):
    """A passkey of the user's, which is a signing key in the record."""
    passkey = SoftPasskey(**made)
    decided(AuthorityEventKind.KEY_ADDED, person=user.person_account.person, user=user, details=passkey.details)
    return passkey


def signing_rule(rule):
    """What signatures are made with from now on, by the word of the owner of the database."""
    return decided(AuthorityEventKind.SIGNING_RULE_SET, details={"rule": rule})


def asks_for(topic, *specialties):
    """Let a topic ask for medical reviewers of these specialties."""
    decided(AuthorityEventKind.SPECIALTIES_ASKED, topic=topic, details={"specialties": specialties})


def face(user):
    """The page by which readers know a user."""
    return user.person_account.person
