"""What the desk sees of copies elsewhere, and where an editor registers who takes our texts."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.pages import ArticlePage
from editorial.syndication.copies.syndicators import Syndicator, hash_of
from editorial.syndication.recalls.taking_in import take_in
from editorial.syndication.telling.chasing import chase
from editorial.syndication.telling.subscriptions import SubscriptionRequest
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def page_id(scene):
    return published_article("Heat packs").pk


@pytest.fixture
def editor(db):
    return UserFactory(editor=True)


@pytest.fixture
def recalled_from(page_id, syndicator):
    """The program of a syndicator that holds a copy of what was corrected."""
    daily, page = syndicator(), ArticlePage.objects.get(pk=page_id)
    daily.fetch(page)
    published(edited(page, change_class="correction", change_note="The dose.", standfirst="Another."))
    take_in()
    return daily


def shown(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_registers_one_and_is_shown_its_key_once(client, editor):
    logged_in(client, editor)
    fields = {
        "name": "Health Daily",
        "site": "https://daily.example",
        "contact": "desk@daily.example",
        "callback": "https://daily.example/told",
        "is_active": "on",
    }
    made = client.post(reverse("syndicators:add"), fields)
    syndicator = Syndicator.objects.get()
    own = reverse("syndication:syndicator", args=[syndicator.pk])
    assert made.headers["Location"] == own

    answer = client.post(own, {"key": ""})

    key = answer.content.decode().partition("<code>")[2].partition("</code>")[0]
    assert hash_of(key) == Syndicator.objects.get().key_hash
    assert "no-store" in answer.headers["Cache-Control"]
    assert key not in shown(client, "syndication:syndicator", syndicator.pk)
    assert SubscriptionRequest.objects.get().callback == "https://daily.example/told"
    assert [line.action for line in ModelLogEntry.objects.for_instance(syndicator)] == ["wagtail.create"]


def test_a_new_key_ends_the_former_one(client, editor, recalled_from):
    logged_in(client, editor).post(reverse("syndication:syndicator", args=[recalled_from.syndicator.pk]), {"key": ""})

    assert recalled_from.get("/api/v1/recalls/").status_code == 401


def test_whoever_answered_is_deleted_by_nobody(client, editor, recalled_from):
    recalled_from.answer(1, "removed")

    response = logged_in(client, editor).post(reverse("syndicators:delete", args=[recalled_from.syndicator.pk]))

    assert response.status_code == 302
    assert Syndicator.objects.exists()


def test_the_desk_sees_who_holds_copies_and_who_is_silent(client, editor, recalled_from):
    logged_in(client, editor)

    assert "silent" in shown(client, "syndication:recall", 1)
    assert "Heat packs" in shown(client, "syndication:recalls")
    recalled_from.answer(1, "removed")

    assert "Removed" in shown(client, "syndication:recall", 1)
    assert "Removed" in shown(client, "syndication:syndicator", recalled_from.syndicator.pk)


@pytest.mark.parametrize("role", ["writer", "triager"])
def test_others_see_nothing_of_it(client, role, recalled_from):
    logged_in(client, UserFactory(**{role: True}))

    for address in ("/admin/copies/recalls/", "/admin/copies/recalls/1/", "/admin/syndicators/"):
        assert client.get(address).status_code in (302, 403)


def test_the_list_of_recalls_costs_the_same_however_many_there_are(client, editor, recalled_from, page_id):
    logged_in(client, editor)
    shown(client, "syndication:recalls")
    with CaptureQueriesContext(connection) as one:
        shown(client, "syndication:recalls")
    page = ArticlePage.objects.get(pk=page_id)
    published(edited(page, change_class="correction", change_note="Again.", standfirst="A third."))
    take_in()
    with CaptureQueriesContext(connection) as two:
        shown(client, "syndication:recalls")

    assert len(one) == len(two)


def test_silence_is_chased_once_by_a_letter_to_the_contact_and_once_to_the_editors(recalled_from, editor, settings):
    assert chase() == 0  # there is time yet
    settings.RECALL_ANSWER_HOURS = [0, -1, 0]

    assert (chase(), chase(), chase()) == (1, 1, 0)

    told = {letter.to[0]: letter for letter in delivered() if "recall" in letter.subject}
    assert "“Heat packs” was recalled" in told["desk@daily.example"].subject
    assert "The dose." in told["desk@daily.example"].body
    assert "Health Daily does not answer" in told[editor.email].subject


def test_whoever_has_answered_is_not_chased(recalled_from, settings):
    recalled_from.answer(1, "updated")
    settings.RECALL_ANSWER_HOURS = [0, -1, 0]

    assert chase() == 0
    assert mail.outbox == []
