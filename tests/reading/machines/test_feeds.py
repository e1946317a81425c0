"""Feeds by the rules of RFC 4287 (Atom) and RSS 2.0 that the W3C's validator goes by."""

import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, shared_topic, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", autouse=True)
def made(scene):
    """Two articles, whose texts hold what XML minds, one of them corrected since."""
    page = published_article("Heat & cold: <b>which</b>?", standfirst="Less than 5 < 6 & more.")
    published_article("Traction")
    published(edited(fresh(page), standfirst="Mended.", change_class="correction", change_note="5 < 6 & so on."))


def tree(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return ET.fromstring(answer.content), answer["Content-Type"]  # noqa: S314  our own feed


def only(element, name):
    """The text of the one element that there has to be of this name."""
    found = element.findall(name)
    assert len(found) == 1, f"{len(found)} of {name}"
    assert found[0].text, f"{name} says nothing"
    return found[0].text


def is_address(text):
    return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).netloc)


def is_moment(text):
    return "T" in text and datetime.fromisoformat(text).tzinfo is not None


@pytest.mark.parametrize("address", ["/feed/", "/corrections/feed/", "a topic's"])
def test_an_atom_feed_keeps_the_rules(client, address):
    address = f"{path_of(shared_topic())}feed/" if address == "a topic's" else address

    feed, kind = tree(client, address)

    assert kind == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links.keys() == {"alternate", "self"} and all(map(is_address, links.values()))
    assert links["self"] == f"{settings.BASE_URL}{address}"
    only(feed, f"{ATOM}author/{ATOM}name")  # so that no entry needs its own
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for element in (feed, *entries):
        only(element, f"{ATOM}title")
        assert urlsplit(only(element, f"{ATOM}id")).scheme in ("http", "https", "tag")
        assert is_moment(only(element, f"{ATOM}updated"))
    assert len({only(element, f"{ATOM}id") for element in (feed, *entries)}) == len(entries) + 1
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")  # without content there has to be one to what it is about
        assert (link.get("rel"), is_address(link.get("href"))) == ("alternate", True)
        assert only(entry, f"{ATOM}published") <= only(entry, f"{ATOM}updated") <= only(feed, f"{ATOM}updated")
        (summary,) = entry.findall(f"{ATOM}summary")
        assert summary.get("type") in (None, "text", "html")


def test_an_rss_feed_keeps_the_rules(client):
    rss, kind = tree(client, "/feed/rss/")

    assert kind == "application/rss+xml; charset=utf-8"
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    (channel,) = rss.findall("channel")
    assert not channel.attrib
    for name in ("title", "link", "description", "language"):
        only(channel, name)
    built = parsedate_to_datetime(only(channel, "lastBuildDate"))
    (own,) = channel.findall(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", f"{settings.BASE_URL}/feed/rss/")
    items = channel.findall("item")
    assert items
    for item in items:
        only(item, "title")
        assert is_address(only(item, "link"))
        assert parsedate_to_datetime(only(item, "pubDate")) <= built
        (guid,) = item.findall("guid")
        assert guid.get("isPermaLink") == "false" or is_address(guid.text)
    assert len({only(item, "guid") for item in items}) == len(items)


def test_a_title_is_text_and_what_it_says_is_not_taken_for_tags(client):
    feed, _kind = tree(client, "/feed/")

    assert "Heat & cold: <b>which</b>?" in [title.text for title in feed.iter(f"{ATOM}title")]


def test_a_text_in_doubt_says_so_in_feeds_and_lists_and_to_search_engines(client, held, emergency_edition):
    checked, urgent = held(published_article("Gel")), article("Pads")
    emergency_edition(urgent)

    for page, told in ((checked, "This page is under urgent review"), (urgent, "Not yet medically reviewed")):
        entries = [tree(client, "/feed/")[0], tree(client, "/feed/rss/")[0].find("channel")]
        said = [
            ET.tostring(entry, "unicode") for feed in entries for entry in feed if told in "".join(entry.itertext())
        ]
        assert len(said) == 2 and all(page.title in entry for entry in said)
        assert f'"creativeWorkStatus": "{told}"' in client.get(path_of(page)).content.decode()
    listed = client.get("/api/v1/pages/", {"kind": "article"}).json()["pages"]
    assert [one["name"] for one in listed if one["published_in_emergency"]] == ["Pads"]
    assert [one["name"] for one in listed if one["under_review"]] == ["Gel"]


def test_a_topics_feed_keeps_its_name_when_the_topic_moves(client):
    place = topic("Neck pain", slug="neck-pain")
    published_article("Stretching", parent=place)
    before, _kind = tree(client, "/neck-pain/feed/")

    published(edited(place, slug="neck", change_class="clarification", change_note="A shorter address."))

    after, _kind = tree(client, "/neck/feed/")
    assert only(after, f"{ATOM}id") == only(before, f"{ATOM}id")


def test_the_feed_of_a_topic_that_was_taken_away_says_so_as_its_page_does(client, taken_away):
    place = topic("Neck pain", slug="neck-pain")
    taken_away(place)

    assert client.get("/neck-pain/feed/").status_code == client.get("/neck-pain/").status_code == 410


def test_only_topics_have_feeds_of_what_lies_below_them(client):
    assert client.get(f"{path_of(published_article())}feed/").status_code == 404
