"""A page whose claim rests on nothing but a retracted work gets a notice by itself, where policy says so."""

import pytest

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.review.publishing.status import lift
from editorial.upkeep.source_watch import safety
from editorial.upkeep.source_watch.watch import WorldCheck
from tests.factories.accounts import UserFactory
from tests.factories.drafts import body, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def page_with(text):
    return published(article(references=2, sections=body(section("Heat", text))))


def retracted(number=0):
    work = Reference.objects.get(doi=f"10.1000/{number}")
    work.status = Status.RETRACTED
    work.save()
    return work


def status(page):
    return Publication.objects.get(page_id=page.pk).status


def test_the_only_support_of_a_claim_puts_a_notice_on_the_page(client):
    page = page_with("<mark>Heat cures pain.</mark>[1] It is warm.[2]")

    safety.hold_what_rests_on(retracted())

    assert status(page) == PublicationStatus.UNDER_REVIEW
    assert "has been retracted. We are checking" in client.get(path_of(page)).content.decode()
    change = StatusChange.objects.get(page_id=page.pk)
    assert change.decided_by is None and "“Heat cures pain.”" in change.reason


@pytest.mark.parametrize(
    "text", ["<mark>Heat eases pain.</mark>[1,2]", "Heat eases pain.[1] It is warm.[2]", "<mark>So.</mark>[2] Warm.[1]"]
)
def test_a_page_with_other_support_stays_as_it_is(text):
    page = page_with(text)

    assert safety.hold_what_rests_on(retracted()) == [] and status(page) == PublicationStatus.PUBLISHED


def test_a_claim_whose_works_were_all_retracted_has_no_support_left():
    page = page_with("<mark>Heat eases pain.</mark>[1,2]")
    retracted(1)

    safety.hold_what_rests_on(retracted())

    assert status(page) == PublicationStatus.UNDER_REVIEW


def test_a_retracted_work_that_is_merged_with_a_cited_one_warns_as_if_that_were_retracted(
    django_capture_on_commit_callbacks,
):
    page = page_with("<mark>Heat cures pain.</mark>[1] It is warm.[2]")
    cited, editor = Reference.objects.get(doi="10.1000/0"), UserFactory(editor=True)
    same = Reference.objects.create(text="The same. 2012.", status=Status.RETRACTED)

    with django_capture_on_commit_callbacks(execute=True):
        Reference.objects.merge(same, into=cited, by=editor)

    assert status(page) == PublicationStatus.UNDER_REVIEW
    assert Letter.objects.filter(recipient=editor, kind=Kind.SOURCES).exists()


def test_what_a_process_did_not_live_to_put_up_is_put_up_within_the_hour_and_not_against_an_editor():
    page = page_with("<mark>Heat cures pain.</mark>[1] It is warm.[2]")
    work = retracted()
    WorldCheck.objects.create(reference=work, before=Status.CLEAR, status=Status.RETRACTED, source="Retraction Watch")

    assert safety.hold_what_was_missed() == 1
    lift(page, by=UserFactory(editor=True), reason="It says so of cold.")

    assert safety.hold_what_was_missed() == 0
    assert status(page) == PublicationStatus.PUBLISHED


def test_policy_can_leave_it_to_the_editors(settings):
    settings.HOLD_RETRACTED_ONLY_SUPPORT = False
    page = page_with("<mark>Heat cures pain.</mark>[1] It is warm.[2]")

    safety.hold_what_rests_on(retracted())

    assert status(page) == PublicationStatus.PUBLISHED


def test_a_page_under_review_keeps_the_notice_that_it_has():
    page_with("<mark>Heat cures pain.</mark>[1] It is warm.[2]")
    work = retracted()
    safety.hold_what_rests_on(work)

    assert safety.hold_what_rests_on(work) == []
