"""A signature is the signer's: where passkeys are the rule, nobody who lacks the signer's key can make one."""

import pytest
from django.db import DatabaseError, transaction

from articles.record.assertions import EDDSA, ES256, RS256, said_by_sign_off
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.authority import AuthorityEventKind, SigningRule
from articles.record.signers.signing_keys import base64url
from editorial.review.signing.signing import MayNotSignError
from tests.accounts.passkey import SoftPasskey
from tests.factories.authority import decided, face, signing_rule, with_signing_key
from tests.factories.drafts import fresh, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed, signed, signed_with
from tests.roles import as_web

pytestmark = pytest.mark.django_db


def test_a_password_is_no_signature(page, checker):
    with pytest.raises(MayNotSignError, match="Sign with your passkey"):
        signed(page, by=checker)


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256], ids=["ES256", "EdDSA", "RS256"])
def test_a_passkey_signs(page, checker, algorithm):
    passkey = with_signing_key(checker, algorithm=algorithm)

    sign_off = signed_with(passkey, page, checker)

    assert sign_off.assertion["id"] == passkey.credential_id


def test_all_that_an_article_needs_is_signed_with_passkeys(page, checker, doctor):
    for signer in (checker, doctor):
        signed_with(with_signing_key(signer), fresh(page), signer)

    assert page.editions.count() == 1


@pytest.mark.parametrize(
    "moved",
    [
        {"statement": "I read it."},
        {"checklist": []},
        {"checklist": [{"question": "Is it right?", "answer": "no"}]},
        {"interest_answer": "declared", "interests": "Shares in Heat Ltd"},
        {"interests": "None at all"},
    ],
    ids=["statement", "checklist", "an answer", "interests declared", "interests"],
)
def test_what_moved_after_the_passkey_signed_is_not_signed(page, checker, moved):
    passkey = with_signing_key(checker)

    with pytest.raises(MayNotSignError, match="signed something else"):
        signed_with(passkey, page, checker, moved=moved)

    assert not SignOff.objects.filter(page_id=page.pk).exists()


def insert(page, by, assertion_of, **changes):
    """A sign-off that code in the web process inserts, past all of our Python."""
    with transaction.atomic():
        before = signed(submitted(page), by=by)
        row = {f.attname: getattr(before, f.attname) for f in SignOff._meta.fields if f.attname not in NOT_COPIED}
        transaction.set_rollback(True)
    sign_off = SignOff(**row)
    sign_off.assertion = assertion_of(said_by_sign_off(sign_off))
    for name, value in changes.items():
        setattr(sign_off, name, value)
    signing_rule(SigningRule.PASSKEY)
    with as_web():
        sign_off.save()


NOT_COPIED = ("id", "sequence", "previous_hash", "hash", "shown", "signed_at", "assertion")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("nothing", "passkey_needed"),
        ("somebody else's key", "key_not_standing"),
        ("a revoked key", "key_not_standing"),
        ("another text", "signed_something_else"),
        ("another statement", "signed_something_else"),
        ("no finger", "signer_not_verified"),
        ("nobody there", "signer_not_verified"),
        ("another site", "assertion_of_another_site"),
        ("a registration", "assertion_malformed"),
        ("no signature", "assertion_malformed"),
        ("no JSON", "assertion_malformed"),
        ("no Base64", "assertion_malformed"),
        ("too short", "assertion_malformed"),
        ("a number", "assertion_malformed"),
    ],
)
def test_code_in_the_web_process_cannot_sign_for_somebody(checker, wrong, code):
    passkey = with_signing_key(checker)
    others = with_signing_key(credentialed(SignOffKind.FACT_CHECK))
    if wrong == "a revoked key":
        decided(AuthorityEventKind.KEY_REVOKED, person=face(checker), user=checker, details=passkey.details)
    make = {
        "nothing": lambda said: None,
        "somebody else's key": others.sign,
        "a revoked key": passkey.sign,
        "another text": lambda said: passkey.sign("another"),
        "another statement": passkey.sign,
        "no finger": lambda said: passkey.sign(said, flags=1),
        "nobody there": lambda said: passkey.sign(said, flags=4),
        "another site": lambda said: passkey.sign(said, host="evil.example"),
        "a registration": lambda said: passkey.sign(said, type="webauthn.create"),
        "no signature": lambda said: {**passkey.sign(said), "signature": ""},
        "no JSON": lambda said: {**passkey.sign(said), "clientDataJSON": base64url(b"\xff{")},
        "no Base64": lambda said: {**passkey.sign(said), "authenticatorData": "§§§"},
        "too short": lambda said: {**passkey.sign(said), "authenticatorData": "AAAA"},
        "a number": lambda said: {**passkey.sign(said), "clientDataJSON": base64url(b"5")},
    }[wrong]
    changes = {"statement": "I read it."} if wrong == "another statement" else {}

    with pytest.raises(DatabaseError, match=code):
        insert(article(), checker, make, **changes)


def test_what_it_inserts_with_the_signers_own_signature_stands(checker):
    page, passkey = article(), with_signing_key(checker)

    insert(page, checker, passkey.sign)

    assert SignOff.objects.get(page_id=page.pk).assertion["id"] == passkey.credential_id


def test_a_false_signature_is_refused_before_it_reaches_the_database(page, checker):
    passkey = with_signing_key(checker)
    stranger = SoftPasskey()
    stranger.credential_id = passkey.credential_id

    with pytest.raises(MayNotSignError, match="was not made with your passkey"):
        signed_with(stranger, page, checker)


def test_another_address_of_the_browser_is_refused(page, checker):
    with pytest.raises(MayNotSignError, match="another address"):
        signed_with(with_signing_key(checker), page, checker, moved={"origin": "https://other.example"})
