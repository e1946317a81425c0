"""Reports about the same words are seen to together."""

import pytest

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from editorial.feedback.triage.grouping import group
from tests.factories import edited, published
from tests.feedback.conftest import plain
from tests.feedback.triage.test_report_screens import decide, screen

pytestmark = pytest.mark.django_db

WORDS = "Pressure in the eye rises."


@pytest.fixture
def say(edition):
    """A report about words of the article, put into its group as Celery does it."""

    def said(passage=WORDS, comment="It is wrong.", about=None, **details):
        comment = f"{comment} {Report.objects.count()}"
        report = receive(about or edition, receipt=new_receipt(), passage=passage, comment=comment, **details)
        group(report.pk)
        report.refresh_from_db()
        return report

    return said


@pytest.mark.parametrize("passage", [WORDS, "eye rises. Ask", "Pressure in the eyes rises"])
def test_a_report_about_the_same_words_is_grouped_under_the_first(say, passage):
    first = say(section="risks")

    assert say(passage, section="risks").grouped_under == first
    assert list(Report.objects.waiting()) == [first]


def test_a_third_report_is_grouped_under_the_first_too(say):
    first, second, third = say(), say(), say()

    assert second.grouped_under == third.grouped_under == first


def test_reports_about_other_words_another_section_or_another_edition_are_not_grouped(say, page):
    say()
    published(edited(page, title="Inversion therapy today", change_class="clarification", change_note="Clearer."))
    newer = page.editions.order_by("-number").first()

    assert say("Ask a doctor first.").grouped_under is None
    assert say("The space between the vertebrae grows.").grouped_under is None
    assert say(about=newer).grouped_under is None
    assert say(passage="").grouped_under is None


def test_somebody_in_danger_never_stands_behind_somebody_who_is_not(say):
    say()

    urgent = say(comment="I want to kill myself.")

    assert urgent.grouped_under is None
    assert say().grouped_under is not None


def test_grouping_happens_after_the_reader_was_thanked(edition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        receive(edition, receipt=new_receipt(), passage=WORDS, comment="One.")
        second = receive(edition, receipt=new_receipt(), passage=WORDS, comment="Two.")
    assert Report.objects.get(pk=second.pk).grouped_under is None

    for callback in callbacks:
        callback()

    assert Report.objects.get(pk=second.pk).grouped_under is not None


def test_a_decision_on_a_group_is_for_all_its_open_reports(say, triager):
    first, second, third = say(), say(), say()
    triage(third, Decision(state="spam"), by=triager)

    triage(first, Decision(state="accepted", assignee=triager, tags=["eyes"]), by=triager)

    second.refresh_from_db(), third.refresh_from_db()
    assert (second.state, second.assignee, second.tags) == ("accepted", triager, ["eyes"])
    assert third.state == "spam"
    assert second.changes.filter(by=triager).count() == 3


def test_who_joins_a_group_later_gets_what_was_decided(say, triager):
    first = say()
    triage(first, Decision(state="accepted", assignee=triager), by=triager)

    later = say()

    assert (later.grouped_under, later.state, later.assignee) == (first, "accepted", triager)


def test_a_report_that_is_taken_out_or_becomes_more_urgent_waits_by_itself(say, triager, desk):
    first, second, third = say(), say(), say()

    decide(desk, second, apart="true")
    triage(third, Decision(severity=Report.Severity.HIGH), by=triager)

    assert set(Report.objects.waiting()) == {first, second, third}


def test_a_group_that_becomes_more_urgent_stays_together(say, triager):
    first, second = say(), say()

    triage(first, Decision(severity=Report.Severity.HIGH), by=triager)

    second.refresh_from_db()
    assert (second.severity, second.grouped_under) == (Report.Severity.HIGH, first)


def test_no_open_report_is_hidden_behind_one_that_is_finished(say, triager):
    first, second = say(), say()
    triage(second, Decision(state="closed"), by=triager)
    triage(first, Decision(state="closed"), by=triager)

    triage(second, Decision(state="new"), by=triager)
    assert list(Report.objects.waiting()) == [second]

    third = say()
    Report.objects.filter(pk=second.pk).update(state="closed", closed_at=second.received_at)
    assert list(Report.objects.waiting()) == [third]


def test_the_queue_shows_a_group_as_one_row_with_its_count(say, desk):
    first = say()
    say(), say()

    [row] = desk.get("/admin/readers-reports/", {"queue": "waiting"}).context["object_list"]

    assert (row, row.group_size) == (first, 3)


def test_the_screen_shows_who_says_the_same(say, desk):
    first, second = say(), say(comment="Mine too.")

    assert "Mine too." in plain(desk.get(screen(first)))
    assert f"Report {first.pk} stands in the queue for this one" in plain(desk.get(screen(second)))
