"""Pages as readers meet them after something happened to their standing."""

import pytest
from django.core.management import call_command

from articles.models import Standing
from editorial.review.standing import decide, hold, propose
from tests.factories import UserFactory
from tests.gate import test_emergencies as emergencies


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
def taken_away():
    """A function that takes a page away from readers, by two editors; the page."""

    def take(page, standing=Standing.WITHDRAWN, notice="The dose was wrong."):
        proposal = propose(
            page, by=UserFactory(editor=True), standing=standing, notice=notice, reason="SECRET of the desk"
        )
        decide(proposal, by=UserFactory(editor=True), accept=True)
        return page

    return take


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
    return emergencies.emergency_edition


@pytest.fixture
def let_the_hours_pass():
    """A function after which an emergency edition is over, though no worker has withdrawn it."""
    return emergencies.let_the_hours_pass
