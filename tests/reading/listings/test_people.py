"""What somebody's page lists: all that they wrote and signed, by whatever page of theirs a text names them."""

import re

import pytest

from articles.pages import Byline
from articles.record.published.publications import Publication
from tests.factories.drafts import edited, person
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.factories.translations import in_language, speaking
from tests.plans import statements_of, tables_read_whole
from tests.plugins.stores import forget_what_was_kept

pytestmark = pytest.mark.django_db
TITLE = re.compile(r'class="card__title"><a href="[^"]*"(?: lang="[^"]*" dir="[^"]*")?>([^<]*)<')


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with speaking("ar", "fr"):
        yield


@pytest.fixture(scope="module")
def made(scene):
    """An author with a page in two languages, whose English page the French article names."""
    author = published(person("Ada Writer"))
    page = published_article("Heat", author=author)
    french = published(in_language("fr", page, title="La chaleur"))
    own = published(in_language("fr", author))
    return {name: each.pk for name, each in {"author": author, "own": own, "page": page, "french": french}.items()}


@pytest.fixture
def at(made):
    """The page of this name in the scene."""
    return lambda name: Publication.objects.get(page_id=made[name]).page.specific


@pytest.fixture
def titles(read, at):
    """The titles that the page of this name lists."""
    return lambda name: TITLE.findall(read(path_of(at(name))))


def test_a_translated_page_lists_what_its_person_wrote_in_its_language(titles):
    assert titles("own") == ["La chaleur"]


def test_the_original_leaves_to_the_translation_what_stands_there(titles, at):
    assert titles("author") == ["Heat"]

    taken_away(at("own"))

    assert titles("author") == ["La chaleur", "Heat"]


def test_what_is_in_a_language_without_a_page_of_theirs_stands_on_the_original(titles, at):
    published(in_language("ar", at("page"), title="الحرارة"))

    assert titles("author") == ["الحرارة", "Heat"]
    assert titles("own") == ["La chaleur"]


def test_whoever_is_named_by_their_translated_page_is_the_same_person(titles, at):
    byline = Byline(person=at("own"), role=Byline.Role.WRITTEN)
    published(edited(at("page"), bylines=[byline], change_class="clarification", change_note="Who wrote it."))
    published(edited(at("french"), bylines=[byline], change_class="clarification", change_note="Who wrote it."))

    assert titles("author") == ["Heat"] and titles("own") == ["La chaleur"]


def test_it_lists_what_they_signed_in_its_language(read, at):
    sign_offs = {name: at(name).publication.edition.sign_offs[0] for name in ("page", "french")}
    (number,) = {given.shown["person"] for given in sign_offs.values()}
    signer = Publication.objects.get(page_id=number).page.specific

    there = published(in_language("fr", signer))

    ours, theirs = TITLE.findall(read(path_of(signer))), TITLE.findall(read(path_of(there)))
    assert "Heat" in ours and "La chaleur" not in ours
    assert "La chaleur" in theirs and "Heat" not in theirs


def test_their_texts_are_counted_by_language_where_they_are_more_than_a_page(read, at, monkeypatch):
    monkeypatch.setattr("articles.reading.listings.shelves.PER_PAGE", 1)
    published(in_language("fr", published_article("Cold", author=at("author")), title="Le froid"))
    published(in_language("ar", at("page"), title="الحرارة"))

    assert "(2)" in read(path_of(at("own"))) and "(3)" in read(path_of(at("author")))


def test_the_list_of_a_person_in_several_languages_asks_no_more_and_reads_no_whole_table(client, at):
    alone = published(person("Grace Writer"))
    before = statements_of(client, path_of(alone))
    forget_what_was_kept()

    statements = statements_of(client, path_of(at("own")))

    assert len(statements) == len(before) + 1  # what became of the original
    assert tables_read_whole(statements, ("articles_edition", "articles_publication", "articles_searchentry")) == set()
