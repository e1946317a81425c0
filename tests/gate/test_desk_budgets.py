"""The desk's first screens ask PostgreSQL few questions, whatever they list and whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from redis import Redis
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet

from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, submitted
from tests.factories.pages import article, published_article, shared_topic, topic
from tests.plans import statements_of, tables_read_whole

pytestmark = pytest.mark.django_db
ROWS = 4
#: What has a row for each page, version, edition, signature or piece of work on one.
GROWS = (
    "articles_articlepage",
    "articles_edition",
    "articles_publication",
    "articles_signoff",
    "wagtailcore_page",
    "wagtailcore_pagelogentry",
    "wagtailcore_revision",
    "wagtailcore_taskstate",
    "wagtailcore_workflowstate",
)
#: Six of them are asked by every screen: the session, the account, the rights to pages and to pictures, the first page
#: that somebody may explore, and the languages.
MOST = 12
MOST_OF_HOME = 9
MOST_OF_ARTICLES = 17
PEOPLE = {"editor": {"editor": True}, "admin": {"is_superuser": True}}


@pytest.fixture(params=PEOPLE)
def asked(client, request):
    """How many questions somebody's screen asks, the second time that it is looked at."""
    logged_in(client, UserFactory(**PEOPLE[request.param]))

    def ask(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return ask


def explorer_at(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


def more_articles(number=ROWS):
    for nth in range(number):
        published_article(f"Another {nth}", parent=shared_topic())


@pytest.mark.parametrize("name", ["explorer", "articles", "home"])
def test_no_first_screen_of_the_desk_reads_a_whole_table(name, client):
    logged_in(client, UserFactory(editor=True))
    more_articles(1)
    addresses = {
        "explorer": explorer_at(shared_topic()),
        "articles": reverse("articles:index"),
        "home": reverse("wagtailadmin_home"),
    }

    assert tables_read_whole(statements_of(client, addresses[name]), GROWS) == set()


def test_the_explorer_asks_the_same_for_more_articles(asked):
    address = explorer_at(shared_topic())
    before = asked(address)
    more_articles()

    assert asked(address) == before <= MOST


@pytest.mark.parametrize("name", ["explorer", "articles"])
def test_a_list_of_pages_asks_valkey_the_same_for_more_articles(name, client, monkeypatch):
    logged_in(client, UserFactory(editor=True))
    address = {"explorer": explorer_at(shared_topic()), "articles": reverse("articles:index")}[name]
    send, sent = Redis.execute_command, []

    def note(self, *command, **options):
        sent.append(command)
        return send(self, *command, **options)

    def asked():
        client.get(address)
        sent.clear()
        client.get(address)
        return len(sent)

    monkeypatch.setattr(Redis, "execute_command", note)
    few = asked()
    more_articles()

    assert few, "Nothing was noted."
    assert asked() == few


def test_the_explorer_asks_as_little_for_thirty_articles_in_whatever_state(asked):
    more_articles()
    for nth in range(26):
        article(title=f"A draft {nth}")
    submitted(article(title="In review"))
    edited(published_article("Edited since"), standfirst="Better.")
    article(title="Below a topic that is a draft", parent=topic("A draft of a topic", parent=shared_topic()))

    assert asked(explorer_at(shared_topic())) <= MOST


def test_all_pages_of_a_long_list_ask_as_little(asked):
    for nth in range(60):
        article(title=f"A draft {nth}")

    assert asked(explorer_at(shared_topic()) + "?p=2") <= MOST


def test_a_search_and_a_filter_in_the_explorer_ask_no_more(asked):
    more_articles()

    assert asked(explorer_at(shared_topic()) + "?q=another") <= MOST + 2
    assert asked(explorer_at(shared_topic()) + "?has_child_pages=false") <= MOST + 2


def test_the_list_of_articles_asks_the_same_for_more_of_them(asked):
    before = asked("/admin/articles/")
    more_articles()

    assert asked("/admin/articles/") == before <= MOST_OF_ARTICLES


def test_no_form_lists_one_by_one_what_a_large_site_has_too_many_of(client):
    logged_in(client, UserFactory(is_superuser=True))
    title = published_article("Where all of them are listed").title
    forms = [each.get_url_name("add") for each in viewsets.viewsets if isinstance(each, ModelViewSet)]

    shown = {name: client.get(reverse(name)) for name in forms}

    assert "review_rules:add" in shown
    assert [name for name, answer in shown.items() if title in answer.content.decode()] == []


def test_the_home_of_the_desk_asks_the_same_for_more_articles(asked):
    before = asked("/admin/")
    more_articles()

    assert asked("/admin/") == before <= MOST_OF_HOME
