"""A page that was rendered stays in use when something else is published, and no moment longer than it is right."""

import pytest
from django.test.signals import template_rendered

from articles.reading.listings.related import relate
from articles.reading.site_settings import SiteSettings
from articles.record.published.publications import Publication
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.stores.valkey import valkey
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.drafts import body, edited, fresh, person, section
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import policy, published_article, shared_topic, topic
from tests.factories.signing import published, published_home
from tests.plugins.stores import forget_what_was_kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(scene):
    """An article with what stands around it, and one that has nothing to do with it."""
    published_home()
    author, elsewhere = published(person("Ada Writer")), topic("Knees")
    linked, beside, newest = (published_article(title) for title in ("Linked", "Beside", "Newest"))
    link = f'<a linktype="page" id="{linked.pk}">see there</a>.[1]'
    page = published_article("Heat", author=author, sections=body(section("How", link)))
    for publication in Publication.objects.of_kind("article"):
        relate(publication.pk)
    made = {
        "page": page,
        "author": author,
        "elsewhere": elsewhere,
        "linked": linked,
        "beside": beside,
        "newest": newest,
    }
    return {name: made[name].pk for name in made}


@pytest.fixture
def at(pages):
    """The page of this name in the scene."""
    return lambda name: Publication.objects.get(page_id=pages[name]).page.specific


@pytest.fixture
def path(client, at):
    """Where the article is, which was read."""
    path = path_of(at("page"))
    client.get(path)
    return path


def changed(page, change_class="typo", **fields):
    return published(edited(fresh(page), change_class=change_class, change_note="So it is.", **fields))


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_after_another_page_was_published_nothing_is_rendered(client, at, path, encoding):
    before = client.get(path, headers={"Accept-Encoding": encoding})
    changed(at("elsewhere"), standfirst="About knees.")

    after = client.get(path, headers={"Accept-Encoding": encoding})

    assert after.content == before.content and after["ETag"] != before["ETag"]
    assert [template.name for template in after.templates] == []


def test_it_is_found_at_once_the_next_time(client, at, path, django_assert_num_queries):
    changed(at("elsewhere"), standfirst="About knees.")
    client.get(path)

    with django_assert_num_queries(1):
        client.get(path)


CHANGES = {
    "its own text": lambda at: changed(at("page"), standfirst="After."),
    "a notice on it": lambda at: hold(at("page"), by=UserFactory(editor=True), notice="We check.", reason="A report"),
    "the title of its topic": lambda at: changed(shared_topic(), title="Sore backs"),
    "the address of its topic": lambda at: changed(shared_topic(), slug="sore-backs"),
    "the page that it links to, renamed": lambda at: changed(at("linked"), slug="elsewhere"),
    "the page that it links to, taken away": lambda at: taken_away(at("linked")),
    "an article beside it, taken away": lambda at: taken_away(at("beside")),
    "an article beside it, held": lambda at: hold(at("beside"), by=UserFactory(editor=True), notice="N", reason="R"),
    "the title of the newest": lambda at: changed(at("newest"), title="The very newest"),
    "a newer article": lambda at: published_article("Newer still"),
    "its author": lambda at: changed(at("author"), standfirst="Writes about heat."),
    "its author's page, taken away": lambda at: taken_away(at("author")),
    "a policy in the frame": lambda at: policy("privacy", title="Privacy"),
    "a topic in the frame": lambda at: topic("Ankles"),
    "what became of its source": lambda at: retracted(Reference.objects.get(doi="10.1000/0")),
}


def retracted(work):
    work.status = Status.RETRACTED
    work.save(update_fields=["status"])


@pytest.mark.parametrize("what", CHANGES)
def test_what_shows_on_a_page_is_seen_at_once(client, at, path, what):
    before = client.get(path).content
    CHANGES[what](at)
    here = path_of(fresh(at("page")))

    shown = client.get(here).content

    forget_what_was_kept()
    assert shown == client.get(here).content
    assert shown != before


def test_a_new_name_of_the_site_is_seen_at_once(client, path):
    SiteSettings.objects.update_or_create(defaults={"name": "Sore"})

    assert "Sore" in client.get(path).content.decode().partition("</title>")[0]


def test_what_was_asked_is_asked_of_nobody_who_wrote_it_into_the_cache(client, at, path):
    [key] = valkey().keys("rendered-asked-*")
    valkey().set(key, valkey().get(key).replace(b"SELECT", b"DELETE"))
    changed(at("elsewhere"), standfirst="About knees.")

    assert client.get(path).templates != []


def test_nothing_is_kept_beside_a_page_when_something_moved_while_it_was_rendered(client, at, path):
    forget_what_was_kept()
    moves = [lambda: changed(at("elsewhere"), standfirst="About knees.")]

    def move(**_rendered):
        while moves:
            moves.pop()()

    template_rendered.connect(move)
    try:
        client.get(path)
    finally:
        template_rendered.disconnect(move)

    assert moves == []
    assert valkey().keys("rendered-asked-*") == []
    client.get(path)
    assert len(valkey().keys("rendered-asked-*")) == 1
