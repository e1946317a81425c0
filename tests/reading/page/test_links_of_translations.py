"""What a translation names is named by the pages of its day: readers are led to those of their own language."""

import json

import pytest

from articles.reading.page.readings import Reading
from articles.record.published.drafts import Draft
from articles.record.published.publications import Publication
from tests.factories.drafts import body, edited, fresh, person, section
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import article, published_article, term, topic
from tests.factories.signing import published
from tests.factories.translations import in_language, speaking
from tests.plans import statements_of, tables_read_whole
from tests.plugins.stores import forget_what_was_kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with speaking("ar", "fr"):
        yield


@pytest.fixture(scope="module")
def made(scene):
    """An English article with a French translation, which name what is in English only."""
    author, elsewhere = published(person("Ada Writer")), topic("Knees")
    linked, word = published_article("Linked", slug="linked"), published(term())
    links = f'<a linktype="page" id="{linked.pk}">see there</a> <a linktype="page" id="{word.pk}">placebo</a>.[1]'
    page = published_article("Heat", author=author, topics=[elsewhere], sections=body(section("How", links)))
    french = published(in_language("fr", page, title="La chaleur"))
    named = {"author": author, "elsewhere": elsewhere, "linked": linked, "word": word}
    return {name: each.pk for name, each in {**named, "page": page, "french": french}.items()}


@pytest.fixture
def at(made):
    """The page of this name in the scene."""
    return lambda name: Publication.objects.get(page_id=made[name]).page.specific


@pytest.fixture
def translated(at):
    """Publishes the translation of a page of the scene."""
    return lambda name, **changes: published(in_language("fr", at(name), **changes))


@pytest.fixture
def text(client, at):
    """What readers of the French article get, in one of its forms."""
    return lambda form="": client.get(path_of(at("french")) + form).content.decode()


def test_a_link_leads_to_the_page_in_the_language_of_the_text(text, translated):
    there = translated("linked", title="Lié")

    assert f'<a href="{path_of(there)}">see there</a>' in text()


def test_a_link_to_what_is_not_translated_leads_to_the_original_and_says_in_which_language_it_is(text, at, client):
    assert f'<a href="{path_of(at("linked"))}" hreflang="en-gb">see there</a>' in text()
    assert f'<a href="{path_of(at("linked"))}">see there</a>' in client.get(path_of(at("page"))).content.decode()


def test_nobody_is_led_to_a_translation_that_was_not_signed(text, at):
    in_language("fr", at("linked"), title="Lié").get_latest_revision().publish()

    assert f'<a href="{path_of(at("linked"))}" hreflang="en-gb">see there</a>' in text()


def test_the_kept_page_follows_when_a_translation_is_published_and_taken_away(text, at, translated):
    original = path_of(at("linked"))
    assert f'<a href="{original}" hreflang="en-gb">see there</a>' in text()

    there = translated("linked", title="Lié")
    assert f'<a href="{path_of(there)}">see there</a>' in text()

    taken_away(there)
    assert f'<a href="{original}" hreflang="en-gb">see there</a>' in text()


def test_what_readers_get_in_their_language_is_linked_though_its_original_was_taken_away(text, at, translated):
    there = translated("linked", title="Lié")

    taken_away(at("linked"))

    assert f'<a href="{path_of(there)}">see there</a>' in text()


def test_a_link_to_another_translation_leads_to_the_one_in_the_language_of_the_text(client, at, translated):
    """Also where what was written first is in the language of the text."""
    first = published(article("Écrit en français", parent=at("french").get_parent().specific, slug="ecrit"))
    english = published(in_language("en-gb", first, slug="written-in-french"))
    arabic = published(in_language("ar", first, slug="arabic"))
    links = f'<a linktype="page" id="{english.pk}">là</a> <a linktype="page" id="{arabic.pk}">ailleurs</a>.[1]'
    page = published(article(parent=at("french").get_parent().specific, sections=body(section("Ici", links))))

    shown = client.get(path_of(page)).content.decode()

    assert f'<a href="{path_of(first)}">là</a> <a href="{path_of(first)}">ailleurs</a>' in shown


