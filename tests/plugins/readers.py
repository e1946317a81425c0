"""Pages as readers meet them after something happened to their status."""

from functools import partial

import pytest
from django.core.management import call_command

from articles.record.published.status import PublicationStatus
from editorial.review.publishing.status import hold
from tests.factories import editions
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, image
from tests.factories.moved_in import imported_article, legacy_edition
from tests.factories.pages import article, published_article, shared_article
from tests.factories.signing import published


@pytest.fixture
def read(client):
    """What a reader gets at an address, as text, when the answer has this status."""

    def get(path, status=200):
        response = client.get(path)
        assert response.status_code == status, path
        assert not response.cookies
        return response.content.decode()

    return get


@pytest.fixture
def no_shared_article(db):
    """Readers get no article but those of the test itself."""
    editions.taken_away(shared_article(), PublicationStatus.ARCHIVED)


@pytest.fixture
def taken_away():
    """A function that takes a page away from readers, by two editors; the page."""
    return partial(editions.taken_away, reason="SECRET of the desk")


@pytest.fixture
def held():
    """A function that puts a notice on a page; the page."""

    def put_on(page, notice="We are checking the dose."):
        hold(page, by=UserFactory(editor=True), notice=notice, reason="SECRET of the desk")
        return page

    return put_on


@pytest.fixture
def emergency_edition(db):
    """A function that publishes a page's draft before its medical review; the edition. It lasts a day."""
    call_command("emergency_editions", "--allow", "48")
    return editions.emergency_edition


@pytest.fixture
def let_the_hours_pass():
    """A function after which an emergency edition is over, though no worker has withdrawn it."""
    return editions.let_the_hours_pass


@pytest.fixture
def everything(db, emergency_edition, taken_away, held):
    """A site on which all has happened that readers can be shown."""
    taken_away(published_article("Retracted"), "retracted")
    taken_away(published_article("Withdrawn"))
    held(published_article("Held"))
    emergency_edition(article("Recalled"))
    legacy_edition(imported_article("Moved in"))
    page = published_article(hero_image=image(), hero_alt="A table")
    words = {"slug": "renamed", "change_class": "correction", "change_note": "The dose was wrong."}
    published(edited(page, **words))
