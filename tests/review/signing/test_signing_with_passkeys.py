"""The screens on which people add signing keys, editors confirm them, and signatures are made with them."""

import json
import re
import time

import pytest
from django.core import mail
from django.core.management import call_command

from articles.record.assertions import EDDSA, ES256, RS256, said_by_event, said_by_sign_off
from articles.record.document import canonical
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.authority import SigningRule
from articles.record.signers.signing_keys import SigningKey, fingerprint
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.signing import waiting_for
from tests.accounts.passkey import SoftPasskey
from tests.factories.accounts import UserFactory
from tests.factories.authority import signing_rule, with_signing_key
from tests.factories.drafts import edited, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, credentialed

pytestmark = pytest.mark.django_db

KEYS, WHO_MAY_SIGN = "/admin/review/signing-keys/", "/admin/review/who-may-sign/"


@pytest.fixture(scope="module")
def people(scene):
    return {"checker": credentialed(SignOffKind.FACT_CHECK).pk, "editor": appointed_editor().pk}


@pytest.fixture
def checker(db, people, django_user_model):
    return django_user_model.objects.get(pk=people["checker"])


@pytest.fixture
def editor(db, people, django_user_model):
    return django_user_model.objects.get(pk=people["editor"])


@pytest.fixture
def passkeys_only(settings, checker, editor):
    """From now on; those who sign have been introduced before."""
    settings.SIGNING = SigningRule.PASSKEY
    signing_rule(SigningRule.PASSKEY)


def just_logged_in(client, user):
    """As after a log-in with whatever second factor the user has."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def desk(client, django_capture_on_commit_callbacks):
    """Send a form as somebody; the answer's text."""

    def send(by, address, **fields):
        just_logged_in(client, by)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, fields, follow=True) if fields else client.get(address)
        return answer.content.decode()

    return send


def asked_for(desk, user, **made):
    """A passkey of the user's, and the proposal that it becomes a signing key."""
    passkey = SoftPasskey(**made).registered_by(user)
    desk(user, KEYS, add=user.authenticator_set.latest("pk").pk)
    return passkey, AuthorityProposal.objects.latest("pk")


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256], ids=["ES256", "EdDSA", "RS256"])
def test_somebody_asks_for_a_passkey_of_theirs_and_an_editor_confirms_it(desk, checker, editor, algorithm):
    mail.outbox.clear()
    passkey, proposal = asked_for(desk, checker, algorithm=algorithm)
    assert editor.email in [letter.to[0] for letter in mail.outbox]

    shown = desk(editor, f"{WHO_MAY_SIGN}{proposal.pk}/")
    told = desk(editor, f"{WHO_MAY_SIGN}{proposal.pk}/", confirm="", looked_up="yes")

    assert fingerprint(passkey.public_key) in shown and "read me this fingerprint" in shown
    assert "Done. It holds now." in told
    assert SigningKey.objects.standing().of(checker).get().public_key == passkey.public_key
    assert mail.outbox[-1].to == [checker.email] and "A passkey was added as a signing key" in mail.outbox[-1].body
    assert fingerprint(passkey.public_key) in desk(checker, KEYS)


def test_where_passkeys_are_the_rule_the_editor_confirms_with_theirs(desk, checker, editor, passkeys_only):
    own = with_signing_key(editor)
    _passkey, proposal = asked_for(desk, checker)
    address = f"{WHO_MAY_SIGN}{proposal.pk}/"
    said = said_by_event(proposal.to_be_confirmed(editor))

    assert request_in(desk(editor, address))["says"] == json.loads(said)
    assert "no signature counts here without one" in desk(editor, address, confirm="", looked_up="yes")
    other = json.dumps(own.sign("another"))
    assert "signed something else" in desk(editor, address, confirm="", looked_up="yes", assertion=other)
    told = desk(editor, address, confirm="", looked_up="yes", assertion=json.dumps(own.sign(said)))

    assert "Done. It holds now." in told
    assert SigningKey.objects.standing().of(checker).exists()


