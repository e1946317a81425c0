"""A pasted list of references becomes references of the article when somebody saw what each line is."""

import html
import re

import pytest
from django.urls import reverse

from articles.references.library.references import Reference
from editorial.exchange.documents.reference_lists import listed_in
from tests.factories.accounts import UserFactory, logged_in
from tests.references.conftest import works

pytestmark = pytest.mark.django_db

GUIDELINE = "NICE. Low back pain and sciatica. NG59. 2020. https://www.nice.org.uk/guidance/ng59"
DOI = "10.5555/back.2020.01"
PUBMED = """1: Hayden JA, Ellis J. Exercise therapy
for chronic low back pain. Cochrane Database Syst Rev. 2021 Sep
28;9(9):CD009790. PMID: 34580864.

2: Smith J. Cold packs. Lancet. 2011.
"""


@pytest.fixture
def writer(client):
    logged_in(client, UserFactory(writer=True))
    return client


def answer(client, **what):
    given = client.post(reverse("exchange:references"), what).json()
    return html.unescape(given["html"]), given["references"]


def confirmed(client, shown, **answers):
    """What comes of it when the answers are as they are offered, but for those given here by the line's number."""
    lot = re.search(r'name="lot" value="([^"]+)"', shown)[1]
    radios = re.findall(r"<input [^>]*type=\"radio\"[^>]*>", shown)
    chosen = {
        re.search(r'name="([^"]+)"', radio)[1]: re.search(r'value="([^"]+)"', radio)[1]
        for radio in radios
        if " checked" in radio
    } | dict(re.findall(r'<input type="hidden" name="(line-[^"]+)" value="([^"]+)"', shown))
    return answer(client, lot=lot, **chosen, **answers)


@pytest.mark.parametrize(
    ("pasted", "listed"),
    [
        ("First A. One. 2001.\n\nSecond B. Two. 2002.", ["First A. One. 2001.", "Second B. Two. 2002."]),
        ("References\n1. First A. One. 2001.\n2. Second B. 2002.", ["First A. One. 2001.", "Second B. 2002."]),
        ("[1] First A.\n[2] Second B.", ["First A.", "Second B."]),
        ("1. First A. Pain at\n65 years. 2001.\n2. Second B.", ["First A. Pain at 65 years. 2001.", "Second B."]),
        ("2020 guideline. One.\n10.5555/x", ["2020 guideline. One.", "10.5555/x"]),
        ("", []),
    ],
)
def test_a_list_is_read_a_line_each_or_by_its_numbers(pasted, listed):
    assert listed_in(pasted) == listed


def test_a_list_of_pubmed_is_read_over_its_lines():
    first, second = listed_in(PUBMED)

    assert first.startswith("Hayden JA, Ellis J. Exercise therapy for chronic") and first.endswith("PMID: 34580864.")
    assert second == "Smith J. Cold packs. Lancet. 2011."


def test_what_is_known_looked_up_or_typed_is_shown_and_then_listed(writer, stand):
    stand.says("/crossref/works/", "crossref_article.json")
    known = Reference.objects.create(text="Known K. A known work. 2001.", doi="10.5555/known")

    shown, references = answer(writer, pasted=f"10.5555/known\n{DOI}\n{GUIDELINE}\nnot a reference at all")
    assert references == [] and works().count() == 1
    assert "Hanging upside down for backs" in shown and "nobody has looked it up" in shown

    shown, references = confirmed(writer, shown)
    assert [reference["doi"] for reference in references] == ["10.5555/known", DOI, ""]
    assert references[0]["text"] == known.text and references[2]["url"] == "https://www.nice.org.uk/guidance/ng59"
    assert works().count() == 3
    assert "These still have to be completed" in shown and "not a reference at all</textarea>" in shown


def test_what_nobody_can_look_up_now_is_kept_as_typed_or_filled_in(writer, stand):
    stand.says("/", "", status=503)

    shown, _references = answer(writer, pasted=f"Smith J. Cold packs. Lancet. 2011. doi:{DOI}\nPMID 34580864")
    assert "does not answer now" in shown
    asked = len(stand.asked)
    incomplete, references = confirmed(writer, shown, **{"line-1-title": "Exercise"})
    assert "Fill it in, or leave the work out." in incomplete and references == [] and not works().exists()

    filled = {"line-1-title": "Exercise", "line-1-authors": "Hayden JA", "line-1-journal": "BMJ", "line-1-year": "2021"}
    shown, references = confirmed(writer, shown, **filled)
    assert shown == "" and [(row["doi"], row["pmid"]) for row in references] == [(DOI, ""), ("", "34580864")]
    assert len(stand.asked) == asked


def test_a_work_that_is_not_what_was_pasted_is_not_taken_without_a_word(writer, stand):
    stand.says("/crossref/works/", "crossref_article.json")

    shown, _references = answer(writer, pasted=f"Other O. Something quite different. BMJ. 1999. doi:{DOI}")
    _shown, references = confirmed(writer, shown)

    assert "is not what you pasted" in shown
    assert references[0]["text"].startswith("Other O. Something quite different.")


def test_a_long_list_comes_in_lots(writer):
    shown, _references = answer(
        writer, pasted="\n".join(f"Author A. Study {n}. Lancet of pain. 2001." for n in range(12))
    )
    assert "2 more come next." in shown

    shown, first = confirmed(writer, shown)
    shown, second = confirmed(writer, shown)

    assert (len(first), len(second), shown) == (10, 2, "")


def test_what_was_shown_cannot_be_changed_on_its_way(writer):
    shown, references = answer(writer, lot="forged", **{"line-0-work": "typed"})

    assert "Paste it again." in shown and references == []


def test_who_may_not_bring_works_gets_no_dialogue(client):
    logged_in(client, UserFactory(triager=True))

    assert client.get(reverse("exchange:references")).status_code == 302
