"""Numbers in brackets and raised ones become citations where they are marks of references, and nowhere else."""

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references

LISTED = "<h2>References</h2><ol>" + "".join(f"<li>Work {number}.</li>" for number in range(1, 21)) + "</ol>"


def document_of(text):
    return take_references(read(f"<p>{text}</p>{LISTED}"))


def cited(document):
    """The first paragraph, in which citations are in braces."""
    return html_of(Body(document, cite=lambda number: f"{{{number}}}")).partition("<p>")[2].partition("</p>")[0]


@pytest.mark.parametrize(
    "text",
    [
        "In 10[6] patients.",
        "A 95% CI [2, 5] was given.",
        "A median of 4 (IQR [2-6]).",
        "Take [1-2] tablets.",
        "After [3] hours.",
        "Give [5] mg.",
        "Pain fell by 4 [2, 6].",
        "Labelled [18]F.",
        "Grade [2-3] pain.",
    ],
)
def test_numbers_in_brackets_that_may_be_others_stay_as_they_are_and_that_is_told(text):
    document = document_of(f"{text} It helps.[1]")

    assert cited(document) == f"{text} It helps.{{1}}"
    assert len(document.summary.changed) == 1 and "[" in document.summary.changed[0]
    assert number_differences(document) == []


@pytest.mark.parametrize(
    "text",
    [
        "Take <sup>1</sup>/<sub>2</sub> tablet",
        "Take <sup>1</sup>⁄<sub>2</sub> tablet",
        "Take <sup>1</sup><sub>2</sub> tablet",
        "weight / height (m)<sup>2</sup>",
        "height<sup>2</sup>",
        "kg / stature<sup>2</sup>",
        "(n - 1)<sup>2</sup>",
        "[x + y]<sup>2</sup>",
        "<sup>18</sup>F-FDG",
        "<sup>13</sup>C breath test",
        "10 <sup>6</sup> units",
        "10\xa0<sup>6</sup> units",
        "m <sup>2</sup>",
        "Ca<sup>2</sup><sup>+</sup>",
        "Fe<sup>3</sup><sup>−</sup>",
        "µL<sup>3</sup>",
        "yd<sup>2</sup>",
        "centimetres<sup>2</sup>",
        "<i>r</i><sup>2</sup>",
        "Chi<sup>2</sup> test",
        "η<sub>p</sub><sup>2</sup>",
        "η<sup>2</sup><sub>p</sub>",
        "Ca<sup>2</sup>+",
        "(2 × 10)<sup>6</sup>",
    ],
)
def test_powers_fractions_and_isotopes_are_no_marks(text):
    document = document_of(f"{text}. It helps.<sup>1</sup>")

    assert cited(document) == f"{text}. It helps.{{1}}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It helps<sup>1</sup>, or not<sup>2</sup>.", "It helps{1}, or not{2}."),
        ("It helps <sup>1</sup>", "It helps {1}"),
        ("It helps.<sup>1</sup> <sup>2</sup>", "It helps.{1} {2}"),
        ("It helps.<sup>[1, 2]</sup>", "It helps.{1}{2}"),
        ("It helps.<sup>1</sup><sup>–</sup><sup>3</sup>", "It helps.{1}{2}{3}"),
        ("It helps.<sup>1<i>2</i></sup>", "It helps.{12}"),
        ("It helps.<sup><a href='https://a.example/'>1</a><a href='https://b.example/'>2</a></sup>", "It helps.{1}{2}"),
        ("Packs (see below)<sup>2</sup> and drugs (NSAIDs)<sup>3</sup>", "Packs (see below){2} and drugs (NSAIDs){3}"),
        ("Smith (2011)<sup>2</sup> said", "Smith (2011){2} said"),
        ("30 people (n = 30)<sup>2</sup>", "30 people (n = 30){2}"),
        ("It helped (p &lt; 0.05)<sup>2</sup>", "It helped (p &lt; 0.05){2}"),
        ("COVID-19 [2] and B12 [3], as Smith [4] says in [5].", "COVID-19 {2} and B12 {3}, as Smith {4} says in {5}."),
    ],
)
def test_marks_are_citations(text, kept):
    assert cited(document_of(text)) == kept


@pytest.mark.parametrize("mark", ["[1]", "[1-3]", "[1, 2]", "<sup>1</sup>", "<sup>1,2</sup>", "(<sup>1</sup>)"])
def test_marks_that_become_no_citations_stand_as_they_were(mark):
    document = document_of(f"It helps.{mark}")

    assert f"<p>It helps.{mark}</p>" in html_of(Body(document))


@pytest.mark.parametrize("text", ["in 2011 <sup>3</sup>", "its height<sup>2</sup>", "grades (A)<sup>3</sup>"])
def test_a_raised_number_that_may_be_both_stays_and_is_told(text):
    document = document_of(text)

    assert cited(document) == text
    assert len(document.summary.changed) == 1


def test_a_power_that_is_nothing_else_is_not_told():
    assert document_of("4 m<sup>2</sup>, 10<sup>6</sup>, χ<sup>2</sup>, <sup>13</sup>C").summary.changed == []