def test_where_passkeys_are_the_rule_editors_confirm_everything_with_theirs(desk, checker, editor, passkeys_only):
    own, doctor = with_signing_key(editor), checker.person_account.person
    ask = {
        "person": doctor.pk,
        "credential_kind": "clinical",
        "register": "GMC",
        "reason": "She moved.",
        "expires_on": "",
    }
    desk(asking_editor(), f"{WHO_MAY_SIGN}ask/credential_issued/", **ask)
    proposal = AuthorityProposal.objects.get()
    address = f"{WHO_MAY_SIGN}{proposal.pk}/"

    said = canonical(request_in(desk(editor, address))["says"])
    told = desk(editor, address, confirm="", looked_up="yes", assertion=json.dumps(own.sign(said)))

    assert "Done. It holds now." in told
    assert doctor.credentials.filter(register="GMC").exists()


def asking_editor():
    """An appointed editor; no page of theirs is published, which takes signatures."""
    return credentialed("editorial", user=UserFactory(editor=True), introduced=False)


def test_a_passkey_of_another_address_is_not_asked_for(desk, checker):
    SoftPasskey(host="old.example").registered_by(checker)

    told = desk(checker, KEYS, add=checker.authenticator_set.get().pk)

    assert "made at another address of this site" in told
    assert not AuthorityProposal.objects.exists()


def test_whoever_is_nobody_yet_asks_for_no_key(desk):
    user = UserFactory(reviewer=True)
    SoftPasskey().registered_by(user)

    assert "page is yours yet" in desk(user, KEYS, add=user.authenticator_set.get().pk)


def test_nobody_asks_for_somebody_elses_passkey(desk, client, checker):
    SoftPasskey().registered_by(UserFactory())
    just_logged_in(client, checker)

    assert client.post(KEYS, {"add": "1"}).status_code == 404
    assert client.post(KEYS, {"add": "x"}).status_code == 404
    assert client.post(KEYS, {}).status_code == 302


def test_what_was_asked_for_is_taken_back(desk, checker):
    _passkey, proposal = asked_for(desk, checker)

    assert "Waits for an editor" in desk(checker, KEYS)
    assert "Taken back." in desk(checker, KEYS, take_back=proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.decided_by, proposal.event) == (checker, None)


@pytest.mark.parametrize("who", ["its owner", "an editor"])
def test_a_lost_key_is_revoked(desk, checker, editor, who):
    with_signing_key(checker)
    key = SigningKey.objects.get()
    if who == "its owner":
        desk(checker, KEYS, revoke=key.pk)
    else:
        desk(appointed_editor(), f"{WHO_MAY_SIGN}ask/key_revoked/", key=key.pk, reason="Stolen on the train.")

    desk(editor, f"{WHO_MAY_SIGN}{AuthorityProposal.objects.get().pk}/", confirm="", looked_up="yes")

    assert not SigningKey.objects.standing().exists()
    assert "Revoked on" in desk(checker, KEYS)


def test_the_page_of_ones_account_leads_there(desk, checker):
    assert KEYS in desk(checker, "/admin/account/")


def test_who_may_sign_shows_keys(desk, checker, editor):
    passkey = with_signing_key(checker)

    assert fingerprint(passkey.public_key) in desk(editor, WHO_MAY_SIGN)


# --- signing ----------------------------------------------------------------------------------------------------------


def request_in(shown):
    """What the page asks of the browser."""
    return json.loads(re.search(r'id="passkey-request" type="application/json">(.+?)</script>', shown)[1])


def filled_in(page, **changes):
    answers = {"kind": waiting_for(page) or "", "interests": "none", "agreed": "on"}
    return {"sign": "", "digest": shown_digest(page), **answers, **changes}


def signed_by(passkey, shown, fields):
    """What the browser's program makes of the page and of what was filled in."""
    declared = fields["interests"] == "declared"
    interests = fields["which_interests"].strip() if declared else "None"
    said = request_in(shown)["says"] | {"digest": fields["digest"], "interest_answer": fields["interests"]}
    return json.dumps(passkey.sign(canonical(said | {"interests": interests})))


