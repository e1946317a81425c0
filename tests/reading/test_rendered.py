"""Pages from the cache: quick, and never out of date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.review.publishing.status import hold
from tests.factories import UserFactory, edited, fresh, path_of, published, published_article, taken_away, topic

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
