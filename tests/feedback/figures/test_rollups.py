"""Reports counted by the day: what the dashboard and the weekly email are made of."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.feedback.capture.storing.intake import add_details, receive
from editorial.feedback.corrections.correcting import open_correction
from editorial.feedback.figures.counting import update_rollups
from editorial.feedback.figures.rollups import Rollup, RollupMark
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.reports.states import FINISHED
from editorial.feedback.tasks import count_reports
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.drafts import edited
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(edition):
    """A report that came in some hours ago."""

    def send(hours_ago=0, **details):
        report = receive(edition, receipt=new_receipt(), **details)
        moment = timezone.now() - timedelta(hours=hours_ago)
        Report.objects.filter(pk=report.pk).update(received_at=moment)
        return report

    return send


def totals(name):
    return sum(getattr(cell, name) for cell in Rollup.objects.all())


def test_praise_is_counted_and_waits_for_nobody(sent):
    sent(helpful=True, reason="answered")
    sent(helpful=False, reason="not_accurate")

    count_reports()

    assert (totals("reports"), totals("open"), totals("untouched")) == (2, 1, 1)


def test_votes_and_reports_are_counted_by_day_article_and_reason(sent, page):
    sent(helpful=True)
    sent(helpful=False)
    sent(helpful=False, reason="not_accurate", comment="It does more.")
    sent(hours_ago=72, reason="not_accurate")

    count_reports()

    cells = Rollup.objects.order_by("day", "reason").values_list("page", "reason", "yes", "no", "reports", "open")
    assert list(cells) == [
        (page.pk, "not_accurate", 0, 0, 1, 1),
        (page.pk, "", 1, 1, 0, 0),
        (page.pk, "not_accurate", 0, 1, 1, 1),
    ]


def test_spam_duplicates_and_what_the_watch_found_are_not_counted(sent, triager):
    spam = triage(sent(reason="other"), Decision(state="spam", assignee=None), by=triager)
    triage(sent(reason="other"), Decision(duplicate_of=spam, assignee=None), by=triager)
    sent(reason="questionable", origin="watch")

    count_reports()

    assert not Rollup.objects.exists()


def test_it_is_counted_how_long_reports_waited(sent, triager, page):
    looked_at, corrected = sent(hours_ago=2, reason="other"), sent(hours_ago=30, reason="other")
    sent(hours_ago=1, reason="other")
    triage(looked_at, Decision(state="fact_check", assignee=None), by=triager)
    open_correction([corrected], by=triager)
    published(edited(page, standfirst="Right.", change_class="correction", change_note="Right."))

    count_reports()

    assert sorted(sum((cell.looked_after for cell in Rollup.objects.all()), [])) == [120, 1800]
    assert sum((cell.finished_after for cell in Rollup.objects.all()), []) == [1800]
    assert sum((cell.corrected_after for cell in Rollup.objects.all()), []) == [1800]
    assert (totals("untouched"), totals("open")) == (1, 2)


@pytest.mark.parametrize("state", FINISHED)
def test_whatever_the_desk_finishes_with_has_its_time(sent, triager, state):
    how = {"duplicate_of": sent(reason="other")} if state == "duplicate" else {"state": state}
    report = triage(sent(reason="other"), Decision(**how, assignee=None), by=triager)

    report.refresh_from_db()
    assert report.state == state and report.first_looked_at and report.closed_at


def test_a_report_that_is_taken_up_again_is_not_finished_and_keeps_its_first_look(sent, triager):
    report = triage(sent(reason="other"), Decision(state="closed", assignee=None), by=triager)
    report = triage(report, Decision(state="new", assignee=None), by=triager)

    report.refresh_from_db()
    assert report.first_looked_at and report.closed_at is None


def test_what_a_reader_adds_is_no_look_of_the_desks(sent):
    report = sent(helpful=False)
    add_details(report, comment="Buy now", is_honeypot_hit=True)

    report.refresh_from_db()
    assert report.state == "spam"
    assert report.first_looked_at is None


def test_only_days_of_which_something_changed_are_counted_again(sent, triager):
    old = sent(hours_ago=240, reason="other")
    Report.objects.update(updated_at=timezone.now() - timedelta(days=10))
    assert len(update_rollups()) == 1
    assert update_rollups() == []

    sent(reason="other")
    assert update_rollups() == [timezone.localdate()]

    Report.objects.update(updated_at=timezone.now() - timedelta(days=1))
    triage(old, Decision(state="closed", assignee=None), by=triager)
    assert update_rollups() == [timezone.localdate() - timedelta(days=10)]


def test_counting_twice_counts_once(sent):
    sent(helpful=True)

    count_reports()
    RollupMark.objects.update(counted_until=None)
    count_reports()

    assert totals("yes") == 1


def test_a_day_is_the_sites_day_also_when_the_clocks_change(sent):
    report = sent(helpful=True)
    for hour, minute in ((0, 5), (23, 55)):
        moment = timezone.make_aware(datetime(2026, 10, 25, hour, minute))
        Report.objects.filter(pk=report.pk).update(received_at=moment)
        Rollup.objects.all().delete()
        call_command("rebuild_report_rollups")

        assert [cell.day for cell in Rollup.objects.all()] == [date(2026, 10, 25)]


def test_the_counts_are_rebuilt(sent, capsys):
    sent(helpful=True)
    sent(hours_ago=48, helpful=True)
    count_reports()
    Rollup.objects.update(yes=7)
    Rollup.objects.create(
        day=date(2020, 1, 1), page_id=Rollup.objects.first().page_id, yes=3, no=0, reports=0, untouched=0, open=0
    )

    call_command("rebuild_report_rollups")

    assert totals("yes") == 2
    assert "3 days were counted." in capsys.readouterr().out


def test_counting_a_day_costs_as_many_queries_for_many_reports_as_for_few(sent):
    def queries():
        RollupMark.objects.update(counted_until=None)
        with CaptureQueriesContext(connection) as captured:
            update_rollups()
        return len(captured)

    sent(helpful=True)
    few = [queries(), queries()][1]
    for _ in range(8):
        sent(reason="other")

    assert queries() == few
