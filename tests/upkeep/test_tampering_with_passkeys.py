"""Tampering with what passkeys signed is found, also by an audit that finds the chain hashed again."""

import pytest
from django.db import connection

from articles import audit
from articles.record.assertions import said_by_event
from articles.record.signed.sign_offs import SignOff
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule
from articles.record.signers.signing_keys import SigningKey
from editorial.accounts.users import User
from tests.accounts.passkey import SoftPasskey
from tests.factories.accounts import UserFactory
from tests.factories.authority import decided, signing_rule, with_signing_key
from tests.factories.pages import published_with_passkeys
from tests.factories.signing import credentialed
from tests.upkeep.damage import chain_everything_anew, found, tamper

pytestmark = pytest.mark.django_db

NOT_WHAT_WAS_CHAINED = "does not say what was chained"


@pytest.fixture(scope="module")
def keys(scene):
    """Sign-offs by passkeys, where passkeys are the rule; the ids by which tamperings name things."""
    page = published_with_passkeys()
    signing_rule(SigningRule.PASSKEY)
    one, other = SignOff.objects.filter(page=page).order_by("pk")
    key, stranger = SigningKey.objects.order_by("pk")[:2], SoftPasskey()
    lost = with_signing_key(other.signer)
    about = {"person": other.credential.person, "user": other.signer}
    decided(AuthorityEventKind.KEY_REVOKED, details={"credential_id": lost.credential_id}, **about)
    confirmed = confirmed_with_passkey(other.credential.person)
    assert audit.run().findings == []
    return {
        "confirmed": confirmed.pk,
        "one": one.pk,
        "other": other.pk,
        "key": key[0].pk,
        "event": AuthorityEvent.objects.get(sequence=key[0].sequence).pk,
        "public_key": stranger.public_key,
        "lost": lost.credential_id,
        "signer": other.signer_id,
        "stranger": UserFactory().pk,
    }


def confirmed_with_passkey(person):
    """A credential that one editor asked for, and that another confirmed with their passkey."""
    editors = [credentialed("editorial", introduced=False) for _editor in range(2)]
    own = with_signing_key(editors[1])
    given = {"asked_by": editors[0], "confirmed_by": editors[1], "person": person, "reason": "She moved."}
    event = AuthorityEvent(kind="credential_issued", details={"kind": "clinical", "register": "GMC"}, **given)
    event.assertion = own.sign(said_by_event(event))
    event.save()
    return event


DOES_NOT_FIT = "has a passkey signature that does not fit"
NOT_THE_SIGNERS = "with a passkey that was not a signing key of its signer's at the time"
PUBLIC_KEY = (
    "UPDATE articles_authorityevent SET details = details || jsonb_build_object('public_key', %(public_key)s::text)"
    " WHERE id = %(event)s; "
)
STANDS = (
    "UPDATE articles_signingkey AS k SET public_key = e.details ->> 'public_key', user_id = e.user_id, hash = e.hash,"
    " sequence = e.sequence, previous_hash = e.previous_hash, chained_text = articles_chained_text(e)"
    " FROM articles_authorityevent e WHERE e.kind = 'key_added'"
    " AND e.details ->> 'credential_id' = k.credential_id"
)

