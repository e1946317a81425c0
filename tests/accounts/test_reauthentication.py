"""A signature needs an authentication of the last ten minutes; what was filled in is kept."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import RequestFactory
from django.urls import reverse
from redis import Redis

from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.accounts.log_in.reauthentication import last_authentication
from editorial.review.signing.signing import waiting_for
from editorial.review.signing.statements import checklist
from tests.accounts.proofs import TEN_MINUTES, again, aged
from tests.accounts.second_factor import code_of, with_app
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 Tell-tale", "REMOTE_ADDR": "203.0.113.77"}


@pytest.fixture(params=[False, True], ids=["reviewer", "superuser"])
def checker(request):
    return credentialed(SignOffKind.FACT_CHECK, user=UserFactory(reviewer=True, is_superuser=request.param))


@pytest.fixture(scope="module")
def made(scene):
    return submitted(article())


@pytest.fixture
def page(made, db):
    return fresh(made)


def address(page):
    return f"/admin/review/{page.pk}/"


def answers(page):
    shown = {"digest": shown_digest(page), "kind": waiting_for(page)}
    return {**shown, "interests": "none", "agreed": "on", "sign": ""}


def authentication(client, user):
    request = RequestFactory().get("/")
    request.session, request.user = client.session, user
    return last_authentication(request)


def test_a_log_in_counts_as_an_authentication(client, checker):
    logged_in(client, checker)

    found = authentication(client, checker)

    assert datetime.now(UTC) - found.at < timedelta(seconds=10)
    assert found.methods == ["password"]


def test_an_authentication_of_another_person_or_of_none_does_not_count(client, checker):
    logged_in(client, checker)
    assert authentication(client, UserFactory()) is None

    client.force_login(checker)
    assert authentication(client, UserFactory()) is None


def test_both_steps_of_a_log_in_are_named(client, checker):
    secret = with_app(checker)
    logged_in(client, checker)
    client.post("/admin/login/second-factor/", {"code": code_of(secret)})

    assert authentication(client, checker).methods == ["password", "mfa:totp"]


@pytest.mark.parametrize(("seconds", "counts"), [(TEN_MINUTES - 5, True), (TEN_MINUTES + 1, False)])
def test_an_authentication_counts_for_ten_minutes(client, checker, seconds, counts):
    logged_in(client, checker)
    aged(client, seconds)

    assert bool(authentication(client, checker)) == counts


def test_a_signature_just_after_the_log_in_goes_through(client, checker, page):
    logged_in(client, checker)

    client.post(address(page), answers(page))

    assert SignOff.objects.get(page=page).signer == checker


@pytest.mark.parametrize("query", ["", "?from=letter&to=desk"])
def test_a_later_signature_asks_again_and_then_goes_through_as_it_was_filled_in(client, checker, page, query):
    logged_in(client, checker)
    aged(client, TEN_MINUTES + 1)

    sent = client.post(f"{address(page)}{query}", answers(page))
    assert sent.url.startswith(reverse("account_reauthenticate"))
    assert not SignOff.objects.filter(page=page).exists()
    done = again(client, sent.url)

    signed = SignOff.objects.get(page=page)
    assert done.url == "/admin/"
    assert signed.signer == checker
    assert [check["answer"] for check in signed.checklist] == ["yes"] * len(checklist(SignOffKind.FACT_CHECK))
    assert time.time() - signed.authenticated_at.timestamp() < 10
    assert signed.authenticated_by == "password"


def test_a_session_that_knows_no_authentication_asks_too(client, checker, page):
    client.force_login(checker)

    sent = client.post(address(page), answers(page))
    assert not SignOff.objects.filter(page=page).exists()
    again(client, sent.url)

    assert SignOff.objects.filter(page=page).exists()


def test_a_wrong_password_signs_nothing_and_the_right_one_still_does(client, checker, page):
    logged_in(client, checker)
    aged(client, TEN_MINUTES + 1)
    sent = client.post(address(page), answers(page))

    wrong = again(client, sent.url, password="wrong")
    assert "This is not your password." in wrong.content.decode()
    assert not SignOff.objects.filter(page=page).exists()
    again(client, sent.url)

    assert SignOff.objects.filter(page=page).exists()


def test_an_apps_code_confirms_as_well(client, checker, page):
    secret = with_app(checker)
    client.force_login(checker)
    sent = client.post(address(page), answers(page))
    by_code = sent.url.replace(reverse("account_reauthenticate"), reverse("mfa_reauthenticate"))

    again(client, by_code, code=code_of(secret))

    assert SignOff.objects.get(page=page).authenticated_by == "mfa:totp"


def test_what_somebody_left_unconfirmed_is_not_signed_by_confirming_something_else(client, checker, page):
    client.force_login(checker)
    client.post(address(page), answers(page))

    elsewhere = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/admin/account/"})

    assert elsewhere.url == "/admin/account/"
    assert not SignOff.objects.filter(page=page).exists()


def test_what_waited_is_forgotten_when_somebody_opens_another_page_that_asks(client, checker, page):
    client.force_login(checker)
    sent = client.post(address(page), answers(page))
    client.get(reverse("mfa_activate_totp"))

    assert again(client, sent.url).url == address(page)
    assert not SignOff.objects.filter(page=page).exists()


def test_a_text_that_moved_meanwhile_is_not_signed_and_the_screen_still_works(client, checker):
    page = submitted(article(standfirst="It helps a little."))
    client.force_login(checker)
    client.get(address(page))
    sent = client.post(address(page), answers(page))
    edited(page, standfirst="It helps a lot.")

    shown = again(client, sent.url).content.decode()

    assert "The content changed after you opened it" in shown
    assert f'action="{address(page)}"' in shown
    assert not SignOff.objects.filter(page=page).exists()


def test_confirming_cannot_be_tried_for_ever(client, checker):
    logged_in(client, checker)

    tries = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}) for _number in range(11)]

    assert tries[-1].status_code == 429
    assert "Too many attempts" in tries[-1].content.decode()


def test_neither_address_nor_browser_of_anybody_is_stored(client, checker, page, settings):
    client.defaults.update(BROWSER)
    client.post("/admin/login/", {"login": checker.email, "password": "wrong"})
    client.post(reverse("account_reset_password"), {"email": checker.email})
    logged_in(client, checker)
    aged(client, TEN_MINUTES + 1)
    client.post(address(page), answers(page))

    sessions = str([session.get_decoded() for session in Session.objects.all()])
    rows = [str(list(model._base_manager.values())) for model in apps.get_models() if model is not Session]
    counters = str(Redis.from_url(settings.CACHES["default"]["LOCATION"]).keys())
    kept = "".join([sessions, *rows, counters, *(letter.body for letter in delivered())])

    assert "agreed=on" in sessions
    assert "login_failed" in counters
    assert "203.0.113.77" not in kept
    assert "Tell-tale" not in kept
