"""A text that began as one of ours says where something lacks, and is not reviewed before it is filled in."""

import pytest

from articles.record.published.drafts import Draft
from editorial.review.signing.rules import unmet_before_review
from tests.factories.drafts import body, section
from tests.factories.pages import article

pytestmark = pytest.mark.django_db


def test_a_gap_keeps_a_text_from_review_and_is_named_once():
    page = article(sections=body(section("Who pays", "[Fill in: who pays] and [Fill in: who pays]", anchor="who-pays")))

    assert unmet_before_review(Draft.of(page)).count("Fill in what the text leaves open: “who pays”.") == 1


def test_other_words_in_brackets_are_the_writers_own():
    page = article(sections=body(section("Who pays", "We fill in [sic] a form.[1]", anchor="who-pays")))

    assert not [unmet for unmet in unmet_before_review(Draft.of(page)) if "leaves open" in unmet]
