"""Words of medicine: signed like articles, listed in the glossary, and explained where a text uses them."""

import json

import pytest

from articles.record.signed.sign_offs import SignOffKind
from tests.factories import pages
from tests.factories.drafts import body, edited, section
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def article_about(term):
    link = f'No better than a <a linktype="page" id="{term.pk}">placebo</a>.[1]'
    return published_article(sections=body(section("Does it help?", link)))


@pytest.mark.parametrize("kind", [SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW])
def test_a_meaning_is_signed_like_an_article(kind):
    page = published(pages.term())

    assert kind in {sign_off.kind for sign_off in page.publication.edition.sign_offs}


def test_nobody_reads_a_meaning_that_was_not_signed(client):
    term = pages.term()
    text = client.get(path_of(article_about(term))).content.decode()

    assert "A treatment without an active part." not in text
    assert "<a>placebo</a>" in text


def test_a_text_brings_along_what_its_words_mean(client):
    term = published(pages.term())

    text = client.get(path_of(article_about(term))).content.decode()

    means = 'data-meaning="A treatment without an active part." data-page="Placebo"'
    assert f'<a href="{path_of(term)}" {means}>placebo</a>' in text


def test_a_meaning_is_text_whatever_is_in_it(client):
    term = published(pages.term(definition='"><script>alert(1)</script>'))

    text = client.get(path_of(article_about(term))).content.decode()

    assert "<script>alert" not in text
    assert "&quot;&gt;&lt;script&gt;" in text


def test_a_changed_meaning_is_brought_along_only_when_it_is_signed(client):
    term = published(pages.term())
    path = path_of(article_about(term))

    changed = edited(term, definition="Something else.", change_class="correction", change_note="It was wrong.")
    assert "Something else." not in client.get(path).content.decode()
    published(changed)

    assert "Something else." in client.get(path).content.decode()


def test_the_glossary_lists_its_words_with_their_meanings(client):
    term = published(pages.term())

    text = client.get(path_of(term).rpartition("term-")[0]).content.decode()

    assert path_of(term) in text and "A treatment without an active part." in text


def test_a_word_has_a_page_of_its_own_for_people_and_programs(client):
    term = published(pages.term(also_called="Dummy tablet, sham"))

    text = client.get(path_of(term)).content.decode()

    assert "A treatment without an active part." in text and "Dummy tablet, sham" in text
    graph = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    word = next(node for node in graph if node["@type"] == "DefinedTerm")
    assert word["alternateName"] == ["Dummy tablet", "sham"]
