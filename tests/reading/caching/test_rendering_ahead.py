"""Pages are rendered by a worker, before readers come."""

import pytest

from articles import tasks
from articles.reading.caching.rendering_ahead import render_newest
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article, shared_topic
from tests.factories.signing import published, published_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def finds_kept(client):
    """Whether a reader who comes now gets a page for which nothing has to be rendered."""

    def look(path):
        response = client.get(path, headers={"Accept-Encoding": "br"})
        assert response.status_code == 200
        return response.templates == []

    return look


def test_after_its_publication_an_article_is_rendered_already(finds_kept, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = published_article()

    assert finds_kept(path_of(page))


@pytest.mark.parametrize("slug", ["rücken", "علاج"])
def test_so_is_one_whose_address_has_other_letters(finds_kept, django_capture_on_commit_callbacks, slug):
    with django_capture_on_commit_callbacks(execute=True):
        page = published_article(slug=slug)

    assert finds_kept(path_of(page))


def test_so_is_any_other_page(finds_kept, django_capture_on_commit_callbacks):
    page = fresh(shared_topic())
    with django_capture_on_commit_callbacks(execute=True):
        published(edited(page, title="Sore backs", change_class="typo", change_note=""))

    assert finds_kept(path_of(page))


def test_after_a_release_and_after_midnight_what_most_readers_ask_for_is_rendered_once(finds_kept):
    published_home()
    path = path_of(published_article())

    assert render_newest() > 2
    assert finds_kept("/") and finds_kept(path) and finds_kept(path_of(shared_topic()))
    assert render_newest() == 0


def test_what_was_taken_away_meanwhile_is_not_rendered(client):
    page = taken_away(published_article())

    tasks.render_page(page.pk)

    assert client.get(path_of(page)).status_code == 410
