"""Who gets in to the desk, and how."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

LOG_IN = "/admin/login/"
REFUSED = "The e-mail address or the password is not right."


@pytest.fixture
def writer(db):
    return UserFactory(writer=True, email="will@example.org")


def tried(client, email, password, **more):
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_the_desk_sends_strangers_to_the_log_in_and_back(client, writer):
    sent = client.get("/admin/review/")
    assert sent.url == f"{LOG_IN}?next=/admin/review/"

    assert tried(client, writer.email, PASSWORD, next="/admin/review/").url == "/admin/review/"
    assert client.get("/admin/review/").status_code == 200


@pytest.mark.parametrize("typed", ["will@example.org", "WILL@Example.ORG", " will@example.org "])
def test_an_address_logs_in_however_it_is_typed(client, writer, typed):
    tried(client, typed, PASSWORD)

    assert is_in(client)


def test_an_address_that_was_entered_in_capitals_logs_in(client):
    UserFactory(writer=True, email="Hannah.Capital@Example.org")

    tried(client, "hannah.capital@example.org", PASSWORD)

    assert is_in(client)


def test_a_superuser_logs_in_by_the_same_door(client):
    logged_in(client, UserFactory(is_superuser=True))

    assert is_in(client)


def test_a_refusal_is_one_sentence_that_does_not_tell_whether_there_is_an_account(client, writer):
    def said(email):
        page = tried(client, email, "wrong").content.decode()
        return [line.strip() for line in re.findall(r'role="alert">(.*?)</p>', page)]

    assert said(writer.email) == said("nobody@example.org") == [REFUSED]
    assert not is_in(client)


def test_a_closed_account_gets_nobody_in(client, writer):
    get_user_model().objects.filter(pk=writer.pk).update(is_active=False)

    answer = tried(client, writer.email, PASSWORD)

    assert answer.url == reverse("account_inactive")
    assert "This account is closed" in client.get(answer.url).content.decode()
    assert not is_in(client)


def test_closing_an_account_ends_what_it_is_logged_in_to(client, writer):
    logged_in(client, writer)
    get_user_model().objects.filter(pk=writer.pk).update(is_active=False)

    assert not is_in(client)


def test_an_account_without_a_place_at_the_desk_is_told_so(client):
    tried(client, UserFactory().email, PASSWORD)

    shown = client.get("/admin/", follow=True)

    assert "You do not have permission to access the admin." in shown.content.decode()
    assert len(shown.redirect_chain) == 1


def test_whoever_is_in_already_is_not_asked_again(client, writer):
    logged_in(client, writer)

    assert client.get(LOG_IN).url == "/admin/"
    assert client.get(f"{LOG_IN}?next=/admin/review/").url == "/admin/review/"


def test_logging_in_leads_to_no_other_site(client, writer):
    assert tried(client, writer.email, PASSWORD, next="https://evil.example/").url == "/admin/"


def test_five_wrong_passwords_close_an_account_to_a_place_for_a_while_and_no_other(client, writer):
    for _number in range(5):
        tried(client, writer.email, "wrong")

    assert "too many attempts" in tried(client, writer.email, PASSWORD).content.decode()
    tried(client, UserFactory(writer=True).email, PASSWORD)
    assert is_in(client)


def from_elsewhere(client, email, password, place="198.51.100.7"):
    return client.post(LOG_IN, {"login": email, "password": password}, REMOTE_ADDR=place)


def test_nobody_locks_somebody_else_out(client, writer):
    for _number in range(7):
        from_elsewhere(client, writer.email, "wrong")

    tried(client, writer.email, PASSWORD)

    assert is_in(client)


def test_whose_account_it_is_gets_one_letter_about_it(client, writer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for place in ("198.51.100.7", "203.0.113.9"):
            for _number in range(7):
                from_elsewhere(client, writer.email, "wrong", place)
        for _number in range(7):
            from_elsewhere(client, "nobody@example.org", "wrong", "192.0.2.50")

    [letter] = delivered()
    assert letter.to == [writer.email] and "too many wrong passwords" in letter.body


def test_many_places_together_do_not_guess_for_ever(client, writer, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_anywhere": "6/h/key"}
    for number in range(7):
        from_elsewhere(client, writer.email, "wrong", f"203.0.113.{number}")

    assert "too many attempts" in tried(client, writer.email, PASSWORD).content.decode()


def test_right_passwords_are_not_counted(client, writer, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_anywhere": "2/h/key"}
    for _number in range(4):
        tried(client, writer.email, PASSWORD)
        assert is_in(client)
        client.logout()


def test_many_attempts_from_one_place_are_refused_whoever_they_are_for(client):
    answers = [tried(client, f"guess{number}@example.org", "wrong") for number in range(11)]

    assert "too many attempts" in answers[-1].content.decode()


def test_the_admins_menu_logs_out(client, writer):
    logged_in(client, writer)

    answer = client.post(reverse("wagtailadmin_logout"))

    assert answer.url == LOG_IN
    assert not is_in(client)


def test_nobody_is_logged_out_by_a_link(client, writer):
    logged_in(client, writer)

    assert "Log out?" in client.get("/admin/logout/").content.decode()
    assert is_in(client)


def test_wagtails_own_log_in_answers_nowhere(client, writer):
    client.post(reverse("wagtailadmin_login"), {"username": writer.email, "password": PASSWORD})

    assert not is_in(client)


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_wagtails_own_password_reset_is_closed(client, path):
    assert client.get(f"/admin/password_reset/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "login/code/", "2fa/", "3rdparty/", "social/signup/", "sessions/"]
)
def test_nobody_signs_up_and_what_we_do_not_offer_has_no_address(client, path):
    logged_in(client, UserFactory(is_superuser=True))

    for before in ("accounts/", "admin/", "admin/account/"):
        assert client.get(f"/{before}{path}").status_code == 404
        assert client.post(f"/{before}{path}", {"email": "me@example.org"}).status_code in (404, 405)
    assert not get_user_model().objects.filter(email="me@example.org").exists()


def link_in(email):
    return re.search(r"http://testserver(\S+)", email.body)[1]


def test_a_forgotten_password_is_set_anew_through_a_link_sent_by_mail(
    client, writer, django_capture_on_commit_callbacks
):
    client.post(reverse("account_reset_password"), {"email": "Will@example.org"})
    form = client.get(link_in(delivered()[0]), follow=True)
    with django_capture_on_commit_callbacks(execute=True):
        new = {"password1": "a new long sentence", "password2": "a new long sentence"}
        client.post(form.redirect_chain[-1][0], new)

    assert not is_in(client)
    tried(client, writer.email, "a new long sentence")
    assert is_in(client)
    assert "Its password was changed." in delivered()[1].body
    assert "This link does not work" in client.get(link_in(delivered()[0]), follow=True).content.decode()


def test_asking_for_a_new_password_does_not_tell_whether_there_is_an_account(client, writer):
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content
        for email in ("nobody@example.org", writer.email)
    ]

    assert answers[0] == answers[1]
    assert [email.to for email in delivered()] == [[writer.email]]


def test_an_address_that_was_given_up_gets_nobody_in(client, writer):
    client.post(reverse("account_reset_password"), {"email": writer.email})
    logged_in(client, writer)
    writer.email = "new@example.org"
    writer.save()
    delivered().clear()

    for attempt in (tried(client, "will@example.org", PASSWORD), client.post(LOG_IN)):
        assert attempt.status_code == 200
    client.post(reverse("account_reset_password"), {"email": "will@example.org"})

    assert delivered() == []
    assert not EmailAddress.objects.exists()


def test_a_new_password_needs_the_old_one_and_is_told_by_mail(client, writer, django_capture_on_commit_callbacks):
    logged_in(client, writer)
    new = {"password1": "a new long sentence", "password2": "a new long sentence"}

    wrong = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert "This is not your password." in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})

    writer.refresh_from_db()
    assert writer.check_password("a new long sentence")
    assert "Its password was changed." in delivered()[0].body


def test_the_account_page_leads_to_password_and_second_factors_and_changes_neither_itself(client, writer):
    logged_in(client, writer)

    page = client.get("/admin/account/").content.decode()
    client.post("/admin/account/", {"name_email-first_name": "Will", "name_email-email": "thief@example.org"})

    assert reverse("mfa_index") in page
    assert reverse("account_change_password") in page
    assert 'type="password"' not in page
    writer.refresh_from_db()
    assert writer.email == "will@example.org"
