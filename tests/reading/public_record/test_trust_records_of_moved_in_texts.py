"""The trust record of a text that was moved in: two decisions, and no signature."""

import pytest

from articles.pages import ArticlePage
from editorial.review.publishing.legacy import publish_imported
from tests.factories.moved_in import batch_of, decided_by_two, imported
from tests.factories.pages import article

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def page_id(scene):
    pages = [imported(article(f"Moved in {number}")) for number in range(5)]
    for text in decided_by_two(batch_of(*pages)).texts.order_by("place"):
        publish_imported(text)
    return pages[4].pk


@pytest.fixture
def moved_in(page_id, record):
    """The record of an edition that was moved in with four others."""
    return record(ArticlePage.objects.get(pk=page_id))


def test_a_record_of_a_text_that_was_moved_in_names_two_decisions_and_no_signature(moved_in, check_copy):
    assert moved_in["sign_offs"] == [] and len(moved_in["moved_in"]["decisions"]) == 2

    code, said = check_copy(moved_in)

    assert (code, "Everything fits." in said) == (0, True), said
    assert "one of 5 texts. Nobody signed or reviewed it." in said


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda record: record["moved_in"].update(place=3), "was not among those that were decided about"),
        (lambda record: record["moved_in"].update(texts=6), "a decision about something else was chained"),
        (lambda record: record["moved_in"]["decisions"].pop(), "Two different people decide"),
        (lambda record: record["moved_in"]["decisions"][0].update(statement="It is right."), "differ: statement"),
        (lambda record: record.update(moved_in=None), "whether it was moved in"),
        (lambda record: record["edition"].update(digest="0" * 64), "was not among those that were decided about"),
    ],
)
def test_a_false_record_of_a_text_that_was_moved_in_is_found(moved_in, check_copy, change, found):
    change(moved_in)

    code, said = check_copy(moved_in)

    assert code == 1 and found in said, said