def test_a_text_is_signed_with_a_passkey(desk, checker, passkeys_only):
    passkey, page = with_signing_key(checker), submitted(article())
    address, fields = f"/admin/review/{page.pk}/", filled_in(page)
    shown = desk(checker, address)
    assert request_in(shown)["keys"] == [passkey.credential_id] and request_in(shown)["host"] == "testserver"

    told = desk(checker, address, **fields, assertion=signed_by(passkey, shown, fields))

    sign_off = SignOff.objects.get(page_id=page.pk)
    assert "Signed. Next: medical review." in told
    assert sign_off.assertion["id"] == passkey.credential_id
    assert json.loads(said_by_sign_off(sign_off))["digest"] == fields["digest"]


@pytest.mark.parametrize("assertion", ["", "{", "[]", '{"id": 5}', "[" * 5000, "null", '"x"' + " " * 9000])
def test_without_a_signature_nothing_is_signed_and_nothing_is_lost(desk, checker, passkeys_only, assertion):
    with_signing_key(checker)
    page = submitted(article())

    told = desk(checker, f"/admin/review/{page.pk}/", **filled_in(page), assertion=assertion)

    assert "Sign with your passkey" in told
    assert len(re.findall(r'type="(?:checkbox|radio)"[^>]* checked', told)) == 2
    assert not SignOff.objects.filter(page_id=page.pk).exists()


def test_interests_that_moved_after_the_passkey_signed_are_not_signed(desk, checker, passkeys_only):
    passkey, page = with_signing_key(checker), submitted(article())
    address, fields = f"/admin/review/{page.pk}/", filled_in(page)
    other = {**fields, "interests": "declared", "which_interests": "Shares"}

    told = desk(checker, address, **fields, assertion=signed_by(passkey, desk(checker, address), other))

    assert "Your passkey signed something else" in told
    assert len(re.findall(r'type="(?:checkbox|radio)"[^>]* checked', told)) == 2


def test_a_text_that_moved_meanwhile_is_not_signed(desk, checker, passkeys_only):
    passkey, page = with_signing_key(checker), submitted(article())
    address, fields = f"/admin/review/{page.pk}/", filled_in(page)
    assertion = signed_by(passkey, desk(checker, address), fields)
    edited(page, standfirst="Another.")

    assert "What moved since you opened this text" in desk(checker, address, **fields, assertion=assertion)
    fields["digest"] = shown_digest(page)
    assert "signed something else" in desk(checker, address, **fields, assertion=assertion)


def test_whoever_has_no_key_is_told_what_is_needed(desk, checker, passkeys_only):
    page = submitted(article())

    shown = desk(checker, f"/admin/review/{page.pk}/")

    assert "you have no signing key for this address yet" in shown and KEYS in shown
    assert 'name="sign"' not in shown and 'name="ask"' in shown


def test_a_key_of_another_address_is_none_here(desk, checker, passkeys_only):
    with_signing_key(checker, host="old.example")
    page = submitted(article())

    assert "you have no signing key for this address yet" in desk(checker, f"/admin/review/{page.pk}/")


def test_it_says_that_it_needs_javascript(desk, checker, passkeys_only):
    with_signing_key(checker)
    page = submitted(article())

    assert "that needs JavaScript" in desk(checker, f"/admin/review/{page.pk}/")


def test_an_emergency_is_signed_with_a_passkey_as_well(desk, checker, editor, passkeys_only):
    call_command("emergency_editions", "--allow", "24", verbosity=0)
    passkey, page = with_signing_key(editor), submitted(article())
    address = f"/admin/review/{page.pk}/emergency/"
    fields = {**filled_in(page), "call": "", "reason": "A recall", "hours": "4"}
    fields.pop("sign")

    told = desk(editor, address, **fields)
    assert "Sign with your passkey" in told and "A recall" in told
    assertion = signed_by(passkey, desk(editor, address), fields)
    assert "Another editor has to sign the same text" in desk(editor, address, **fields, assertion=assertion)


def test_where_a_password_is_enough_nobody_is_asked_for_a_passkey(desk, checker):
    with_signing_key(checker)
    page = submitted(article())

    shown = desk(checker, f"/admin/review/{page.pk}/")

    assert "passkey" not in shown and 'name="sign"' in shown
