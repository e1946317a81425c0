"""A passkey becomes somebody's signing key when an editor confirms it, and stays theirs until it is revoked."""

import pytest
from django.db import DatabaseError, connection

from articles import audit
from articles.record.assertions import said_by_event
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule
from articles.record.signers.signing_keys import SigningKey
from editorial.review.signing.signing import MayNotSignError
from tests.accounts.passkey import SoftPasskey
from tests.factories.accounts import UserFactory
from tests.factories.authority import decided, face, link, signing_rule, with_signing_key
from tests.factories.drafts import fresh, person, submitted
from tests.factories.pages import article, shared_topic
from tests.factories.signing import appointed_editor, credentialed, signed_with
from tests.roles import as_web

pytestmark = pytest.mark.django_db


def add(passkey, *, of, asked_by, confirmed_by, **changes):
    """What the web process asks of PostgreSQL when somebody's key was confirmed."""
    about = {"person": face(of), "user": of, "details": passkey.details, "reason": "Mine.", **changes}
    with as_web():
        return AuthorityEvent.objects.create(
            kind=AuthorityEventKind.KEY_ADDED, asked_by=asked_by, confirmed_by=confirmed_by, **about
        )


def test_a_key_is_asked_for_by_its_owner_and_confirmed_by_an_editor(checker):
    passkey, editor = SoftPasskey(), appointed_editor()

    event = add(passkey, of=checker, asked_by=checker, confirmed_by=editor)

    key = SigningKey.objects.standing().of(checker).get()
    event.refresh_from_db()
    assert (key.public_key, key.person_id, key.sequence) == (passkey.public_key, face(checker).pk, event.sequence)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("the owner twice", "key_needs_editor"),
        ("the owner and nobody", "key_needs_editor"),
        ("the owner and a writer", "key_needs_editor"),
        ("two editors", "key_of_somebody_else"),
        ("nobody", "authority_needs_two_editors"),
    ],
)
def test_nobody_else_adds_one(checker, who, code):
    editor = appointed_editor()
    asked_by, confirmed_by = {
        "the owner twice": (checker, checker),
        "the owner and nobody": (checker, None),
        "the owner and a writer": (checker, UserFactory(writer=True)),
        "two editors": (editor, appointed_editor()),
        "nobody": (None, None),
    }[who]

    with pytest.raises(DatabaseError, match=code):
        add(SoftPasskey(), of=checker, asked_by=asked_by, confirmed_by=confirmed_by)


def test_an_editor_does_not_confirm_a_key_of_their_own_with_another_account():
    editor, again = appointed_editor(), UserFactory(editor=True)
    me = face(editor)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=me, user=editor)
    link(me, again)

    with pytest.raises(DatabaseError, match="key_needs_editor"):
        add(SoftPasskey(), of=again, asked_by=again, confirmed_by=editor)


def test_a_key_belongs_to_one_person_for_ever(checker):
    passkey, other = with_signing_key(checker), credentialed(SignOffKind.FACT_CHECK)
    same_key = {**passkey.details, "credential_id": SoftPasskey().credential_id}
    decided(AuthorityEventKind.KEY_REVOKED, person=face(checker), user=checker, details=passkey.details)

    for details in (passkey.details, same_key):
        with pytest.raises(DatabaseError, match="key_known"):
            add(passkey, of=other, asked_by=other, confirmed_by=appointed_editor(), details=details)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        *((part, value) for part in ("credential_id", "public_key") for value in (None, "", "???", "1", "AAAA", 3, [])),
        *(("algorithm", value) for value in (None, "", "ES256", -37, 1.5, "9" * 40, {})),
        *(("rp_id", value) for value in (None, "", "https://site.example", "a b", [], "a" * 254)),
    ],
)
def test_what_is_no_public_key_is_none(checker, part, value):
    passkey = SoftPasskey()
    with pytest.raises(DatabaseError, match="key_malformed"):
        add(
            passkey,
            of=checker,
            asked_by=checker,
            confirmed_by=appointed_editor(),
            details={**passkey.details, part: value},
        )