def test_no_word_that_was_signed_moves_when_what_it_names_is_translated(at, translated):
    before = at("french").publication.edition

    translated("linked")

    after = fresh(at("french")).publication.edition
    assert (after.pk, after.digest, after.document) == (before.pk, before.digest, before.document)


@pytest.mark.parametrize("form", ["", "editions/1/", "editions/1/hand-out/"])
def test_whoever_wrote_it_is_linked_in_the_language_of_the_text(text, at, translated, form):
    assert path_of(at("author")) in text(form) or form.endswith("hand-out/")

    there = translated("author", standfirst="Elle écrit.")

    assert f'href="{path_of(at("author"))}"' not in text(form)
    assert f'<a href="{path_of(there)}">Ada Writer</a>' in text(form) or form.endswith("hand-out/")


def test_what_is_said_of_an_author_is_what_their_page_in_that_language_says(text, translated):
    translated("author", standfirst="Elle écrit.")

    assert '<p class="author__about">Elle écrit.</p>' in text()


def test_whoever_signed_it_is_linked_in_the_language_of_the_text(text, at):
    signer = Publication.objects.get(page_id=at("french").publication.edition.sign_offs[0].shown["person"])
    assert f'<a href="{signer.path}" hreflang="en-gb">' in text()

    there = published(in_language("fr", signer.page.specific))

    assert f'<a href="{signer.path}"' not in text() and f'<a href="{path_of(there)}">' in text()


def test_a_word_is_explained_by_the_glossary_of_the_language(text, translated):
    assert 'data-meaning="A treatment without an active part."' in text()

    there = translated("word", title="Placebo", definition="Un traitement sans principe actif.")

    means = 'data-meaning="Un traitement sans principe actif." data-page="Placebo"'
    assert f'<a href="{path_of(there)}" {means}>placebo</a>' in text()


def test_a_topic_is_named_in_the_language_of_the_text_once_it_is_there(text, at, translated):
    original = path_of(at("elsewhere"))
    assert f'<a href="{original}" hreflang="en-gb" lang="en-gb">Knees</a>' in text()

    there = translated("elsewhere", title="Genoux", slug="genoux")

    assert f'<a href="{path_of(there)}">Genoux</a>' in text() and original not in text()


def test_programs_are_led_to_the_same_pages(client, text, at, translated):
    signer = Publication.objects.get(page_id=at("french").publication.edition.sign_offs[0].shown["person"])
    there = [path_of(translated(name)) for name in ("linked", "author", "elsewhere", "word")]
    there.append(path_of(published(in_language("fr", signer.page.specific))))

    whole = client.get(f"/api/v1/pages/{at('french').pk}/").json()
    graph = text().split('<script type="application/ld+json">')[1].split("</script>")[0]

    assert [path for path in there if path not in json.dumps(whole)] == []
    assert [path for path in there[1::3] if path not in graph] == []
    assert [path for path in (there[0], there[3]) if path not in text("index.md")] == []


def test_a_translation_asks_nothing_more_for_its_links_and_reads_no_whole_table(client, at, translated):
    before = statements_of(client, path_of(at("french")))
    translated("linked")
    forget_what_was_kept()

    statements = statements_of(client, path_of(at("french")))

    assert len(statements) == len(before)
    assert tables_read_whole(statements, ("articles_edition", "articles_publication")) == set()


def test_what_to_read_in_place_of_a_translation_is_in_its_language(text, at, client):
    english = published_article("Cold", topics=[at("elsewhere")])
    taken_away(at("french"))
    assert path_of(english) not in text()

    taken_away(at("page"))
    assert path_of(english) in client.get(path_of(at("page"))).content.decode()


def test_a_draft_is_previewed_with_the_links_that_its_readers_will_get(at, translated, client):
    there = translated("linked")

    draft = Draft.of(edited(at("french"), standfirst="Autrement."))

    assert path_of(there) in Reading(draft.document).sections[0]["html"]
