"""An article that readers get, and what they do with it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles.record.published.publications import Publication
from editorial.feedback.capture.storing.edition_memory import page_of_edition, remembered_edition
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.safety import forget_phrases
from editorial.feedback.reports.receipts import edition_token, new_receipt
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pages import shared_article
from tests.feedback.form_time import time_in_form

#: What somebody writes who is in danger.
CRISIS = "I can’t go on. I want to kill myself."


@pytest.fixture(autouse=True)
def spool(settings, tmp_path):
    """Where reports wait while the database is away."""
    settings.REPORT_SPOOL = tmp_path / "spool"
    return settings.REPORT_SPOOL


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process remembers of one test's database is not true of the next one's."""
    forget_phrases()
    remembered_edition.cache_clear()
    page_of_edition.cache_clear()


@pytest.fixture
def page(db):
    """The article that every test finds published."""
    return shared_article()


@pytest.fixture
def edition(page):
    return page.editions.get()


@pytest.fixture
def address(page):
    return Publication.objects.get(page_id=page.pk).path


class Reader(Client):
    """A browser without JavaScript, whose reader takes a minute for a form."""

    def post(self, path, data=None, *args, **options):
        if isinstance(data, dict):
            about = parse_qs(urlsplit(path).query).get("edition", [None])
            data = {"opened": time_in_form(*about), **data}
        return super().post(path, data, *args, **options)


@pytest.fixture
def reader():
    """CSRF checks are on, as they are for readers."""
    return Reader(enforce_csrf_checks=True)


@pytest.fixture
def vote(reader, edition):
    """The reader presses Yes or No; the answer's address."""

    def press(answer="no"):
        data = {"helpful": answer, "edition": edition.pk, "token": edition_token(edition.pk)}
        return reader.post("/feedback/", data)["Location"]

    return press


@pytest.fixture
def report(edition):
    """A report with a reason and a comment."""
    return receive(
        edition,
        receipt=new_receipt(),
        section="risks",
        reason="not_accurate",
        comment="Eye pressure does more than rise.",
    )


@pytest.fixture
def triager(db):
    return UserFactory(triager=True, first_name="Toni", last_name="Triager")


@pytest.fixture
def desk(client, triager):
    """The triager's browser, logged in."""
    client.login(username=triager.email, password=PASSWORD)
    return client


def plain(response):
    """A page's text as a reader sees it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
