"""Citations are numbered as the text cites, gathered, shortened, and set by the site's style."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from articles.writing.citations import MARKS, Citations, numbers_in, runs, shortened, typed_marks, works_in
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published


def plain(html):
    return re.sub(r"<[^>]+>", "", html)


@dataclass
class Listed:
    """Something that can be cited: what readers get of it is its name."""

    name: str

    @property
    def shown(self):
        return {"text": self.name}


def listed(count):
    return [Listed(str(number)) for number in range(1, count + 1)]


def set_text(*texts, count=9, works=None):
    citations = Citations(listed(count), works, typed_marks(" ".join(texts)))
    return [plain(citations.set(text)) for text in texts], citations


def test_numbers_follow_the_first_appearance_and_are_used_again():
    texts, citations = set_text("Heat helps.[3] Cold does not.[1]", "Heat, again.[3]")

    assert texts == ["Heat helps.1 Cold does not.2", "Heat, again.1"]
    assert ([cited.name for cited in citations.order], citations.uses) == (["3", "1"], {1: 2, 2: 1})


def test_the_list_stands_in_the_order_of_the_numbers_and_what_nobody_cites_comes_last():
    _texts, citations = set_text("Heat.[3] Cold.[1]", count=3)

    assert citations.in_order() == [{"text": "3", "uses": 1}, {"text": "1", "uses": 1}, {"text": "2", "uses": 0}]


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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("So [1], [2] and [3].", "So1,2 and.3"),
        ("So [1]; [2]: no.", "So1,2: no."),
        ("So [1],[2],[3], but", "So,1–3 but"),
        ("So [1] , [2] .", "So1,2 ."),
    ],
)
def test_marks_with_commas_between_them_are_no_number_of_two_digits(typed, shown):
    assert set_text(typed)[0] == [shown]


def test_a_range_backwards_stays_beside_a_citation():
    assert set_text("A median of [5-2][1] points")[0] == ["A median of [5-2]1 points"]


def test_every_number_in_a_range_can_be_come_back_to():
    html = Citations(listed(5), said=["[1-4]"]).set("So.[1-4]")

    assert re.findall(r'id="(cite-\d-1)"', html) == ["cite-1-1", "cite-2-1", "cite-3-1", "cite-4-1"]
    assert 'aria-label="References 1 to 4"' in html and html.count("<a ") == 1


def test_hundreds_of_thousands_of_blanks_are_looked_at_once():
    assert MARKS.sub("", f"Pain.{' ' * 300_000}Heat [1].") == f"Pain.{' ' * 300_000}Heat"


def test_attributes_are_no_text():
    assert Citations(listed(3)).set('<a href="/x[1]">So</a>') == '<a href="/x[1]">So</a>'


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_every_number_once_and_in_order(numbers):
    assert [number for run in runs(numbers) for number in run] == sorted(numbers)


@given(st.text(alphabet="[]0123456789,-– .x", max_size=40))
@example("See [1-2-3].")  # no range, so a text
def test_no_text_breaks_the_setting(text):
    Citations(listed(9), said=typed_marks(text)).set(text)
    numbers_in(text)


@pytest.mark.django_db
def test_readers_get_the_references_in_the_order_of_the_text(client):
    sections = body(section("One", "Second first.[2]"), section("Two", "Then the first.[1]"))

    text = client.get(path_of(published(article(references=2, sections=sections)))).content.decode()

    assert text.index("Study 1. 2012") < text.index("Study 0. 2012")
    assert 'id="cite-1-1" href="#ref-1"' in text and 'id="cite-2-1" href="#ref-2"' in text


BUTTON = '<a linktype="citation" id="17">[Hayden 2021]</a>'


def test_a_citation_by_the_button_is_numbered_with_those_that_were_typed():
    html = shortened(f"<p>Heat helps.[2]{BUTTON} Cold does not.{BUTTON} So.[1]</p>")
    texts, citations = set_text(html, count=2, works={17: Listed("Hayden")})

    assert texts == ["Heat helps.1,2 Cold does not.2 So.3"]
    assert [reference["text"] for reference in citations.in_order()] == ["2", "Hayden", "1"]


def test_where_in_a_work_something_stands_is_shown_beside_its_number_and_keeps_it_out_of_ranges():
    html = shortened('So.[1,2]<a id="17" linktype="citation" locator="p. 4">[Hayden]</a>')

    assert set_text(html, works={17: Listed("Hayden")})[0] == ["So.1,2,3(p. 4)"]


def test_two_marks_of_a_merged_work_have_one_number():
    html = shortened(f"So.{BUTTON} And.{BUTTON.replace('17', '18')}")
    same = Listed("Hayden")

    assert set_text(html, works={17: same, 18: same})[0] == ["So.1 And.1"]


def test_a_mark_of_a_work_that_is_gone_stays_for_the_rules_to_find():
    html = shortened(f"So.{BUTTON}")

    assert (works_in([html]), set_text(html)[0]) == ({17}, ["So.[w17]"])


@pytest.mark.parametrize("text", ["12 days [8-15]%s.", "12 days [8-15] %s.", "12 days %s [8-15].", "12 days. [8-15]%s"])
def test_a_citation_beside_a_range_in_brackets_is_one_all_the_same(text):
    work, mark = Listed("Seventeenth"), '<a linktype="citation" id="17">[Author 2012]</a>'
    citations = Citations(works={17: work})

    html = citations.set(shortened(text % mark))

    assert "[8-15]" in html and "cite-1-1" in html
    assert [item["uses"] for item in citations.in_order()] == [1]


def test_a_link_is_no_citation():
    link = '<a linktype="page" id="17">Back pain</a>'

    assert shortened(link) == link


# --- what the writer said ---


def shown(page):
    return Client().get(path_of(page)).content.decode()


RANGE = "A median of 4 [2-6] points, a trial found.[1]"


@pytest.mark.django_db
def test_brackets_are_citations_only_when_the_writer_said_so():
    page = article(references=6, sections=body(section("Pain", RANGE + "[2][3][4][5][6]")))

    page = published(edited(page, typed_citations=[f"[{number}]" for number in range(1, 7)]))

    html = shown(page)
    assert "A median of 4 [2-6] points" in html
    assert "a trial found." in html and ">1–6</a>" in html


@pytest.mark.django_db
def test_a_range_beyond_the_list_keeps_nothing_from_review():
    page = article(references=1, sections=body(section("Pain", "Between [12-60] years.[1]")))

    page = published(edited(page, typed_citations=["[1]"]))

    assert "Between [12-60] years." in shown(page)


@pytest.mark.django_db
def test_the_edit_screen_asks_which_brackets_cite(client):
    page = article(references=6, sections=body(section("Pain", RANGE)))
    page = edited(page, typed_citations=["[1]"])
    logged_in(client, UserFactory(is_superuser=True))

    screen = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    boxes = re.findall(r'<input type="checkbox" name="typed_citations" value="([^"]+)"[^>]*?(checked)?>', screen)
    assert [(mark, bool(is_ticked)) for mark, is_ticked in boxes] == [("[2-6]", False), ("[1]", True)]
    assert "[2-6] stands in the text as it is written." in screen
