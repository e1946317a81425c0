"""The index from A to Z: every article and topic that readers get, by its title, and nothing else."""

import pytest
from django.db import connection

from articles.reading.listings import a_to_z
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import article, published_article, topic

pytestmark = pytest.mark.django_db


def shown(client, address="/a-z/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_articles_and_topics_stand_under_their_first_letters(client):
    topic("Neck pain")
    page = published_article("Éclairs and other causes of reflux")
    published_article("10 facts about sciatica")

    text = shown(client)

    assert text.index('id="titles-b"') < text.index('id="titles-e"') < text.index('id="titles-n"')
    assert text.index('id="titles-n"') < text.index('id="titles-0-9"')
    assert f'<a href="{path_of(page)}">Éclairs and other causes of reflux</a>' in text


def test_titles_are_in_order_whatever_their_capitals(client):
    for title in ("iPads and necks", "Ice packs", "Inversion therapy"):
        published_article(title)

    text = shown(client)

    assert text.index("Ice packs") < text.index("Inversion therapy") < text.index("iPads and necks")


def test_drafts_and_what_was_taken_away_are_not_listed(client):
    article("Draft about heat")
    taken_away(published_article("Hanging upside down"))

    text = shown(client)

    assert "Draft about heat" not in text and "Hanging upside down" not in text
    assert 'id="titles-h"' not in text


def test_each_letter_has_a_page_of_its_own(client):
    published_article("Inversion therapy")
    published_article("Traction")

    text = shown(client, "/a-z/i/")

    assert "Inversion therapy" in text and "Traction" not in text
    assert 'href="/a-z/i/" aria-current="page"' in text
    assert 'href="/a-z/t/"' in text


def test_a_letter_without_titles_is_no_page(client):
    assert client.get("/a-z/q/").status_code == 404
    assert client.get("/a-z/?page=none").status_code == 404


def test_a_long_letter_goes_on_over_the_page(client, monkeypatch):
    monkeypatch.setattr(a_to_z, "PER_PAGE", 2)
    for number in range(3):
        published_article(f"Zinc {number}")

    first, second = shown(client, "/a-z/z/"), shown(client, "/a-z/z/?page=2")

    assert "Zinc 1" in first and "Zinc 2" not in first and 'href="?page=2"' in first
    assert "Zinc 2" in second and 'href="?page=1"' in second


def test_a_large_site_shows_letters_first(client, monkeypatch):
    monkeypatch.setattr(a_to_z, "ON_ONE_PAGE", 1)
    published_article("Traction")

    text = shown(client)

    assert 'href="/a-z/t/"' in text and "Traction" not in text
    assert ">Back pain</a>" in text


def test_an_index_finds_the_titles_of_a_letter():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT title FROM articles_searchentry e WHERE articles_initial(e.title) = 'b' "
            "AND e.kind IN ('article', 'topic') ORDER BY lower(e.title) LIMIT 200"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "articles_searchentry_a_to_z" in plan and "Sort" not in plan
