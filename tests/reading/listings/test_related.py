"""Related articles are related, and none that is held, withdrawn or overdue is shown beside another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.reading.listings.cards import related_articles
from articles.reading.listings.related import RelatedArticles, relate_oldest, related_to
from articles.reading.search.vocabulary import count_words
from articles.record.published.publications import Publication
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article, topic
from tests.search.searching import page_about
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db


def titles_beside(page):
    return [card["title"] for card in related_articles(page.pk)]


def all_related():
    count_words()
    relate_oldest(limit=100)


@pytest.mark.usefixtures("no_shared_article")
def test_rare_words_and_small_topics_weigh_more_than_a_large_topic():
    large, small = topic("Back pain at work"), topic("Coccydynia")
    sitting = published_article("Cushions for the coccyx", parent=small, topics=[large])
    alike = published_article("Sitting with a sore coccyx", parent=small)
    others = [published_article(f"Lifting boxes {number}", parent=large) for number in range(4)]
    all_related()

    shown = titles_beside(sitting)

    assert shown[0] == alike.title
    assert set(shown[1:]) == {other.title for other in others}


def test_an_article_that_shares_nothing_is_not_related():
    elsewhere = page_about("Gout", heading="Crystals", parent=topic("Feet"), standfirst="Acid.", key_points=["Rest."])
    page = page_about("Migraine", heading="Aura", parent=topic("Head"), standfirst="Light.", key_points=["Dark rooms."])
    all_related()

    assert elsewhere.title not in titles_beside(page)


@pytest.fixture
def pair(no_shared_article):
    """Two articles of one topic."""
    small = topic("Coccydynia")
    pair = published_article("Coccyx cushions", parent=small), published_article("Coccyx pain", parent=small)
    all_related()
    return pair


def test_a_withdrawn_article_is_not_shown_beside_another(pair):
    page, other = pair
    assert titles_beside(page) == [other.title]

    taken_away(other)

    assert titles_beside(page) == []


def test_an_article_under_urgent_review_is_not_shown_beside_another(pair):
    page, other = pair

    hold(other, by=UserFactory(editor=True), notice="We are checking it.", reason="A report")

    assert titles_beside(page) == []


def test_an_article_past_its_review_is_not_shown_beside_another(pair):
    page, other = pair

    damage("UPDATE articles_publication SET review_due_at = now() - interval '1 day' WHERE page_id = %s", other.pk)

    assert titles_beside(page) == []


@pytest.mark.usefixtures("no_shared_article")
def test_publishing_works_out_what_the_article_is_like_and_what_is_like_it(django_capture_on_commit_callbacks, client):
    small = topic("Coccydynia")
    first = published_article("Coccyx cushions", parent=small)
    before = client.get(path_of(first))

    with django_capture_on_commit_callbacks(execute=True):
        second = published_article("Coccyx pain", parent=small)

    assert titles_beside(second) == [first.title]
    assert titles_beside(first) == [second.title]
    after = client.get(path_of(first), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and "Related articles" in after.content.decode()


def test_what_was_rendered_stays_in_use_where_nothing_moved(pair, client):
    path = path_of(pair[0])
    before = client.get(path)

    all_related()

    assert client.get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304


def test_the_list_is_one_query_however_long(pair):
    with CaptureQueriesContext(connection) as queries:
        titles_beside(pair[0])

    assert len(queries) == 1


def test_those_that_were_worked_out_longest_ago_come_first(pair):
    RelatedArticles.objects.filter(publication__page_id=pair[0].pk).update(computed_at=timezone.now())
    RelatedArticles.objects.filter(publication__page_id=pair[1].pk).delete()

    relate_oldest(limit=1)

    assert RelatedArticles.objects.filter(publication__page_id=pair[1].pk).exists()


@pytest.mark.usefixtures("no_shared_article")
def test_a_page_without_related_articles_has_none():
    assert not related_to(published_article().pk).exists()
    assert Publication.objects.of_kind("article").readable().count() == 1
