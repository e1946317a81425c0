"""What keeps a page from being saved stands at its field, in a sentence, and the tab of the field says so."""

import json

import pytest
from wagtail.models import Page

from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import fresh
from tests.factories.pages import article, shared_topic
from tests.gate.doors.site import article_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    logged_in(client, UserFactory(is_superuser=True))
    return client


def create(desk, **changes):
    draft = article(references=0)
    address = f"/admin/pages/add/articles/articlepage/{shared_topic().pk}/"
    return desk.post(
        address, article_form(draft, **changes) | {"references-INITIAL_FORMS": "0", "bylines-INITIAL_FORMS": "0"}
    )


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_a_title_of_emoji_asks_for_an_address_where_it_is_written(desk):
    response = create(desk, title="🙂🙂", slug="")

    assert errors(response) == {
        "slug": ["The title has no letters to make the address of: write it here, such as “back-pain”."]
    }


def test_a_title_that_is_too_long_is_all_that_is_wrong(desk):
    response = create(desk, title="Pain " * 80, slug="")

    assert list(errors(response)) == ["title"]


@pytest.mark.parametrize(("title", "slug"), [("Knee pain", "knee-pain"), ("Боль в спине", "боль-в-спине")])
def test_an_address_is_made_of_the_title_also_without_a_script(desk, title, slug):
    create(desk, title=title, slug="")
    create(desk, title=title, slug="")

    assert set(Page.objects.filter(title=title).values_list("slug", flat=True)) == {slug, f"{slug}-2"}


def test_what_saves_by_itself_says_what_is_wrong(desk):
    page = article()
    sent = article_form(page, title="", slug="search") | {"references-0-doi": "no doi"}

    answer = desk.post(f"/admin/pages/{page.pk}/edit/", sent, headers={"Accept": "application/json"})

    message = json.loads(answer.content)["error_message"]
    assert answer.status_code == 400
    assert message.startswith("Not saved: ")
    assert "Title: This field is required." in message
    assert "1: DOI: This is not a DOI: they look like 10.1000/182." in message
    assert fresh(page).title == page.title
