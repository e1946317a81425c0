"""The watch: a retracted source is noticed, told to the desk and to readers, and never forgotten by silence."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.record.drafts import Draft
from articles.references.integrity import Status
from articles.references.library.references import Reference
from editorial.review.signing.rules import unmet_before_review
from editorial.upkeep import watch
from editorial.upkeep.models import RetractionNotice, WorldCheck
from tests.factories import (
    UserFactory,
    article,
    edited,
    path_of,
    published,
    published_article,
    shared_article,
    submitted,
)
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
DOI = "10.1000/0"


def noticed(status=Status.RETRACTED, day=date(2026, 3, 4), number=1, **names):
    names = names or {"doi": DOI}
    return RetractionNotice.objects.create(
        record_id=number, status=status, noticed_on=day, loaded_at=timezone.now(), **names
    )


@pytest.fixture
def cited():
    """A work that an article cites which readers get."""
    published_article()
    return Reference.objects.get(doi=DOI)


def status_of(reference):
    reference.refresh_from_db()
    return reference.status


def test_a_retracted_source_is_noticed(cited):
    noticed()

    assert watch.check_next(10) == [cited]
    assert (status_of(cited), cited.status_on) == (Status.RETRACTED, date(2026, 3, 4))


def test_a_work_is_found_by_its_pubmed_id_too(cited):
    Reference.objects.filter(pk=cited.pk).update(pmid="77")
    noticed(pmid="77")

    watch.check_next(10)

    assert status_of(cited) == Status.RETRACTED


def test_without_a_list_nothing_reads_as_clear(cited):
    watch.check_next(10)

    assert status_of(cited) == Status.COULD_NOT_CHECK


def test_with_a_list_that_does_not_name_it_a_work_is_clear(cited):
    noticed(doi="10.1000/other")

    watch.check_next(10)

    assert status_of(cited) == Status.CLEAR


def test_a_list_of_long_ago_clears_nothing_and_takes_no_warning_away(cited):
    noticed()
    watch.check_next(10)
    RetractionNotice.objects.update(loaded_at=timezone.now() - timedelta(days=100), doi="10.1000/other")

    watch.check_next(10)

    assert status_of(cited) == Status.RETRACTED


def test_a_work_without_a_doi_or_a_pubmed_id_could_not_be_checked():
    noticed(doi="10.1000/other")
    guideline = Reference.objects.create(text="A guideline.", url="https://example.org/")

    watch.check(guideline)

    assert status_of(guideline) == Status.COULD_NOT_CHECK


def test_the_worst_that_is_said_counts(cited):
    noticed(Status.CORRECTED, date(2026, 5, 1), number=1)
    noticed(Status.CONCERN, date(2026, 4, 1), number=2)

    watch.check(cited)

    assert (status_of(cited), cited.status_on) == (Status.CONCERN, date(2026, 4, 1))


def test_a_reinstated_work_is_clear_again(cited):
    noticed(Status.RETRACTED, date(2026, 1, 1), number=1)
    noticed(Status.CLEAR, date(2026, 2, 1), number=2)

    watch.check(cited)

    assert status_of(cited) == Status.CLEAR


def test_the_notice_of_a_retraction_is_not_itself_retracted():
    RetractionNotice.objects.create(
        record_id=1, status=Status.RETRACTED, doi="10.1000/a", notice_doi=DOI, loaded_at=timezone.now()
    )
    notice = Reference.objects.create(text="Retraction: Heat.", doi=DOI)

    watch.check(notice)

    assert status_of(notice) == Status.CLEAR


def test_the_people_of_the_article_are_told_once(cited, django_capture_on_commit_callbacks):
    editor = UserFactory(editor=True)
    noticed()

    with django_capture_on_commit_callbacks(execute=True):
        watch.check_next(10)
        watch.check_next(10)

    assert len([email for email in delivered() if email.to == [editor.email]]) == 1
    email = next(email for email in delivered() if email.to == [editor.email])
    assert "retracted" in email.subject and "Inversion therapy" in email.body and DOI in email.body


def test_readers_see_it_beside_the_reference_without_a_new_edition(cited, client):
    path = path_of(cited.citations.get().edition.page)
    noticed()

    watch.check_next(10)

    assert "This work has been retracted" in client.get(path).content.decode()


def test_every_news_is_kept_as_history(cited):
    noticed(Status.CONCERN, number=1)
    watch.check(cited)
    noticed(Status.RETRACTED, number=2)
    watch.check(cited)
    watch.check(cited)

    told = list(WorldCheck.objects.order_by("pk").values_list("before", "status", "source"))
    assert told == [("could not check", "concern", "Retraction Watch"), ("concern", "retracted", "Retraction Watch")]


def test_what_a_submitted_draft_cites_is_checked_and_a_retracted_source_stops_it(django_capture_on_commit_callbacks):
    noticed()
    with django_capture_on_commit_callbacks(execute=True):
        page = submitted(article())

    unmet = unmet_before_review(Draft.of(page))

    assert any("Reference 1 has been retracted" in sentence for sentence in unmet)


def test_those_that_were_checked_longest_ago_come_first(cited):
    other = Reference.objects.create(text="Other.", doi="10.1000/other")
    watch.check(cited)
    page = cited.citations.get().edition.page.specific
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))
    Reference.objects.filter(pk=other.pk).update(checked_at=None)

    never_checked = Reference.objects.get(citations__edition__page=shared_article())
    assert list(watch.next_to_check(10)) == [never_checked, cited]


def test_the_selection_of_the_night_uses_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        sql, parameters = watch.next_to_check(100).query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "articles_reference_next_check" in plan and "articles_citation" in plan
