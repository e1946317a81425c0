"""The watch: a retracted source is noticed, told to the desk and to readers, and never forgotten by silence."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.published.publications import reader_version
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from editorial.feedback.reports.report import Report
from editorial.review.signing.rules import unmet_before_review
from editorial.upkeep.source_watch import watch
from editorial.upkeep.source_watch.retraction_watch import RetractionList, RetractionNotice
from editorial.upkeep.source_watch.watch import WorldCheck
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, submitted
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, shared_article
from tests.factories.signing import published
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
DOI = "10.1000/0"


def noticed(status=Status.RETRACTED, day=date(2026, 3, 4), number=1, **names):
    names = names or {"doi": DOI}
    return RetractionNotice.objects.create(
        record_id=number, status=status, noticed_on=day, loaded_at=timezone.now(), **names
    )


def whole_list(**facts):
    facts = {"of": timezone.localdate(), "rows": 60_000, "used": 58_000, "is_whole": True, **facts}
    return RetractionList.objects.create(**facts)


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


def test_what_is_learnt_of_a_row_that_was_merged_is_learnt_of_the_work_that_stands_for_it(cited):
    same, editor = Reference.objects.create(text="The same. 2012.", doi="10.1000/same"), UserFactory(editor=True)
    Reference.objects.merge(same, into=cited, by=editor)
    noticed(doi="10.1000/same")
    delivered().clear()

    watch.check_next(10)

    assert status_of(cited) == Status.RETRACTED
    [letter] = [letter for letter in delivered() if editor.email in letter.to and "a source of ours" in letter.subject]
    assert "Inversion therapy" in letter.body or shared_article().title in letter.body
    assert Report.objects.filter(origin="watch").exists()
    whole_list()
    watch.check(Reference.objects.get(pk=cited.pk))  # of its own name the list knows nothing
    assert status_of(cited) == Status.RETRACTED


def test_a_work_is_found_by_its_pubmed_id_too(cited):
    Reference.objects.filter(pk=cited.pk).update(pmid="77")
    noticed(pmid="77")

    watch.check_next(10)

    assert status_of(cited) == Status.RETRACTED


def test_without_a_list_nothing_reads_as_clear(cited):
    watch.check_next(10)

    assert status_of(cited) == Status.COULD_NOT_CHECK


def test_with_a_part_of_the_list_nothing_reads_as_clear(cited):
    noticed(doi="10.1000/other")
    whole_list(is_whole=False)

    watch.check_next(10)

    assert status_of(cited) == Status.COULD_NOT_CHECK


def test_with_a_whole_list_that_does_not_name_it_a_work_is_clear(cited):
    noticed(doi="10.1000/other")
    whole_list()

    watch.check_next(10)

    assert status_of(cited) == Status.CLEAR


def test_a_work_that_is_found_clear_moves_nothing_that_readers_get(cited):
    noticed(doi="10.1000/other")
    whole_list()
    before = reader_version()

    watch.check_against_list()

    assert (status_of(cited), reader_version()) == (Status.CLEAR, before)


def test_a_list_of_long_ago_clears_nothing_and_takes_no_warning_away(cited):
    noticed()
    watch.check_next(10)
    RetractionNotice.objects.update(doi="10.1000/other")
    whole_list(of=timezone.localdate() - timedelta(days=46))

    watch.check_next(10)

    assert status_of(cited) == Status.RETRACTED


def test_a_work_that_was_clear_by_a_list_is_not_when_the_list_is_too_old(cited):
    whole_list()
    watch.check(cited)
    assert status_of(cited) == Status.CLEAR
    RetractionList.objects.update(of=timezone.localdate() - timedelta(days=46))

    watch.check(cited)

    assert status_of(cited) == Status.COULD_NOT_CHECK


def test_a_work_without_a_doi_or_a_pubmed_id_could_not_be_checked():
    whole_list()
    guideline = Reference.objects.create(text="A guideline.", url="https://example.org/")

    watch.check(guideline)

    assert status_of(guideline) == Status.COULD_NOT_CHECK


def test_the_worst_that_is_said_counts(cited):
    noticed(Status.CORRECTED, date(2026, 5, 1), number=1)
    noticed(Status.CONCERN, date(2026, 4, 1), number=2)

    watch.check(cited)

    assert (status_of(cited), cited.status_on) == (Status.CONCERN, date(2026, 4, 1))


def test_a_reinstated_work_is_clear_again(cited):
    whole_list()
    noticed(Status.RETRACTED, date(2026, 1, 1), number=1)
    noticed(Status.CLEAR, date(2026, 2, 1), number=2)

    watch.check(cited)

    assert status_of(cited) == Status.CLEAR


def test_the_notice_of_a_retraction_is_not_itself_retracted():
    RetractionNotice.objects.create(
        record_id=1, status=Status.RETRACTED, doi="10.1000/a", notice_doi=DOI, loaded_at=timezone.now()
    )
    whole_list()
    notice = Reference.objects.create(text="Retraction: Heat.", doi=DOI)

    watch.check(notice)

    assert status_of(notice) == Status.CLEAR


def test_the_list_is_asked_about_the_whole_library_in_a_few_questions(cited, django_assert_max_num_queries):
    works = [Reference.objects.create(text=f"Work {n}.", doi=f"10.1000/more.{n}") for n in range(40)]
    noticed(doi="10.1000/more.7")
    noticed(Status.CORRECTED, number=2, pmid="88")
    Reference.objects.filter(pk=works[8].pk).update(pmid="88")
    whole_list()

    with django_assert_max_num_queries(40):
        news = watch.check_against_list()

    assert {work.pk for work in news} == {works[7].pk, works[8].pk}
    assert Reference.objects.filter(status=Status.CLEAR, doi__startswith="10.1000/more").count() == 38
    assert WorldCheck.objects.filter(reference=works[0]).get().source == "Retraction Watch"


def test_what_services_said_is_not_bettered_by_the_list(cited):
    Reference.objects.filter(pk=cited.pk).update(status=Status.RETRACTED)
    noticed(Status.CORRECTED)
    whole_list()

    assert watch.check_against_list() == []
    assert status_of(cited) == Status.RETRACTED


def test_a_correction_is_an_item_for_the_desk_and_no_letter_to_the_editors(cited):
    editor = UserFactory(editor=True)
    noticed(Status.CORRECTED)

    watch.check(cited)

    report = Report.objects.get()
    assert report.severity == Report.Severity.NORMAL and "Corrected (4 March 2026)" in report.comment
    assert [email for email in delivered() if email.to == [editor.email]] == []


def test_a_withdrawn_work_is_told_as_what_it_is(cited, client):
    path = path_of(cited.citations.get().edition.page)
    Reference.objects.filter(pk=cited.pk).update(status=Status.WITHDRAWN)

    shown = client.get(path).content.decode()

    assert "references__warning--withdrawn" in shown and "This work has been withdrawn." in shown


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


def test_whoever_adds_a_work_is_told_of_no_failure_while_the_queue_is_away(
    nobody_takes_tasks, django_capture_on_commit_callbacks, caplog
):
    with django_capture_on_commit_callbacks(execute=True):
        Reference.objects.create(doi="10.1000/away", text="Away J. A work.")
        Reference.objects.create(doi="10.1000/away-too", text="Away J. Another one.")

    assert Reference.objects.filter(doi__startswith="10.1000/away").count() == 2
    assert caplog.text.count("Error calling after_commit") == 1, "For the second one nobody waits."
