"""What readers wrote is kept no longer than it is needed."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.utils import timezone

from editorial.feedback import tasks
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.reports.states import FINISHED

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


@pytest.fixture
def sent(edition):
    def send(state="closed", closed=YEAR * 2, **changes):
        report = receive(edition, receipt=new_receipt(), helpful=False, comment="Wrong.", email="jo@example.org")
        closed_at = timezone.now() - closed if state in FINISHED else None
        changes = {"state": state, "closed_at": closed_at, **changes}
        Report.objects.filter(pk=report.pk).update(**changes)
        return report

    return send


def purged(report):
    tasks.purge_reports()
    report.refresh_from_db()
    return report


@pytest.mark.parametrize("state", FINISHED)
def test_the_text_of_a_report_goes_long_after_the_desk_finished_with_it(sent, state):
    report = purged(sent(state))

    assert (report.comment, report.email, report.helpful, report.state) == ("", "", False, state)
    assert report.erased_at


@pytest.mark.parametrize("state", sorted(set(Report.State.values) - set(FINISHED)))
def test_what_is_not_finished_stays_however_old_it_is(sent, state):
    assert purged(sent(state)).comment == "Wrong."


def test_words_that_came_with_praise_go_as_long_after_it_came(edition):
    report = receive(edition, receipt=new_receipt(), helpful=True, reason="answered", passage="Ask a doctor first.")
    assert purged(report).passage

    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - YEAR * 2)

    assert (purged(report).passage, report.reason) == ("", "answered")


def test_the_days_are_a_setting(sent, settings):
    settings.REPORT_TEXT_DAYS = 30

    assert purged(sent(closed=timedelta(days=29))).comment == "Wrong."
    assert purged(sent(closed=timedelta(days=31))).comment == ""


def test_an_address_goes_when_its_day_has_come_and_the_text_stays(sent):
    report = purged(sent("new", email_expires_at=timezone.now() - timedelta(seconds=1)))

    assert (report.email, report.email_expires_at, report.comment) == ("", None, "Wrong.")


def test_an_address_without_a_day_goes_by_the_day_it_came(sent):
    assert purged(sent("new", email_expires_at=None)).email == "jo@example.org"

    assert purged(sent("new", email_expires_at=None, received_at=timezone.now() - YEAR)).email == ""


def test_purging_again_changes_nothing(sent, capsys):
    report = purged(sent())
    erased_at = report.erased_at

    call_command("purge_reports")

    assert capsys.readouterr().out == "0 texts and 0 addresses erased.\n"
    assert purged(report).erased_at == erased_at


def test_it_runs_every_night():
    names = [entry["task"] for entry in site.CELERY_BEAT_SCHEDULE.values()]

    assert tasks.purge_reports.name in names
