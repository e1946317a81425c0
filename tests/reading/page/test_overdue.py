"""What becomes for readers of a page whose review is late: each step by the policy of the site, from its day alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.drafts import fresh
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db

NOINDEX = '<meta name="robots" content="noindex">'


@pytest.fixture(scope="module")
def made(scene):
    return published_article()


@pytest.fixture
def page(made):
    """An article that readers get."""
    return fresh(made)


def due(page, days):
    """Its review was due so many days ago."""
    when = "UPDATE articles_publication SET review_due_at = now() - make_interval(days => %s) WHERE page_id = %s"
    damage(when, days, page.pk)


def text_of(client, page):
    return client.get(path_of(page)).content.decode()


def test_search_engines_are_asked_to_forget_it_after_half_a_year(client, page):
    due(page, 179)
    assert NOINDEX not in text_of(client, page)

    due(page, 181)
    assert NOINDEX in text_of(client, page)


def test_a_page_that_was_kept_before_is_not_shown_without_it(client, page):
    due(page, 10)
    text_of(client, page)
    with_etag = client.get(path_of(page)).headers["ETag"]

    due(page, 181)

    assert client.get(path_of(page), headers={"If-None-Match": with_etag}).status_code == 200
    assert NOINDEX in text_of(client, page)


def test_it_leaves_the_sitemap(client, page):
    due(page, 179)
    assert path_of(page) in client.get("/sitemap-articles.xml").content.decode()

    due(page, 181)
    assert path_of(page) not in client.get("/sitemap-articles.xml").content.decode()


def test_the_site_may_say_never(client, page, settings):
    settings.OVERDUE_NOINDEX_DAYS = -1
    due(page, 5000)

    assert NOINDEX not in text_of(client, page)
    assert path_of(page) in client.get("/sitemap-articles.xml").content.decode()


def test_a_page_that_nobody_reviews_medically_is_never_late(client, page):
    damage("UPDATE articles_publication SET review_due_at = NULL WHERE page_id = %s", page.pk)

    assert NOINDEX not in text_of(client, page)


def test_it_costs_a_reader_no_question_more(client, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(path_of(page))
        return len(queries)

    text_of(client, page)
    before = asked()
    due(page, 181)
    text_of(client, page)

    assert asked() == before
