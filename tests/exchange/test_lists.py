"""Lists keep their items, numbers and depth, also where no list can stand."""

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.files import open_file
from editorial.exchange.documents.parts import Run, text_of
from editorial.exchange.documents.reading import read
from tests.exchange import word


def converted(html):
    return html_of(Body(read(html)))


def test_lists_keep_their_depth_and_numbers():
    html = "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e</li></ol>"

    assert html in converted(html)


def test_a_list_of_google_docs_whose_inner_list_stands_beside_the_item_is_nested():
    pasted = "<ul><li><p>a</p></li><ul><li><p>b</p></li></ul><li><p>c</p></li></ul>"

    assert "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>" in converted(pasted)


@pytest.mark.parametrize("below", ["Never with aspirin.", "<p>Never with aspirin.</p>"])
@pytest.mark.parametrize("inner", ["<li>Children: half</li>", "<li>Children<ol><li>half</li></ol></li>"])
def test_what_stands_below_a_list_within_an_item_belongs_to_the_item_and_that_is_told(inner, below):
    document = read(f"<ul><li>Adults: one<ul>{inner}</ul>{below}</li><li>End</li></ul>")

    adults, *children, _end = document.parts
    assert text_of(adults.runs) == "Adults: one\nNever with aspirin."
    assert not any("aspirin" in text_of(item.runs) for item in children)
    assert any("Never with aspirin." in words for words in document.summary.changed)


def test_an_item_that_begins_with_a_list_keeps_its_own_words():
    html = "<ul><li>a</li><li><ul><li>b</li></ul>Never with aspirin.</li></ul>"

    assert "<ul><li>a<ul><li>b</li></ul></li><li>Never with aspirin.</li></ul>" in converted(html)


@pytest.mark.parametrize("around", ["<table><tr><td>a<tr><td>{}</table>", "<blockquote>{}</blockquote>"])
def test_where_no_list_can_stand_its_items_keep_bullets_that_are_no_minus_and_their_numbers(around):
    inner = "<ul><li>5 °C</ul><ol><li>Rest<ul><li>2 h</ul></li><li>Ice</ol><p>x</p><ol><li>7 °C</ol>"
    document = read(around.format(inner))

    assert "• 5 °C<br/>1. Rest<br/>• 2 h<br/>2. Ice<br/>x<br/>1. 7 °C" in html_of(Body(document))
    assert number_differences(document) == []


@pytest.mark.parametrize("dash", "-−–‑")
def test_a_number_that_got_a_sign_is_a_difference(dash):
    document = read("<p>5 °C</p>")
    document.parts[0].runs.insert(0, Run(f"{dash} "))

    assert number_differences(document)


def word_item(marker, text, level=1):
    ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; </span></span><![endif]>"
    return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{ignored}{text}</p>"


def test_the_paragraphs_that_word_makes_of_a_list_are_one():
    pasted = word_item("·", "a") + word_item("o", "b", 2) + word_item("1.", "c")

    assert "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>" in converted(pasted)


START = "A numbered list that began elsewhere begins at 1."
LETTERS = "Letters and other numbers of a list became 1, 2, 3."


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("<ol start=4><li>a<li>b</ol>", [START]),
        ("<ol><li value=5>a</ol>", [START]),
        ("<ol><li>a<li value=2>b</ol>", []),
        ("<ol reversed><li>a<li>b</ol>", [START]),
        ("<ol start=1><li>a</ol>", []),
        ("<ol type=a><li>a</ol>", [LETTERS]),
        ("<ol style='list-style-type: upper-roman'><li>a</ol>", [LETTERS]),
        ("<ol><li style='list-style-type:lower-alpha'>a</ol>", [LETTERS]),
        ("<ol style='list-style-type:decimal'><li>a<li>b</ol>", []),
        ("<table><tr><td>a<tr><td><ol start=3><li>b</ol></table>", [START]),
        (word_item("(d)", "a"), [LETTERS]),
        (word_item("4.", "a"), [START]),
        (word_item("1.", "a") + word_item("2)", "b") + "<p>x</p>" + word_item("3.", "c"), [START]),
        (word_item("1.", "a") + word_item("o", "b", 2) + word_item("2.", "c"), []),
    ],
)
def test_a_list_that_counted_otherwise_is_told(pasted, told):
    assert [words for words in read(pasted).summary.changed if words in (START, LETTERS)] == told


def numbered(*items, form="decimal", start=1, shown="%1."):
    """A Word document of items, each a list's number and a text; None is a paragraph in between."""
    says = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/>'
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2))
    leads = word.OF_DOCUMENT.replace("styles", "numbering")
    body = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{word.run("x")}</w:p>'
        if number
        else word.paragraph(word.run("y"))
        for number in items
    )
    level = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{says}</w:lvl></w:abstractNum>'
    numbering = f"<w:numbering {word.W}>{level}{lists}</w:numbering>"
    return word.document(*body, **{"word/numbering.xml": numbering, "word/_rels/document.xml.rels": leads})


@pytest.mark.parametrize(
    ("items", "how", "told"),
    [
        ((1, 1, None, 2), {}, []),
        ((1, 1, None, 1), {}, [START]),
        ((1, 1, 2), {}, [START]),
        ((1, 1), {"start": 4}, [START]),
        ((1, 1), {"form": "lowerLetter"}, [LETTERS]),
        ((1, 1), {"shown": "%1.%2"}, [LETTERS]),
        ((1, 1, None, 1), {"form": "bullet"}, []),
    ],
)
def test_a_list_of_word_that_counted_otherwise_is_told(items, how, told):
    assert open_file(numbered(*items, **how)).left_out == told