#: (what is done, what the audit says of it, what it says when the chain was computed anew, whole).
PASSKEYS = {
    "an assertion removed": (
        "UPDATE articles_signoff SET assertion = NULL WHERE id = %(one)s",
        NOT_WHAT_WAS_CHAINED,
        None,  # it was signed before passkeys were the rule
    ),
    "a sign-off without one slipped in": (
        "UPDATE articles_signoff SET assertion = NULL WHERE id = %(one)s; UPDATE articles_authorityevent SET details ="
        " jsonb_build_object('rule', 'passkey') WHERE kind = 'signing_rule_set'",
        NOT_WHAT_WAS_CHAINED,
        "was signed without a passkey, at a time when passkeys were the rule",
    ),
    "a signature changed": (
        "UPDATE articles_signoff SET assertion = assertion || jsonb_build_object('signature',"
        " translate(assertion ->> 'signature', 'AaBb', 'BbAa')) WHERE id = %(one)s",
        DOES_NOT_FIT,
        DOES_NOT_FIT,
    ),
    "a statement under a signature": (
        "UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %(one)s",
        DOES_NOT_FIT,
        DOES_NOT_FIT,
    ),
    "an answer under a signature": (
        "UPDATE articles_signoff SET checklist = '[]' WHERE id = %(one)s",
        DOES_NOT_FIT,
        DOES_NOT_FIT,
    ),
    "interests under a signature": (
        "UPDATE articles_signoff SET interests = 'None at all' WHERE id = %(one)s",
        DOES_NOT_FIT,
        DOES_NOT_FIT,
    ),
    "an assertion exchanged": (
        "UPDATE articles_signoff SET assertion = (SELECT assertion FROM articles_signoff WHERE id = %(other)s)"
        " WHERE id = %(one)s",
        NOT_THE_SIGNERS,
        NOT_THE_SIGNERS,
    ),
    "who signed": (
        "UPDATE articles_signoff SET signer_id = %(stranger)s WHERE id = %(one)s",
        NOT_THE_SIGNERS,
        NOT_THE_SIGNERS,
    ),
    "a public key in the event": (PUBLIC_KEY, "is not the one that stands now", "is not the one that stands now"),
    "a public key everywhere": (PUBLIC_KEY + STANDS, DOES_NOT_FIT, DOES_NOT_FIT),
    "whose a key is": (
        "UPDATE articles_authorityevent SET user_id = %(signer)s WHERE id = %(event)s; " + STANDS,
        NOT_THE_SIGNERS,
        NOT_THE_SIGNERS,
    ),
    "an event removed": (
        "DELETE FROM articles_authorityevent WHERE id = %(event)s",
        "was never added, by what the record says",
        "was never added, by what the record says",
    ),
    "what an editor confirmed": (
        'UPDATE articles_authorityevent SET details = details || \'{"kind": "editorial"}\' WHERE id = %(confirmed)s',
        DOES_NOT_FIT,
        DOES_NOT_FIT,
    ),
    "that an editor confirmed it": (
        "UPDATE articles_authorityevent SET assertion = NULL WHERE id = %(confirmed)s",
        "was signed without a passkey, at a time when passkeys were the rule",
        "was signed without a passkey, at a time when passkeys were the rule",
    ),
    "a key as it stands": (
        "UPDATE articles_signingkey SET public_key = %(public_key)s WHERE id = %(key)s",
        "is not the one that stands now",
        "is not the one that stands now",
    ),
    "a key removed": (
        "DELETE FROM articles_signingkey WHERE id = %(key)s",
        "is not the one that stands now",
        "is not the one that stands now",
    ),
    "a revoked key given back": (
        "UPDATE articles_signingkey SET revoked_at = NULL WHERE credential_id = %(lost)s",
        "is not the one that stands now",
        "is not the one that stands now",
    ),
}


@pytest.mark.parametrize("tampering", PASSKEYS)
def test_what_was_tampered_with_under_a_passkey_is_found_also_when_all_is_hashed_again(keys, tampering):
    statements, sentence, when_hashed_again = PASSKEYS[tampering]

    tamper(statements, keys)
    assert sentence in found()
    chain_everything_anew()
    if tampering in ("a public key everywhere", "whose a key is") or "key" not in tampering:
        tamper(STANDS, keys)

    assert when_hashed_again is None or when_hashed_again in found()


def test_a_decision_that_stands_a_second_time_with_the_same_signature_is_found(keys):
    """What the gate refuses can be put in while its rules are off: it would undo what was decided since."""
    once = AuthorityEvent.objects.get(pk=keys["confirmed"])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in ("validate", "apply"):
            cursor.execute(f"ALTER TABLE articles_authorityevent DISABLE TRIGGER {trigger}")
        names = ("kind", "person", "details", "reason", "asked_by", "confirmed_by", "credential", "assertion")
        AuthorityEvent.objects.create(**{name: getattr(once, name) for name in names})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in ("validate", "apply"):
            cursor.execute(f"ALTER TABLE articles_authorityevent ENABLE TRIGGER {trigger}")

    assert "has the signature of one that was decided before" in found()


def test_of_a_key_that_nobody_confirmed_where_there_are_editors_the_audit_warns(keys):
    doctor = User.objects.get(pk=keys["signer"])
    with_signing_key(doctor)

    [told] = [warning for warning in audit.run().warnings if "No editor confirmed" in warning]
    assert str(doctor.pk) in told
