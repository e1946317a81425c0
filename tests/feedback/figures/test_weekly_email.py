"""The email of each week: what came in, what was corrected, what waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.correcting import open_correction
from editorial.feedback.figures.counting import rebuild_rollups
from editorial.feedback.figures.rollups import Rollup
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.tasks import send_weekly_email
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited
from tests.factories.signing import published
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_week():
    """A day of the week that is over."""
    today = timezone.localtime().replace(hour=12)
    return today - timedelta(days=today.weekday() + 3)


@pytest.fixture
def came_in(edition, last_week):
    """A reader's report of last week."""

    def send(**details):
        report = receive(edition, receipt=new_receipt(), **details)
        Report.objects.filter(pk=report.pk).update(received_at=last_week)
        return report

    return send


@pytest.fixture
def on_the_day():
    """As if an edition had come then: evidence cannot be changed, so only the tests' owner can."""

    def put(edition, day):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE articles_edition SET created_at = %s WHERE id = %s", [day, edition.pk])
            cursor.execute("SET LOCAL session_replication_role = origin")

    return put


@pytest.fixture
def email(triager, mailoutbox):
    """The text of the triager's email."""

    def send():
        rebuild_rollups()
        mailoutbox.clear()
        send_weekly_email()
        return next(
            email
            for email in delivered()
            if email.subject.startswith("Readers’ reports") and email.to == [triager.email]
        )

    return send


def corrected(page, standfirst):
    """The edition that says so."""
    draft = edited(page, standfirst=standfirst, change_class="correction", change_note="Right.")
    return published(draft).editions.last()


def test_triagers_and_editors_get_one_email_each(triager, mailoutbox, page):
    both = UserFactory(triager=True, editor=True)
    UserFactory(writer=True)
    UserFactory(editor=True, is_active=False)
    mailoutbox.clear()

    send_weekly_email()
    send_weekly_email()

    to = [email.to[0] for email in delivered() if email.subject.startswith("Readers’ reports")]
    assert {triager.email, both.email} <= set(to)
    assert len(to) == len(set(to))
    assert not [email for email in to if email == page.owner.email]


def test_it_tells_what_came_in_and_what_waits(came_in, email):
    came_in(helpful=False, reason="not_accurate")
    came_in(reason="hard_to_understand")
    came_in(helpful=True)

    body = email().body

    assert "2 reports and 2 votes.\n" in body
    assert "- It is not accurate: 1\n" in body
    assert "2 reports open, 2 of them without a first look. The oldest has waited for" in body
    assert "/admin/reports/readers-reports/" in body


def test_what_came_in_since_monday_is_for_the_next_email(report, email):
    assert "0 reports and 0 votes." in email().body


def test_it_tells_what_was_corrected(came_in, triager, page, email, last_week, on_the_day):
    now, later = came_in(reason="other"), came_in(reason="not_accurate")
    correction = open_correction([now, later], by=triager)
    correction.attached.filter(report=later).update(is_resolved=False)
    on_the_day(corrected(page, "Right."), last_week)
    correction.attached.update(is_resolved=True)
    on_the_day(corrected(page, "All of it."), last_week)

    assert (
        "- Inversion therapy, edition 2: answers 1 report\n- Inversion therapy, edition 3: answers 1 report\n"
        in email().body
    )


def test_it_names_articles_that_help_least(email, came_in):
    for number in range(10):
        came_in(helpful=number > 7)

    assert "- Inversion therapy: 8 of 10 votes were no" in email().body


def test_a_safety_report_that_waits_stands_out(came_in, email):
    came_in(comment="I want to die")

    assert "URGENT: a report about somebody who may be in danger has waited for" in email().body


def test_nothing_that_a_reader_wrote_is_in_it(came_in, email):
    came_in(reason="other", comment="Secret words.", passage="Pressure in the eye rises.", email="jo@example.org")

    message = str(email().message())

    for words in ("Secret", "Pressure in the eye", "jo@example.org"):
        assert words not in message


def test_a_week_without_reports_has_a_email_all_the_same(page, email):
    body = email().body

    assert not Rollup.objects.exists()
    assert body.count("Nothing.") == 2 and "No article has enough votes." in body
