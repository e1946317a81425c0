"""Readers who left an address are told once what came of what they said."""

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.correcting import open_correction
from editorial.feedback.corrections.emails import answer_readers
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.arrival import catch_up
from editorial.feedback.triage.decisions import Decision, NoDuplicateError, triage
from editorial.feedback.triage.same_in_other_words import say_the_same
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.sending import send_letters
from tests.factories.editions import path_of
from tests.feedback.corrections.corrected import correct, states
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


def test_a_reader_who_left_an_address_is_told_once_and_the_address_is_forgotten(
    correction, asked, page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        correct(page)
    answer_readers()

    [email] = [email for email in delivered() if email.to == ["jo@example.org"]]
    assert email.subject == "We have corrected “Inversion therapy”"
    assert "What we changed: The pressure doubles." in email.body
    assert f"{path_of(page)}history/1-2/" in email.body
    assert "Pressure in the eye doubles" not in email.body
    asked.refresh_from_db()
    assert (asked.email, asked.email_expires_at) == ("", None)


def an_hour_later():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE feedback_report SET closed_at = closed_at - interval '61 minutes'")


def test_a_reader_is_told_that_the_article_was_left_as_it_is(asked, page, triager):
    triage(asked, Decision(state="no_change"), by=triager)
    assert answer_readers() == 0, "the desk may think again"

    an_hour_later()
    assert (answer_readers(), answer_readers()) == (1, 0)

    [email] = delivered()
    assert email.subject == "We looked into what you told us about “Inversion therapy”"
    assert "we have left the article as it is" in email.body and path_of(page) in email.body
    assert "Pressure in the eye doubles" not in email.body
    asked.refresh_from_db()
    assert (asked.email, asked.email_expires_at) == ("", None)


def test_a_reader_is_told_of_what_was_closed_without_an_edition(asked, triager):
    triage(asked, Decision(state="closed"), by=triager)
    assert answer_readers() == 0, "the desk may think again"

    an_hour_later()
    assert (answer_readers(), answer_readers()) == (1, 0)

    [email] = delivered()
    assert "we have finished with it without a correction" in email.body
    assert "left the article as it is" not in email.body


def test_a_decision_that_was_taken_back_in_time_is_not_told(asked, triager):
    triage(asked, Decision(state="no_change"), by=triager)
    triage(asked, Decision(state="fact_check"), by=triager)
    an_hour_later()

    assert answer_readers() == 0


@pytest.mark.parametrize(("is_corrected", "subject"), [(True, "We have corrected"), (False, "We looked into")])
def test_whoever_said_what_another_had_said_is_answered_with_them(is_corrected, subject, report, asked, page, triager):
    triage(asked, Decision(duplicate_of=report), by=triager)
    an_hour_later()
    assert answer_readers() == 0

    if is_corrected:
        open_correction([report], by=triager)
        correct(page)
    else:
        triage(report, Decision(state="no_change"), by=triager)
        an_hour_later()
    answer_readers()

    assert [email.subject.startswith(subject) for email in delivered() if email.to == ["jo@example.org"]] == [True]


def test_what_is_said_of_the_corrected_text_is_no_duplicate_of_what_that_answered(correction, asked, page, triager):
    correct(page)
    edition = page.editions.order_by("-number").first()
    later = receive(edition, receipt=new_receipt(), reason="other", comment="Still wrong.", email="late@example.org")

    with pytest.raises(NoDuplicateError, match="says something new"):
        triage(later, Decision(duplicate_of=Report.objects.get(pk=asked.pk)), by=triager)
    Report.objects.filter(pk=later.pk).update(state="duplicate", duplicate_of=asked, closed_at=timezone.now())

    assert later.pk not in {report.pk for report in Report.objects.to_answer()}
    assert Report.objects.get(pk=later.pk).put_right_by is None


def test_who_says_something_new_stands_alone_when_what_it_was_seen_to_with_was_answered_before(
    correction, asked, page, edition, triager
):
    said_first = receive(edition, receipt=new_receipt(), comment="The pressure is wrong.")
    aside = receive(edition, receipt=new_receipt(), comment="It is wrong there.")
    correct(page)
    newest = page.editions.order_by("-number").first()
    later, again = (receive(newest, receipt=new_receipt(), comment=f"Still wrong, {number}.") for number in "12")
    assert say_the_same(later, said_first, by=triager) == said_first
    for duplicate in (aside, again):
        triage(duplicate, Decision(duplicate_of=said_first), by=triager)

    triage(said_first, Decision(duplicate_of=Report.objects.get(pk=asked.pk)), by=triager)

    assert states(said_first, aside, later, again) == ["duplicate", "duplicate", "new", "new"]
    later.refresh_from_db()
    assert later.grouped_under is None and later in Report.objects.waiting()


def test_what_was_taken_for_advertising_is_not_answered(asked, triager):
    triage(asked, Decision(state="spam"), by=triager)
    an_hour_later()

    assert answer_readers() == 0


def test_a_reader_is_told_later_when_no_email_can_be_sent_now(correction, asked, page, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.feedback.broken_mail.Backend"
    correct(page)
    assert (answer_readers(), answer_readers()) == (1, 0)
    assert send_letters() == 0

    settings.EMAIL_BACKEND = working
    Letter.objects.update(next_try_at=timezone.now())
    assert [email.to for email in delivered() if "We have corrected" in email.subject] == [["jo@example.org"]]


def test_when_a_reader_was_told_nothing_of_them_is_left(correction, asked, page):
    correct(page)
    answer_readers()
    delivered()

    [letter] = Letter.objects.filter(kind="readers")
    assert (letter.state, letter.address, letter.email_id) == ("sent", "", None)
    assert not Email.objects.filter(to__contains="jo@example.org").exists()


def test_whoever_says_on_the_third_day_what_was_said_on_the_first_is_answered_with_the_first(edition, page, triager):
    asked = []
    for day in range(3):
        words = {"comment": "The dose is wrong.", "email": f"reader{day}@example.org"}
        with connection.cursor() as cursor:
            cursor.execute("UPDATE feedback_report SET received_at = received_at - interval '20 hours'")
        asked.append(receive(edition, receipt=new_receipt(), **words))
        catch_up()
    assert states(*asked) == ["new", "duplicate", "duplicate"]

    open_correction(asked[:1], by=triager)
    correct(page)

    assert answer_readers() == 3


def test_what_was_a_duplicate_of_a_duplicate_is_answered_with_the_first_of_all(report, asked, edition, page, triager):
    first = receive(edition, receipt=new_receipt(), comment="The dose, I think, is wrong.")
    triage(asked, Decision(duplicate_of=report), by=triager)
    triage(report, Decision(duplicate_of=first), by=triager)

    assert set(Report.objects.filter(pk__in=[report.pk, asked.pk]).values_list("duplicate_of", flat=True)) == {first.pk}
    open_correction([first], by=triager)
    correct(page)
    assert answer_readers() >= 1
    assert Report.objects.get(pk=asked.pk).email == ""


def test_nothing_is_marked_as_a_duplicate_of_spam(edition):
    receive(edition, receipt=new_receipt(), comment="Buy it here.", is_honeypot_hit=True)
    honest = receive(edition, receipt=new_receipt(), comment="Buy it here.")
    catch_up()

    assert states(honest) == ["new"]
