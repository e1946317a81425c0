"""A signature is the signer's: where passkeys are the rule, nobody who lacks the signer's key can make one."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from articles import audit
from articles.record.assertions import EDDSA, ES256, RS256, said_by_event, said_by_sign_off
from articles.record.document import canonical
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule
from articles.record.signers.checks import signing_is_known, signing_is_the_rule
from articles.record.signers.signing_keys import SigningKey, base64url
from editorial.review.signing.signing import MayNotSignError
from pain_site.settings import base
from tests.accounts.passkey import SoftPasskey
from tests.factories import (
    UserFactory,
    appointed_editor,
    article,
    credentialed,
    decided,
    fresh,
    link,
    person,
    published_article,
    shared_topic,
    signature,
    signed,
    signed_with,
    signing_rule,
    submitted,
    with_signing_key,
)
from tests.gate.test_authority import as_web, face

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def signers(scene):
    return {kind: credentialed(kind).pk for kind in (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)}


@pytest.fixture
def checker(db, signers, django_user_model):
    return django_user_model.objects.get(pk=signers[SignOffKind.FACT_CHECK])


@pytest.fixture
def doctor(db, signers, django_user_model):
    return django_user_model.objects.get(pk=signers[SignOffKind.MEDICAL_REVIEW])


@pytest.fixture
def passkeys_only(checker, doctor):
    """From now on; those who sign have been introduced before."""
    signing_rule(SigningRule.PASSKEY)


@pytest.fixture
def page(passkeys_only):
    return submitted(article())


def add(passkey, *, of, asked_by, confirmed_by, **changes):
    """What the web process asks of PostgreSQL when somebody's key was confirmed."""
    about = {"person": face(of), "user": of, "details": passkey.details, "reason": "Mine.", **changes}
    with as_web():
        return AuthorityEvent.objects.create(
            kind=AuthorityEventKind.KEY_ADDED, asked_by=asked_by, confirmed_by=confirmed_by, **about
        )


# --- keys -------------------------------------------------------------------------------------------------------------


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


# --- the rule ---------------------------------------------------------------------------------------------------------


def test_where_nobody_said_anything_passkeys_are_the_rule():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM articles_authorityevent WHERE kind = 'signing_rule_set'")
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert SigningRule.standing() == SigningRule.PASSKEY


def test_the_rule_is_the_owners_and_the_record_keeps_it(capsys):
    call_command("signing_rule", "passkey")
    call_command("signing_rule", "passkey")
    call_command("signing_rule")

    assert "A passkey signs" in capsys.readouterr().out
    assert AuthorityEvent.objects.filter(kind=AuthorityEventKind.SIGNING_RULE_SET).count() == 2
    with pytest.raises(CommandError, match="Who may sign is decided by two editors"), as_web():
        call_command("signing_rule", "password")


def test_two_editors_do_not_change_the_rule():
    first, second = appointed_editor(), appointed_editor()

    with pytest.raises(DatabaseError, match="rule_is_the_owners"), as_web():
        AuthorityEvent.objects.create(
            kind="signing_rule_set", asked_by=first, confirmed_by=second, reason="So.", details={"rule": "password"}
        )


def test_there_are_two_rules():
    with pytest.raises(DatabaseError, match="rule_unknown"), transaction.atomic():
        signing_rule("nothing")


# --- signatures -------------------------------------------------------------------------------------------------------


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


# --- lost keys, second keys, another host -----------------------------------------------------------------------------


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


# --- one text, two languages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        {"b": 1, "a": [True, None, "x"], "aa": {}, "": []},
        {"text": 'Où ça fait mal – ½ “dose” 😀 \\ " / \t\n\r\b\f\x1f\x7f\u2028'},
        {"é": 1, "z": 2, "Z": 3, "\U0001f600": 4, "\uffff": 5, "key": 6, "longer key": 7},
        [[], [[1, -2, 0]], "", "a"],
    ],
)
def test_a_text_is_canonical_in_the_same_way_on_both_sides(value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_canonical(%s::jsonb)", [canonical(value)])
        assert cursor.fetchone()[0] == canonical(value)


def test_what_is_signed_is_the_same_on_both_sides():
    sign_off = SignOff.objects.filter(page=published_article()).earliest("pk")
    event = AuthorityEvent.objects.filter(kind=AuthorityEventKind.CREDENTIAL_ISSUED).first()
    for row, said in ((sign_off, said_by_sign_off(sign_off)), (event, said_by_event(event))):
        with connection.cursor() as cursor:
            table = row._meta.db_table
            cursor.execute(f"SELECT articles_signed_text(link) FROM {table} AS link WHERE id = %s", [row.pk])
            assert cursor.fetchone()[0] == said


def test_passwords_that_are_enough_leave_no_assertion():
    sign_off = signed(submitted(article()))

    assert sign_off.assertion is None
    assert signature(SignOffKind.FACT_CHECK, "").assertion is None


# --- settings ---------------------------------------------------------------------------------------------------------


def test_the_site_says_when_it_asks_for_something_else_than_the_rule(settings):
    assert signing_is_the_rule(None, databases=["default"]) == []
    assert signing_is_the_rule(None) == []

    settings.SIGNING = SigningRule.PASSKEY

    assert "signers are asked for the wrong thing" in signing_is_the_rule(None, databases=["default"])[0].msg


def test_what_signing_is_must_be_known(settings):
    assert signing_is_known(None) == []

    settings.SIGNING = "fingerprint"

    assert signing_is_known(None)[0].id == "articles.E002"


def test_the_public_site_asks_for_passkeys_unless_told_otherwise():
    assert base.SIGNING == SigningRule.PASSKEY
