"""Pages from the cache: quick, and never out of date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.reading.caching import rendered
from articles.stores.valkey import valkey
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def read(client, path, **headers):
    """An answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers=headers)
    return response, len(queries)


def test_a_page_that_was_rendered_before_takes_one_query(client):
    path = path_of(published_article())
    first, _ = read(client, path)

    again, queries = read(client, path)

    assert queries == 1
    assert again.content == first.content


def test_a_reader_who_has_the_page_is_not_sent_it_again(client):
    path = path_of(published_article())
    first, _ = read(client, path)

    again, queries = read(client, path, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, queries) == (304, b"", 1)


def test_a_new_edition_is_seen_at_once(client):
    page = published_article(standfirst="Before.")
    path = path_of(page)
    etag = read(client, path)[0]["ETag"]

    published(edited(page, standfirst="After.", change_class="update", change_note="New."))

    response, _ = read(client, path, **{"If-None-Match": etag})
    assert response.status_code == 200
    assert "After." in response.content.decode()


def test_a_notice_is_seen_at_once(client):
    page = published_article()
    path = path_of(page)
    etag = read(client, path)[0]["ETag"]

    hold(page, by=UserFactory(editor=True), notice="We are checking the dose.", reason="A report")

    response, _ = read(client, path, **{"If-None-Match": etag})
    assert "We are checking the dose." in response.content.decode()


def test_a_withdrawn_page_is_not_taken_from_the_cache(client):
    page = published_article()
    path = path_of(page)
    etag = read(client, path)[0]["ETag"]

    taken_away(page)

    assert read(client, path, **{"If-None-Match": etag})[0].status_code == 410


def test_a_change_elsewhere_is_seen_in_the_lists_of_a_page(client):
    place = topic("Neck pain")
    path = path_of(place)
    read(client, path)

    published_article("A stiff neck", parent=place)

    assert "A stiff neck" in read(client, path)[0].content.decode()


def test_a_moved_page_is_seen_in_the_links_to_it(client):
    page, place = published_article("Heat for the back"), topic("Neck pain")
    read(client, path_of(place))

    fresh(page).move(place, pos="last-child")

    assert path_of(page).startswith(path_of(place))
    assert client.get(path_of(page)).status_code == 200


def test_readers_get_their_page_when_the_cache_does_not_answer(client, settings):
    page = published_article()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/valkey.sock?db=0",
        }
    }

    assert client.get(path_of(page)).status_code == 200


def test_a_page_carries_no_cookie_and_is_the_same_for_all(client):
    page = published_article()
    response, _ = read(client, path_of(page))
    client.force_login(UserFactory(is_superuser=True))

    for_the_desk, _ = read(client, path_of(page))

    assert not response.cookies
    assert for_the_desk.content == response.content


def kept_under(client, path):
    """The key under which the cache holds what a reader gets at a path, after somebody asked for it."""
    client.get(path)
    [key] = [key for key in valkey().keys("rendered-*") if b"-asked-" not in key]
    return key


def test_a_page_that_somebody_else_put_into_the_cache_is_not_shown(client):
    path = path_of(published_article(standfirst="As it was signed."))
    key = kept_under(client, path)

    valkey().set(key, valkey().get(key).replace(b"As it was signed.", b"Take 8 g at once."))

    assert "Take 8 g" not in client.get(path).content.decode()
    assert "As it was signed." in client.get(path).content.decode()


def test_a_page_that_was_kept_for_another_address_is_not_shown(client):
    first, second = published_article(standfirst="The first."), published_article(standfirst="The second.")
    of_first = valkey().get(kept_under(client, path_of(first)))
    client.get(path_of(second))

    for key in valkey().keys("rendered-*"):
        valkey().set(key, of_first)

    assert "The second." in client.get(path_of(second)).content.decode()


@pytest.fixture
def release(tmp_path, settings):
    """A copy of the site's files, small enough to be changed; what it is known by is worked out anew each time."""
    for path, text in {
        "articles/reading/page/views.py": "show = 1",
        "editorial/feedback/signal_handlers.py": "ask = 1",
        "editorial/feedback/templates/feedback/form.html": "<form>",
        "pain_site/context_processors.py": "frame = 1",
        "pain_site/templates/base.html": "<html>",
        "articles/reading/search/find.sql": "SELECT 1",
        "requirements.txt": "wagtail==7.4.3",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "articles/reading/page/views.py",
        "editorial/feedback/signal_handlers.py",
        "editorial/feedback/templates/feedback/form.html",
        "pain_site/context_processors.py",
        "pain_site/templates/base.html",
        "articles/reading/search/find.sql",
        "requirements.txt",
    ],
)
def test_whatever_has_a_part_in_a_page_makes_another_release(release, path):
    before = rendered.renderer.__wrapped__()

    (release / path).write_text("something else")

    assert rendered.renderer.__wrapped__() != before


@pytest.mark.parametrize(
    ("name", "value"),
    [("SITE_NAME", "Another"), ("BASE_URL", "https://example.org"), ("REGION", "US"), ("CITATION_STYLE", "vancouver")],
)
def test_a_setting_that_shows_makes_another_release(release, settings, name, value):
    before = rendered.renderer.__wrapped__()

    setattr(settings, name, value)

    assert rendered.renderer.__wrapped__() != before


def test_two_processes_know_the_same_release(release):
    assert rendered.renderer.__wrapped__() == rendered.renderer.__wrapped__()
