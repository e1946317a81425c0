"""A search is in the language of its page; what is found in other languages stands apart."""

import re

import pytest
from django.test import override_settings
from django.utils import translation
from wagtail.models import Locale

from articles.reading.search.suggestions import suggested
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.signing import published
from tests.search.searching import page_about, search, titles

pytestmark = pytest.mark.django_db
LANGUAGES = [("en-gb", "English"), ("ar", "Arabic"), ("fr", "French")]


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        yield


def translated(page, code, title):
    locale, _ = Locale.objects.get_or_create(language_code=code)
    above = page.get_parent().specific
    if above.depth > 1 and not above.has_translation(locale):
        translated(above, code, f"{above.title} {code}")
    copy = fresh(page.specific.copy_for_translation(locale))
    changes = {"title": title, "translates_edition": 1, "change_class": "new", "change_note": ""}
    return published(edited(copy, by=UserFactory(writer=True), **changes))


@pytest.fixture(autouse=True, scope="module")
def made(scene):
    """Arthritis in three languages, gout in English alone, and plicae in French and Arabic under the same word."""
    arthritis, _gout, plica = page_about("Arthritis"), page_about("Gout"), page_about("Folds")
    translated(arthritis, "fr", "Arthritis en bref")
    translated(arthritis, "ar", "Arthritis in Arabic")
    translated(plica, "fr", "Plica en bref")
    translated(plica, "ar", "Plica in Arabic")


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
    with override_settings(LANGUAGES=LANGUAGES[:1]), django_assert_num_queries(1):
        assert search("gout").total == 1
