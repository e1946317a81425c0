"""What is sent to readers is small: compressed where it holds no secret, and not sent again where nothing moved."""

import gzip

import brotli
import pytest
from django.urls import reverse

from articles.reading.addresses.page_addresses import (
    edition_url,
    history_url,
    record_page_url,
    record_url,
)
from articles.reading.caching.compression import LEAST, encoding_for
from articles.record.published.publications import Publication
from tests.factories.drafts import edited, image, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, shared_topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    return path_of(published_article())


def ask(client, path, accepting="", **headers):
    return client.get(path, headers={"accept-encoding": accepting, **headers})


@pytest.mark.parametrize("encoding, decoded", [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_is_compressed_as_the_browser_knows_it(client, path, encoding, decoded):
    plain = ask(client, path)
    small = ask(client, path, encoding)

    assert small["Content-Encoding"] == encoding and "Content-Encoding" not in plain
    assert decoded(small.content) == plain.content and len(small.content) < len(plain.content) / 2
    assert "Accept-Encoding" in small["Vary"] and "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize(
    "accepting, encoding",
    [
        *[("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0.5", "gzip"), ("*", "br"), ("*;q=0", None)],
        *[("br;q=0, *", "gzip"), ("GZIP", "gzip"), ("", None), ("identity", None), ("br;q=x", None)],
        *[(",;=,", None), ("br;q=nan, gzip", "gzip"), ("gzip ; q=0.1", "gzip")],
    ],
)
def test_what_a_browser_likes_best_is_taken(rf, accepting, encoding):
    assert encoding_for(rf.get("/", headers={"accept-encoding": accepting})) == encoding


def test_the_tag_of_other_bytes_is_another_kind_of_tag_and_both_are_known_again(client, path):
    strong, weak = ask(client, path)["ETag"], ask(client, path, "br")["ETag"]

    assert (strong[:1], weak) == ('"', f"W/{strong}")
    for tag in (strong, weak):
        for accepting in ("", "br"):
            again = ask(client, path, accepting, **{"if-none-match": tag})
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == (weak if accepting else strong) and "Accept-Encoding" in again["Vary"]


def test_feeds_markdown_json_and_lists_are_compressed(client, path):
    for number in range(4):
        published_article(f"Another {number}")
    long = published_article(sections=[section("Long", "The space between the vertebrae grows.[1] " * 20)])
    below = path_of(long).removeprefix("/")
    addresses = [
        *(reverse(name) for name in ("feed", "feed_rss", "llms", "a_to_z", "api:pages", "api:openapi-json")),
        *(record_url(path, 1), reverse("markdown", args=[below]), f"{reverse('search')}?q=inversion"),
    ]

    assert [address for address in addresses if ask(client, address, "br").get("Content-Encoding") != "br"] == []


@pytest.mark.parametrize("address", ["/admin/login/", "/feedback/", "/feedback/receipt/"])
def test_what_may_hold_a_secret_is_not_compressed(client, address):
    answer = ask(client, address, "br, gzip")

    assert len(answer.content) > LEAST and "Content-Encoding" not in answer


def test_a_picture_is_not_compressed_again(client):
    shown = image("teal")
    published_article(hero_image=shown, hero_alt="Teal")

    assert "Content-Encoding" not in ask(client, f"/images/{shown.sha256}.jpg", "br")


@pytest.fixture
def addresses(path):
    """Whatever a publication decides."""
    page, below = Publication.objects.at(path).get(), path.removeprefix("/")
    names = ("feed", "feed_rss", "corrections", "corrections_feed", "llms", "a_to_z", "what_readers_told_us")
    return [
        path,
        path_of(shared_topic()),
        *map(reverse, (*names, "for_programs", "sitemap_index", "api:pages")),
        *[reverse("topics", args=[""]), reverse("sitemap", args=["articles"]), reverse("markdown", args=[below])],
        *[edition_url(path, 1), record_url(path, 1), record_page_url(path, 1), history_url(path)],
        *[reverse("topic_feed", args=[path_of(shared_topic()).removeprefix("/")])],
        reverse("api:page", args=[page.page_id]),
    ]


def test_what_a_publication_decides_is_not_sent_twice(client, addresses):
    tags = {address: ask(client, address)["ETag"] for address in addresses}

    again = {address: ask(client, address, **{"if-none-match": tag}).status_code for address, tag in tags.items()}

    assert [address for address, status in again.items() if status != 304] == []


def test_nothing_says_when_it_was_modified_since_a_notice_comes_without_an_edition(client, addresses):
    assert [address for address in addresses if "Last-Modified" in ask(client, address)] == []


def test_whatever_moves_is_sent_again(client, addresses, path):
    tags = {address: ask(client, address)["ETag"] for address in addresses}
    page = Publication.objects.at(path).get().page.specific

    published(edited(page, standfirst="After.", change_class="correction", change_note="It was wrong."))

    same = [
        address for address, tag in tags.items() if ask(client, address, **{"if-none-match": tag}).status_code == 304
    ]
    assert same == []


def test_the_end_of_an_emergency_moves_what_lists_it(client, emergency_edition, let_the_hours_pass):
    edition = emergency_edition(article())
    feed, address = reverse("feed"), edition_url(Publication.objects.get(edition=edition).path, 1)
    tags = {path: ask(client, path)["ETag"] for path in (feed, address)}

    let_the_hours_pass(edition)

    answers = {path: ask(client, path, **{"if-none-match": tag}).status_code for path, tag in tags.items()}
    assert answers == {feed: 200, address: 410}


def test_asking_whether_something_moved_is_one_query(client, path, django_assert_num_queries):
    tag = ask(client, reverse("a_to_z"))["ETag"]

    with django_assert_num_queries(1):
        assert ask(client, reverse("a_to_z"), **{"if-none-match": tag}).status_code == 304
