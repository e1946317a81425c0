"""Whoever's account it is hears of what was changed about it, whoever changed it."""

import pytest
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory, logged_in

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def letters(mailoutbox, django_capture_on_commit_callbacks):
    """What was sent while something was done, as (address, subject, body)."""

    def sent_by(act):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(letter.to[0], letter.body) for letter in mailoutbox]

    return sent_by


def change_on_wagtails_screen(client, user, **changes):
    names = {"email": user.email, "first_name": user.first_name, "last_name": user.last_name, "is_active": "on"}
    answer = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), names | changes)
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_password_that_an_administrator_sets_is_told_to_whoever_has_the_account(client, letters):
    logged_in(client, UserFactory(is_superuser=True))
    user = UserFactory()
    words = {"password1": "a quite new long password", "password2": "a quite new long password"}

    sent = letters(lambda: change_on_wagtails_screen(client, user, **words))

    assert [(to, "Its password was changed." in body) for to, body in sent] == [(user.email, True)]


def test_a_new_address_is_told_to_the_old_one_as_well(client, letters):
    logged_in(client, UserFactory(is_superuser=True))
    user = UserFactory(email="old@example.org")

    sent = letters(lambda: change_on_wagtails_screen(client, user, email="new@example.org"))

    assert [to for to, _body in sent] == ["new@example.org", "old@example.org"]
    assert all("Its e-mail address was changed." in body for _to, body in sent)


def test_logging_in_and_changing_a_name_tell_nobody(client, letters):
    user = UserFactory()

    def log_in_and_rename():
        logged_in(client, user)
        user.first_name = "Robin"
        user.save()

    assert letters(log_in_and_rename) == []


def test_a_password_that_is_hashed_anew_at_a_log_in_is_not_a_new_one(client, letters, settings):
    user = UserFactory()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS]

    assert letters(lambda: logged_in(client, user)) == []
    user.refresh_from_db()
    assert user.password.startswith("scrypt") and user.check_password(PASSWORD)
