"""What the desk does with a report, and what is kept of it."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from wagtail.log_actions import registry

from editorial.feedback.desk import set_up_groups
from editorial.feedback.models import Report
from editorial.feedback.triage import MayNotTriageError, triage
from editorial.review.permissions import EDITORS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def history(report):
    return [entry.message for entry in registry.get_logs_for_instance(report).order_by("timestamp")]


def test_a_triager_decides_what_happens_with_a_report(report, triager):
    triage(report, by=triager, state="fact_check", assignee=triager, note=" Ask Dr Robin. ")

    report.refresh_from_db()
    assert (report.state, report.assignee) == ("fact_check", triager)
    assert [(note.author, note.text) for note in report.notes.all()] == [(triager, "Ask Dr Robin.")]


def test_every_change_is_in_the_history(report, triager):
    triage(report, by=triager, state="fact_check", assignee=triager)
    triage(report, by=triager, state="closed", assignee=None)

    assert history(report) == [
        "State changed from “New” to “Being fact checked”.",
        "Assigned to Toni Triager.",
        "State changed from “Being fact checked” to “Closed”.",
        "No longer assigned to Toni Triager.",
    ]
    assert {entry.user for entry in registry.get_logs_for_instance(report)} == {triager}


def test_what_does_not_change_leaves_no_history(report, triager):
    triage(report, by=triager, state="new", assignee=None, note="Read.")

    assert history(report) == []


@pytest.mark.parametrize("group", [{"writer": True}, {"reviewer": True}, {}])
def test_only_those_with_the_permission_triage(report, group):
    with pytest.raises(PermissionDenied):
        triage(report, by=UserFactory(**group), state="spam", assignee=None)

    report.refresh_from_db()
    assert report.state == "new"


def test_a_report_is_given_only_to_somebody_who_may_triage(report, triager):
    with pytest.raises(MayNotTriageError, match="Choose somebody who may"):
        triage(report, by=triager, state="closed", assignee=UserFactory(writer=True), note="Please look.")

    report.refresh_from_db()
    assert (report.state, report.notes.count()) == ("new", 0)


def test_a_state_that_does_not_exist_is_refused(report, triager):
    with pytest.raises(ValueError, match="is not a valid"):
        triage(report, by=triager, state="gone", assignee=None)


def test_reports_are_found_by_how_far_they_are(report, page, triager):
    assert Report.objects.open().unassigned().about(page).with_details().get() == report

    triage(report, by=triager, state="no_change", assignee=triager)

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
