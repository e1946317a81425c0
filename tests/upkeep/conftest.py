"""What tests of the record stand on."""

import pytest

from articles.record.published.editions import Edition
from tests.factories.drafts import edited, image
from tests.factories.pages import published_article
from tests.factories.signing import published

UPDATE = {"change_class": "update", "change_note": "New evidence."}


@pytest.fixture(scope="module")
def second_edition_id(scene):
    page = published_article(standfirst="Once a day.")
    draft = edited(page, standfirst="Twice a day.", hero_image=image(), hero_alt="Legs", **UPDATE)
    return published(draft).editions.get(number=2).pk


@pytest.fixture
def edition(db, second_edition_id):
    """An article's second edition, which shows a picture."""
    return Edition.objects.get(pk=second_edition_id)
