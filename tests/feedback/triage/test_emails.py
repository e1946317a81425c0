"""Emails to the triagers: that there is a report, never what the reader wrote."""

from datetime import UTC, datetime

import pytest

from editorial.feedback import tasks
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.emails import tell_triagers
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(reader, vote, django_capture_on_commit_callbacks):
    """The reader votes and adds details, and a minute passes."""

    def send(**details):
        with django_capture_on_commit_callbacks(execute=True):
            thanks = vote()
            if details:
                reader.post(thanks, details)
            tasks.catch_up()

    return send


def test_triagers_get_a_email_about_a_report_with_details(sent, triager, mailoutbox):
    UserFactory(triager=True, email="gone@example.org", is_active=False)
    UserFactory(writer=True)
    mailoutbox.clear()

    sent(reason="not_accurate", section="risks", comment="Secret words.", email="jo@example.org")

    [email] = mailoutbox
    assert email.to == [triager.email]
    assert email.subject == "Report from a reader: Inversion therapy"
    assert "Section: Risks" in email.body
    assert "Reason: It is not accurate" in email.body
    assert f"http://testserver/admin/readers-reports/edit/{Report.objects.get().pk}/" in email.body


def test_a_email_holds_neither_the_readers_words_nor_their_address(sent, triager, mailoutbox):
    sent(comment="Secret words.", email="jo@example.org")

    email = next(email for email in mailoutbox if "Report from a reader" in email.subject)
    assert "Secret" not in str(email.message())
    assert "jo@example.org" not in str(email.message())


def test_a_mere_yes_or_no_makes_no_email(sent, triager, mailoutbox):
    sent()

    assert not [email for email in mailoutbox if "Report from a reader" in email.subject]


def test_spam_makes_no_email(sent, triager, mailoutbox):
    sent(comment="Buy now", website="https://spam.example")

    assert not [email for email in mailoutbox if "Report from a reader" in email.subject]


def test_a_report_is_stored_even_when_no_email_can_be_sent(sent, triager, settings):
    settings.EMAIL_BACKEND = "tests.feedback.broken_mail.Backend"

    sent(comment="Still here.")

    assert Report.objects.get().comment == "Still here."


@pytest.fixture
def alarm(edition, triager):
    """A report of somebody in danger that came so many minutes after ten o'clock, and the letter about it."""

    def come(minutes):
        report = receive(edition, receipt=new_receipt(), comment=f"I want to kill myself {minutes}")
        Report.objects.filter(pk=report.pk).update(received_at=datetime(2026, 1, 1, 10, minutes, tzinfo=UTC))
        tell_triagers(Report.objects.select_related("edition").get(pk=report.pk))

    return come


def test_a_burst_of_reports_about_danger_makes_one_letter(alarm):
    alarm(1), alarm(2), alarm(9)

    letter = Letter.objects.get(kind=Kind.SAFETY)
    assert "within the same ten minutes" in letter.email.message


def test_what_comes_after_a_burst_makes_a_letter_again(alarm):
    alarm(1), alarm(2), alarm(11)

    assert Letter.objects.filter(kind=Kind.SAFETY).count() == 2
