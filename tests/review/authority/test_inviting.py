"""One form invites somebody to sign, and one screen says what is still missing until they can."""

import pytest
from django.contrib.auth import get_user_model

from articles.pages import PersonPage
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.authority.deciding import decide
from editorial.review.authority.inviting import Readiness
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.permissions import REVIEWERS, may_sign_kind
from tests.factories.accounts import PASSWORD, logged_in
from tests.factories.drafts import edited, fresh
from tests.factories.signing import appointed_editor, published
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

SCREEN = "/admin/review/who-may-sign/"
FORM = {
    "prefix_shown": "Dr",
    "first_name": "Nia",
    "last_name": "Newcomer",
    "email": "nia@example.org",
    "job_title": "General practitioner",
    "is_health_professional": "on",
    "credential_kind": "clinical",
    "register": "General Medical Council",
    "number": "7654321",
    "country": "gb",
    "specialties": "General practice",
    "reason": "She joined us.",
}


@pytest.fixture(scope="module")
def made(scene):
    return [appointed_editor().pk, appointed_editor().pk]


@pytest.fixture
def editors(made):
    return [get_user_model().objects.get(pk=pk) for pk in made]


@pytest.fixture
def invited(client, editors):
    """Somebody, just invited."""
    logged_in(client, editors[0])
    delivered().clear()
    client.post(f"{SCREEN}invite/", FORM)
    return get_user_model().objects.get(email="nia@example.org")


def page_of(user):
    return PersonPage.objects.get(title=user.get_full_name())


def missing(user):
    return Readiness([page_of(user)]).missing(page_of(user))


def test_an_invitation_makes_account_page_and_proposals_and_writes(invited, editors):
    page = page_of(invited)

    assert not invited.has_usable_password()
    assert [group.name for group in invited.groups.all()] == [REVIEWERS]
    assert (page.prefix, page.job_title, page.live) == ("Dr", "General practitioner", False)
    kinds = {proposal.kind for proposal in AuthorityProposal.objects.undecided().filter(person=page)}
    assert kinds == {"account_linked", "credential_issued"}
    (letter,) = [letter for letter in delivered() if letter.to == [invited.email]]
    assert "/account/password/reset/" in letter.body
    assert str(editors[0]) in letter.body


def test_what_is_missing_shrinks_until_they_can_sign(invited, editors):
    assert len(missing(invited)) == 3, "The word of another editor, twice, and their page."

    for proposal in AuthorityProposal.objects.undecided():
        decide(proposal, by=editors[1], accept=True)
    published(edited(page_of(invited), standfirst="Sees people with pain."))
    assert missing(invited) == ["a password, which they choose themselves"]
    assert may_sign_kind(invited, SignOffKind.MEDICAL_REVIEW)

    invited.set_password(PASSWORD)
    invited.save()
    assert missing(invited) == []


def test_the_screen_says_what_is_missing(client, invited):
    shown = client.get(SCREEN).content.decode()

    assert "another editor&#x27;s word on the credential" in shown
    assert "Invite somebody to sign" in shown


def test_nobody_is_invited_to_an_account_that_is_there(client, invited):
    shown = client.post(f"{SCREEN}invite/", FORM | {"last_name": "Another"}).content.decode()

    assert "Somebody has an account with this address already." in shown
    assert not PersonPage.objects.filter(title="Nia Another").exists()


def test_an_editor_without_a_valid_appointment_invites_nobody(client, editors):
    person = fresh(editors[0].person_account.person)
    person.credentials.update(revoked_at="2020-01-01T00:00Z")
    logged_in(client, editors[0])

    assert client.post(f"{SCREEN}invite/", FORM).status_code in {302, 403}
    assert not get_user_model().objects.filter(email="nia@example.org").exists()
