"""Who was told when is visible to editors."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email

from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter, LetterState
from editorial.letters.outbox.sending import send_letters
from editorial.letters.outbox.writing import write
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import article
from tests.factories.signing import published_through_the_workflow
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/letters/"


@pytest.fixture(scope="module")
def page_id(scene):
    return published_through_the_workflow(article()).pk


@pytest.fixture
def editor(client, page_id):
    user = UserFactory(editor=True)
    logged_in(client, user)
    return user


@pytest.fixture
def refused(settings, page_id):
    """A letter about the page that the mail server refused."""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.letters.test_sending.Picky"
    write(Kind.CHANGES, "changes 0", ["x@example.org"], "letters/emails/changed.txt", {"what": "Hm."}, about=page_id)
    send_letters()
    settings.EMAIL_BACKEND = working
    return Letter.objects.get(address="x@example.org")


@pytest.mark.parametrize("screen", ["review:page", "review:status"])
def test_beside_a_page_stands_who_was_told_and_what_became_of_it(client, editor, page_id, refused, screen):
    shown = client.get(reverse(screen, args=[page_id])).content.decode()

    assert "Letters about this page" in shown
    assert "x@example.org" in shown and "550 No such mailbox" in shown
    assert "Published: Inversion therapy, edition 1" in shown


def test_writers_are_not_shown_who_was_told(client, page_id, refused):
    writer = UserFactory(writer=True)
    logged_in(client, writer)

    assert "Letters about this page" not in client.get(reverse("review:page", args=[page_id])).content.decode()
    for address in (REPORT, reverse("review:letter", args=[refused.pk])):
        assert client.get(address).status_code == 302


def test_letters_are_found_by_what_became_of_them_and_to_whom_they_went(client, editor, refused):
    assert "x@example.org" in client.get(REPORT).content.decode()

    found = client.get(REPORT, {"state": "refused"}).context["object_list"]
    assert list(found) == [refused]
    assert list(client.get(REPORT, {"recipient": editor.pk}).context["object_list"]) == []


def test_since_when_letters_wait_is_told_in_the_time_of_whoever_looks(client, editor, refused):
    since = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    Letter.objects.filter(pk=refused.pk).update(state=LetterState.WAITING, next_try_at=since)

    assert "A letter waits since 1 July, 09:00." in client.get(REPORT).content.decode()


def test_a_letter_that_was_given_up_is_sent_again_from_there(client, editor, refused):
    address = reverse("review:letter", args=[refused.pk])
    assert "Send it again" in client.get(address).content.decode()

    client.post(address, {"send_again": ""})

    assert [letter.to for letter in delivered()][-1] == ["x@example.org"]
    shown = client.get(address).content.decode()
    assert "Sent" in shown and "Send it again" not in shown


def test_nobody_reads_a_link_that_sets_a_password(client, editor):
    client.post(reverse("account_reset_password"), {"email": editor.email})
    secret = Letter.objects.get(has_secret=True)
    Email.objects.filter(pk=secret.email_id).update(message="https://example.org/link")

    shown = client.get(reverse("review:letter", args=[secret.pk])).content.decode()

    assert "kept nowhere" in shown and "https://example.org/link" not in shown


def test_many_letters_cost_no_more_than_few(client, editor, page_id):
    def questions(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    screens = [REPORT, reverse("review:status", args=[page_id])]
    [questions(screen) for screen in screens]
    before = [questions(screen) for screen in screens]
    for number in range(5):
        people = [UserFactory() for _person in range(5)]
        write(Kind.ASKED, f"asked {number}", people, "letters/emails/changed.txt", {"what": "Hm."}, about=page_id)

    assert [questions(screen) for screen in screens] == before
