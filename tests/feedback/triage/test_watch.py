"""What the watch on sources finds comes to the desk as a report, like what readers send."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.alarm import escalate
from editorial.feedback.triage.arrival import catch_up
from editorial.letters.outbox.letter import Letter
from editorial.upkeep.signals import reference_flagged
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.feedback.conftest import plain
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


def flagged(status=Status.RETRACTED):
    work = Reference.objects.get(doi="10.1000/0")
    Reference.objects.filter(pk=work.pk).update(status=status, status_on=date(2026, 3, 4))
    reference_flagged.send(Reference, reference=Reference.objects.get(pk=work.pk))


def test_a_retracted_source_is_reported_on_every_page_that_cites_it_now():
    page, other = published_article(), published_article()
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))

    flagged()

    assert {(report.page_id, report.edition.number) for report in Report.objects.all()} == {(page.pk, 2), (other.pk, 1)}
    report = Report.objects.first()
    assert report.origin == Report.Origin.WATCH and report.state == Report.State.NEW
    assert report.comment.startswith(
        "Reference 1: Retracted (4 March 2026). See whether what rests on it still stands."
    )


def test_the_triagers_are_told_in_one_letter_that_names_the_work_and_the_articles():
    triager = UserFactory(triager=True)
    published_article("Traction of the neck"), published_article("Traction of the knee")

    flagged()
    flagged()
    catch_up()

    [email] = [email for email in delivered() if email.to == [triager.email]]
    assert email.subject.startswith("Retracted: ")
    assert "Traction of the neck" in email.body and "Traction of the knee" in email.body
    assert Reference.objects.get(doi="10.1000/0").text in email.body


@pytest.mark.parametrize(("status", "severity"), [("retracted", "SAFETY"), ("concern", "HIGH")])
def test_a_retracted_source_cannot_wait(status, severity):
    published_article()

    flagged(status)

    assert Report.objects.get().severity == Report.Severity[severity]


def test_the_desk_sees_where_a_report_comes_from(client):
    published_article("Traction of the neck")
    flagged()
    logged_in(client, UserFactory(triager=True))

    def listed(origin):
        return client.get("/admin/readers-reports/", {"origin": origin}).context["object_list"]

    assert (len(listed("watch")), len(listed("reader"))) == (1, 0)


def test_its_history_says_who_was_told_of_the_source_and_that_nobody_had_looked(client):
    triager, editor = UserFactory(triager=True), UserFactory(editor=True)
    published_article("Traction of the neck")
    flagged()
    report = Report.objects.get()
    hours = {"received_at": report.received_at - timedelta(hours=3)}
    Report.objects.update(**hours)
    Letter.objects.update(written_at=hours["received_at"])
    escalate()

    logged_in(client, triager)
    history = plain(client.get(f"/admin/readers-reports/edit/{report.pk}/"))
    assert f"Letter to {triager.email}" in history and f"Letter to {editor.email}" in history


def test_what_comes_from_readers_says_so():
    assert Report._meta.get_field("origin").default == Report.Origin.READER


def test_a_retracted_source_that_nobody_looked_at_is_called_that_and_no_reader_in_danger():
    editor = UserFactory(editor=True)
    published_article("Traction of the neck")
    flagged()
    Report.objects.update(received_at=timezone.now() - timedelta(hours=3))

    escalate()

    [email] = [email for email in delivered() if email.to == [editor.email] and "nobody has looked" in email.subject]
    assert "A source was retracted. The report about “Traction of the neck”" in email.body
    assert "danger" not in email.body and "What the reader wrote" not in email.body
