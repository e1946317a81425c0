"""The screens on which two editors decide who may sign, and the letters about it."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent
from articles.record.signers.credentials import Credential, PersonAccount
from editorial.review.authority.proposals import AuthorityProposal
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import person, submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, credentialed, signed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

SCREEN = "/admin/review/who-may-sign/"


@pytest.fixture(scope="module")
def made(scene):
    return [appointed_editor().pk, appointed_editor().pk]


@pytest.fixture
def editors(made):
    return [get_user_model().objects.get(pk=pk) for pk in made]


@pytest.fixture
def desk(client, django_capture_on_commit_callbacks):
    """Send a form as somebody; the answer's text."""

    def send(by, path, **fields):
        client.logout()
        logged_in(client, by)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(SCREEN + path, fields, follow=True).content.decode()

    return send


def asked(desk, by, kind, **fields):
    desk(by, f"ask/{kind}/", reason="She joined us.", **fields)
    return AuthorityProposal.objects.latest("pk")


def test_an_account_is_linked_when_a_second_editor_confirms_it(desk, editors):
    page, user = person("Nia Newcomer"), UserFactory()
    proposal = asked(desk, editors[0], "account_linked", person=page.pk, user=user.pk)
    assert not PersonAccount.objects.filter(user=user).exists()
    delivered().clear()

    told = desk(editors[1], f"{proposal.pk}/", confirm="", looked_up="yes")

    assert "Done. It holds now." in told
    assert PersonAccount.objects.get(user=user).person == page
    assert [letter.to for letter in delivered()] == [[user.email]]
    assert "An account was linked to a person" in delivered()[0].body


def test_other_editors_are_asked_by_mail(desk, editors):
    delivered().clear()

    asked(desk, editors[0], "account_linked", person=person().pk, user=UserFactory().pk)

    assert editors[1].email in [letter.to[0] for letter in delivered()]
    assert editors[0].email not in [letter.to[0] for letter in delivered()]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"confirm": "", "looked_up": "yes"}, "another editor has to confirm it"),
        ({"confirm": ""}, "Confirm that you checked it yourself."),
    ],
)
def test_who_asked_does_not_confirm_and_nobody_confirms_unseen(desk, editors, fields, sentence):
    proposal = asked(desk, editors[0], "account_linked", person=person().pk, user=UserFactory().pk)

    assert sentence in desk(editors[0], f"{proposal.pk}/", **fields)
    assert not AuthorityEvent.objects.filter(user=proposal.user).exists()


def test_what_says_neither_yes_nor_no_decides_nothing(desk, editors):
    proposal = asked(desk, editors[0], "account_linked", person=person().pk, user=UserFactory().pk)

    desk(editors[1], f"{proposal.pk}/", looked_up="yes")

    proposal.refresh_from_db()
    assert proposal.decided_at is None


def test_a_credential_is_issued_prolonged_and_revoked(desk, editors):
    doctor = credentialed(SignOffKind.MEDICAL_REVIEW)
    page = doctor.person_account.person
    given = {"person": page.pk, "credential_kind": "editorial", "register": "Board", "country": "gb"}
    given["register_url"] = "board.example/find"
    for kind, fields in (
        ("credential_issued", {**given, "expires_on": "2030-01-31", "specialties": "Rheumatology\n\nPain medicine"}),
        ("credential_looked_up", {"expires_on": "2032-01-31"}),
        ("credential_revoked", {}),
    ):
        if kind != "credential_issued":
            fields["credential"] = Credential.objects.latest("pk").pk
        proposal = asked(desk, editors[0], kind, **fields)
        desk(editors[1], f"{proposal.pk}/", confirm="", looked_up="yes")

    credential = Credential.objects.latest("pk")
    assert (credential.person_id, credential.country, credential.revoked_at is None) == (page.pk, "GB", False)
    assert credential.expires_on.year == 2032
    assert credential.shown["url"] == "https://board.example/find"
    assert doctor.email in delivered()[-1].to and "A credential was revoked" in delivered()[-1].body


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, editors):
    typed = {"register": "Board of Pain", "country": "Gondor", "register_url": "http://board.example"}

    shown = desk(editors[0], "ask/credential_issued/", person=person().pk, **typed)

    assert "The address begins with https://." in shown
    assert "A country is two letters" in shown and "Board of Pain" in shown and "Give the reason" in shown


def test_two_who_ask_for_the_same_are_told(desk, editors):
    page, user = person(), UserFactory()
    asked(desk, editors[0], "account_linked", person=page.pk, user=user.pk)

    shown = desk(editors[1], "ask/account_linked/", person=page.pk, user=user.pk, reason="Again.")

    assert "Somebody has asked for this already" in shown


def test_somebody_who_became_somebody_meanwhile_is_refused_in_a_sentence(desk, editors):
    page, user = person(), UserFactory()
    proposal = asked(desk, editors[0], "account_linked", person=page.pk, user=user.pk)
    credentialed(SignOffKind.FACT_CHECK, user=user, introduced=False)

    assert "belongs to another person already" in desk(editors[1], f"{proposal.pk}/", confirm="", looked_up="yes")


def test_who_it_is_about_looks_and_decides_nothing(desk, editors):
    proposal = asked(
        desk, editors[0], "credential_issued", person=person().pk, credential_kind="editorial", register="R"
    )
    AuthorityProposal.objects.filter(pk=proposal.pk).update(person=editors[1].person_account.person)

    shown = desk(editors[1], f"{proposal.pk}/", confirm="", looked_up="yes")

    assert "two other editors decide it" in shown
    assert not Credential.objects.filter(register="R").exists()


def test_an_editor_without_a_credential_looks_and_a_writer_does_not(client):
    logged_in(client, UserFactory(editor=True))
    assert "Only an editor with an editorial credential" in client.get(SCREEN).content.decode()
    client.logout()
    logged_in(client, UserFactory(writer=True))
    assert client.get(SCREEN).status_code == 302


def test_the_screen_says_who_may_sign(client, editors):
    doctor = credentialed(SignOffKind.MEDICAL_REVIEW, name="Dr Ada Able", expires_in_days=-1)
    logged_in(client, editors[0])

    shown = client.get(SCREEN).content.decode()

    assert doctor.email in shown and "Expired on" in shown and "Register of Tests" in shown


def test_whoever_signs_gets_a_letter(django_capture_on_commit_callbacks):
    page = submitted(article())
    delivered().clear()

    with django_capture_on_commit_callbacks(execute=True):
        sign_off = signed(page)

    letter = next(letter for letter in delivered() if letter.subject.startswith("You signed"))
    assert letter.to == [sign_off.signer.email] and sign_off.digest in letter.body


def test_the_owner_of_the_database_appoints_the_first_editors(capsys):
    page, user = person("Fay First"), UserFactory()

    call_command("appoint_editor", user.email.upper(), page.pk, register="Plain Relief")

    assert Credential.objects.entitling(user, SignOffKind.EDITORIAL).get().register == "Plain Relief"
    assert not AuthorityEvent.objects.filter(person=page, asked_by__isnull=False).exists()
    with pytest.raises(CommandError, match="no such account"):
        call_command("appoint_editor", "nobody@example.org", page.pk, register="Plain Relief")
