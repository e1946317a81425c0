"""Searches without results: counted without anybody's name, reported to editors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.reading.search import zero_results
from articles.reading.search.views import search
from articles.reading.search.zero_results import ZeroResultSearch
from articles.tasks import tidy_search
from tests.factories.accounts import UserFactory
from tests.search.searching import page_about

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/searches-without-results/"


def counted():
    return dict(ZeroResultSearch.objects.values_list("words", "times"))


def test_a_search_without_results_is_counted_with_those_that_ask_the_same(client):
    for typed in ("Xylophone  elbow", "xylophone ELBOW!", "“xylophone elbow”"):
        client.get("/search/", {"q": typed})

    assert counted() == {"xylophone elbow": 3}
    assert ZeroResultSearch.objects.get().last_day == timezone.localdate()


def test_only_the_words_their_number_and_the_day_are_kept():
    assert {field.name for field in ZeroResultSearch._meta.fields} == {"id", "words", "times", "last_day"}


def test_a_search_with_results_a_corrected_one_and_an_empty_one_are_not_counted(client):
    page_about("Sciatica")

    for typed in ("sciatica", "siatica", "", " ", "???"):
        client.get("/search/", {"q": typed})

    assert counted() == {}


@pytest.mark.parametrize(
    "typed",
    [
        "xylophone bob@example.org",
        "xylophone 07700 900123",
        "xylophone 943 476 5919",
        "xylophone born 12/03/85",
        "xylophone near SW1A 1AA",
        "https://xylophone.example/",
        "www xylophone",
        "xylophone " * 7,
        "x" * 61,
        "my xylophone doctor said that I have only weeks",
        "xylophone 14 Elmwood Avenue",
        "my name is Olu Bankole",
        "xylophone want to kill myself",
    ],
)
def test_what_may_be_personal_is_not_counted(client, typed):
    client.get("/search/", {"q": typed})

    assert counted() == {}


@pytest.mark.parametrize("typed", ["xylophone l5 s1", "covid-19", "vitamin b12", "5-htp"])
def test_words_with_a_figure_in_them_are_counted(typed):
    zero_results.count(typed)

    assert counted() == {typed: 1}


def test_counting_happens_after_the_answer_and_its_failure_breaks_no_search(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_zeroresultsearch RENAME TO articles_elsewhere")

    answer = client.get("/search/", {"q": "xylophone"})

    assert answer.status_code == 200
    assert "We found nothing" in answer.content.decode()


def test_counting_costs_the_search_itself_no_query(rf, django_assert_num_queries):
    with django_assert_num_queries(2):  # the search, and the links of the frame, once for each state of the site
        answer = search(rf.get("/search/", {"q": "xylophone"}))
    with django_assert_num_queries(3):  # the count, between the marks of its own transaction
        answer.close()


def test_whoever_makes_up_searches_fills_only_so_many_rows(monkeypatch):
    monkeypatch.setattr(zero_results, "MOST_ROWS", 2)

    for typed in ("one", "two", "three", "two"):
        zero_results.count(typed)

    assert counted() == {"one": 1, "two": 2}


def test_what_nobody_repeats_is_forgotten():
    today = timezone.localdate()
    ZeroResultSearch.objects.create(words="once lately", times=1, last_day=today)
    ZeroResultSearch.objects.create(words="once", times=1, last_day=today - timedelta(days=31))
    ZeroResultSearch.objects.create(words="often", times=9, last_day=today - timedelta(days=200))
    ZeroResultSearch.objects.create(words="often long ago", times=9, last_day=today - timedelta(days=366))

    tidy_search()

    assert set(counted()) == {"once lately", "often"}


def test_editors_see_what_was_searched_for_more_than_once(client):
    ZeroResultSearch.objects.create(words="xylophone elbow", times=7, last_day=timezone.localdate())
    ZeroResultSearch.objects.create(words="somebody’s name", times=1, last_day=timezone.localdate())
    client.force_login(UserFactory(editor=True))

    text = client.get(REPORT).content.decode()
    sheet = b"".join(client.get(f"{REPORT}?export=csv")).decode()

    assert "xylophone elbow" in text
    assert "name" not in sheet
    assert "xylophone elbow,7," in sheet
    assert "Searches without results" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("group", ["writer", "reviewer", "triager"])
def test_others_do_not_see_the_report(client, group):
    client.force_login(UserFactory(**{group: True}))

    assert client.get(REPORT).status_code == 302
    assert "Searches without results" not in client.get("/admin/").content.decode()


def test_editors_keep_the_synonyms_and_writers_do_not(client):
    client.force_login(UserFactory(editor=True))
    assert "Tylenol" in client.get("/admin/synonyms/?q=tylenol").content.decode()
    answer = client.post("/admin/synonyms/new/", {"terms": "gristle, cartilage"})
    assert answer.status_code == 302
    answer = client.post("/admin/synonyms/new/", {"terms": "gristle"})
    assert "at least two terms" in answer.content.decode()

    client.force_login(UserFactory(writer=True))
    assert client.get("/admin/synonyms/").status_code == 302
