"""Whatever has to follow a report follows, once, whoever was away when it came."""

import httpx
import pytest
from django.utils import timezone

from editorial.feedback import tasks
from editorial.feedback.capture.storing.intake import add_details, receive
from editorial.feedback.figures.counting import update_rollups
from editorial.feedback.figures.rollups import Rollup
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage import arrival, routing
from editorial.feedback.triage.decisions import Decision, triage
from editorial.feedback.triage.topic_owners import TopicOwner
from editorial.letters.outbox.letter import Letter
from tests.factories.accounts import UserFactory
from tests.factories.pages import topic
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

CRISIS = "I want to kill myself."
HARM = "It has a side effect."


@pytest.fixture
def missed(edition):
    """A report comes in, and no task runs: transactions of tests are not committed."""
    return lambda comment="It is wrong.", **details: receive(edition, receipt=new_receipt(), comment=comment, **details)


def of_reports():
    return Letter.objects.filter(occasion__startswith="report")


@pytest.mark.parametrize(
    "said",
    [
        {"reason": "easy", "passage": "The dose in section 2 is wrong: 500 mg, not 5 g."},
        {"passage": "Pressure in the eye rises."},
    ],
    ids=["words of the reader's own", "words of the article without a reason"],
)
def test_what_stands_in_the_place_for_the_articles_words_alone_waits_for_the_desk(edition, said):
    report = receive(edition, receipt=new_receipt(), section="risks", **said)

    assert report.due_at and report in Report.objects.waiting()


def test_praise_of_words_of_the_article_waits_for_nobody(edition):
    report = receive(
        edition, receipt=new_receipt(), section="risks", reason="easy", passage="Pressure in the eye rises."
    )

    assert report.due_at is None


def test_what_waited_goes_on_waiting_when_its_words_are_gone_and_it_is_less_urgent(missed, triager):
    report = missed()
    Report.objects.filter(pk=report.pk).update(comment="", severity=Report.Severity.HIGH)

    assert triage(report, Decision(severity=Report.Severity.NORMAL), by=triager) in Report.objects.waiting()


def test_what_nobody_followed_up_is_found_without_the_queue_once(missed, triager):
    report = missed()

    assert (arrival.catch_up(), arrival.catch_up()) == (1, 0)

    assert of_reports().filter(recipient=triager).count() == 1
    report.refresh_from_db()
    assert not report.awaits_follow_up


def test_only_what_cannot_wait_is_put_into_the_queue(edition, monkeypatch, django_capture_on_commit_callbacks):
    queued = []
    monkeypatch.setattr(tasks.follow_up, "apply_async", lambda arguments, **options: queued.extend(arguments))

    with django_capture_on_commit_callbacks(execute=True):
        said = [receive(edition, receipt=new_receipt(), comment=comment) for comment in ("It is wrong.", HARM, CRISIS)]

    assert queued == [report.pk for report in said[1:]]
    assert arrival.catch_up() == 3


def test_the_most_urgent_is_followed_up_first(missed, monkeypatch):
    monkeypatch.setattr(arrival, "MOST", 1)
    _wrong, urgent = missed(), missed(CRISIS)

    arrival.catch_up()

    assert list(Report.objects.filter(awaits_follow_up=False)) == [urgent]


def test_a_task_that_runs_twice_does_nothing_twice(missed, triager):
    report = missed()

    tasks.follow_up(report.pk)
    tasks.follow_up(report.pk)

    assert of_reports().filter(recipient=triager).count() == 1


def test_one_that_fails_keeps_no_other_and_leaves_nothing_half_done(missed, triager, monkeypatch):
    broken, other = missed(), missed("It is old.")
    route = routing.route

    def fails(report_id):
        if report_id == broken.pk:
            raise RuntimeError
        route(report_id)

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(routing, "route", fails)
        assert arrival.catch_up() == 1
    assert {letter.occasion for letter in of_reports()} == {f"report {other.pk}"}

    assert arrival.catch_up() == 1
    assert of_reports().filter(occasion=f"report {broken.pk}").exists()


@pytest.mark.parametrize("details", [{"helpful": True}, {"is_honeypot_hit": True}])
def test_where_nothing_follows_nothing_waits(edition, details):
    receive(edition, receipt=new_receipt(), **details)

    assert not Report.objects.not_followed_up().exists()


def test_what_a_reader_adds_to_their_no_is_followed_up(edition, triager):
    report = receive(edition, receipt=new_receipt(), helpful=False)
    arrival.catch_up()

    add_details(report, comment="The dose is wrong.")

    assert arrival.catch_up() == 1
    assert of_reports().filter(recipient=triager).count() == 1


def test_a_pager_that_did_not_answer_is_told_later_and_once(missed, settings, monkeypatch):
    settings.REPORT_WEBHOOK_URL, calls, answers = "https://pager.example.org/hook", [], [503, 200]

    def answer(url, **options):
        calls.append(options["json"]["report"])
        return httpx.Response(answers.pop(0), request=httpx.Request("POST", url))

    monkeypatch.setattr(httpx, "post", answer)
    report = missed(CRISIS)

    for _minute in range(3):
        tasks.catch_up()

    assert calls == [report.pk, report.pk]
    assert Report.objects.get(pk=report.pk).alarmed_at <= timezone.now()


def test_a_burst_of_safety_reports_calls_the_pager_once_and_a_retracted_source_once_more(
    missed, settings, monkeypatch, edition
):
    settings.REPORT_WEBHOOK_URL, calls = "https://pager.example.org/hook", []
    answer = httpx.Response(200, request=httpx.Request("POST", settings.REPORT_WEBHOOK_URL))
    monkeypatch.setattr(httpx, "post", lambda url, **options: calls.append(options["json"]["from"]) or answer)
    for number in range(4):
        missed(f"{CRISIS} {number}")
    for _article in range(2):
        missed("Retracted.", origin=Report.Origin.WATCH, severity=Report.Severity.SAFETY)
    Report.objects.update(received_at=timezone.now())

    tasks.catch_up()
    tasks.catch_up()

    assert sorted(calls) == ["reader", "watch"]
    assert not Report.objects.filter(alarmed_at=None).exists()


def test_those_who_watch_are_told_of_a_change_in_the_same_transaction(missed, edition, triager):
    TopicOwner.objects.create(topic=topic("Back pain"), user=triager, role="watch")
    watcher, report = UserFactory(triager=True), missed()
    report.watchers.add(watcher)

    arrival.change([Report.objects.with_people().get(pk=report.pk)], arrival.Decision(state="accepted"), by=triager)

    assert of_reports().filter(recipient=watcher, occasion__contains="change").count() == 1


def test_a_safety_report_that_was_opened_was_looked_at(missed, desk):
    report = missed(CRISIS)
    assert Report.objects.untouched_safety().get() == report
    update_rollups()
    assert Rollup.objects.get().untouched == 1

    desk.get(f"/admin/readers-reports/edit/{report.pk}/")
    update_rollups()

    assert not Report.objects.untouched_safety().exists()
    assert Rollup.objects.get().untouched == 0


def test_the_history_of_a_report_says_who_was_told_and_when(missed, desk, triager):
    report = missed(CRISIS)
    arrival.catch_up()
    delivered()

    history = desk.get(f"/admin/readers-reports/edit/{report.pk}/").content.decode()

    assert f"Letter to {triager.email}: Sent" in history
