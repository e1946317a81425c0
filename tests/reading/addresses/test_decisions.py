"""What is asked first for every page: what readers get at an address now."""

import gzip

import brotli
import pytest
from django.test import RequestFactory

from articles.reading.addresses.decisions import decided
from articles.reading.listings.shelves import Asked
from articles.reading.page.views import DecidedAnewError, current
from articles.record.published.publications import Publication
from articles.stores.databases import reading
from tests.factories.drafts import edited
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def test_it_says_what_the_publication_says():
    page = published_article()
    row = Publication.objects.versioned().with_robots().select_related("edition").get(page=page)

    found = decided(path_of(page))

    for name in ("pk", "page_id", "edition_id", "path", "status", "notice", "readable_until", "published_at"):
        assert getattr(found, name) == getattr(row, name), name
    assert (found.kind, found.reader_version, found.is_unindexed) == ("article", row.reader_version, False)
    assert found.is_readable


def test_nothing_is_decided_where_nothing_ever_was():
    assert decided("/nowhere/") is None


def test_it_is_planned_once_for_a_connection():
    for path in ("/", "/nowhere/", "/"):
        decided(path)

    with reading().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, %s) > 0", ["is_unindexed"])
        assert cursor.fetchone() == (1,)
    assert reading().connection.prepare_threshold is None


def test_what_was_taken_away_is_not_readable():
    page = taken_away(published_article())

    assert not decided(path_of(page)).is_readable


def test_a_page_is_never_made_of_something_else_than_was_decided():
    page = published_article()
    earlier = decided(path_of(page))
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))

    with pytest.raises(DecidedAnewError):
        current(RequestFactory().get(path_of(page)), earlier, Asked())


def test_a_page_that_is_kept_takes_one_question(client, django_assert_num_queries):
    path = path_of(published_article())
    client.get(path)

    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize(("encoding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_compressed_page_is_kept_beside_the_plain_one_and_says_the_same(client, encoding, opened):
    path = path_of(published_article())
    plain = client.get(path)
    first, kept = (client.get(path, headers={"Accept-Encoding": encoding}) for _time in range(2))

    assert first.content == kept.content
    assert opened(kept.content) == plain.content
    assert kept["Content-Encoding"] == encoding and kept["Vary"] == "Accept-Encoding"
    assert kept["ETag"] == f"W/{plain['ETag']}"
