"""Reports about the same words are seen to together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.arrival import catch_up
from editorial.feedback.triage.decisions import Decision, triage
from editorial.feedback.triage.grouping import group
from editorial.feedback.triage.same_in_other_words import perhaps_the_same, say_the_same
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import decide, screen

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


def test_somebody_in_danger_is_never_grouped_under_somebody_who_is_not(say):
    say()

    urgent = say(comment="I want to kill myself.")

    assert urgent.grouped_under is None
    assert say().grouped_under is not None


def test_grouping_happens_after_the_reader_was_thanked(edition):
    receive(edition, receipt=new_receipt(), passage=WORDS, comment="One.")
    second = receive(edition, receipt=new_receipt(), passage=WORDS, comment="Two.")
    assert Report.objects.get(pk=second.pk).grouped_under is None

    catch_up()

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


def test_no_open_report_stays_grouped_under_one_that_is_finished(say, triager):
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


SAME = "For how long may one hang upside down?"


def asked(edition, comment, **details):
    return receive(edition, receipt=new_receipt(), comment=comment, **details)


def press(desk, report, other):
    return plain(desk.post(f"/admin/readers-reports/same/{report.pk}/", {"other": other.pk}, follow=True))


def test_the_screen_offers_what_says_the_same_in_other_words_and_nothing_else(edition, desk):
    first = asked(edition, "How long may I hang upside-down at most?")
    asked(edition, "The second source is behind a paywall.")
    asked(published_article("Heat packs").editions.get(), SAME)
    spam = asked(edition, SAME + "!")
    Report.objects.filter(pk=spam.pk).update(state="spam", closed_at=spam.received_at)
    report = asked(edition, SAME)

    shown = plain(desk.get(screen(report)))

    assert list(perhaps_the_same(report)) == [first]
    assert f"Says the same as report {first.pk}" in shown


def test_one_press_makes_two_questions_and_their_groups_one_item(edition, desk, say):
    first, later, member = asked(edition, "How long may I hang?"), say(), say()

    shown = press(desk, later, first)

    assert f"report {first.pk} represents them" in shown
    assert list(Report.objects.waiting()) == [first]
    assert [one.pk for one in first.members.order_by("pk")] == [later.pk, member.pk]


def test_what_is_more_urgent_stands_for_both(edition, triager):
    calm, urgent = asked(edition, "Is it safe?"), asked(edition, "I want to kill myself. Is it safe?")

    assert say_the_same(calm, urgent, by=triager) == urgent
    assert list(Report.objects.waiting()) == [urgent]


def test_everybody_who_asked_is_answered_with_one_decision(edition, triager):
    first = asked(edition, "How long may I hang?", email="one@example.org")
    second = asked(edition, SAME, email="two@example.org")
    say_the_same(second, first, by=triager)

    triage(first, Decision(state="no_change"), by=triager)
    Report.objects.update(closed_at=timezone.now() - timedelta(hours=2))
    third = asked(edition, SAME + " Really?", email="three@example.org")
    say_the_same(third, first, by=triager)

    assert Report.objects.get(pk=third.pk).state == "duplicate"
    assert {report.email for report in Report.objects.to_answer()} == {
        "one@example.org",
        "two@example.org",
        "three@example.org",
    }


def test_the_same_is_refused_in_a_sentence_where_it_cannot_be(edition, desk, triager):
    report, other = asked(edition, SAME), asked(published_article("Heat packs").editions.get(), SAME)
    closed, third = asked(edition, "Closed."), asked(edition, "Third.")
    triage(closed, Decision(state="closed"), by=triager)
    say_the_same(third, report, by=triager)

    assert "about two articles" in press(desk, report, other)
    assert "has finished with this report" in press(desk, closed, report)
    assert "together already" in press(desk, third, report)
    for number in ("", "x", "²", "9" * 30):
        assert desk.post(f"/admin/readers-reports/same/{report.pk}/", {"other": number}).status_code == 404


@pytest.mark.parametrize("becomes", ["spam", "duplicate"])
def test_what_a_colleague_put_aside_meanwhile_is_refused_in_a_sentence(edition, desk, triager, becomes):
    report, other = asked(edition, SAME), asked(edition, SAME)
    aside = Decision(duplicate_of=report) if becomes == "duplicate" else Decision(state="spam")
    triage(other, aside, by=triager)

    told = press(desk, report, other)

    report.refresh_from_db()
    assert ("in the meantime" in told or "duplicate of itself" in told) and report.state == "new"


def test_only_who_may_triage_says_the_same(edition, client):
    first, second = asked(edition, SAME), asked(edition, SAME + " Please.")
    client.force_login(UserFactory(writer=True))

    client.post(f"/admin/readers-reports/same/{second.pk}/", {"other": first.pk})

    assert not Report.objects.exclude(grouped_under=None).exists()
