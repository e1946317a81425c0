"""Citations are numbered as the text cites, gathered, shortened, and set by the site's style."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations import Citations, numbers_in, runs
from tests.factories import article, body, path_of, published, section


def plain(html):
    return re.sub(r"<[^>]+>", "", html)


def set_text(*texts, listed=9):
    citations = Citations(listed)
    return [plain(citations.set(text)) for text in texts], citations


def test_numbers_follow_the_first_appearance_and_are_used_again():
    texts, citations = set_text("Heat helps.[3] Cold does not.[1]", "Heat, again.[3]")

    assert texts == ["Heat helps.1 Cold does not.2", "Heat, again.1"]
    assert (citations.order, citations.uses) == ([3, 1], {1: 2, 2: 1})


def test_the_list_stands_in_the_order_of_the_numbers_and_what_nobody_cites_comes_last():
    _texts, citations = set_text("Heat.[3] Cold.[1]", listed=3)

    assert citations.in_order(["a", "b", "c"]) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("So.[1,2]", "So.1,2"),
        ("So.[1-3]", "So.1–3"),
        ("So.[1–3,5]", "So.1–4"),
        ("So,[1]. And", "So,1. And"),
        ("So.[1][2][3]", "So.1–3"),
        ("So [1] [2].", "So.1,2"),
        ("So [1], and so on.", "So,1 and so on."),
        ("So [1]: thus", "So1: thus"),
        ("So.[2,1,2]", "So.1,2"),
    ],
)
def test_citations_are_gathered_and_stand_after_full_stops_and_commas(typed, shown):
    assert set_text(typed)[0] == [shown]


@pytest.mark.parametrize(
    ("typed", "shown"), [("So.[1]", "So (1)."), ("So [1-3].", "So (1–3)."), ("So.[1] And.[2]", "So (1). And (2).")]
)
def test_in_vancouver_style_they_stand_in_brackets_before_the_full_stop(settings, typed, shown):
    settings.CITATION_STYLE = "vancouver"

    assert set_text(typed)[0] == [shown]


@pytest.mark.parametrize("typed", ["So.[10]", "So.[0]", "So.[1,99]", "See [page 3]", "a[1"])
def test_a_mark_that_names_no_reference_stays_as_it_is(typed):
    assert set_text(typed)[0] == [typed]


def test_every_number_in_a_range_can_be_come_back_to():
    html = Citations(5).set("So.[1-4]")

    assert re.findall(r'id="(cite-\d-1)"', html) == ["cite-1-1", "cite-2-1", "cite-3-1", "cite-4-1"]
    assert 'aria-label="References 1 to 4"' in html and html.count("<a ") == 1


def test_attributes_are_no_text():
    assert Citations(3).set('<a href="/x[1]">So</a>') == '<a href="/x[1]">So</a>'


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_every_number_once_and_in_order(numbers):
    assert [number for run in runs(numbers) for number in run] == sorted(numbers)


@given(st.text(alphabet="[]0123456789,-– .x", max_size=40))
def test_no_text_breaks_the_setting(text):
    Citations(9).set(text)
    numbers_in(text)


@pytest.mark.django_db
def test_readers_get_the_references_in_the_order_of_the_text(client):
    sections = body(section("One", "Second first.[2]"), section("Two", "Then the first.[1]"))

    text = client.get(path_of(published(article(references=2, sections=sections)))).content.decode()

    assert text.index("Study 1. 2012") < text.index("Study 0. 2012")
    assert 'id="cite-1-1" href="#ref-1"' in text and 'id="cite-2-1" href="#ref-2"' in text
