"""The search index is written anew while the site runs."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models.expressions import RawSQL

from articles.audit.search_entries import search_findings
from articles.reading.search.index import SearchEntry
from articles.record.published.publications import Publication
from tests.factories.drafts import edited
from tests.factories.signing import published
from tests.search.searching import page_about
from tests.two_connections import another_connection_inside, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def rewritten():
    said = StringIO()
    call_command("rewrite_search_index", at_once=2, stdout=said, stderr=StringIO())
    return said.getvalue()


def faults():
    return [fault for finding in search_findings() for fault in finding]


def test_entries_that_say_something_else_or_are_gone_say_what_readers_get_again():
    page_about("Cartilage")
    gone = page_about("Tendons")
    SearchEntry.objects.update(title="Something else")
    SearchEntry.objects.filter(publication__page_id=gone.pk).delete()
    assert faults()

    said = rewritten()

    assert faults() == []
    assert f"{Publication.objects.count()} pages" in said


def test_a_text_that_is_published_meanwhile_is_not_put_back():
    page = page_about("Cartilage")
    with another_connection_inside(rewritten) as rewrite:
        published(edited(page, title="Gristle", change_class="update", change_note="New."))
        rewrite()
        wait_until_somebody_waits()

    assert SearchEntry.objects.get(publication__page_id=page.pk).title == "Gristle"
    assert faults() == []


def test_what_says_the_same_already_is_not_written_again():
    """A row of PostgreSQL's is another one whenever it was written."""
    same, other = page_about("Cartilage"), page_about("Tendons")
    SearchEntry.objects.filter(publication__page_id=other.pk).update(body="Something else")
    before = rows_of(same, other)

    rewritten()

    after = rows_of(same, other)
    assert after[0] == before[0] and after[1] != before[1]
    assert faults() == []


def rows_of(*pages):
    entries = SearchEntry.objects.annotate(row=RawSQL("articles_searchentry.ctid::text", ()))
    return [entries.get(publication__page_id=page.pk).row for page in pages]