def test_the_web_process_writes_no_key(checker):
    with_signing_key(checker)
    for statement in ("UPDATE articles_signingkey SET revoked_at = NULL", "DELETE FROM articles_signingkey"):
        with pytest.raises(DatabaseError, match="permission denied"), as_web(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_where_passkeys_are_the_rule_an_editor_confirms_a_key_with_theirs(checker):
    passkey, editor = SoftPasskey(), appointed_editor()
    own, other = with_signing_key(editor), with_signing_key(appointed_editor())
    signing_rule(SigningRule.PASSKEY)
    given = {"person": face(checker), "user": checker, "details": passkey.details, "reason": "Mine."}
    event = AuthorityEvent(kind=AuthorityEventKind.KEY_ADDED, asked_by=checker, **given)

    with pytest.raises(DatabaseError, match="passkey_needed"):
        add(passkey, of=checker, asked_by=checker, confirmed_by=editor)
    with pytest.raises(DatabaseError, match="key_not_standing"):
        assertion = other.sign(said_by_event(event))
        add(passkey, of=checker, asked_by=checker, confirmed_by=editor, assertion=assertion)
    with pytest.raises(DatabaseError, match="signed_something_else"):
        assertion = own.sign(said_by_event(event))
        add(passkey, of=checker, asked_by=checker, confirmed_by=editor, assertion=assertion, reason="Another.")

    add(passkey, of=checker, asked_by=checker, confirmed_by=editor, assertion=own.sign(said_by_event(event)))

    assert SigningKey.objects.standing().of(checker).get().public_key == passkey.public_key


def test_where_passkeys_are_the_rule_editors_decide_with_theirs(doctor):
    first, second = appointed_editor(), appointed_editor()
    own, stranger = with_signing_key(second), UserFactory()
    signing_rule(SigningRule.PASSKEY)
    new, held = person("Nia Newcomer"), face(doctor).credentials.get()
    issue = {"kind": "clinical", "register": "GMC", "specialties": ["Ärzte – “x”"], "expires_on": None}
    for kind, about in (
        (AuthorityEventKind.ACCOUNT_LINKED, {"person": new, "user": stranger}),
        (AuthorityEventKind.CREDENTIAL_ISSUED, {"person": new, "details": issue}),
        (AuthorityEventKind.CREDENTIAL_REVOKED, {"person": face(doctor), "credential": held}),
        (AuthorityEventKind.SPECIALTIES_ASKED, {"topic": shared_topic(), "details": {"specialties": ["Pain"]}}),
    ):
        given = {"kind": kind, "asked_by": first, "confirmed_by": second, "reason": "So.", **about}
        with pytest.raises(DatabaseError, match="passkey_needed"), as_web():
            AuthorityEvent.objects.create(**given)
        with as_web():
            AuthorityEvent.objects.create(**given, assertion=own.sign(said_by_event(AuthorityEvent(**given))))

    assert audit.run().findings == []


def test_what_an_editors_passkey_confirmed_once_is_not_decided_again_by_it(doctor):
    first, second = appointed_editor(), appointed_editor()
    own = with_signing_key(second)
    signing_rule(SigningRule.PASSKEY)
    issue = {"kind": "clinical", "register": "GMC", "number": "77", "expires_on": None}
    given = {"asked_by": first, "confirmed_by": second, "person": face(doctor)}

    def decide(**said):
        event = AuthorityEvent(**given, **said)
        event.assertion = said.get("assertion") or own.sign(said_by_event(event))
        with as_web():
            event.save()
        return event

    issued = decide(kind=AuthorityEventKind.CREDENTIAL_ISSUED, details=issue, reason="So.")
    issued.refresh_from_db()
    decide(kind=AuthorityEventKind.CREDENTIAL_REVOKED, credential_id=issued.credential_id, reason="Struck off.")

    with pytest.raises(DatabaseError, match="decided_before"):
        decide(kind=AuthorityEventKind.CREDENTIAL_ISSUED, details=issue, reason="So.", assertion=issued.assertion)
    assert decide(kind=AuthorityEventKind.CREDENTIAL_ISSUED, details=issue, reason="Restored to the register.")


def test_a_revoked_key_signs_nothing_more_and_what_it_signed_stays(page, checker, doctor):
    passkey = with_signing_key(checker)
    signed_with(passkey, page, checker)
    decided(AuthorityEventKind.KEY_REVOKED, person=face(checker), user=checker, details=passkey.details)

    signed_with(with_signing_key(doctor), fresh(page), doctor)

    assert page.editions.count() == 1
    with pytest.raises(MayNotSignError, match="or it was revoked"):
        signed_with(passkey, submitted(article()), checker)


def test_a_lost_key_is_revoked_by_its_owner_with_an_editor_or_by_two_editors(checker):
    editor, second = appointed_editor(), appointed_editor()
    for asked_by in (checker, editor):
        passkey = with_signing_key(checker)
        with as_web():
            AuthorityEvent.objects.create(
                kind=AuthorityEventKind.KEY_REVOKED,
                person=face(checker),
                user=checker,
                details={"credential_id": passkey.credential_id},
                reason="Lost.",
                asked_by=asked_by,
                confirmed_by=second,
            )

    assert not SigningKey.objects.standing().of(checker).exists()


def test_a_second_key_signs_as_well(page, checker):
    with_signing_key(checker)

    assert signed_with(with_signing_key(checker), page, checker).assertion


def test_after_a_change_of_the_host_name_a_new_key_signs_and_old_signatures_stand(page, checker):
    old = with_signing_key(checker, host="old.example")
    first = signed_with(old, page, checker)
    new = with_signing_key(checker, host="new.example")

    assert signed_with(new, submitted(article()), checker).assertion != first.assertion


def test_an_account_that_becomes_somebody_elses_does_not_take_its_keys_along(checker):
    passkey, me = with_signing_key(checker), face(checker)
    other, page = credentialed(SignOffKind.FACT_CHECK), submitted(article())
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=me, user=checker)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=face(other), user=other)
    link(face(other), checker)

    with pytest.raises(MayNotSignError, match="not one of your signing keys"):
        signed_with(passkey, page, type(checker).objects.get(pk=checker.pk))
