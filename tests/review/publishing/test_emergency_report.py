"""The report of emergency editions: every one that was called, and how it ended."""

import pytest
from django.core.management import call_command

from articles.record.signed.sign_offs import SignOffKind
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.editions import emergency_called, emergency_edition, let_the_hours_pass
from tests.factories.pages import article
from tests.factories.signing import credentialed, published_through_the_workflow

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/emergency-editions/"


@pytest.fixture(autouse=True)
def emergencies_are_allowed():
    call_command("emergency_editions", allow=48, verbosity=0)


@pytest.fixture
def report(client):
    logged_in(client, credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True)))
    return lambda: client.get(REPORT).content.decode()


def test_it_lists_what_was_called_and_nobody_confirmed(report):
    emergency_called(article("Recall of a gel"))

    shown = report()

    assert "Recall of a gel" in shown and "A recall of a pain gel" in shown
    assert "Not confirmed by a second editor" in shown


def test_it_says_what_readers_get_now(report):
    emergency_edition(article("Recall of a gel"))

    assert "Readers get it now" in report()


def test_it_says_what_is_over(report):
    let_the_hours_pass(emergency_edition(article("Recall of a gel")))

    shown = report()

    assert "Over" in shown and "Readers get it now" not in shown


def test_it_says_what_was_signed_since(report):
    page = article("Recall of a gel")
    emergency_edition(page)
    published_through_the_workflow(page)

    assert "Signed by everybody since" in report()


def test_only_editors_see_it(client):
    logged_in(client, UserFactory(writer=True))

    assert client.get(REPORT).status_code == 302
    assert "emergency-editions" not in client.get("/admin/").content.decode()


def test_editors_find_it_among_the_reports(client):
    logged_in(client, UserFactory(editor=True))

    assert REPORT in client.get("/admin/").content.decode()
