"""Somebody leaves: nothing of theirs opens anything, and what the record rests on stays."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, PageLogEntry

from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.letter import Letter
from editorial.planning.assigning.rota import Availability
from editorial.review.log_actions import log
from editorial.review.signing.permissions import WRITERS
from tests.accounts.second_factor import with_app
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import article
from tests.factories.signing import credentialed

pytestmark = pytest.mark.django_db


def close(user, *options):
    said = io.StringIO()
    call_command("close_account", user.email.upper(), *options, stdout=said)
    user = get_user_model().objects.get(pk=user.pk)
    return user, said.getvalue()


def test_nothing_opens_anything_any_more(client):
    user = UserFactory(writer=True)
    logged_in(client, user)

    user, _said = close(user)

    assert client.get("/admin/").status_code == 302
    assert not user.is_active and not user.has_usable_password() and user.email.endswith(".invalid")
    assert not user.groups.filter(name=WRITERS).exists()


def test_the_only_administrator_stays_until_there_is_another():
    boss, former = UserFactory(is_superuser=True), UserFactory(is_superuser=True, is_active=False)

    with pytest.raises(CommandError, match="the only administrator of this site"):
        close(boss)
    close(former)

    UserFactory(is_superuser=True)
    user, _said = close(boss)
    assert not user.is_active and not user.is_superuser


def test_second_factors_and_settings_go(db):
    user = UserFactory(writer=True)
    with_app(user)
    Availability.objects.create(user=user)

    close(user)

    assert not Authenticator.objects.filter(user=user).exists()
    assert not Availability.objects.filter(user=user).exists()


def test_nobody_is_written_to_about_the_new_address(db):
    user = UserFactory(writer=True)
    before = Letter.objects.count()

    close(user)

    assert Letter.objects.count() == before


def test_who_wrote_what_stays_in_the_record(db):
    page = article()

    close(page.owner)

    assert DraftRecord.objects.of_page(page).filter(user=page.owner).exists()


def test_the_name_is_forgotten_where_readers_do_not_know_it(db):
    user = UserFactory(writer=True, first_name="Tell", last_name="Tale")
    ModelLogEntry.objects.log_action(user, "wagtail.edit", user=user)

    user, _said = close(user, "--forget-name")

    assert user.get_full_name() == f"Former colleague {user.pk}"
    assert not ModelLogEntry.objects.filter(label__contains="Tale").exists()


def test_so_do_the_histories_of_pages_that_name_them(db):
    user, page = UserFactory(writer=True, first_name="Tell", last_name="Tale"), article()
    log(page, "planning.ask", user=UserFactory(editor=True), data={"person": str(user), "kind": "fact check"})

    close(user, "--forget-name")

    assert PageLogEntry.objects.get(action="planning.ask").data == {
        "person": f"Former colleague {user.pk}",
        "kind": "fact check",
    }


def test_who_signed_keeps_the_name_and_their_credentials_are_named(db):
    user = credentialed(SignOffKind.MEDICAL_REVIEW)

    with pytest.raises(CommandError, match="known to readers"):
        close(user, "--forget-name")
    _user, said = close(user)

    assert "Two editors still have to revoke" in said
