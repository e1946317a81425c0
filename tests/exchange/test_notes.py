"""Footnotes and endnotes of documents are their references, read like the text; sections are none."""

import time

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.parts import Tracked
from editorial.exchange.documents.reading import read


@pytest.mark.parametrize(
    "back",
    [
        '<ul id="contents"><li><a href="#dose">Dose</a></li><li><a href="#more">More</a></li></ul>',
        '<ul><li><a href="#dose" id="contents">Dose</a></li></ul>',
    ],
)
def test_a_section_that_leads_back_to_the_contents_is_no_note(back):
    section = '<section id="dose"><h2>Dose</h2><p>Take 10<sup>6</sup> units.</p><p><a href="#contents">Back</a></p>'

    document = read(f"{back}{section}</section>")

    assert document.references == {}
    assert "Take 10" in html_of(Body(document))


@pytest.mark.parametrize(
    ("tracked", "left"),
    [(Tracked.ACCEPT, "Not more than 5 mg, 10⁶ CFU."), (Tracked.REJECT, "Not more than 50 mg, 10⁶ CFU.")],
)
def test_a_note_is_read_like_the_text(tracked, left):
    note = "<p>Not more than <del>50</del><ins>5</ins> mg, 10<sup>6</sup> CFU.</p><p>Second. <a href='#r'>↑</a></p>"
    html = f'<p>So.<sup><a href="#n" id="r">1</a></sup></p><ol><li id="n">{note}</li></ol>'

    document = read(html, tracked)

    assert document.references == {1: f"{left} Second."}
    assert document.summary.tracked == [("del", "50"), ("ins", "5")]


@pytest.mark.parametrize("words", ["the warning", "see below", "Dose", "1 to 3 years", "ill", "us", "→"])
def test_a_link_of_words_is_no_mark_of_a_note(words):
    html = f'<p id="top">See <a href="#warn">{words}</a>.</p><p id="warn">Never. <a href="#top">Back</a></p>'

    document = read(html)

    assert document.references == {}
    assert f"See {words}." in html_of(Body(document)) and "Never." in html_of(Body(document))


@pytest.mark.parametrize("mark", ["1", "[12]", "(a)", "*", "††", "iv", "[note 1]", "Note 2"])
def test_a_mark_of_a_note_is_a_number_a_letter_or_a_sign(mark):
    html = f'<p>So.<a href="#n" id="r">{mark}</a></p><p id="n"><a href="#r">^</a> Smith.</p>'

    assert read(html).references == {1: "Smith."}


def test_the_numbers_of_notes_are_compared_as_well():
    html = '<p>So.<a href="#n" id="r">1</a></p><p id="n"><a href="#r">^</a> Not more than 10<sup>6</sup> units.</p>'
    document = read(html)
    assert number_differences(document) == []

    document.references[1] = "Not more than 106 units."

    assert number_differences(document)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#n">1</a>' * 3000 + '<div id="n">' + '<a href="#x">^</a>' * 3000 + "</div>",
        '<a href="#n" id="x">1</a>' * 3000 + '<div id="n">' + '<p><a href="#x">^</a>' * 3000 + "</div>",
        f'<p style="{"a" * 100_000}">x</p>',
        f'<p style="{"a:" * 50_000}">x</p>',
    ],
    ids=["links", "links that lead back", "one word", "colons"],
)
def test_hostile_links_and_styles_are_read_in_seconds(html):
    began = time.process_time()

    read(html)

    assert time.process_time() - began < 10
