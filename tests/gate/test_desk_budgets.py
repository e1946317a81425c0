"""The desk's first screens ask PostgreSQL a number of questions that does not grow with what they list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory, logged_in, published_article, shared_topic

pytestmark = pytest.mark.django_db
ROWS = 4


@pytest.fixture
def asked(client):
    """How many questions an editor's screen asks, the second time that it is looked at."""
    logged_in(client, UserFactory(editor=True))

    def ask(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return ask


def more_articles():
    for number in range(ROWS):
        published_article(f"Another {number}", parent=shared_topic())


def test_the_explorer_asks_the_same_for_more_articles(asked):
    address = reverse("wagtailadmin_explore", args=[shared_topic().pk])
    before = asked(address)
    more_articles()

    assert asked(address) == before <= 39


def test_the_home_of_the_desk_asks_the_same_for_more_articles(asked):
    before = asked("/admin/")
    more_articles()

    assert asked("/admin/") == before <= 19
