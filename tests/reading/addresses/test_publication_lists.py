"""Statements that are put together once say what Django's would say, for whatever they are asked with."""

import pytest
from django.db.models import F, JSONField

from articles.reading.addresses.publication_lists import Compiled
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.statements import AmongThem, Slot, columns_of
from tests.factories.drafts import person
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

BY_PAGE = Compiled({"those": Publication.objects.readable().filter(AmongThem(F("page_id"), Slot("pages")))})


def test_each_question_is_answered_for_its_own_values():
    first, second = published_article(), published_article("Another")

    assert [row.page_id for row in BY_PAGE.asked(pages=[first.pk])["those"]] == [first.pk]
    assert {row.page_id for row in BY_PAGE.asked(pages=[first.pk, second.pk])["those"]} == {first.pk, second.pk}
    assert BY_PAGE.asked(pages=[])["those"] == []


def test_a_row_has_what_lists_say_of_it(django_assert_num_queries):
    page = published(person())
    as_django = Publication.objects.for_lists().get(page=page)

    with django_assert_num_queries(1):
        [row] = BY_PAGE.asked(pages=[page.pk])["those"]
        said = [row.path, row.published_at, row.reviewed_at, row.edition.title, row.edition.photo, row.edition.hero]

    edition = as_django.edition
    assert said == [
        *[as_django.path, as_django.published_at, as_django.reviewed_at],
        *[edition.title, edition.photo, edition.hero],
    ]
    assert isinstance(row.edition.photo, dict | None)


def test_whole_rows_are_those_of_django():
    page = published_article()
    whole = Compiled(
        {"it": Publication.objects.filter(page_id=Slot("page")).annotate(topics=F("edition__topics"))},
        {"topics": JSONField()},
        own=columns_of(Publication),
        of_edition=columns_of(Edition),
    )

    [row] = whole.asked(page=page.pk)["it"]

    as_django = Publication.objects.select_related("edition").get(page=page)
    for column in columns_of(Publication):
        assert getattr(row, column) == getattr(as_django, column)
    for column in columns_of(Edition):
        assert getattr(row.edition, column) == getattr(as_django.edition, column)
    assert row.topics == as_django.edition.topics


def test_several_lists_are_one_question(django_assert_num_queries):
    article, somebody = published_article(), published(person())
    readable = Publication.objects.readable()
    lists = Compiled({"articles": readable.of_kind("article")[:9], "people": readable.of_kind("person")[:9]})

    with django_assert_num_queries(1):
        found = lists.asked()

    assert article.pk in {row.page_id for row in found["articles"]}
    assert somebody.pk in {row.page_id for row in found["people"]}
    assert {row.edition.kind for row in found["articles"]} == {"article"}


def test_a_value_becomes_what_its_column_holds():
    page = published_article()
    topics = Publication.objects.get(page=page).edition.topics
    listed = Compiled({"in it": Publication.objects.filter(edition__topics__contains=Slot("topics", JSONField()))})

    assert page.pk in {row.page_id for row in listed.asked(topics=topics)["in it"]}
    assert not listed.asked(topics=[0])["in it"]
