"""What a reviewer is told has changed."""

import json

from articles.document import canonical
from editorial.review.comparison import changes_between, readable

BEFORE = {
    "title": "Heat",
    "standfirst": "It helps.",
    "bylines": [{"role": "written", "person": 3, "name": "Sam", "credentials": "Writer"}],
    "change": {"note": "", "class": "new"},
    "sections": [{"id": "dose", "heading": "How often", "html": "<p>Use it six times a day.</p>"}],
}


def after(**changes):
    return {**BEFORE, **changes}


def test_the_first_edition_has_nothing_to_be_compared_with():
    assert changes_between(None, BEFORE) == []


def test_the_order_in_which_a_document_was_put_together_is_no_change():
    assert changes_between(json.loads(canonical(BEFORE)), BEFORE) == []


def test_changed_words_are_marked_and_the_others_stay():
    section = {"id": "dose", "heading": "How often", "html": "<p>Use it two times a day.</p>"}

    (change,) = changes_between(BEFORE, after(sections=[section]))

    assert change["label"] == "How often"
    assert "<del>six</del>" in change["html"]
    assert "<ins>two</ins>" in change["html"]


def test_a_removed_section_and_a_new_one_are_both_shown():
    section = {"id": "risks", "heading": "Risks", "html": "<p>Burns.</p>"}

    changes = changes_between(BEFORE, after(sections=[section]))

    assert [(change["label"], change["what"]) for change in changes] == [("Risks", "New"), ("How often", "Removed")]


def test_a_link_that_leads_elsewhere_is_a_change():
    assert readable('<p>See <a href="https://a.example/">this</a></p>') != readable(
        '<p>See <a href="https://b.example/">this</a></p>'
    )


def test_what_a_writer_wrote_is_escaped():
    (change,) = changes_between(BEFORE, after(title="<script>x</script>"))

    assert "<script>" not in change["html"]
