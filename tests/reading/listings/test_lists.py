"""What topics, people and policies list: in an editor's order, and without an end; and what the navigation holds."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.reading import paging
from articles.reading.listings import shelves
from articles.reading.listings.neighbours import neighbours
from articles.reading.page.readings import Reading
from articles.record.published.publications import Publication
from tests.factories.drafts import edited, home, person
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import policy, published_article, topic
from tests.factories.signing import about, credentialed, introduce, published, published_home

pytestmark = pytest.mark.django_db
TITLES = re.compile(r'class="card__title"><a href="[^"]*">([^<]*)<')
NEXT = re.compile(r'rel="next" href="([^"]*)"')


@pytest.fixture(scope="module")
def made(scene):
    place = topic("Back pain", slug="a-place")
    articles = [published_article(f"Article {number}", parent=place) for number in range(5)]
    return {"topic": place.pk, "articles": [page.pk for page in articles]}


@pytest.fixture
def place(made):
    return published_home().get_children().get(pk=made["topic"]).specific


@pytest.fixture
def two_a_page(monkeypatch):
    monkeypatch.setattr(shelves, "PER_PAGE", 2)


def grouped(place, *groups):
    """The topic, after its editor put articles into groups and everybody signed that."""
    blocks = [{"type": "group", "value": {"heading": heading, "pages": pages}} for heading, pages in groups]
    return published(edited(place, groups=blocks, change_class="clarification", change_note="An order."))


def titles(text):
    return TITLES.findall(text)


def all_pages(read, path):
    """The texts of a list's pages, one after the other."""
    while path:
        text = read(path)
        yield text
        following = NEXT.search(text)
        path = following and following[1]


def test_a_topic_lists_all_its_articles_page_by_page(read, place, two_a_page):
    pages = list(all_pages(read, path_of(place)))

    assert [titles(text) for text in pages] == [["Article 4", "Article 3"], ["Article 2", "Article 1"], ["Article 0"]]
    assert all("5 articles" in text for text in pages)


def test_only_the_first_page_of_a_list_is_for_search_engines(read, place, two_a_page):
    first, second, _ = all_pages(read, path_of(place))

    assert "noindex" not in first and 'rel="canonical"' in first
    assert "noindex" in second and 'rel="canonical"' not in second
    assert f'href="{path_of(place)}">Back to the beginning' in second


