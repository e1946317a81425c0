"""One decision about many reports, and the keys by which the desk goes from one to the next."""

import pytest
from django.core.exceptions import ValidationError

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.history import ReportChange
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.bulk import change_matching
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories import PASSWORD, UserFactory
from tests.feedback.conftest import plain
from tests.feedback.triage.test_report_screens import screen

pytestmark = pytest.mark.django_db

LIST = "/admin/readers-reports/"


@pytest.fixture
def reports(edition):
    words = ["Elbows.", "Knees.", "Elbows again."]
    return [receive(edition, receipt=new_receipt(), comment=said) for said in words]


@pytest.fixture
def decide(desk):
    """Send the form below the list."""

    def send(*chosen, about="chosen", query="", **decision):
        form = {f"bulk-{name}": value for name, value in {"about": about, "query": query, **decision}.items()}
        return desk.post(f"{LIST}change/", {**form, "report": [report.pk for report in chosen]}, follow=True)

    return send


def states():
    return list(Report.objects.order_by("pk").values_list("state", flat=True))


def test_the_reports_that_were_chosen_are_changed_with_a_history_for_each(decide, reports, triager):
    answer = decide(reports[0], reports[2], state="accepted", assignee=triager.pk, add_tags="Dose, eyes")

    assert "2 reports were changed." in plain(answer)
    assert states() == ["accepted", "new", "accepted"]
    assert ReportChange.objects.filter(by=triager).count() == 6
    assert Report.objects.get(pk=reports[2].pk).tags == ["dose", "eyes"]


def test_all_that_match_are_those_that_the_filter_finds(decide, reports):
    decide(about="all", query="q=elbow&state=new", state="no_change")

    assert states() == ["no_change", "new", "no_change"]


def test_whose_queue_is_meant_is_known_to_the_task_too(decide, reports, triager):
    triage(reports[1], Decision(assignee=triager), by=triager)

    decide(about="all", query="queue=mine", state="closed")

    assert states() == ["new", "closed", "new"]


def test_without_a_filter_not_every_report_is_changed(decide, reports):
    answer = decide(about="all", query="after=x", state="spam")

    assert "Choose a filter first" in plain(answer)
    assert states() == ["new"] * 3


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ({}, "Say what is to be changed"),
        ({"state": "gone"}, "Select a valid choice"),
        ({"assignee": "0"}, "valid choice"),
    ],
)
def test_a_decision_that_says_nothing_or_nonsense_is_refused(decide, reports, decision, sentence):
    assert sentence in plain(decide(reports[0], **decision))
    assert states() == ["new"] * 3


def test_a_filter_that_cannot_be_understood_changes_nothing(triager, reports):
    with pytest.raises(ValidationError):
        change_matching("state=nonsense", Decision(state="spam"), by=triager, up_to=reports[-1].pk)


def test_nothing_chosen_is_said(decide, reports):
    assert "Choose reports in the list first." in plain(decide(state="spam"))


def test_reports_that_came_after_the_decision_are_left_alone(reports, triager):
    changed = change_matching("state=new", Decision(state="closed"), by=triager, up_to=reports[1].pk)

    assert changed == 2
    assert states() == ["closed", "closed", "new"]


def test_tags_are_added_and_nobody_is_a_choice(decide, reports, triager):
    triage(reports[0], Decision(tags=["knees"], assignee=triager), by=triager)

    decide(reports[0], add_tags="dose", assignee="nobody")

    report = Report.objects.get(pk=reports[0].pk)
    assert (report.tags, report.assignee) == (["dose", "knees"], None)


def test_somebody_who_may_not_triage_changes_nothing(client, reports):
    writer = UserFactory(writer=True)
    client.login(username=writer.email, password=PASSWORD)

    client.post(f"{LIST}change/", {"bulk-about": "chosen", "bulk-state": "spam", "report": [reports[0].pk]})

    assert states() == ["new"] * 3


def test_the_screen_leads_to_the_reports_before_and_after_in_the_queue(desk, reports):
    html = desk.get(screen(reports[1])).content.decode()

    assert f'<a rel="prev" href="{screen(reports[2])}"' in html
    assert f'<a rel="next" href="{screen(reports[0])}"' in html


def test_the_list_and_the_screen_say_which_keys_work(desk, reports):
    for address in (LIST, screen(reports[0])):
        assert "Next report j Previous report k" in plain(desk.get(address))
