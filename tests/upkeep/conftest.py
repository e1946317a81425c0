"""What tests of the record stand on."""

import pytest

from tests.factories import edited, image, published, published_article

UPDATE = {"change_class": "update", "change_note": "New evidence."}


@pytest.fixture
def edition():
    """An article's second edition, which shows a picture."""
    page = published_article(standfirst="Once a day.")
    draft = edited(page, standfirst="Twice a day.", hero_image=image(), hero_alt="Legs", **UPDATE)
    return published(draft).editions.get(number=2)