@pytest.mark.parametrize("key", ["x", "MXw", "MXxub3c", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OXwyMDI2LTAxLTAxVDAwOjAwOjAw"])
def test_a_key_that_nobody_gave_out_leads_nowhere(read, place, key):
    read(f"{path_of(place)}?articles={key}", 404)
    read(f"{path_of(place)}?topics=MXwA", 404)


def test_an_article_published_meanwhile_moves_nothing_in_the_pages_after(read, place, two_a_page):
    first = read(path_of(place))
    published_article("Newer", parent=place)

    assert titles(read(NEXT.search(first)[1])) == ["Article 2", "Article 1"]


def test_an_editor_groups_articles_in_an_order_and_the_rest_follows(read, place, made):
    pages = made["articles"]
    place = grouped(place, ("Start here", [pages[3], pages[0], pages[3]]), ("Treatments", [pages[1], pages[0]]))

    text = read(path_of(place))

    assert titles(text) == ["Article 3", "Article 0", "Article 1", "Article 4", "Article 2"]
    assert text.index("Start here") < text.index("Article 3") < text.index("Treatments") < text.index("All articles")


def test_what_readers_do_not_get_stands_in_no_group(read, place, made):
    page = published_article("Taken away", parent=place)
    place = grouped(place, ("Start here", [page.pk]))
    taken_away(page)

    text = read(path_of(place))

    assert "Taken away" not in text and "Start here" not in text


def test_an_order_that_nobody_signed_is_not_shown(read, place, made):
    edited(place, groups=[{"type": "group", "value": {"heading": "Unsigned7f3a9", "pages": made["articles"][:1]}}])

    assert "Unsigned7f3a9" not in read(path_of(place))


def reading_of(page):
    publication = Publication.objects.select_related("edition").get(page_id=page)
    return Reading(publication.edition.content, edition=publication.edition, publication=publication)


def next_to(page):
    found = neighbours(reading_of(page))
    return tuple(found[way] and found[way]["title"] for way in ("previous", "next"))


def test_next_to_an_article_stand_those_around_it_in_the_order_of_its_topic(place, made):
    pages = made["articles"]
    grouped(place, ("Start here", [pages[3], pages[0]]))

    order = [pages[3], pages[0], pages[4], pages[2], pages[1]]
    assert [next_to(page) for page in order] == [
        (None, "Article 0"),
        ("Article 3", "Article 4"),
        ("Article 0", "Article 2"),
        ("Article 4", "Article 1"),
        ("Article 2", None),
    ]


def test_what_is_next_is_one_question(place, made, django_assert_num_queries):
    grouped(place, ("Start here", made["articles"][:2]))

    reading = reading_of(made["articles"][4])

    with django_assert_num_queries(1):
        neighbours(reading)


def test_a_person_has_all_that_they_wrote_and_signed(read, two_a_page, made):
    author = published(person("Ada Writer"))
    for number in range(3):
        published_article(f"Hers {number}", author=author)

    pages = list(all_pages(read, path_of(author)))

    assert [titles(text) for text in pages] == [["Hers 2", "Hers 1"], ["Hers 0"]]
    assert "Wrote (3)" in pages[0]


def test_a_topic_that_somebody_signed_is_among_what_they_signed(read, place):
    reviewer = next(s for s in place.editions.first().sign_offs if s.kind == "medical_review").shown["person"]

    assert "Back pain" in titles(read(Publication.objects.get(page_id=reviewer).path))


def test_our_people_stand_on_one_page_with_what_entitles_them(read):
    address = "https://register.example/R-77"
    credentialed("medical_review", name="Dr Ruth Reader", number="R-77", register_url=address)
    page = policy("people", title="Our people")

    text = read(path_of(page))

    assert "Dr Ruth Reader" in text and "Register of Tests" in text and "number R-77" in text
    assert f'<a href="{address}" rel="noreferrer">Register of Tests</a>' in text
    assert 'href="/about/' in text


def test_the_navigation_holds_few_topics_and_a_way_to_all(read, made):
    for number in range(9):
        topic(f"Topic {number}")

    navigation = read("/corrections/").partition("</nav>")[0]

    assert navigation.count("<li>") <= 6 + 1 + 4
    assert f'href="{reverse("topics", args=[""])}">All topics' in navigation


def test_an_editor_chooses_the_topics_of_the_navigation_and_their_order(read, made):
    chosen = [topic(title) for title in ("Zither pain", "Elbow pain")]
    published_home()
    blocks = [{"type": "topic", "value": page.pk} for page in chosen]
    published(edited(home(), chosen=blocks, change_class="clarification", change_note="Others first."))

    navigation, front = read("/corrections/").partition("</nav>")[0], read("/")

    assert re.findall(r"(\w+) pain", navigation) == ["Zither", "Elbow"]
    assert titles(front)[:2] == ["Zither pain", "Elbow pain"]


def test_all_topics_are_on_one_page(read, made):
    topic("Elbow pain", parent=topic("Arm pain"))

    text = read("/topics/")

    assert list(dict.fromkeys(titles(text))) == ["Arm pain", "Back pain", "Elbow pain"]
    read("/fr/topics/", 404)


def test_how_we_work_is_in_the_navigation_and_on_the_home_page(read, made):
    page, people = about(), policy("people", title="Our people")
    text = read("/")

    navigation = text.partition("</nav>")[0]
    assert f'href="{path_of(page)}">About us' in navigation and f'href="{path_of(people)}">Our people' in navigation
    assert "More about how we work" in text


def test_policies_lead_to_each_other(read):
    first, second = policy("privacy", title="Privacy"), policy("funding", title="Funding")

    text = read(path_of(second))

    assert f'<a href="{path_of(first)}">Privacy' in text
    assert f'<a href="{path_of(second)}" aria-current="page">Funding' in text


def test_the_lists_beside_an_article_repeat_nothing(read, made):
    from articles.reading.listings.related import relate

    for publication in Publication.objects.of_kind("article"):
        relate(publication.pk)
    path = Publication.objects.get(page_id=made["articles"][0]).path

    shown = titles(read(path))

    assert len(shown) == len(set(shown)) > 0


@pytest.mark.parametrize(
    "path, most",
    [("/", 10), ("/topics/", 6), ("/for-programs/", 6), ("/a-place/", 12)],
)
def test_lists_ask_little(client, made, path, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("pk", [0, -1, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("year", [1, 2026, 9999])
def test_a_key_of_a_place_that_never_was_is_no_failure(read, place, pk, year):
    read(f"{path_of(place)}?articles={paging.key_of(datetime(year, 1, 1, tzinfo=UTC), pk)}")
    read(f"{path_of(place)}?topics={paging.key_of('Ω' * 300, pk)}")


@pytest.mark.parametrize(
    "name, key",
    [("articles", paging.key_of(datetime(1, 1, 1, tzinfo=UTC), 1)), ("topics", paging.key_of("Ω" * 300, 1))],
)
def test_beyond_the_last_entry_a_list_says_so_and_leads_back(read, place, name, key):
    for path in {path_of(place), "/topics/"} if name == "topics" else {path_of(place)}:
        shown = read(f"{path}?{name}={key}")
        assert f'There is nothing more in this list. <a href="{path}">' in shown
        assert "Nothing is published" not in shown


def test_an_editor_has_what_they_approved_among_what_they_signed(read):
    page = policy("privacy", title="Privacy")
    editor = page.editions.first().sign_offs[0].signer
    introduce(editor)

    text = read(path_of(editor.person_account.person))

    assert "Privacy" in titles(text) and "Signed (" in text


def test_topics_in_lists_say_how_many_articles_they_have(read, made, place):
    topic("Arm pain")
    page = Publication.objects.get(page_id=made["articles"][0]).page.specific

    assert read("/topics/").count("5 articles") == 1 and "5 articles" in read("/")
    taken_away(page)
    assert "4 articles" in read("/topics/")


def test_articles_are_counted_once_for_all_pages(client, made):
    client.get("/topics/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/topics/?again")

    assert not [query for query in queries if "count(*) FROM (SELECT" in query["sql"]]
