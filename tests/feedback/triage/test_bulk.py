"""One decision about many reports, and the keys by which the desk goes from one to the next."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from kombu.exceptions import OperationalError

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.history import BulkDecision, ReportChange
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage import bulk, tasks
from editorial.feedback.triage.bulk import begin, go_on_with, go_on_with_all
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import LIST, screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(edition):
    words = ["Elbows.", "Knees.", "Elbows again."]
    return [receive(edition, receipt=new_receipt(), comment=said) for said in words]


@pytest.fixture
def decide(desk, django_capture_on_commit_callbacks):
    """Send the form below the list."""

    def send(*chosen, about="chosen", query="", **decision):
        form = {f"bulk-{name}": value for name, value in {"about": about, "query": query, **decision}.items()}
        with django_capture_on_commit_callbacks(execute=True):
            return desk.post(f"{LIST}change/", {**form, "report": [report.pk for report in chosen]}, follow=True)

    return send


def asked(query, newest, **decision):
    """All that the filter finds up to the newest, and what is decided about them."""
    return {"query": query, "up_to": newest.pk, "decision": decision}


def states():
    return list(Report.objects.order_by("pk").values_list("state", flat=True))


def test_the_reports_that_were_chosen_are_changed_with_a_history_for_each(decide, reports, triager):
    answer = decide(reports[0], reports[2], state="accepted", assignee=triager.pk, add_tags="Dose, eyes")

    assert "2 reports were changed." in plain(answer)
    assert states() == ["accepted", "new", "accepted"]
    assert ReportChange.objects.filter(by=triager).count() == 6
    assert Report.objects.get(pk=reports[2].pk).tags == ["dose", "eyes"]


def test_all_that_match_are_those_that_the_filter_finds(decide, reports):
    decide(about="all", query="q=elbow&state=new", state="no_change", up_to=reports[-1].pk)

    assert states() == ["no_change", "new", "no_change"]


def test_whose_queue_is_meant_is_known_to_the_task_too(decide, reports, triager):
    triage(reports[1], Decision(assignee=triager), by=triager)

    decide(about="all", query="queue=mine", state="closed", up_to=reports[-1].pk)

    assert states() == ["new", "closed", "new"]


@pytest.mark.parametrize("query", ["after=x", "q=%20", "tag=+", "q=%C2%A0&state="])
def test_without_a_filter_not_every_report_is_changed(decide, reports, query):
    answer = decide(about="all", query=query, state="spam")

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
    decided = begin(triager, asked("state=nonsense", reports[-1], state="spam"))
    with pytest.raises(ValidationError):
        go_on_with(decided.pk)

    assert (go_on_with_all(), go_on_with_all()) == (0, 0)
    assert states() == ["new"] * 3
    assert not BulkDecision.objects.unfinished().exists(), "It is given up."


def test_nothing_chosen_is_said(decide, reports):
    assert "Choose reports in the list first." in plain(decide(state="spam"))


def test_reports_that_came_after_the_decision_are_left_alone(reports, triager):
    begin(triager, asked("state=new", reports[1], state="closed"))

    assert go_on_with_all() == 2
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


def undone(desk):
    """The address at which the last decision about many is undone."""
    return f"{LIST}change/{BulkDecision.objects.latest('pk').pk}/undo/"


@pytest.fixture
def undo(desk, django_capture_on_commit_callbacks):
    """Undo the last decision about many."""

    def send():
        with django_capture_on_commit_callbacks(execute=True):
            return desk.post(undone(desk))

    return send


def test_before_all_are_changed_the_desk_is_asked_with_their_number(desk, reports):
    form = {"bulk-about": "all", "bulk-query": "q=elbow&state=new", "bulk-state": "no_change"}

    question = desk.post(f"{LIST}change/", form)

    assert "The filter finds 2 reports, on all pages." in plain(question)
    assert "No change needed" in plain(question)
    assert states() == ["new"] * 3


def test_what_comes_in_after_the_question_is_left_as_it_is(decide, reports, edition):
    newest = reports[-1].pk
    receive(edition, receipt=new_receipt(), comment="Elbows once more.")

    decide(about="all", query="q=elbow&state=new", state="no_change", up_to=newest)

    assert states() == ["no_change", "new", "no_change", "new"]


def test_a_decision_about_many_is_undone(desk, decide, reports, triager, undo):
    other = UserFactory(triager=True)
    triage(reports[0], Decision(state="fact_check", tags=["dose"], assignee=other), by=triager)
    answer = decide(*reports, state="no_change", assignee=triager.pk, add_tags="seen")
    assert "Undo" in plain(answer)

    assert "changed 3 reports" in plain(desk.get(undone(desk)))
    undo()

    first, second, _third = Report.objects.order_by("pk")
    assert (first.state, first.tags, first.assignee) == ("fact_check", ["dose"], other)
    assert (second.state, second.tags, second.assignee, second.closed_at) == ("new", [], None, None)
    assert first.changes.last().by == triager


def test_what_was_changed_again_since_stays(decide, reports, triager, undo):
    decide(*reports, state="no_change")
    triage(reports[1], Decision(state="accepted"), by=triager)

    undo()

    assert states() == ["new", "accepted", "new"]


def test_it_is_undone_once_and_within_an_hour(desk, decide, reports):
    decide(*reports, state="no_change")
    BulkDecision.objects.update(at=timezone.now() - timedelta(minutes=61))

    assert "more than an hour ago" in plain(desk.post(undone(desk), follow=True))
    assert states() == ["no_change"] * 3


def test_a_duplicate_that_was_opened_with_many_is_one_again_when_that_is_undone(decide, reports, triager, undo):
    triage(reports[2], Decision(duplicate_of=reports[0]), by=triager)
    decide(*reports, state="fact_check")
    assert Report.objects.get(pk=reports[2].pk).duplicate_of is None

    undo()

    assert states() == ["new", "new", "duplicate"]
    assert Report.objects.get(pk=reports[2].pk).duplicate_of == reports[0]


def test_many_are_not_put_aside_as_duplicates_of_nothing(decide, reports):
    assert "duplicate is not one of the available choices" in plain(decide(*reports, state="duplicate"))

    assert states() == ["new"] * 3


def test_a_group_that_was_changed_with_its_head_gets_back_what_each_had(decide, reports, triager, undo):
    triage(reports[1], Decision(grouped_under=reports[0], state="fact_check"), by=triager)
    decide(reports[0], state="no_change")

    undo()

    assert states() == ["new", "fact_check", "new"]


def test_whoever_may_not_triage_undoes_nothing(decide, reports, client):
    decide(*reports, state="no_change")
    client.force_login(UserFactory(writer=True))

    client.post(undone(client))

    assert states() == ["no_change"] * 3


def test_what_was_decided_while_the_queue_is_away_is_done_within_a_minute(decide, reports, monkeypatch, undo):
    monkeypatch.setattr(tasks.go_on_with_many, "apply_async", nobody_takes_it)
    answer = decide(about="all", query="state=new", state="no_change", up_to=reports[-1].pk)
    assert "are being changed" in plain(answer)
    assert states() == ["new"] * 3

    tasks.go_on_with_many()
    assert states() == ["no_change"] * 3

    undo()
    assert states() == ["no_change"] * 3
    tasks.go_on_with_many()
    assert states() == ["new"] * 3


def nobody_takes_it(*args, **options):
    raise OperationalError("The broker is away.")


def test_what_was_stopped_half_way_is_gone_on_with_where_it_stopped(reports, triager, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 1)
    decided = begin(triager, asked("state=new", reports[-1], state="closed"))
    bulk._next_batch(decided.pk)
    assert states() == ["closed", "new", "new"]
    triage(reports[0], Decision(state="new"), by=triager)

    assert go_on_with_all() == 2
    assert states() == ["new", "closed", "closed"], "What was changed again since is left."
    assert go_on_with_all() == 0


def test_what_is_undone_half_way_is_changed_no_further_and_given_back(reports, triager, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 1)
    decided = begin(triager, asked("state=new", reports[-1], state="closed"))
    bulk._next_batch(decided.pk)

    bulk.undo(decided, by=triager)
    assert go_on_with_all() == 1
    assert states() == ["new"] * 3


def test_reports_for_somebody_who_may_triage_no_longer_are_left_and_keep_no_other_decision(reports, triager):
    gone = UserFactory(triager=True)
    begin(triager, asked("state=new", reports[-1], assignee=str(gone.pk)))
    begin(triager, asked("state=new", reports[-1], state="closed"))
    gone.groups.clear()

    assert go_on_with_all() == 3
    assert states() == ["closed"] * 3
    assert not BulkDecision.objects.unfinished().exists()


def test_what_was_decided_since_about_one_that_was_a_duplicate_stays(decide, reports, triager, undo):
    triage(reports[2], Decision(duplicate_of=reports[0]), by=triager)
    decide(*reports, state="fact_check")
    triage(reports[2], Decision(state="accepted"), by=triager)

    undo()

    found = Report.objects.get(pk=reports[2].pk)
    assert (found.state, found.duplicate_of) == ("accepted", None)


def test_one_of_which_the_earlier_is_a_duplicate_by_now_becomes_none_again(decide, reports, triager, undo):
    triage(reports[2], Decision(duplicate_of=reports[0]), by=triager)
    decide(*reports, state="fact_check")
    triage(reports[0], Decision(duplicate_of=reports[2]), by=triager)

    undo()

    found = Report.objects.get(pk=reports[2].pk)
    assert (found.state, found.duplicate_of) == ("fact_check", None)
    assert Report.objects.get(pk=reports[1].pk).state == "new"


@pytest.mark.parametrize("head", [0, 1])
def test_a_group_that_was_opened_or_closed_with_many_is_one_again_when_that_is_undone(
    decide, reports, triager, undo, monkeypatch, head
):
    monkeypatch.setattr(bulk, "BATCH", 1)
    member = reports[1 - head]
    triage(member, Decision(grouped_under=reports[head]), by=triager)
    decide(*reports[:2], state="closed")
    decide(*reports[:2], state="accepted")
    assert Report.objects.get(pk=member.pk).grouped_under == reports[head]
    decide(reports[head], state="no_change")

    undo()

    assert Report.objects.get(pk=member.pk).grouped_under == reports[head]
    assert states() == ["accepted", "accepted", "new"]


def test_undone_a_report_is_kept_from_the_day_on_which_it_was_closed(decide, reports, triager, undo):
    triage(reports[0], Decision(state="closed"), by=triager)
    long_ago = timezone.now() - timedelta(days=300)
    Report.objects.filter(pk=reports[0].pk).update(closed_at=long_ago)
    decide(reports[0], state="fact_check")

    undo()

    assert Report.objects.get(pk=reports[0].pk).closed_at == long_ago


def test_nobody_has_looked_at_what_was_only_decided_with_many_by_mistake(decide, reports, triager, undo):
    decide(*reports, state="closed")
    triage(reports[1], note="I have seen this one.", by=triager)

    undo()

    looked_at = dict(Report.objects.values_list("pk", "first_looked_at"))
    assert [looked_at[report.pk] is None for report in reports] == [True, False, True]


def test_a_decision_of_a_former_release_is_undone_too(decide, reports, undo):
    decide(reports[0], state="closed")
    ReportChange.objects.update(was="new")

    undo()

    assert states() == ["new"] * 3
