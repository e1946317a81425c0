"""What the desk does with a report, and what is kept of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.groups import set_up_groups
from editorial.feedback.reports.clock import due_at
from editorial.feedback.reports.history import ReportChange
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import (
    Decision,
    DuplicateOfNothingError,
    MayNotTriageError,
    NoDuplicateError,
    change,
    triage,
)
from editorial.review.signing.permissions import EDITORS
from tests.factories.accounts import UserFactory
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db


CLOSED_AND_URGENT = Decision(state="closed", severity=Report.Severity.SAFETY)


def history(report):
    return [change.in_words for change in report.changes.all()]


def test_a_triager_decides_what_happens_with_a_report(report, triager):
    triage(report, Decision(state="fact_check", assignee=triager), by=triager, note=" Ask Dr Robin. ")

    report.refresh_from_db()
    assert (report.state, report.assignee) == ("fact_check", triager)
    assert [(note.author, note.text) for note in report.notes.all()] == [(triager, "Ask Dr Robin.")]


def test_a_note_that_is_sent_twice_is_kept_once(report, triager):
    other = UserFactory(triager=True)

    for by, note in [(triager, "Ask."), (triager, "Ask."), (other, "Ask."), (triager, "Asked."), (triager, "Ask.")]:
        triage(report, by=by, note=note)

    assert [note.text for note in report.notes.order_by("pk")] == ["Ask.", "Ask.", "Asked.", "Ask."]


def test_every_change_is_in_the_history(report, triager):
    triage(report, Decision(state="fact_check", assignee=triager), by=triager)
    triage(report, Decision(state="closed", assignee=None), by=triager)

    assert history(report) == [
        "State changed from “New” to “Being fact checked”.",
        "Assigned to: Toni Triager.",
        "State changed from “Being fact checked” to “Closed”.",
        "Assigned to: no longer Toni Triager.",
    ]
    assert {change.by for change in report.changes.all()} == {triager}


def test_severity_tags_and_the_earlier_report_are_decided_too(report, edition, triager):
    earlier = receive(edition, receipt=new_receipt(), reason="other")

    triage(report, Decision(severity=Report.Severity.HIGH, tags=["Dose ", "eyes", "dose"]), by=triager)
    triage(report, Decision(duplicate_of=earlier), by=triager)

    report.refresh_from_db()
    assert (report.severity, report.tags) == (Report.Severity.HIGH, ["dose", "eyes"])
    assert (report.duplicate_of, report.state) == (earlier, "duplicate")
    assert history(report) == [
        "Severity changed from “Normal” to “High”.",
        "Tags: dose, eyes.",
        "State changed from “New” to “Duplicate”.",
        f"Duplicate of: {earlier.pk}.",
    ]


def test_a_report_stays_with_whoever_has_it_until_a_decision_gives_it_to_nobody(report, triager):
    triage(report, Decision(assignee=triager), by=triager)
    assert triage(report, Decision(state="fact_check"), by=triager).assignee == triager

    assert triage(report, Decision(assignee=None), by=triager).assignee is None


def test_a_report_is_no_duplicate_of_itself_nor_of_its_own_duplicate(report, edition, triager):
    later = receive(edition, receipt=new_receipt(), reason="other")
    later = triage(later, Decision(duplicate_of=report), by=triager)

    for original in (report, later):
        with pytest.raises(NoDuplicateError):
            triage(report, Decision(duplicate_of=original), by=triager)


def test_no_report_is_a_duplicate_of_one_about_another_article(report, triager):
    """Its reader would be told that this article was changed."""
    other = receive(published_article("Acupuncture").editions.get(), receipt=new_receipt(), reason="other")

    with pytest.raises(NoDuplicateError, match="about another article"):
        triage(report, Decision(duplicate_of=other), by=triager)


def test_no_report_is_a_duplicate_of_nothing(report, triager):
    with pytest.raises(DuplicateOfNothingError, match="Say which earlier report"):
        triage(report, Decision(state="duplicate"), by=triager)

    report.refresh_from_db()
    assert report.state == "new"


@pytest.mark.parametrize("opened", [Decision(state="fact_check"), Decision(duplicate_of=None)], ids=["state", "other"])
def test_what_is_opened_again_is_no_duplicate_any_more(report, edition, triager, opened):
    earlier, first = (receive(edition, receipt=new_receipt(), reason="other") for _ in range(2))
    triage(report, Decision(duplicate_of=earlier), by=triager)

    triage(report, opened, by=triager)
    triage(earlier, Decision(duplicate_of=first), by=triager)

    report.refresh_from_db()
    assert report.is_open and report.duplicate_of is None
    triage(first, Decision(state="closed"), by=triager)
    assert triage(first, Decision(duplicate_of=report), by=triager).duplicate_of == report


def test_what_the_site_changes_by_its_rules_is_in_the_history_as_nobodys(report, triager):
    change([report], Decision(assignee=triager), by=None)

    assert [(entry.by, entry.new) for entry in ReportChange.objects.all()] == [(None, "Toni Triager")]


def test_the_more_severe_a_report_is_the_sooner_it_is_due(report, triager):
    assert report.due_at - Report.objects.get().received_at < timedelta(days=7, minutes=1)

    report = triage(report, Decision(severity=1), by=triager)

    assert report.due_at - report.received_at == timedelta(hours=4)


def test_the_hours_of_the_clock_are_a_setting(report, settings):
    settings.REPORT_HOURS = [1, 2, 3, 4, 5]
    report.refresh_from_db()

    assert due_at(report) - report.received_at == timedelta(hours=4)


def test_a_mere_yes_is_never_due(edition):
    assert receive(edition, receipt=new_receipt(), helpful=True).due_at is None


def test_a_report_is_overdue_until_the_desk_has_finished(report, triager):
    Report.objects.update(due_at=report.received_at - timedelta(days=1))
    assert Report.objects.overdue().get() == report

    report = triage(report, Decision(state="no_change"), by=triager)

    assert not Report.objects.overdue()
    assert not report.is_overdue


def test_a_report_says_since_when_it_is_closed_and_no_longer_when_it_is_opened_again(report, triager):
    closed = triage(report, Decision(state="closed"), by=triager)
    closed_at = closed.closed_at
    assert triage(report, Decision(state="spam"), by=triager).closed_at == closed_at > report.received_at

    assert triage(report, Decision(state="new"), by=triager).closed_at is None


def test_whoever_decides_has_looked_at_the_report(report, triager):
    assert triage(report, Decision(state="accepted"), by=triager).first_looked_at


def test_who_watches_a_report_gets_a_email_when_somebody_else_changes_it(
    report, triager, mailoutbox, django_capture_on_commit_callbacks
):
    colleague = UserFactory(triager=True)
    triage(report, by=triager, watch=True)

    with django_capture_on_commit_callbacks(execute=True):
        triage(report, Decision(state="accepted"), by=triager)
        triage(report, Decision(state="closed"), by=colleague)

    [email] = mailoutbox
    assert email.to == [triager.email]
    assert "“Inversion therapy” was changed" in email.subject
    assert report.comment not in email.body


def test_who_watches_many_reports_gets_one_letter_about_all_that_somebody_changed_at_once(
    report, triager, mailoutbox, django_capture_on_commit_callbacks
):
    other = published_article(title="Knees").editions.get()
    receive(other, receipt=new_receipt(), comment="Which knee?")
    watched = [report, Report.objects.get(edition=other)]
    for one in watched:
        triage(one, by=triager, watch=True)
        one.watchers.add(UserFactory(writer=True))  # who may triage no more

    with django_capture_on_commit_callbacks(execute=True):
        change(
            Report.objects.filter(pk__in=[one.pk for one in watched]), CLOSED_AND_URGENT, by=UserFactory(triager=True)
        )

    [email] = [sent for sent in mailoutbox if "changed" in sent.subject]
    assert (email.to, email.subject) == ([triager.email], "2 reports that you watch were changed")
    assert "“Inversion therapy”" in email.body and "“Knees”" in email.body
    assert email.body.count("State changed from “New” to “Closed”.") == email.body.count("Severity changed") == 2


def test_what_does_not_change_leaves_no_history(report, triager):
    triage(report, Decision(state="new", assignee=None), by=triager, note="Read.")

    assert history(report) == []


@pytest.mark.parametrize("group", [{"writer": True}, {"reviewer": True}, {}])
def test_only_those_with_the_permission_triage(report, group):
    with pytest.raises(PermissionDenied):
        triage(report, Decision(state="spam", assignee=None), by=UserFactory(**group))

    report.refresh_from_db()
    assert report.state == "new"


def test_a_report_is_given_only_to_somebody_who_may_triage(report, triager):
    with pytest.raises(MayNotTriageError, match="Choose somebody who may"):
        triage(report, Decision(state="closed", assignee=UserFactory(writer=True)), by=triager, note="Please look.")

    report.refresh_from_db()
    assert (report.state, report.notes.count()) == ("new", 0)


def test_a_state_that_does_not_exist_is_refused(report, triager):
    with pytest.raises(ValueError, match="is not a valid"):
        triage(report, Decision(state="gone", assignee=None), by=triager)


def test_reports_are_found_by_how_far_they_are(report, page, triager):
    assert Report.objects.open().unassigned().about(page).with_details().get() == report

    triage(report, Decision(state="no_change", assignee=triager), by=triager)

    assert not Report.objects.open()
    assert not Report.objects.unassigned()


def test_an_article_with_reports_is_not_deleted(report, page):
    with pytest.raises(ProtectedError):
        page.delete()


@pytest.mark.parametrize(
    ("group", "may"), [("triager", True), ("editor", True), ("writer", False), ("reviewer", False)]
)
def test_triagers_and_editors_may_see_and_change_reports(group, may):
    user = UserFactory(**{group: True})

    assert user.has_perm("feedback.view_report") == may
    assert user.has_perm("feedback.change_report") == may


def test_a_group_that_lost_the_permission_does_not_get_it_back_with_the_next_migration():
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.clear()

    set_up_groups()

    assert not editors.permissions.filter(content_type__model="report").exists()
