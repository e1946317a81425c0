"""What readers and programs are told of a text that was moved in: where it is from, and that nobody has reviewed it."""

import json
import re

import pytest
from django.test import Client

from articles.pages import ArticlePage
from articles.record.published.publications import Publication
from tests.factories.drafts import edited, home
from tests.factories.editions import path_of
from tests.factories.moved_in import imported, legacy_edition
from tests.factories.pages import article, published_article
from tests.factories.signing import published, published_through_the_workflow

pytestmark = pytest.mark.django_db

MARK = "Moved from our previous site, not yet reviewed under our present policy"
#: Whatever would say that somebody looked at it.
CLAIMS = re.compile(r"(?:reviewed|checked|approved|signed) by|lastReviewed|reviewedBy|Next review due", re.IGNORECASE)


@pytest.fixture(scope="module")
def moved_in(scene):
    return legacy_edition(imported(article("Moved in"))).page_id


@pytest.fixture
def page(moved_in):
    return ArticlePage.objects.get(pk=moved_in)


@pytest.fixture
def get():
    return lambda address: Client().get(address).content.decode()


def test_the_mark_stands_before_the_text_as_a_region_of_its_own(page, get):
    html = get(path_of(page))

    assert f'role="region" aria-label="{MARK}"' in html
    assert html.index(MARK) < html.index("<h1>") < html.index("The space between the vertebrae grows.")
    assert "Nobody has checked or signed it here so far." in html


@pytest.mark.parametrize("below", ["", "index.md", "editions/1/", "editions/1/hand-out/", "history/"])
def test_no_page_about_it_claims_a_review(page, get, below):
    text = get(f"{path_of(page)}{below}")

    assert not CLAIMS.search(text)
    assert MARK in text or "Moved from our previous site, not reviewed" in text


def test_how_it_was_made_says_that_nobody_signed_it(page, get):
    assert "No fact checker and no health professional has signed it here" in get(path_of(page))


def test_search_engines_are_told_its_state_and_nobodys_review(page, get):
    graph = json.loads(re.search(r'application/ld\+json">(.*?)</script>', get(path_of(page)))[1])["@graph"]
    nodes = {node["@type"]: node for node in graph}

    for kind in ("MedicalWebPage", "Article"):
        assert nodes[kind]["creativeWorkStatus"] == MARK
        assert not nodes[kind].keys() & {"lastReviewed", "reviewedBy", "expires", "publishingPrinciples", "contributor"}


def test_programs_are_told_as_well(page):
    one = Client().get(f"/api/v1/pages/{page.pk}/").json()
    listed = Client().get("/api/v1/pages/?kind=article").json()["pages"]

    assert one["moved_in_unreviewed"] and one["not_yet_reviewed"].startswith(MARK)
    assert (one["last_reviewed"], one["next_review"]) == (None, None)
    assert {each["id"]: each["moved_in_unreviewed"] for each in listed}[page.pk]
    assert all(person["role"] == "written" for person in one["people"])


def test_lists_say_that_it_is_not_yet_reviewed_and_what_is_reviewed_says_nothing_of_the_kind(page, get):
    published_article("Reviewed")

    html = get(path_of(page.get_parent()))

    assert html.count("Not yet reviewed") == 1
    assert "say above the text where this is still to come" in get(home().url or "/")


def test_search_finds_it_and_says_that_nobody_reviewed_it(page, get):
    html = get("/search/?q=Moved+in")

    result = next(item for item in html.split('<li class="result">') if path_of(page) in item)
    assert "Not yet reviewed" in result and "Medically reviewed by" not in result


def test_the_feed_says_so_too(page, get):
    feed = get("/feed/")

    assert MARK in feed and not CLAIMS.search(feed)


def test_no_program_is_told_that_it_came_out_when_it_came_here(page, get):
    assert Client().get(f"/api/v1/pages/{page.pk}/").json()["date_published"] is None
    assert "<published>" not in get("/feed/").split(page.draft_title)[1].split("</entry>")[0]


def test_it_is_not_made_younger_than_it_is(page, get):
    html = get(path_of(page))

    assert not any(words in html for words in ("Last modified", "First published", "dateModified", "datePublished"))


def test_its_record_names_the_decisions_and_no_signature(page, get):
    text = get(f"{path_of(page)}editions/1/record/")

    assert "Nobody signed this text." in text and "Their decision is no review" in text
    assert text.count("<h3>An editor</h3>") == 2 and "Who signed it" not in text


def test_its_first_review_takes_the_mark_away_and_stays_out_of_the_older_edition(page, get):
    published_through_the_workflow(page)

    assert MARK not in get(path_of(page)) and "Medically reviewed by" in get(path_of(page))
    assert MARK in get(f"{path_of(page)}editions/1/")
    assert Publication.objects.get(page=page).reviewed_at


def test_it_is_not_said_to_have_come_out_when_it_came_here_after_its_first_review_either(page, get):
    page = published_through_the_workflow(edited(page, change_class="update", change_note="Reviewed here."))

    html, api = get(path_of(page)), json.loads(get(f"/api/v1/pages/{page.pk}/"))

    assert "First published" not in html and "datePublished" not in html
    assert api["date_published"] is None
    assert json.loads(get(f"/api/v1/pages/{page.pk}/editions/1/"))["date_published"] is None
    assert "<published>" not in get("/feed/").partition(page.title)[2].partition("</entry>")[0]


def test_a_correction_of_it_is_signed_like_any_edition(page, get):
    published(edited(page, standfirst="Better words."))

    assert MARK not in get(path_of(page)) and "Better words." in get(path_of(page))
