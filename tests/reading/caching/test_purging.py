"""What changes for readers leaves the cache in front of the site: exactly the addresses that show it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils.encoding import iri_to_uri

from articles.reading.listings.related import relate_oldest
from articles.reading.search.vocabulary import count_words
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import article, published_article, shared_author, topic
from tests.factories.signing import published
from tests.search.searching import page_about

pytestmark = pytest.mark.django_db


class Varnish(BaseHTTPRequestHandler):
    """A cache that notes what it is asked to forget."""

    def do_PURGE(self):
        self.server.forgotten.append((self.headers["Host"], self.path))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def forgotten(settings):
    """(host, address) of everything that the cache in front of the site was asked to forget."""
    server = HTTPServer(("127.0.0.1", 0), Varnish)
    server.forgotten = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
    settings.BASE_URL = "https://pain.example"
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": f"http://127.0.0.1:{server.server_port}",
        }
    }
    yield server.forgotten
    server.shutdown()
    server.server_close()


@pytest.fixture
def changing(django_capture_on_commit_callbacks, forgotten):
    """What was forgotten because of a change: a function that takes the change."""

    def change_and_look(change, *arguments, **options):
        forgotten.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change(*arguments, **options)
        assert {host for host, _address in forgotten} <= {"pain.example"}
        return {address for _host, address in forgotten}

    return change_and_look


def update(page):
    published(edited(page, standfirst="After.", change_class="update", change_note="New evidence."))


def test_a_new_edition_leaves_no_older_answer_at_its_addresses(changing):
    page = published_article()
    path = path_of(page)

    gone = changing(update, page)

    own = ["", "index.md", "history/", "editions/1/", "editions/2/", "editions/2/record.json", "history/1-2/"]
    assert {f"{path}{below}" for below in own} <= gone
    assert {f"/api/v1/pages/{page.pk}/", f"/api/v1/pages/{page.pk}/editions/1/"} <= gone


def test_an_address_with_letters_outside_english_is_forgotten_as_readers_ask_for_it(changing):
    page = published(article(slug="rückenschmerz"))

    assert f"{iri_to_uri(path_of(page))}history/" in changing(update, page)
    assert "%C3%BC" in iri_to_uri(path_of(page))


def test_the_lists_that_it_stands_in_are_forgotten_too(changing):
    author, parent = shared_author(), topic("Knees")
    page = published_article(parent=parent, author=author)

    gone = changing(update, page)

    topics = path_of(parent)
    assert {"/", "/feed/", "/corrections/", "/a-z/", "/sitemap-articles.xml"} <= gone
    assert {topics, f"{topics}feed/", path_of(author)} <= gone


def test_pages_that_have_nothing_to_do_with_it_stay(changing):
    page = published_article()
    other = page_about("Gout", heading="Crystals", parent=topic("Feet"), standfirst="Acid.", key_points=["Rest."])

    gone = changing(update, page)

    assert not {address for address in gone if address.startswith(path_of(other))}


def test_articles_beside_which_it_stands_are_forgotten(changing):
    small = topic("Coccydynia")
    page, beside = published_article("Coccyx pain", parent=small), published_article("Coccyx aid", parent=small)
    count_words()
    relate_oldest(10)

    assert path_of(beside) in changing(taken_away, page)


def test_a_withdrawal_and_a_notice_are_seen_at_once(changing):
    page = published_article()

    assert path_of(page) in changing(hold, page, by=UserFactory(editor=True), notice="Checking.", reason="A report")
    assert {path_of(page), f"{path_of(page)}editions/1/", "/api/v1/withdrawals/"} <= changing(taken_away, page)


def test_after_a_move_the_old_addresses_are_forgotten_with_those_below(changing):
    moving = topic("Knees")
    page = published_article(parent=moving)
    before, below = path_of(moving), path_of(page)

    gone = changing(fresh(moving).move, topic("Joints"), pos="last-child")

    assert {before, below, f"{below}editions/1/", path_of(moving), path_of(page)} <= gone
    assert path_of(page) != below


def test_another_slug_leaves_the_old_address_too(changing):
    page = published_article()
    before = path_of(page)

    gone = changing(published, edited(page, slug="renamed", change_class="clarification", change_note="Renamed."))

    assert {before, path_of(page)} <= gone and path_of(page).endswith("/renamed/")


def test_nothing_is_asked_before_the_change_is_kept(forgotten):
    update(published_article())

    assert forgotten == []
