"""No source of a list of references is lost, and none takes the place of another one, whatever the text cites."""

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references

THREE = "<h2>Sources</h2><ol><li>Hayden JA. 2021.</li><li>Chou R. 2017.</li><li>Foster NE. 2018.</li></ol>"


def document_of(text, listed=THREE):
    return take_references(read(f"<p>{text}</p>{listed}"))


def body_of(document):
    """With each citation in braces."""
    return Body(document, cite=lambda number: f"{{{number}}}")


def first_line(document):
    return html_of(body_of(document)).partition("<p>")[2].partition("</p>")[0]


def test_a_list_that_nothing_cites_stays_as_it_is_and_that_is_told():
    body = body_of(document_of("Heat helps."))

    assert "<h2>Sources</h2><ol><li>Hayden JA. 2021.</li><li>Chou R. 2017.</li>" in html_of(body)
    assert body.changed == ["Its list of references stayed text, for nothing in the text cites any of it."]


def test_those_of_a_list_that_nothing_cites_stay_without_the_numbers_that_others_have_now():
    body = body_of(document_of("Heat helps.[2]"))

    assert html_of(body).endswith("<h2>Sources</h2><ul><li>Hayden JA. 2021.</li><li>Foster NE. 2018.</li></ul>")
    assert "Chou" not in html_of(body) and body.cited == {2}
    assert body.changed == ["2 references that nothing in the text cites stayed text, at its end."]


def test_a_reference_whose_only_mark_stands_in_a_heading_stays():
    body = body_of(take_references(read(f"<h2>Heat[1]</h2><p>It helps.[2][3]</p>{THREE}")))

    assert "Hayden JA. 2021." in html_of(body)


def test_where_all_are_cited_no_list_stays():
    body = body_of(document_of("Heat helps.[1][2][3]"))

    assert "Sources" not in html_of(body) and body.changed == []


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ('Pain [<a href="#_ENREF_1">1</a>, <a href="#_ENREF_2">2</a>] is common.', "Pain {1}{2} is common."),
        ('Pain [<a href="#r1">1</a>] is common.', "Pain {1} is common."),
        ("Pain [<b>1</b>] is common.", "Pain {1} is common."),
        ("Pain <span>[</span><span>1</span><span>]</span> is common.", "Pain {1} is common."),
        ('Pain [<a href="#r1">1</a>–<a href="#r3">3</a>] is common.', "Pain {1}{2}{3} is common."),
        ("Pain [1]–[3] is common.", "Pain {1}{2}{3} is common."),
        ("Pain [1] - [2] is common.", "Pain {1}{2} is common."),
        ("Pain<sup>1</sup>–<sup>3</sup> is common.", "Pain{1}{2}{3} is common."),
        (
            'Pain<sup><a href="https://example.org/1">1</a>–<a href="https://example.org/3">3</a></sup> is common.',
            "Pain{1}{2}{3} is common.",
        ),
    ],
)
def test_marks_are_found_whatever_is_linked_or_bold_in_them_and_a_range_is_of_all_in_between(text, cited):
    document = document_of(text)

    assert first_line(document) == cited
    assert number_differences(document) == []


def test_a_mark_that_leads_to_several_addresses_is_told():
    document = document_of('[<a href="https://example.org/1">1</a>, <a href="https://example.org/2">2</a>] so.[3]')

    assert any("may be the mark of a reference" in sentence for sentence in document.summary.changed)
    assert 'href="https://example.org/2"' in first_line(document)


def test_notes_at_the_foot_with_a_dash_between_them_are_a_range():
    notes = "".join(f'<li id="n{n}"><p>Work {n}. <a href="#m{n}">↑</a></p></li>' for n in (1, 2, 3))
    marks = '<sup><a id="m1" href="#n1">1</a></sup>–<sup><a id="m3" href="#n3">3</a></sup>'
    second = '<sup><a id="m2" href="#n2">2</a></sup>'

    text = f"<p>So{marks} it is.</p><p>Or{second} not.</p><h2>References</h2><ol>{notes}</ol>"

    document = take_references(read(text))

    assert first_line(document) == "So{1}{2}{3} it is."


def test_powers_in_a_reference_stay_powers():
    work = "<sup>99m</sup>Tc scan with 10<sup>9</sup> CFU and B<sub>12</sub>. 2001."

    document = document_of("So.[1]", f"<h2>References</h2><ol><li>{work}</li></ol>")

    assert document.references == {1: "⁹⁹ᵐTc scan with 10⁹ CFU and B₁₂. 2001."}


def test_what_stands_below_a_reference_is_part_of_it_and_shifts_no_number():
    listed = "<h2>References</h2><ol><li>A. 2001.<ul><li>Erratum in J.</li></ul></li><li>C. 2002.</li></ol>"

    assert document_of("So.[2]", listed).references == {1: "A. 2001. Erratum in J.", 2: "C. 2002."}


def test_a_list_that_begins_elsewhere_is_none_of_these_marks():
    document = document_of("So.[2]", '<h2>References</h2><ol start="2"><li>B. 2002.</li><li>C. 2003.</li></ol>')

    assert document.references == {} and first_line(document) == "So.[2]"
