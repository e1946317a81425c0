"""The page of results, its suggestions, and what people type into it."""

import re

import pytest
from django.core.exceptions import ValidationError

from articles.reading.search import query_parsing
from tests.factories.drafts import body, section
from tests.factories.pages import article, policy, published_article, topic
from tests.search.searching import page_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """What a reader gets for a search, as text."""

    def get(text, **parameters):
        response = client.get("/search/", {"q": text, **parameters})
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"].startswith("private")
        return response.content.decode()

    return get


@pytest.fixture
def suggest(client):
    """The titles that are suggested for a text."""

    def get(text):
        response = client.get("/search/suggestions/", {"q": text})
        assert response.status_code == 200
        assert not response.cookies
        return [suggestion["title"] for suggestion in response.json()["suggestions"]]

    return get


def test_a_result_shows_the_title_its_address_and_the_passage_with_the_words_marked(read):
    page_about("Worn joints", "Much of the knee is cartilage. It wears down.", slug="worn")

    text = read("cartilage")

    assert '<a href="/back-pain/worn/">Worn joints</a>' in text
    assert "Much of the knee is <mark>cartilage</mark>. It wears down" in text
    assert "1 result for “cartilage”" in text
    assert 'content="noindex"' in text


def test_markup_in_a_title_or_a_text_is_shown_as_text(read):
    page_about("<script>alert(1)</script> cartilage", "Type &lt;img src=x onerror=alert(2)&gt; for cartilage.")

    text = read("cartilage")

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>cartilage</mark>" in text
    assert set(re.findall(r"<[^>]*>", text.partition('class="result__snippet">')[2].partition("</p>")[0])) == {
        "<mark>",
        "</mark>",
    }


def test_what_was_typed_is_shown_as_text(read):
    text = read('"><script>alert(1)</script>')

    assert "<script>alert" not in text


def test_a_correction_says_so_and_leaves_a_way_back(read):
    page_about("Sciatica")

    text = read("siatica")

    assert "These are results for <b>sciatica</b>" in text
    assert "/search/?q=siatica&amp;exactly=1" in text
    assert "We found nothing" in read("siatica", exactly=1)


def test_no_results_is_a_page_that_helps(read):
    text = read("xylophone")

    for help_ in ("We found nothing for “xylophone”", "Check the spelling", "Find your topic", "/back-pain/", "999"):
        assert help_ in text


def test_nothing_in_a_topic_leads_to_all_topics(read):
    knees = topic("Knees")
    page_about("Cartilage of the back")

    text = read("cartilage", topic=knees.pk)

    assert "in the topic Knees" in text
    assert 'href="/search/?q=cartilage"' in text


def test_results_lead_to_their_next_page_and_no_further(read):
    for number in range(12):
        page_about(f"Cartilage {number}")

    assert 'rel="next" href="/search/?q=cartilage&amp;page=2"' in read("cartilage")
    assert 'start="11"' in read("cartilage", page=2)
    assert 'rel="next"' not in read("cartilage", page=2)
    assert "There are no more results" in read("cartilage", page=3)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 400, "²", "", "\x00"])
def test_a_page_that_cannot_be_is_read_as_another(read, number):
    page_about("Cartilage")

    assert "<mark>Cartilage</mark>" in read("cartilage", page=number)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 11, "x", "1e3", "7\x00", ""])
def test_a_topic_that_cannot_be_is_no_error(read, number):
    page_about("Cartilage")

    assert "<mark>Cartilage</mark>" in read("cartilage", topic=number)


def test_what_is_no_topic_that_readers_get_is_read_as_none(read, taken_away):
    knees, cartilage = taken_away(topic("Knees")), page_about("Cartilage")

    for page in (knees, cartilage):
        text = read("cartilage", topic=page.pk)
        assert "<mark>Cartilage</mark>" in text and "Only pages in the topic" not in text


HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "'",
    '"',
    '""""',
    "\\",
    "%",
    "%s %(words)s %%",
    "{readable}",
    "&|!():*<->",
    "cartilage & !knee | (",
    "'cartilage':*A <2> foo",
    "-",
    "-cartilage",
    "--cartilage -- ;",
    "or",
    "or or or",
    "and not the of",
    "cartilage OR",
    "'; DROP TABLE articles_searchentry; --",
    "\ud7ff\ue000\ufffd\U0010ffff",
    "\u202e\u200b\ufeff cartilage",
    "😀 关节炎 الألم ß ﬁ",
    "ſ" * 50,
    "x" * 10_000,
    "pain " * 2_000,
    '"pain ' * 2_000,
    "🦴" * 200,
    "<b>&amp;\x02\x03",
    "http://a.b/c?d&e=f#g a@b.c /etc/passwd 1e999 -1.5",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_a_clear_page(read, suggest, text):
    page_about("Cartilage and pain")

    assert "<h1" in read(text)
    assert isinstance(suggest(text), list)


