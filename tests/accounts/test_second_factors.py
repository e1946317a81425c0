"""Authenticator apps and recovery codes: whoever has a second factor must use it."""

import json
import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.accounts.passkey import SoftPasskey
from tests.accounts.second_factor import code_of, recovery_code, with_app
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

SECOND_STEP = "/admin/login/second-factor/"


@pytest.fixture(params=["writer", "is_superuser"])
def member(request):
    return UserFactory(**{request.param: True})


def is_in(client):
    return client.get("/admin/").status_code == 200


def confirmed(client):
    """The person has given their password again, as second factors ask for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_the_password_alone_gets_nobody_in_who_has_an_app(client, member):
    with_app(member)

    answer = client.post("/admin/login/", {"login": member.email, "password": PASSWORD})

    assert answer.url == SECOND_STEP
    assert not is_in(client)


def test_the_apps_code_gets_in_once(client, member):
    code = code_of(with_app(member))

    logged_in(client, member)
    client.post(SECOND_STEP, {"code": code})
    assert is_in(client)

    client.post("/admin/logout/")
    logged_in(client, member)
    again = client.post(SECOND_STEP, {"code": code})
    assert "This code is not right, or it has been used already." in again.content.decode()
    assert not is_in(client)


def test_a_code_is_taken_once_however_long_it_would_be_right(client, member):
    secret = with_app(member)
    code = code_of(secret)
    logged_in(client, member)
    client.post(SECOND_STEP, {"code": code})
    client.post("/admin/logout/")
    # What allauth itself remembers of a code is gone after half a minute.
    cache.delete(Authenticator.objects.get(type="totp").wrap()._get_used_cache_key(code))

    for typed in (code, f"{code[:3]} {code[3:]}"):
        logged_in(client, member)
        client.post(SECOND_STEP, {"code": typed})
        assert not is_in(client)


@pytest.mark.parametrize(("seconds", "opens"), [(30, True), (90, False)])
def test_who_types_slowly_gets_in_with_the_code_of_the_half_minute_before(client, member, seconds, opens):
    secret = with_app(member)
    logged_in(client, member)

    client.post(SECOND_STEP, {"code": code_of(secret, before=seconds)})

    assert is_in(client) == opens


def test_a_recovery_code_gets_in_once(client, member):
    with_app(member)
    code = recovery_code(member)

    for opens in (True, False):
        logged_in(client, member)
        client.post(SECOND_STEP, {"code": code})
        assert is_in(client) == opens
        client.post("/admin/logout/")


def test_codes_cannot_be_guessed_at_leisure(client, member):
    secret = with_app(member)
    logged_in(client, member)
    for _number in range(5):
        client.post(SECOND_STEP, {"code": "000000"})

    answer = client.post(SECOND_STEP, {"code": code_of(secret)})

    assert "too many attempts" in answer.content.decode()
    assert not is_in(client)


def test_a_new_password_by_mail_is_no_way_round_the_app(client, member):
    with_app(member)
    client.post(reverse("account_reset_password"), {"email": member.email})
    link = re.search(r"http://testserver(\S+)", delivered()[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "a new long sentence", "password2": "a new long sentence"})

    answer = client.post("/admin/login/", {"login": member.email, "password": "a new long sentence"})

    assert answer.url == SECOND_STEP
    assert not is_in(client)


def test_adding_an_app_needs_the_password_again_and_a_code(client, django_capture_on_commit_callbacks):
    member = UserFactory(writer=True)
    logged_in(client, member)
    add = reverse("mfa_activate_totp")
    assert client.get(add).url.startswith(reverse("account_reauthenticate"))
    confirmed(client)

    page = client.get(add)
    assert "<svg" in page.content.decode()
    wrong = client.post(add, {"code": "not it"})
    assert not Authenticator.objects.filter(user=member).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(add, {"code": code_of(wrong.context["form"].secret)})

    assert {factor.type for factor in Authenticator.objects.filter(user=member)} == {"totp", "recovery_codes"}
    assert "An authenticator app was added" in delivered()[0].body
    assert delivered()[0].to == [member.email]


def test_removing_the_app_needs_the_password_again_and_takes_the_recovery_codes_along(client):
    member = UserFactory(writer=True)
    with_app(member)
    logged_in(client, member)
    client.post(SECOND_STEP, {"code": recovery_code(member)})
    remove = reverse("mfa_deactivate_totp")

    client.post(remove)
    assert Authenticator.objects.filter(user=member).count() == 2
    confirmed(client)
    client.post(remove)

    assert not Authenticator.objects.filter(user=member).exists()
    assert "The authenticator app was removed." in delivered()[0].body


def test_recovery_codes_are_shown_and_saved_after_the_password(client):
    member = UserFactory(writer=True)
    with_app(member)
    code = recovery_code(member)
    logged_in(client, member)
    client.post(SECOND_STEP, {"code": code})
    left = recovery_code(member)

    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302
    confirmed(client)

    assert left in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert left in file
    assert code not in file


def test_every_page_of_second_factors_opens(client):
    member = UserFactory(writer=True)
    with_app(member)
    logged_in(client, member)
    client.post(SECOND_STEP, {"code": recovery_code(member)})
    confirmed(client)

    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ):
        assert client.get(reverse(name)).status_code == 200


def test_a_copy_of_the_database_makes_no_codes(member):
    secret = with_app(member)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_a_new_key_of_the_site_leaves_second_factors_alone_while_the_old_one_is_named(member, settings):
    secret = with_app(member)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_whoever_runs_the_site_helps_somebody_who_lost_everything(client, capsys):
    member = UserFactory(writer=True)
    with_app(member)

    call_command("remove_second_factors", member.email.upper())

    assert not Authenticator.objects.exists()
    assert "All its second factors were removed" in delivered()[0].body
    logged_in(client, member)
    assert is_in(client)
    with pytest.raises(CommandError, match="There is no account"):
        call_command("remove_second_factors", "nobody@example.org")


@pytest.mark.parametrize(
    "said", ["{}", '{"id":1}', "9" * 5000, '{"id":"\\ud800","rawId":"A","type":"public-key","response":{}}', "[" * 9000]
)
def test_what_no_browser_says_of_a_passkey_is_refused_in_a_sentence(client, said):
    user = UserFactory(writer=True)
    SoftPasskey().registered_by(user)
    logged_in(client, user)

    answer = client.post(SECOND_STEP, {"credential": said})

    assert answer.status_code == 400
    assert "could not read" in answer.content.decode()


@pytest.mark.parametrize("attestation", ["A", "AAAA", 5, None])
def test_nor_is_what_none_says_of_a_new_one(client, attestation):
    logged_in(client, UserFactory(writer=True))
    response = {"clientDataJSON": "A", "attestationObject": attestation}
    said = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Mine", "credential": json.dumps(said)})

    assert answer.status_code == 400


def test_two_passkeys_have_no_name_in_common_that_nobody_chose():
    user, adapter = UserFactory(writer=True), get_adapter()
    for _each in range(2):
        SoftPasskey().registered_by(user, name=adapter.generate_authenticator_name(user, "webauthn"))
    user.authenticator_set.get(data__name="Passkey 1").delete()

    assert adapter.generate_authenticator_name(user, "webauthn") == "Passkey 3"
