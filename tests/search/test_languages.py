"""A search is in the language of its page; what is found in other languages stands apart."""

import re

import pytest
from django.utils import translation

from articles.reading.search.suggestions import suggested
from tests.factories.signing import published
from tests.factories.translations import in_language, speaking
from tests.search.searching import page_about, search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with speaking("ar", "fr"):
        yield


@pytest.fixture(autouse=True, scope="module")
def made(scene):
    """Arthritis in three languages, gout in English alone, and plicae in French and Arabic under the same word."""
    arthritis, _gout, plica = page_about("Arthritis"), page_about("Gout"), page_about("Folds")
    published(in_language("fr", arthritis, title="Arthritis en bref"))
    published(in_language("ar", arthritis, title="Arthritis in Arabic"))
    published(in_language("fr", plica, title="Plica en bref"))
    published(in_language("ar", plica, title="Plica in Arabic"))


def in_french(text, **options):
    with translation.override("fr"):
        return search(text, **options)


def names(results):
    return [result["name"] for result in results]


def test_a_search_finds_pages_in_its_own_language():
    assert names(in_french("arthritis").results) == ["Arthritis en bref"]
    assert titles("arthritis") == ["Arthritis"]


def test_a_page_that_was_found_is_not_found_once_more_in_another_language():
    assert in_french("arthritis").elsewhere == []
    assert search("arthritis").elsewhere == []


def test_what_is_only_in_another_language_stands_apart():
    found = in_french("gout")

    assert (found.total, names(found.elsewhere)) == (0, ["Gout"])
    assert found.elsewhere[0]["lang"] == {"code": "en-gb", "name": "British English", "dir": "ltr"}


def test_of_a_page_and_its_translations_one_is_named():
    assert len(search("plica").elsewhere) == 1


def test_the_page_says_in_which_language_each_is(client):
    page = client.get("/fr/search/", {"q": "gout"}).content.decode()

    assert re.search(r'<a href="[^"]+" hreflang="en-gb" lang="en-gb" dir="ltr"><mark>Gout', page)
    assert "Dans d’autres langues" in page


def test_what_is_suggested_is_in_the_language_of_the_search():
    with translation.override("fr"):
        assert [page["title"] for page in suggested("arthri")] == ["Arthritis en bref"]


def test_a_site_in_one_language_asks_nothing_more(django_assert_num_queries):
    with speaking(), django_assert_num_queries(1):
        assert search("gout").total == 1
