"""What a reader's search finds: the current editions that readers get, the best first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.pages import ReferenceItem
from articles.reading.search import finding
from articles.reading.search.vocabulary import count_words
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.status import hold, put_back
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import taken_away
from tests.factories.pages import article, policy, shared_topic, topic
from tests.factories.signing import published
from tests.search.searching import draft_about, page_about, search, titles

pytestmark = pytest.mark.django_db


def test_a_title_counts_more_than_a_key_point_a_heading_and_the_text():
    page_about("In the text", "Much depends on cartilage, they say.")
    page_about("In a heading", heading="Worn cartilage")
    page_about("In a key point", key_points=["Worn cartilage stays as it is."])
    page_about("Worn cartilage")

    assert titles("cartilage") == ["Worn cartilage", "In a key point", "In a heading", "In the text"]


def test_the_page_called_exactly_so_comes_before_pages_that_are_called_so_among_other_things():
    page_about("Cartilage repair: operations, costs and what to ask", "Cartilage, cartilage and cartilage again.")
    page_about("Cartilage")

    assert titles("cartilage")[0] == "Cartilage"


def test_other_forms_of_a_word_are_found_with_and_without_accents():
    page_about("Exercises", "She saw Dr Müller about knees.")

    assert titles("exercising") == titles("exercise") == titles("muller") == titles("Müller knee") == ["Exercises"]


def test_a_word_is_found_however_it_is_written():
    page_about(
        "Sleep", "He took zopi\u00adclone and ｘｙｌａｎ, of little bene\ufb01t, and anti\u2011inflammatory 5 \u00b5g."
    )

    for words in ["zopiclone", "zopi\u00adclone", "zopi\u200bclone", "xylan", "benefit", "anti-inflammatory", "5 μg"]:
        assert titles(words) == ["Sleep"]


def test_a_draft_is_never_found():
    draft_about("Unfinished cartilage")

    assert titles("cartilage") == []


def test_what_is_edited_after_publishing_is_not_found():
    page = page_about("Cartilage")

    edited(page, title="Gristle")

    assert titles("gristle") == []
    assert titles("cartilage") == ["Cartilage"]


def test_a_new_edition_is_found_by_its_words_and_no_longer_by_the_old_ones():
    page = page_about("Cartilage")

    published(edited(page, title="Gristle", change_class="update", change_note="New."))

    assert titles("gristle") == ["Gristle"]
    assert titles("cartilage") == []


def test_an_edition_that_was_put_back_is_what_is_found():
    page = page_about("Cartilage")
    published(edited(page, title="Gristle", change_class="update", change_note="New."))

    first = page.editions.get(number=1)
    put_back(
        fresh(page),
        by=UserFactory(editor=True),
        edition=first,
        notice="We had it wrong.",
        reason="The new one is wrong.",
    )

    assert titles("cartilage") == ["Cartilage"]
    assert titles("gristle") == []


@pytest.mark.parametrize(
    "status", [PublicationStatus.WITHDRAWN, PublicationStatus.RETRACTED, PublicationStatus.ARCHIVED]
)
def test_a_page_that_was_taken_away_is_not_found(status):
    taken_away(page_about("Cartilage"), status)

    assert titles("cartilage") == []


def test_a_page_under_a_notice_is_still_found():
    page = page_about("Cartilage")

    hold(page, by=UserFactory(editor=True), notice="We look at it again.", reason="A reader wrote.")

    assert titles("cartilage") == ["Cartilage"]


def test_a_search_asks_for_exactly_those_publications_that_readers_get():
    page_about("Cartilage")

    with CaptureQueriesContext(connection) as asked:
        search("cartilage")

    sql, parameters = Publication.objects.readable().values("pk").query.sql_with_params()
    reads = asked[0]["sql"].count("FROM articles_searchentry e\n")
    assert asked[0]["sql"].count(connection.ops.compose_sql(sql, parameters)) >= reads >= 6


def test_a_moved_page_is_found_at_its_new_address():
    page = page_about("Cartilage", slug="moves")
    elsewhere = topic("Elsewhere", slug="elsewhere")

    page.move(fresh(elsewhere), pos="last-child")

    assert search("cartilage").results[0]["url"] == "/elsewhere/moves/"


def test_topics_and_people_are_found_too_and_the_home_page_is_not():
    topic("Gristle and cartilage")

    assert titles("gristle") == ["Gristle and cartilage"]
    assert titles("plain relief", exactly=True) == []


def test_results_can_be_narrowed_to_a_topic():
    knees = topic("Knees")
    page_about("Cartilage of the knee", parent=fresh(knees))
    page_about("Cartilage of the back")

    found = search("cartilage")

    assert {(row["title"], row["count"]) for row in found.topics} == {("Knees", 1), (shared_topic().title, 1)}
    assert titles("cartilage", topic=knees.pk) == ["Cartilage of the knee"]
    assert search("cartilage", topic=knees.pk).topic_title == "Knees"


def test_results_come_in_pages():
    for number in range(finding.PAGE_SIZE + 2):
        page_about(f"Cartilage {number}")

    first, second = titles("cartilage"), titles("cartilage", page=2)

    assert (len(first), len(second)) == (finding.PAGE_SIZE, 2)
    assert not set(first) & set(second)
    assert search("cartilage").total == finding.PAGE_SIZE + 2


def test_quotation_marks_ask_for_a_phrase():
    page_about("In order", "The cold shoulder was shown.")
    page_about("In disorder", "The shoulder was cold.")

    assert titles('"cold shoulder"') == ["In order"]
    assert sorted(titles("cold shoulder")) == ["In disorder", "In order"]


@pytest.mark.parametrize("phrase", ['"116 123"', "1,652", '"10 mg"'])
def test_a_phrase_of_numbers_is_found_like_one_of_words(phrase):
    page_about("Somebody to talk to", "Call 116 123. So did 1,652 people. It was not for 10 mg.")
    page_about("Other numbers", "Call 123 or 116, not 652 or 10 ml.")

    assert titles(phrase)[0] == "Somebody to talk to"
    assert search(phrase).is_partial is False


def test_a_number_that_no_page_cites_is_looked_for_in_the_texts():
    page_about("Whom to call", "Call 111 when it cannot wait.")

    found = search("111")

    assert ([result["name"] for result in found.results], found.cites) == (["Whom to call"], "")


def test_a_phrase_of_words_that_stand_on_most_pages_is_looked_for_on_the_newest():
    page_about("In disorder", "The shoulder was cold.")
    page_about("In order", "The cold shoulder was shown.")
    count_words()
    most_pages_are_too_many = finding.Bounds(looked_at=0)

    assert titles('"cold shoulder"', bounds=most_pages_are_too_many) == ["In order"]


def test_a_snippet_shows_the_word_itself_and_not_one_that_only_begins_so():
    page_about("Legs", f"A tendon is tense. {'Much lies between. ' * 80}All ten of them hurt.")

    assert "<mark>ten</mark>" in search("ten").results[0]["snippet"]


def test_pages_with_some_of_the_words_are_shown_when_no_page_has_all():
    page_about("Cartilage")

    found = search("cartilage xylophone")

    assert found.is_partial
    assert [result["url"] for result in found.results] == [search("cartilage").results[0]["url"]]


def test_a_search_is_one_query(django_assert_num_queries):
    page_about("Cartilage")

    with django_assert_num_queries(1):
        search("cartilage")


@pytest.mark.parametrize(
    "question", ["How long does sciatica last?", "is sciatica treated at home", "what helps sciatica"]
)
def test_words_of_a_question_that_say_nothing_do_not_decide(question):
    page_about("Sciatica"), page_about("Another", "It lasts long, helps at home, and is treated.")

    assert titles(question)[0] == "Sciatica"


def test_a_question_of_nothing_but_such_words_is_searched_for_as_it_is():
    page_about("What helps")

    assert titles("what helps") == ["What helps"]


def test_where_few_pages_have_all_the_words_the_one_that_is_about_most_of_them_comes_first():
    page_about("Low back pain: what to do"), page_about("Tilting tables", "Back pain, and how to sit.")

    found = titles("back pain when I sit")

    assert found.index("Low back pain: what to do") < found.index("Tilting tables")


def test_a_policy_comes_after_articles():
    (
        policy("advertising", text="No firm that makes ibuprofen pays us."),
        page_about("Painkillers", "Ibuprofen and others."),
    )

    assert titles("ibuprofen")[0] == "Painkillers"


@pytest.mark.parametrize("number", ["10.1000/TRIAL.7", "https://doi.org/10.1000/trial.7", "PMID 12345678"])
def test_the_number_of_a_work_finds_the_pages_that_cite_it(number, client):
    work = ReferenceItem(text="A trial.", doi="10.1000/trial.7", pmid="12345678", sort_order=0)
    published(edited(article("It cites it"), references=[work])), page_about("It does not")

    assert titles(number) == ["It cites it"]
    assert "These pages cite the work with this number" in client.get("/search/", {"q": number}).content.decode()
    assert "No page cites the work" in client.get("/search/", {"q": "10.1000/other"}).content.decode()


def test_so_they_can_beyond_what_is_ranked_and_there_is_an_end(monkeypatch, client):
    monkeypatch.setattr("articles.reading.search.finding.PAGE_SIZE", 1)
    monkeypatch.setattr("articles.reading.search.finding.BOUNDS", finding.Bounds(ranked=2))
    for number in range(3):
        work = ReferenceItem(text="A trial.", doi="10.1000/trial.7", sort_order=0)
        published(edited(article(f"Number {number}"), references=[work]))

    third, beyond = (client.get("/search/", {"q": "10.1000/trial.7", "page": page}).content.decode() for page in (3, 4))

    assert "3 results" in third and "Number 0" in third and "page=4" not in third
    assert "There are no more results." in beyond and "No page cites" not in beyond


def test_all_pages_that_cite_a_work_can_be_reached(monkeypatch, client):
    monkeypatch.setattr("articles.reading.search.finding.PAGE_SIZE", 1)
    for title in ("It cites it", "So does this"):
        work = ReferenceItem(text="A trial.", doi="10.1000/trial.7", sort_order=0)
        published(edited(article(title), references=[work]))

    pages = [client.get("/search/", {"q": "10.1000/trial.7", "page": page}).content.decode() for page in (1, 2)]

    assert all("2 results" in page for page in pages)
    assert "So does this" in pages[0] and "It cites it" in pages[1]
