"""A button that is pressed twice at once does its work once, and the second answer says so in a sentence."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from articles.record.signed.sign_offs import SignOffKind
from articles.references.library.allowed import AllowedSource
from editorial.accounts.unsent import MARK
from editorial.planning.assigning.assignments import Assignment, ask
from editorial.planning.schedule.bundles import Bundle, BundleItem, one_after_the_other
from editorial.syndication.copies.syndicators import Syndicator
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, credentialed
from tests.two_connections import another_connection_inside, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FACT_CHECK = SignOffKind.FACT_CHECK


def second_answer(user, address, form, first):
    """The answer to what is sent while the first is made and not there for others yet."""
    client, answers = logged_in(Client(), user), []

    def send():
        answers.append(client.post(address, form, headers={"Referer": f"http://testserver{address}"}))
        return True

    with another_connection_inside(send) as begin:
        first()
        begin()
        wait_until_somebody_waits()
    return answers[0]


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_site_is_allowed_once():
    address = reverse("allowed_sources:add")
    form = {"host": "who.example", "note": ""}

    answer = second_answer(
        UserFactory(is_superuser=True), address, form, lambda: AllowedSource.objects.create(host="who.example")
    )

    assert answer.status_code == 302 and answer.url.endswith(address)
    assert ["is there already" in sentence for sentence in told(answer)] == [True]
    assert AllowedSource.objects.filter(host="who.example").count() == 1


def test_a_syndicator_is_registered_once_and_the_words_of_whoever_came_second_are_given_back():
    form = {"name": "Relief", "site": "https://relief.example/", "contact": "a@relief.example"}
    sent = form | {"notes": "They ask for the RSS feed.", MARK: str(uuid4())}

    answer = second_answer(
        appointed_editor(), reverse("syndicators:add"), sent, lambda: Syndicator.objects.create(**form)
    )

    assertContains(answer, "is there already", status_code=403)
    assertContains(answer, "They ask for the RSS feed.", status_code=403)
    assert not [name for name in answer.cookies if name.startswith("taken-")]


def test_a_page_comes_into_one_bundle():
    page, form = article(), {"title": "Spring", "goes_out_at": "", "items-0-ORDER": "1", "items-0-id": ""}
    form |= {f"items-{name}_FORMS": number for name, number in {"TOTAL": 1, "INITIAL": 0, "MIN_NUM": 1}.items()}

    def first():
        with one_after_the_other():
            BundleItem.objects.create(bundle=Bundle.objects.create(title="Autumn"), page_id=page.pk)

    sent = form | {"items-MAX_NUM_FORMS": 1000, "items-0-page": page.pk}
    answer = second_answer(UserFactory(editor=True), reverse("bundles:add"), sent, first)

    assert "It waits in another bundle: Autumn." in answer.content.decode()
    assert BundleItem.objects.filter(page_id=page.pk).count() == 1


def test_somebody_is_asked_once():
    page, checker = submitted(article()), credentialed(FACT_CHECK)
    form = {"ask": FACT_CHECK, f"{FACT_CHECK}-person": checker.pk}

    answer = second_answer(
        UserFactory(editor=True),
        reverse("planning:page", args=[page.pk]),
        form,
        lambda: ask(page, FACT_CHECK, checker, by=appointed_editor()),
    )

    assertContains(answer, "They are asked already.")
    assert Assignment.objects.filter(person=checker).count() == 1
