"""What changed between two texts, as reviewers and readers are told it."""

import json

import pytest

from articles.reading.public_record.comparison import changes_between, readable, unchanged_between
from articles.record.document import canonical
from tests.factories.drafts import edited, fresh, image
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.signing import published

BEFORE = {
    "title": "Heat",
    "standfirst": "It helps.",
    "bylines": [{"role": "written", "person": 3, "name": "Sam", "credentials": "Writer"}],
    "change": {"note": "", "class": "new"},
    "sections": [{"id": "dose", "heading": "How often", "html": "<p>Use it six times a day.</p>"}],
    "topics": [7],
}


def after(**changes):
    return {**BEFORE, **changes}


def dose(html, heading="How often"):
    return after(sections=[{"id": "dose", "heading": heading, "html": html}])


def test_the_first_edition_has_nothing_to_be_compared_with():
    assert changes_between(None, BEFORE) == []


def test_the_order_in_which_a_document_was_put_together_is_no_change():
    assert changes_between(json.loads(canonical(BEFORE)), BEFORE) == []


def test_changed_words_are_marked_in_words_too_and_the_others_stay():
    (change,) = changes_between(BEFORE, dose("<p>Use it two times a day.</p>"))

    assert change["label"] == "How often"
    assert change["html"] == (
        'Use it <del><span class="visually-hidden">[removed: </span>six<span class="visually-hidden">]</span></del> '
        '<ins><span class="visually-hidden">[added: </span>two<span class="visually-hidden">]</span></ins> times a day.'
    )


def test_a_new_paragraph_leaves_the_others_unmarked():
    (change,) = changes_between(BEFORE, dose("<p>Read this first.</p><p>Use it six times a day.</p>"))

    assert change["html"].endswith("Use it six times a day.")
    assert change["html"].count("<ins>") == 1


def test_one_long_mark_stands_in_place_of_many_short_ones():
    (change,) = changes_between(BEFORE, dose("<p>Use it two times every day.</p>"))

    assert change["html"].count("<ins>") == change["html"].count("<del>") == 1


def test_the_last_words_of_a_paragraph_stay_on_one_line_with_those_that_replace_them():
    (change,) = changes_between(BEFORE, dose("<p>Use it six times a week.</p><p>Rest.</p>"))

    assert "</del> <ins>" in change["html"]


def test_a_citation_is_not_taken_for_a_part_of_the_word_before_it():
    assert (
        readable('<p>It helps.<sup><a role="doc-noteref" id="cite-1-1" href="#ref-1">1</a></sup></p>') == "It helps.[1]"
    )


def test_a_heading_that_changed_is_marked_and_one_that_stayed_is_not_repeated():
    (other,) = changes_between(BEFORE, dose("<p>Use it six times a day.</p>", heading="How much"))
    (same,) = changes_between(BEFORE, dose("<p>Use it.</p>"))

    assert "often" in other["html"]
    assert "How often" not in same["html"]


def test_a_removed_section_and_a_new_one_are_both_shown():
    section = {"id": "risks", "heading": "Risks", "html": "<p>Burns.</p>"}

    changes = changes_between(BEFORE, after(sections=[section]))

    assert [(change["label"], change["what"]) for change in changes] == [("Risks", "New"), ("How often", "Removed")]


def test_parts_that_stayed_are_named():
    assert unchanged_between(BEFORE, after(title="Warmth")) == [
        "Standfirst",
        "Bylines",
        "Topics",
        "This change",
        "How often",
    ]


def test_a_link_that_leads_elsewhere_is_a_change():
    assert readable('<p>See <a href="https://a.example/">this</a></p>') != readable(
        '<p>See <a href="https://b.example/">this</a></p>'
    )


def test_our_own_pages_are_named_by_their_titles():
    (change,) = changes_between(BEFORE, after(topics=[7, 8]), titles={7: "Back pain", 8: "Neck pain"})

    assert change["html"].startswith("Back pain\n<ins>")
    assert "Neck pain" in change["html"]


def test_another_picture_is_a_change_even_with_the_same_description():
    def hero(letter):
        return {"sha256": letter * 64, "src": f"/images/{letter * 64}-960.webp", "alt": "A table", "caption": ""}

    (change,) = changes_between(after(hero=hero("a")), after(hero=hero("b")))

    assert "aaaaaaaa" in change["html"]
    assert "bbbbbbbb" in change["html"]


def test_what_a_writer_wrote_is_escaped():
    (change,) = changes_between(BEFORE, after(title="<script>x</script>"))

    assert "<script>" not in change["html"]


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("standfirst", "Call if your pulse is <50 or >180.", "Call if your pulse is <40 or >180."),
        ("title", "Pulse <50", "Pulse <40 or >180"),
        ("references", [{"doi": "10.1002/52:1<43::AID-JCLP8>3.0.CO;2-S"}], [{"doi": "10.1002/52:1<99::A9>3.0.CO;2-S"}]),
        ("disclosures", [{"entity": "A <b> Ltd"}], [{"entity": "A <c> Ltd"}]),
    ],
)
def test_what_stands_between_angle_brackets_in_plain_words_is_compared(part, before, after):
    [change] = changes_between({part: before}, {part: after})

    assert "&lt;" in change["html"]
    assert unchanged_between({part: before}, {part: after}) == []


def test_two_very_long_texts_are_compared_in_a_moment():
    words = [" ".join("abcde"[(n * factor) % 5] for n in range(30_000)) for factor in (2, 3)]

    (change,) = changes_between(after(standfirst=words[0]), after(standfirst=words[1]))

    assert change["what"] == "Changed"


@pytest.fixture
def page():
    page = published_article(title="Heat", standfirst="Use it six times a day.")
    return published(
        edited(page, standfirst="Use it twice a day.", change_class="correction", change_note="The dose was wrong.")
    )


@pytest.fixture
def address():
    return lambda page, between: f"{path_of(page)}history/{between}/"


@pytest.mark.django_db
def test_readers_see_what_a_correction_changed(client, page, address):
    text = client.get(address(page, "1-2")).content.decode()

    assert "six times" in text
    assert "<ins>" in text
    assert "The dose was wrong." in text
    assert "<li>Key points</li>" in text


@pytest.mark.django_db
@pytest.mark.parametrize("between", ["2-1", "1-1", "1-3", "0-1"])
def test_what_cannot_be_compared_has_no_address(client, page, address, between):
    assert client.get(address(page, between)).status_code == 404


@pytest.mark.django_db
def test_an_emergency_edition_that_is_over_is_not_compared(
    client, page, address, emergency_edition, let_the_hours_pass
):
    page = edited(fresh(page), standfirst="A recall.", change_class="update", change_note="A recall.")
    let_the_hours_pass(emergency_edition(page))
    published(edited(fresh(page), standfirst="Reviewed.", change_class="update", change_note="A review."))

    assert client.get(address(page, "2-3")).status_code == 410
    assert client.get(address(page, "2-4")).status_code == 200


@pytest.mark.django_db
def test_a_changed_picture_is_told_without_its_address(client, address):
    page = published_article(hero_image=image("teal"), hero_alt="A table")
    published(edited(page, hero_image=image("navy"), change_class="typo"))

    assert "-960.webp" not in client.get(address(page, "1-2")).content.decode()
