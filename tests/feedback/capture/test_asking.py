"""What an article asks its readers."""

import re

import pytest

from editorial.feedback.reports.receipts import edition_in_token
from tests.factories.pages import topic

pytestmark = pytest.mark.django_db


def test_an_article_asks_whether_it_was_helpful(reader, address, edition):
    html = reader.get(address).content.decode()

    assert "Was this article helpful?" in html
    token = re.search(r'name="token" value="([^"]+)"', html)[1]
    assert edition_in_token(token) == edition.pk


def test_each_section_of_an_article_can_be_reported(reader, address, edition):
    html = reader.get(address).content.decode()

    for anchor in ("how-it-works", "risks"):
        assert f'href="/feedback/report/?edition={edition.pk}&amp;section={anchor}"' in html


def test_an_article_is_the_same_for_every_reader(client, address):
    assert client.get(address).content == client.get(address).content


def test_a_topic_does_not_ask(reader):
    page = topic()

    assert "helpful" not in reader.get(page.publication.path).content.decode()
