"""What came of readers' reports in a month: told to readers, and in the record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.record.evidence import AppendOnlyError
from articles.record.published.reported_months import ReportedMonth, Urgency
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.figures.months import FEWEST, figures_of, not_to_be_told, note_months
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.feedback.conftest import plain
from tests.upkeep.damage import damage, found

pytestmark = pytest.mark.django_db

PAGE = "/what-readers-told-us/"


@pytest.fixture
def said(edition):
    """Reports of the last month; with `answered_after` hours, put right by the article's edition."""
    start = edition.created_at.replace(day=1) - timedelta(days=20)

    def send(number, *, answered_after=None, severity=Report.Severity.NORMAL, state="new"):
        for _one in range(number):
            report = receive(edition, receipt=new_receipt(), comment=f"Wrong {Report.objects.count()}.")
            at = start if answered_after is None else edition.created_at - timedelta(hours=answered_after)
            resolved = {"resolved_by": edition, "closed_at": edition.created_at} if answered_after is not None else {}
            state = "closed" if resolved else state
            Report.objects.filter(pk=report.pk).update(received_at=at, severity=severity, state=state, **resolved)

    send.month = start.date().replace(day=1)
    send.this_month = edition.created_at.date().replace(day=1)
    return send


def test_a_month_says_how_many_reports_came_and_led_to_a_change_and_how_long_that_took(said):
    for hours in range(1, 11):
        said(1, answered_after=hours)
    figures = figures_of(said.this_month)

    assert figures["changed"] == 10
    assert figures["urgencies"]["other"] == {"changed": 10, "median_hours": 6, "p90_hours": 9}
    assert figures["urgencies"]["safety"] == {"changed": 0}
    assert "oldest_safety_days" not in figures


def test_what_is_spam_or_a_duplicate_or_mere_praise_does_not_count(said, vote, edition):
    said(5)
    Report.objects.filter(pk__in=Report.objects.values("pk")[:2]).update(state="spam", closed_at=datetime.now(UTC))
    vote("yes")
    praise = [receive(edition, receipt=new_receipt(), helpful=True, reason="answered").pk for _reader in range(2)]
    Report.objects.filter(pk__in=praise).update(received_at=Report.objects.order_by("pk").first().received_at)

    assert "reports" not in figures_of(said.month)


def test_numbers_that_could_lead_back_to_somebody_are_not_told(said, reader):
    said(20, answered_after=3)
    said(1, answered_after=5, severity=Report.Severity.SAFETY)
    figures = figures_of(said.this_month)

    assert figures["changed"] == 21
    assert figures["urgencies"] == {}


@given(st.fixed_dictionaries({urgency: st.integers(0, 30) for urgency in Urgency}))
def test_what_is_left_out_does_not_follow_from_the_rest(counts):
    left_out = not_to_be_told(counts)
    told = {part: count for part, count in counts.items() if part not in left_out}

    assert all(count == 0 or count >= FEWEST for count in told.values())
    together = sum(counts.values()) - sum(told.values())
    assert not left_out or len(left_out) > 1
    assert together == 0 or together >= FEWEST or sum(counts.values()) < FEWEST


def test_the_oldest_report_of_danger_is_one_that_waits(said):
    said(1, severity=Report.Severity.SAFETY)
    assert figures_of(said.month)["oldest_safety_days"] > 0

    Report.objects.update(due_at=None)

    assert "oldest_safety_days" not in figures_of(said.month)


def test_the_clock_puts_each_month_that_is_over_into_the_record_once(said):
    said(6)
    came = Report.objects.first().received_at - timedelta(days=62)  # on the first of a month the last is not yet told
    Report.objects.update(received_at=came)

    noted = note_months()

    assert noted[0] == timezone.localdate(came).replace(day=1)
    assert len(noted) >= 2 and [(month + timedelta(31)).replace(day=1) for month in noted[:-1]] == noted[1:]
    assert note_months() == []
    assert list(ReportedMonth.objects.order_by("month").values_list("month", flat=True)) == noted
    assert list(ReportedMonth.objects.order_by("sequence").values_list("month", flat=True)) == noted


def test_a_site_without_reports_has_no_months(db):
    assert note_months() == []


def test_a_month_is_evidence_and_its_change_is_found(said):
    said(6)
    Report.objects.update(received_at=Report.objects.first().received_at - timedelta(days=31))
    note_months()
    month = ReportedMonth.objects.earliest("month")

    with pytest.raises(AppendOnlyError):
        month.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportedMonth.objects.update(figures={})
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportedMonth.objects.create(month=month.month, figures={})
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportedMonth.objects.create(month=date(2020, 1, 2), figures={})
    damage("UPDATE articles_reportedmonth SET figures = jsonb_set(figures, '{reports}', '60') WHERE id = %s", month.pk)
    assert "The month of readers’ reports with id" in found()


def test_readers_see_the_months_and_no_words_of_readers(said, reader, edition):
    said(6)
    said(7, answered_after=60)
    note_months()
    ReportedMonth.objects.create(month=said.this_month, figures=figures_of(said.this_month))

    shown = plain(reader.get(PAGE))

    assert "Led to a change 7" in shown
    assert "3 days" not in shown and "2 days" in shown
    assert f"Number {ReportedMonth.objects.newest_first().first().sequence} of the record" in shown
    assert "Wrong" not in shown


def test_before_the_first_month_is_over_the_page_says_so(reader):
    assert "The first figures come when the first month is over." in plain(reader.get(PAGE))
