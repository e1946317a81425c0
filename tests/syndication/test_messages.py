"""What subscribers are sent is what any reader gets, asked for as readers ask, by however many workers."""

from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from editorial.syndication.telling import distribution, intents
from editorial.syndication.telling.subscriptions import Subscription
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.locked_tables import locked
from tests.syndication.hub import TOPIC, later, subscribe

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")

FEED = "http://testserver/feed/"


@pytest.fixture
def subscribed(client, site):
    """A function that subscribes to topics. There is something to tell of each, and nobody did."""

    def to(*topics):
        for number, topic in enumerate(topics):
            subscribe(client, site, topic=topic, callback=f"{site.callback}?{number}")
        intents.ask_whether_true()
        page = published_article("Heat packs")
        published(edited(page, change_class="correction", change_note="The dose.", standfirst="Another."))
        Subscription.objects.update(told_up_to=0, told_version="", told_digest="")
        site.messages.clear()

    return to


@pytest.mark.parametrize(("topic", "table"), [(TOPIC, "syndication_recall"), (FEED, "articles_publication")])
def test_it_is_asked_for_as_readers_ask_and_of_the_main_server(subscribed, site, topic, table):
    subscribed(topic)

    with CaptureQueriesContext(connections["readers_of_main"]) as readers, CaptureQueriesContext(connection) as desk:
        assert distribution.tell_all() == 1

    assert len(site.messages) == 1
    assert [any(table in query["sql"] for query in asked) for asked in (readers, desk)] == [True, False]


@contextmanager
def nobody_reads_editions():
    """Somebody has locked them for longer than a reader waits."""
    readers = connections["readers_of_main"]
    with readers.cursor() as cursor:
        cursor.execute("SET statement_timeout = '100ms'")
    try:
        with locked("articles_edition"):
            yield
    finally:
        readers.close()


def test_what_the_site_cannot_say_in_time_is_told_later_and_keeps_nobody(subscribed, site):
    subscribed(FEED, TOPIC)

    with nobody_reads_editions():
        assert distribution.tell_all() == 1
    assert site.numbers == [1]
    later()

    assert distribution.tell_all() == 1
    assert b"Heat packs" in site.messages[1]


def test_workers_who_tell_at_the_same_time_tell_nothing_twice(subscribed, site):
    subscribed(*[TOPIC] * 5)

    workers = [Thread(target=lambda: (distribution.tell_all(), connections.close_all())) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert site.numbers == [1] * 5
