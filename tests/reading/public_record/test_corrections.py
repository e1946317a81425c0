"""What we got wrong, across the whole site."""

import xml.etree.ElementTree as ET

import pytest
from django.core.exceptions import ValidationError

from articles.pages import ArticlePage
from articles.reading.public_record import views as record_views
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.status import decide, propose
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import gone_back, path_of
from tests.factories.pages import policy, published_article, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def corrected(title, note="The dose was wrong."):
    page = published_article(title=title)
    return published(edited(page, standfirst="Right.", change_class="correction", change_note=note))


def test_corrections_and_retractions_are_listed_newest_first(read, taken_away):
    first = corrected("First one", note="It said six.")
    retracted = taken_away(published_article(title="Second one"), PublicationStatus.RETRACTED, notice="It was made up.")
    corrected("Third one")

    text = read("/corrections/")

    assert text.index("Third one") < text.index("Second one") < text.index("First one")
    for words in ("It said six.", "It was made up.", f'href="{path_of(first)}history/1-2/"', path_of(retracted)):
        assert words in text


def test_only_a_site_that_never_corrected_or_retracted_anything_says_so(read, taken_away):
    spotless = "We have not had to correct or retract anything here."
    assert spotless in read("/corrections/")
    page = corrected("First one")
    assert spotless not in read("/corrections/?before=1")

    taken_away(page)

    assert spotless not in read("/corrections/") and "There is nothing to list here." in read("/corrections/")


def test_new_editions_that_mend_no_error_of_fact_are_not_listed(read):
    page = published_article(title="Better now")
    for change in ("update", "clarification", "typo"):
        page = published(edited(fresh(page), standfirst=change, change_class=change, change_note="Better."))

    assert "Better now" not in read("/corrections/")


@pytest.mark.parametrize("status", [PublicationStatus.WITHDRAWN, PublicationStatus.ARCHIVED])
def test_corrections_of_a_page_that_was_taken_away_are_not_listed(read, taken_away, status):
    taken_away(corrected("Gone"), status)

    assert "Gone" not in read("/corrections/")


def test_a_retraction_stays_listed_when_readers_have_the_page_again_and_not_when_it_is_withdrawn(read, taken_away):
    page = taken_away(published_article(title="Retracted once"), PublicationStatus.RETRACTED)
    given_back = propose(page, by=UserFactory(editor=True), status=PublicationStatus.PUBLISHED, reason="It was right")
    decide(given_back, by=UserFactory(editor=True), accept=True)

    assert "Retracted once" in read("/corrections/")
    assert "Readers have got the page back since." in read("/corrections/")
    taken_away(page)
    assert "Retracted once" not in read("/corrections/")


@pytest.mark.parametrize("address", ["/corrections/", "/corrections/feed/"])
def test_of_a_correction_that_was_taken_back_it_is_said(client, address):
    page = corrected("Six or twice a day")
    told = "We have gone back to an earlier edition since."
    assert told not in client.get(address).content.decode()

    gone_back(page)

    text = client.get(address).content.decode()
    assert "The dose was wrong." in text and told in text


def test_a_correction_is_named_by_the_title_that_the_page_has_now(read):
    page = corrected("An old title")
    published(edited(fresh(page), title="A new title", change_class="clarification", change_note="Clearer."))

    text = read("/corrections/")

    assert "A new title" in text
    assert "An old title" not in text


def test_a_correction_after_an_emergency_edition_that_is_over_links_to_no_comparison(
    read, emergency_edition, let_the_hours_pass
):
    page = published_article(title="Recalled")
    page = edited(page, standfirst="Stop.", change_class="correction", change_note="A recall.")
    let_the_hours_pass(emergency_edition(page))
    page = published(edited(fresh(page), standfirst="Go.", change_class="correction", change_note="No recall."))

    text = read("/corrections/")

    assert "No recall." in text
    assert "A recall." not in text
    assert "history/2-3/" not in text


def test_long_lists_go_on_where_the_page_before_ended(read, monkeypatch):
    monkeypatch.setattr(record_views, "PER_PAGE", 1)
    corrected("The older one")
    corrected("The newer one")

    first = read("/corrections/")
    earlier = first.partition('rel="next" href="')[2].partition('"')[0]
    second = read(earlier)

    assert "The newer one" in first
    assert "The older one" not in first
    assert "The older one" in second
    assert "The newer one" not in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "%00", "1 OR 1=1"])
def test_a_place_to_go_on_from_that_is_none_has_no_page(client, before):
    assert client.get("/corrections/", {"before": before}).status_code == 404


def test_a_site_without_corrections_says_so(read):
    assert "We have not had to correct or retract anything here." in read("/corrections/")


def test_the_feed_holds_the_same(client, taken_away):
    page = corrected("Heat & cold", note="We said <b>six</b>.")
    taken_away(published_article(title="Made up"), PublicationStatus.RETRACTED, notice="It was made up.")

    answer = client.get("/corrections/feed/")
    feed = ET.fromstring(answer.content)  # noqa: S314  our own

    assert answer["Content-Type"].startswith("application/atom+xml")
    titles = [entry.findtext("atom:title", namespaces=ATOM) for entry in feed.findall("atom:entry", ATOM)]
    assert titles == ["Retraction: Made up", "Correction: Heat & cold"]
    entry = feed.findall("atom:entry", ATOM)[1]
    assert entry.find("atom:link", ATOM).get("href") == f"http://testserver{path_of(page)}"
    assert entry.findtext("atom:summary", namespaces=ATOM) == "We said &lt;b&gt;six&lt;/b&gt;."


def test_the_feeds_entries_keep_their_ids_when_a_page_moves(client):
    page = corrected("Moves")

    def ids():
        feed = ET.fromstring(client.get("/corrections/feed/").content)  # noqa: S314  our own
        return [entry.findtext("atom:id", namespaces=ATOM) for entry in feed.findall("atom:entry", ATOM)]

    before = ids()
    page.move(fresh(topic(title="Elsewhere")), pos="last-child")

    assert ids() == before
    assert len(before) == 1


def test_every_page_leads_to_the_corrections_and_names_their_feed(read):
    for path in ("/", path_of(published_article())):
        text = read(path)
        assert 'href="/corrections/"' in text
        assert 'type="application/atom+xml" href="/corrections/feed/"' in text


def test_the_policy_on_corrections_leads_to_them(read):
    page, other = policy("corrections", title="Corrections policy"), policy("privacy", title="Privacy")

    assert "See all corrections and retractions" in read(path_of(page))
    assert "See all corrections and retractions" not in read(path_of(other))


def test_no_page_can_take_their_address():
    page = ArticlePage(title="Corrections", slug="corrections", path="0001", depth=3)

    with pytest.raises(ValidationError, match="taken by the site itself"):
        page.clean()
