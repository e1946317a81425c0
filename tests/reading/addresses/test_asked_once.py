"""What many pages ask alike is asked once, but only while readers' rows stand still."""

import pytest
from django.http import Http404

from articles.reading.addresses.asked_once import standing_still
from articles.reading.page.open_editions import publication_at
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    return published_article("Sciatica").publication.path.removeprefix("/")


def test_two_requests_ask_twice(path, django_assert_num_queries):
    with django_assert_num_queries(2):
        publication_at(path)
        publication_at(path)


def test_while_all_stands_still_they_ask_once(path, django_assert_num_queries):
    with standing_still(), django_assert_num_queries(1):
        assert publication_at(path) == publication_at(path)


def test_nothing_of_one_moment_is_known_in_the_next(path, django_assert_num_queries):
    with standing_still():
        publication_at(path)
    with standing_still(), django_assert_num_queries(1):
        publication_at(path)


def test_that_nothing_is_there_is_asked_again(django_assert_num_queries):
    with standing_still(), django_assert_num_queries(2):
        for _time in range(2):
            with pytest.raises(Http404):
                publication_at("nowhere/")
