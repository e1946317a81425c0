"""Log-in by the organisation's own service: it opens the accounts that the desk made, and no others."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.accounts.identity_service import CLIENT, SECRET, identity_service
from tests.accounts.second_factor import with_app
from tests.factories.accounts import UserFactory
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
THERE = "/admin/login/with/organisation/"


@pytest.fixture(scope="module")
def running():
    with identity_service() as service:
        yield service


@pytest.fixture
def service(running, settings):
    """The organisation's service, which knows Wilma."""
    running.person = {"sub": "person-7", "email": "wilma@example.org", "email_verified": True, "name": "Wilma W."}
    app = {"provider_id": "organisation", "name": "Example Trust", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": running.address}
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = running.address, "Example Trust"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return running


@pytest.fixture
def wilma(db):
    return UserFactory(writer=True, email="Wilma@example.org")


def came_back(client, service, address=THERE):
    return client.get(service.sent_back(client.post(address).url))


def is_in(client):
    return client.get("/admin/").status_code == 200


def said(client, answer):
    """What somebody reads who was sent back to the log-in."""
    assert answer.url == reverse("account_login")
    return client.get(answer.url).content.decode()


def test_the_desks_account_is_opened_and_leads_to_where_somebody_was_going(client, service, wilma):
    assert "Log in with Example Trust" in client.get("/admin/login/").content.decode()

    assert came_back(client, service, f"{THERE}?next=/admin/review/").url == "/admin/review/"
    assert is_in(client)


def test_nothing_of_what_the_service_says_of_somebody_is_kept(client, service, wilma):
    came_back(client, service)
    came_back(client, service)

    kept = SocialAccount.objects.get()
    assert (kept.user, kept.uid, kept.extra_data) == (wilma, "person-7", {})


def test_whoever_it_is_hears_of_the_first_time(client, service, wilma, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        came_back(client, service)

    assert ["log-in of the organisation" in letter.body for letter in delivered()] == [True]


@pytest.mark.parametrize(
    "person",
    [{"email": "nobody@example.org"}, {"email_verified": False}, {"email_verified": "true"}, {"email": None}],
    ids=["a stranger", "not vouched for", "vouched for in words only", "without an address"],
)
def test_nobody_gets_in_without_an_account_and_a_word_for_its_address(client, service, wilma, person):
    service.person |= person

    assert "does not vouch for it" in said(client, came_back(client, service))
    assert not is_in(client)
    assert get_user_model().objects.filter(email__icontains="nobody").count() == SocialAccount.objects.count() == 0


def test_whoever_is_given_a_former_colleagues_address_does_not_get_into_their_account(client, service, wilma):
    came_back(client, service)
    client.logout()
    service.person |= {"sub": "person-8"}

    assert "knows by another name" in said(client, came_back(client, service))
    assert not is_in(client)


def test_an_address_that_changed_at_the_service_leads_to_the_same_account(client, service, wilma):
    came_back(client, service)
    client.logout()
    service.person |= {"email": "wilma.new@example.org"}

    came_back(client, service)

    assert is_in(client)


def test_a_closed_account_stays_closed(client, service, wilma):
    came_back(client, service)
    client.logout()
    get_user_model().objects.update(is_active=False)

    assert came_back(client, service).url == reverse("account_inactive")
    assert not is_in(client)


def test_a_second_factor_is_asked_for_all_the_same(client, service, wilma):
    with_app(wilma)

    assert came_back(client, service).url.startswith(reverse("mfa_authenticate"))
    assert not is_in(client)


@pytest.mark.parametrize(
    ("said_there", "sentence"),
    [
        ("error=access_denied", "You did not log in."),
        ("error=server_error", "There is no word from Example Trust on who you are."),
        ("code=another-code", "There is no word from Example Trust on who you are."),
    ],
)
def test_whoever_the_service_does_not_know_is_told_so(client, service, wilma, said_there, sentence):
    state = service.sent_back(client.post(THERE).url).rpartition("state=")[2]

    assert sentence in said(client, client.get(f"{THERE}back/?{said_there}&state={state}"))
    assert not is_in(client)


def test_an_answer_to_nothing_that_was_asked_opens_nothing(client, service, wilma):
    assert "no word from" in said(client, client.get(f"{THERE}back/?code=a-code&state=guessed"))


def test_a_service_that_is_away_is_a_sentence(client, service, wilma, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    assert "it does not answer" in said(client, client.post(THERE))


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_it_is_for_nothing_but_a_log_in(client, service, wilma, process):
    assert client.post(f"{THERE}?process={process}").status_code == 404


def test_without_a_service_there_is_no_such_door(client, wilma):
    assert "Log in with" not in client.get("/admin/login/").content.decode().replace("Log in with a passkey", "")
    assert client.post(THERE).status_code == 404
    assert client.get(f"{THERE}back/?code=a-code&state=guessed").status_code == 404
