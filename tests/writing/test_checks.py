"""What citations need before a draft is reviewed."""

import pytest

from articles.record.published.drafts import Draft
from editorial.review.signing.rules import unmet_before_review
from tests.factories.drafts import body, section
from tests.factories.pages import article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Heat helps.[1,2]", []),
        ("Heat helps.[2]", ["Reference 2 is not cited in the text."]),
        ("Heat helps.[1-3] It is warm.[1,2]", ["The text cites [1-3], but there is no such reference."]),
        ("Heat helps.", ["Reference 1 is not cited in the text.", "Reference 2 is not cited in the text."]),
    ],
)
def test_every_reference_is_cited_and_every_citation_has_its_reference(text, sentences):
    page = article(references=2, sections=body(section("Heat", text)))

    assert unmet_before_review(Draft.of(page)) == sentences
