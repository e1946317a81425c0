"""Key points are lines like others: they cite, claim and link. Those of older editions are plain text, and stay it."""

import json

import pytest
from django.db import connection
from django.test import Client

from articles.reading.addresses.page_addresses import linked_page_ids
from articles.reading.machines.markdown import markdown
from articles.reading.page.readings import Reading
from articles.reading.public_record.comparison import changes_between
from articles.record.document import reader_document
from articles.record.published.drafts import Draft
from editorial.review.signing.claim_checks import claims_of
from tests.factories.drafts import body, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

PLAIN = "If it is < 5 & <b>not</b> more"


def document_with(*points):
    return {"kind": "article", "title": "Doses", "change": {"class": "new", "note": ""}, "key_points": [*points]}


def test_typed_brackets_in_a_key_point_cite_when_the_writer_says_so():
    page = article(key_points=["<p>Heat helps.[2]</p>"], sections=body(section("Heat", "Long ago.[1]")), references=2)

    said, page.typed_citations = reader_document(page), ["[1]"]

    assert [reference["text"] for reference in said["references"]] == [
        "Author A. Study 1. 2012.",
        "Author A. Study 0. 2012.",
    ]
    assert reader_document(page)["key_points"] == [{"html": "Heat helps.[2]"}]


def test_a_claim_in_a_key_point_is_checked_like_others():
    page = article(key_points=["<p><mark>Heat helps for a day.</mark>[1]</p>", "<p>Cold lowers the risk.</p>"])

    (claim,) = claims_of(Draft.of(page))

    assert (claim["text"], claim["references"]) == ("Heat helps for a day.", [(1, "Author A. Study 0. 2012.")])
    assert "mark" not in reader_document(page)["key_points"][0]["html"]
    assert page.likely_claims == []  # a key point sums up what the text says, and cites there


def test_a_link_in_a_key_point_leads_where_readers_get_its_page():
    other = published(article())
    page = published(article(key_points=[f'<p>See <a linktype="page" id="{other.pk}">there</a>.</p>']))

    html = Client().get(path_of(page)).content.decode()

    assert f'See <a href="{path_of(other)}">there</a>.' in html
    assert other.pk in linked_page_ids(reader_document(page))


def test_key_points_of_an_older_edition_are_shown_as_they_were_written():
    old, new = document_with(PLAIN), document_with({"html": "If it is &lt; 5 &amp; <b>not</b> more"})
    reading = Reading(old)

    assert reading.key_points == ["If it is &lt; 5 &amp; &lt;b&gt;not&lt;/b&gt; more"]
    assert r"If it is < 5 & <b>not</b> more" in markdown(reading).replace("\\", "")
    (change,) = changes_between(old, new)
    assert "&lt;b&gt;not&lt;/b&gt;" in change["html"]


@pytest.mark.parametrize(
    ("point", "said"),
    [("Take 5 mg.", "Take 5 mg."), ({"html": "Take 5&nbsp;mg, not 10<sup>6</sup>."}, "Take 5 mg, not 10⁶.")],
)
def test_postgresql_finds_what_key_points_say_in_either_form(point, said):
    document = json.dumps({"key_points": [point]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_dose_in(%s::jsonb), body FROM articles_search_entry(%s::jsonb)", [document] * 2)

        assert cursor.fetchone() == ("5 mg", said)
