"""Captions, pictures and marks of notes are read like the text: with their powers, and as was decided of changes."""

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.parts import Paragraph, Picture, Tracked, text_of
from editorial.exchange.documents.reading import read

CAPTIONS = [
    ("eGFR &lt;G3a or age &gt;60", "eGFR &lt;G3a or age &gt;60"),
    ("10<sup>6</sup> units", "10<sup>6</sup> units"),
    ("<p>Max <del>40</del><ins>20</ins> mg</p>", "Max 20 mg"),
    ("<span style='display:none'>50 mg</span>5 mg", "5 mg"),
    ("a<br>b", "a b"),
]
AROUND = [
    "<table><caption>{}</caption><tr><td>x</td></tr><tr><td>y</td></tr></table>",
    "<figure><img src=x><figcaption>{}</figcaption></figure>",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("says", "kept"), CAPTIONS)
def test_a_caption_is_read_like_the_text(around, says, kept):
    document = read(around.format(says), Tracked.ACCEPT)

    assert f"<p>{kept}</p>" in html_of(Body(document))
    assert number_differences(document) == []


@pytest.mark.parametrize("around", AROUND)
def test_changes_in_a_caption_are_asked_about_once(around):
    document = read(around.format("Max <del>40</del><ins>20</ins> mg"))

    assert document.summary.tracked == [("del", "40"), ("ins", "20")]


def test_each_caption_of_a_picture_stays_and_of_figures_within_a_figure_each_has_its_own():
    inner = "<figure><img src=b><figcaption>B</figcaption></figure>"
    document = read(f"<figure><figcaption>Above</figcaption><img src=a><figcaption>5 mg</figcaption>{inner}</figure>")

    assert [text_of(picture.caption) for picture in document.parts] == ["Above 5 mg", "B"]
    (picture, words) = read(f"<figure>{inner}<figcaption>Both</figcaption></figure>").parts
    assert (text_of(picture.caption), text_of(words.runs)) == ("B", "Both")


@pytest.mark.parametrize(("decided", "left"), [(Tracked.ACCEPT, ["b"]), (Tracked.REJECT, ["a"])])
def test_tracked_pictures_are_asked_about_and_decided(decided, left):
    html = "<del><img src=a alt=Old></del><ins><img src=b></ins>"

    assert read(html).summary.tracked == [("del", "Old"), ("ins", "a picture")]
    assert [picture.src for picture in read(html, decided).parts] == left


def test_the_caption_of_a_picture_that_goes_stays_unless_it_goes_itself():
    html = "<figure><del><img src=a></del><figcaption>5 mg{}</figcaption></figure>"

    (words,) = read(html.format(""), Tracked.ACCEPT).parts
    assert isinstance(words, Paragraph) and text_of(words.runs) == "5 mg"
    (picture,) = read(html.format(""), Tracked.REJECT).parts
    assert isinstance(picture, Picture) and text_of(picture.caption) == "5 mg"


@pytest.mark.parametrize(("decided", "kept"), [(Tracked.ACCEPT, "So. Yes."), (Tracked.REJECT, "So.[1] Yes.")])
@pytest.mark.parametrize(
    "mark", ["<del><sup><a href='#n' id=r>1</a></sup></del>", "<sup><a href='#n' id=r><s>1</s></a></sup>"]
)
def test_tracked_marks_of_notes_are_decided(mark, decided, kept):
    html = f"<p>So.{mark} Yes.</p><ol><li id=n>Smith. <a href='#r'>↑</a></li></ol>"

    assert read(html).summary.tracked == [("del", "1")]
    document = read(html, decided)
    assert f"<p>{kept}</p>" in html_of(Body(document, cite=lambda number: f"[{number}]"))
    assert number_differences(document) == []
