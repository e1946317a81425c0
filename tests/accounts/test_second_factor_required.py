"""Where the site asks for it, nobody works at the desk with a password alone."""

import pytest
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.urls import reverse

from pain_site.settings import base
from tests.accounts.passkey import SoftPasskey
from tests.accounts.proofs import TEN_MINUTES, aged
from tests.accounts.second_factor import with_app
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db

SET_UP = "/admin/account/second-factors/"
DESK = ["/admin/", "/admin/review/", "/admin/review/who-may-sign/", "/admin/pages/", "/admin/users/", "/admin/account/"]


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("role", ["writer", "reviewer", "editor", "triager", "is_superuser"])
@pytest.mark.parametrize("address", DESK)
def test_whoever_has_none_sets_one_up_before_anything_else(client, role, address):
    logged_in(client, UserFactory(**{role: True}))

    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.url) == (302, SET_UP)
    assert "add a second factor" in client.get(SET_UP).content.decode()


def test_what_waits_for_a_password_is_not_done_without_one(client):
    logged_in(client, UserFactory(is_superuser=True))
    aged(client, TEN_MINUTES + 1)

    answer = client.post("/admin/users/new/", {"email": "new@example.org", "first_name": "A", "last_name": "B"})

    assert "add a second factor" in answer.content.decode()
    assert STATE_SESSION_KEY not in client.session


@pytest.mark.parametrize("add", [with_app, lambda user: SoftPasskey().registered_by(user)], ids=["app", "passkey"])
def test_whoever_has_one_goes_on(client, add):
    user = UserFactory(editor=True)
    add(user)
    client.force_login(user)

    assert client.get("/admin/").status_code == 200


def test_recovery_codes_are_none(client):
    user = UserFactory(editor=True)
    with_app(user)
    Authenticator.objects.filter(user=user, type="totp").delete()
    client.force_login(user)

    assert client.get("/admin/").url == SET_UP


@pytest.mark.parametrize("name", ["mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "account_change_password"])
def test_the_pages_on_which_one_is_set_up_are_open(client, name):
    logged_in(client, UserFactory(editor=True))

    answer = client.get(reverse(name))

    assert answer.status_code == 200 or answer.url.startswith(reverse("account_reauthenticate"))


def test_they_can_log_out(client):
    logged_in(client, UserFactory(editor=True))

    client.post(reverse("account_logout"))

    assert client.get("/admin/").url.startswith(reverse("account_login"))


def test_readers_are_asked_for_nothing(client):
    client.force_login(UserFactory(editor=True))
    assert home() and client.get("/").status_code == 200


def test_it_is_required_unless_the_site_says_otherwise():
    assert base.SECOND_FACTOR_REQUIRED is True
