"""The panel of advice on the edit screen: of the draft as saved, and of the form as it stands."""

import pytest
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.models import Revision

from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, person, section
from tests.factories.pages import article
from tests.gate.doors.site import article_form

HELD = "write “0.5 mg” instead of “.5 mg”."


@pytest.fixture(scope="module")
def page(scene):
    return article(sections=body(section("Doses", "Take .5 mg.[1]")))


@pytest.fixture
def writer(client):
    return logged_in(client, UserFactory(writer=True))


def test_the_edit_screen_shows_the_advice_on_the_draft_as_it_was_saved(page, writer):
    screen = writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert f"In “Doses”: {HELD}" in screen
    assert "List of Error-Prone Abbreviations" in screen


def test_each_kind_of_page_is_looked_at(scene, writer):
    page = person("Jo Writes", biography="<h3>Her work</h3>")

    screen = writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "“Her work” is a heading of level 3" in screen


def test_what_the_form_holds_is_looked_at_without_being_saved(page, writer):
    kept = Revision.objects.count(), FormState.objects.count()

    sent = article_form(page, standfirst="Take it <b>q.d.</b>, .25 mg.")
    answer = writer.post(reverse("advice", args=[page.pk]), sent).content.decode()

    assert "At the head of the page: write “0.25 mg” instead of “.25 mg”." in answer
    assert HELD not in answer  # the form has another text by now
    assert (Revision.objects.count(), FormState.objects.count()) == kept


def test_a_form_that_cannot_be_read_is_answered_with_what_is_wrong(page, writer):
    sent = article_form(page, slug="<script>", standfirst="long " * 100)

    answer = writer.post(reverse("advice", args=[page.pk]), sent).content.decode()

    assert "The form cannot be read yet" in answer and "Standfirst: " in answer
    assert "<script>" not in answer


def test_what_is_no_form_of_the_edit_screen_is_refused(page, writer):
    assert writer.post(reverse("advice", args=[page.pk]), {"title": "Heat"}).status_code == 400


def test_words_of_a_draft_are_words_in_the_advice(writer, scene):
    page = article(sections=body(section("<script>alert(1)</script>", "See <a href='https://x.org'>here</a>.[1]")))

    screen = writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "In “&lt;script&gt;alert(1)&lt;/script&gt;”: “here” says nothing" in screen


def test_whoever_may_not_edit_a_page_gets_no_advice_on_it(page, client):
    triager = logged_in(client, UserFactory(triager=True))

    answer = triager.post(reverse("advice", args=[page.pk]), article_form(page))

    assert answer.status_code == 403