@pytest.mark.parametrize("raw", ["q=%ff%fe%00", "q=%", "q=%u0000", "q[]=1", "q=1&q=2", "q", "&&&", "q=" + "%00" * 3000])
def test_whatever_bytes_come_get_a_clear_page(client, raw):
    for address in ("/search/", "/search/suggestions/"):
        assert client.get(f"{address}?{raw}").status_code == 200


def test_a_hyphen_does_not_ask_for_all_other_pages():
    assert query_parsing.cleaned("pain -knee – hip") == "pain knee hip"
    assert query_parsing.cleaned("covid-19 x-ray") == "covid-19 x-ray"


def test_a_long_text_is_searched_for_by_its_beginning_and_says_so(read):
    page_about("Cartilage")

    assert "searched for its first words" in read("cartilage " * 13)
    assert query_parsing.cleaned("a " * 500).count("a") == query_parsing.MOST_WORDS


def test_nothing_is_sent_or_changed_by_other_methods(client):
    assert client.post("/search/", {"q": "cartilage"}).status_code == 405
    assert client.head("/search/", {"q": "cartilage"}).status_code == 200


def test_titles_are_suggested_by_the_beginnings_of_their_words_in_any_order(suggest):
    page_about("Cartilage of the knee")
    page_about("A knee brace")
    article("Knee draft")

    assert suggest("kne") == ["A knee brace", "Cartilage of the knee"]
    assert suggest("knee car") == suggest("Cartilage of") == ["Cartilage of the knee"]
    assert suggest("x") == suggest("") == []


def test_titles_that_begin_so_are_suggested_first(suggest):
    page_about("Brace your knees")
    page_about("Knee exercises for everybody")

    assert suggest("knee")[0] == "Knee exercises for everybody"


def test_suggestions_forgive_a_typing_error(suggest):
    page_about("Osteoarthritis")

    assert suggest("osteoarhtritis") == ["Osteoarthritis"]
    assert suggest("xylophone") == []


def test_a_word_that_people_write_suggests_no_title_with_another_one(suggest):
    page_about("Discs")

    assert suggest("dics") == ["Discs"]
    assert suggest("diet") == []


def test_suggestions_are_few_and_one_query(suggest, django_assert_num_queries):
    for number in range(10):
        page_about(f"Cartilage {number}")

    with django_assert_num_queries(1):
        assert len(suggest("cart")) == 8


def test_every_page_leads_to_the_search_and_no_page_can_hide_it(client):
    assert 'href="/search/"' in client.get("/back-pain/").content.decode()
    page = article("Search")
    page.slug = "search"
    with pytest.raises(ValidationError, match="taken by the site itself"):
        page.clean()


LIBRARY = {"Painkillers": "Ibuprofen and others.", "Slipped disc": "It heals.", "Knee arthritis": "Worn cartilage."}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ibup", "Painkillers"),
        ("slipped disk", "Slipped disc"),
        ("knee p", "Knee arthritis"),
        ("wor", "Knee arthritis"),
    ],
)
def test_words_that_no_title_has_suggest_what_a_search_for_them_would_find(suggest, typed, title):
    for name, text in LIBRARY.items():
        page_about(name, text)

    assert suggest(typed)[0] == title


def test_a_passage_leads_to_the_section_where_it_stands(read):
    sections = body(
        section("What it is", "A joint is where two bones meet."),
        section("What helps", "Swimming keeps the cartilage of a knee fed.[1]"),
        section("When to worry", "A knee that locks needs a doctor."),
    )
    published_article("Worn joints", slug="worn-joints", sections=sections)

    text = read("cartilage")

    assert '<a href="/back-pain/worn-joints/#what-helps">What helps</a>' in text
    assert '#when-to-worry">' in read("locks")


def test_a_word_of_the_key_points_leads_to_no_section(read):
    published_article("Worn joints", key_points=["Cartilage does not grow back."])

    assert "result__section" not in read("cartilage")


def test_a_result_says_who_reviewed_it_and_when(read):
    page_about("Worn joints", "Much of the knee is cartilage.")

    assert re.search(r'result__reviewed">Medically reviewed by .+ <time datetime="\d{4}-\d\d-\d\d">', read("cartilage"))


@pytest.mark.parametrize("text", ["🤕", "?!", "…", "🦴 🦵"])
def test_somebody_who_types_no_word_is_told_what_can_be_looked_for(read, text):
    assert "We can look for words only." in read(text)


def test_a_policy_that_only_mentions_a_word_comes_where_nothing_else_is_found(read):
    policy("advertising", text="We take no money from makers of cartilage pills.")
    assert "advertising" in read("cartilage")

    page_about("Worn joints", "Much of the knee is cartilage.")

    assert "/about/advertising" not in read("cartilage").split('class="results__list"')[1].split("</ol>")[0]
    assert "/about/advertising" in read("advertising").split('class="results__list"')[1].split("</ol>")[0]
