"""New reports go to the owners of their topics, and those about somebody's safety to whoever is there."""

import json
from datetime import timedelta

import httpx
import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.pages import TopicPage
from editorial.feedback import tasks
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.alarm import call_webhooks, escalate
from editorial.feedback.triage.decisions import Decision, triage
from editorial.feedback.triage.topic_owners import TopicOwner
from editorial.review.publishing.status import hold
from editorial.review.signing.permissions import TRIAGERS
from pain_site.celery import app
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.factories.pages import topic
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import screen
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

CRISIS = "I want to kill myself."


@pytest.fixture
def back(page):
    return TopicPage.objects.get(slug="back-pain")


@pytest.fixture
def arrive(edition, django_capture_on_commit_callbacks):
    """A report comes in, and Celery does what is to be done within a minute."""

    def come(comment="It is wrong.", **details):
        with django_capture_on_commit_callbacks(execute=True):
            report = receive(edition, receipt=new_receipt(), comment=comment, **details)
        tasks.catch_up()
        report.refresh_from_db()
        return report

    return come


def test_a_new_report_is_assigned_to_the_owner_of_its_topic(arrive, back, triager):
    TopicOwner.objects.create(topic=topic("Knees"), user=UserFactory(triager=True))
    TopicOwner.objects.create(topic=back, user=UserFactory(writer=True))
    TopicOwner.objects.create(topic=back, user=triager)

    report = arrive()

    assert report.assignee == triager
    assert [(change.by, change.new) for change in report.changes.all()] == [(None, "Toni Triager")]


def test_owners_who_watch_do_so_groups_too(arrive, back, triager):
    colleague = UserFactory(triager=True)
    TopicOwner.objects.create(topic=back, group=Group.objects.get(name=TRIAGERS), role="watch")

    report = arrive()

    assert set(report.watchers.all()) >= {triager, colleague}
    assert report.assignee is None


def test_a_topic_has_a_user_or_a_group_for_owner_and_a_group_only_watches(back, triager):
    group = Group.objects.get(name=TRIAGERS)
    for owner in ({}, {"user": triager, "group": group}, {"group": group, "role": "assign"}):
        with pytest.raises(ValidationError):
            TopicOwner(topic=back, **owner).full_clean()


def test_editors_keep_the_owners_of_topics(client, back):
    for group, may in (("editor", True), ("triager", False)):
        user = UserFactory(**{group: True})
        client.login(username=user.email, password=PASSWORD)
        assert (client.get("/admin/topic-owners/").status_code == 200) == may


def test_a_safety_report_calls_the_webhook_and_tells_nothing_personal(arrive, settings, monkeypatch):
    settings.REPORT_WEBHOOK_URL, calls = "https://pager.example.org/hook", []

    def answer(url, **options):
        calls.append((url, options))
        return httpx.Response(200, request=httpx.Request("POST", url))

    monkeypatch.setattr(httpx, "post", answer)

    arrive()
    report = arrive(CRISIS, email="jo@example.org", passage="Pressure in the eye")

    [(url, options)] = calls
    assert (url, options["timeout"]) == ("https://pager.example.org/hook", 5)
    assert options["json"]["url"].endswith(screen(report))
    assert not [secret for secret in (CRISIS, "jo@example.org", "Pressure") if secret in json.dumps(options["json"])]


def test_without_an_address_no_webhook_is_called(arrive, settings):
    settings.REPORT_WEBHOOK_URL = ""

    arrive(CRISIS)

    assert call_webhooks() == 0


def test_editors_are_told_once_of_a_safety_report_that_nobody_looked_at(arrive):
    editor = UserFactory(editor=True)
    report = arrive(CRISIS)
    assert escalate() == 0
    delivered().clear()

    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(minutes=31))
    assert (escalate(), escalate()) == (1, 0)

    email = next(email for email in delivered() if email.to == [editor.email])
    assert email.subject == "Urgent: nobody has looked at a safety report: Inversion therapy"
    assert "kill" not in email.body


@pytest.mark.parametrize("is_looked_at", [True, False])
def test_what_somebody_looked_at_and_what_is_no_matter_of_safety_is_not_escalated(arrive, desk, is_looked_at):
    report = arrive(CRISIS if is_looked_at else "It is wrong.")
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(hours=3))
    if is_looked_at:
        desk.get(screen(report))

    assert escalate() == 0


def test_editors_who_cannot_be_told_while_no_mail_leaves_are_told_later(arrive, settings):
    editor = UserFactory(editor=True)
    report, working = arrive(CRISIS), settings.EMAIL_BACKEND
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(hours=3))

    settings.EMAIL_BACKEND = "tests.feedback.broken_mail.Backend"
    assert (escalate(), escalate()) == (1, 0)
    settings.EMAIL_BACKEND = working

    assert [editor.email] in [email.to for email in delivered()]


def test_escalation_runs_every_minute():
    entry = next(each for each in site.CELERY_BEAT_SCHEDULE.values() if each["task"] == tasks.catch_up.name)

    assert entry["schedule"] == 60.0


def test_an_editor_puts_a_notice_on_the_page_from_a_safety_reports_screen(arrive, client, reader, address):
    report, editor = arrive(CRISIS), UserFactory(editor=True)
    logged_in(client, editor)
    assert "under urgent review" in plain(client.get(screen(report)))

    client.post(f"/admin/readers-reports/notice/{report.pk}/", {"notice": "We are reviewing this page urgently."})

    assert "We are reviewing this page urgently." in plain(reader.get(address))
    assert "Show the notice" not in plain(client.get(screen(report)))


def test_a_notice_that_somebody_put_meanwhile_is_not_replaced_unread(arrive, client, reader, address):
    report, editor = arrive(CRISIS), UserFactory(editor=True)
    hold(report.page, by=UserFactory(editor=True), notice="Do not follow this page.", reason="A recall")
    logged_in(client, editor)

    sent = {"notice": "We are reviewing this page urgently."}
    shown = plain(client.post(f"/admin/readers-reports/notice/{report.pk}/", sent, follow=True))

    assert "Readers see another notice by now" in shown
    assert "Do not follow this page." in plain(reader.get(address))


def test_a_triager_who_is_no_editor_puts_no_notice_on_a_page(arrive, desk, reader, address):
    report, other = arrive(CRISIS), arrive()

    assert "Show the notice" not in plain(desk.get(screen(report)))
    desk.post(f"/admin/readers-reports/notice/{report.pk}/", {"notice": "Gone."})
    assert desk.post(f"/admin/readers-reports/notice/{other.pk}/", {"notice": "Gone."}).status_code == 404
    assert "Gone." not in plain(reader.get(address))


def test_nothing_urgent_waits_behind_the_checks_of_references():
    routes = {
        name: app.amqp.router.route({}, name)["queue"].name for name in app.tasks if name.startswith("editorial.")
    }

    slow = {name for name, queue in routes.items() if queue == "upkeep"}
    watch = {"watch_references", "look_up_typed", "check_links", "check_references", "check_cited"}
    nightly = {"verify_record", "catch_up_with_originality"}
    upkeep = {f"editorial.upkeep.tasks.{name}" for name in watch | nightly}
    others = {"editorial.feedback.tasks.purge_reports", "editorial.exchange.tasks.move_in_sent"}
    assert slow == upkeep | others


def test_of_several_that_nobody_looked_at_one_letter_names_each_and_a_retracted_source_hides_none(arrive):
    editor = UserFactory(editor=True)
    first, second = arrive(CRISIS), arrive(f"{CRISIS} Tonight.")
    source = arrive("Retracted.", origin=Report.Origin.WATCH, severity=Report.Severity.SAFETY)
    Report.objects.update(received_at=timezone.now() - timedelta(hours=3))
    delivered().clear()

    assert (escalate(), escalate()) == (3, 0)

    of_readers, of_source = sorted(
        (email.body for email in delivered() if email.to == [editor.email]), key=lambda body: "retracted" in body
    )
    assert screen(first) in of_readers and screen(second) in of_readers and screen(source) not in of_readers
    assert screen(source) in of_source and "Somebody may be in danger" not in of_source


def test_one_that_comes_in_the_same_minutes_as_one_that_was_told_of_is_told_of_too(arrive):
    editor = UserFactory(editor=True)
    then = timezone.now() - timedelta(hours=3)
    for text in (CRISIS, f"{CRISIS} Tonight."):
        Report.objects.filter(pk=arrive(text).pk).update(received_at=then)
        delivered().clear()

        assert escalate() == 1
        assert [editor.email] in [email.to for email in delivered()]


@pytest.mark.parametrize("how", ["their account is closed", "they are no triager any more"])
def test_what_waits_with_somebody_who_left_waits_for_anybody_again(arrive, triager, how):
    other = UserFactory(triager=True)
    theirs, others = arrive(), arrive(comment="It is old.")
    for report, user in ((theirs, triager), (others, other)):
        triage(report, Decision(assignee=user), by=user)
    if how == "their account is closed":
        get_user_model().objects.filter(pk=triager.pk).update(is_active=False)
    else:
        triager.groups.clear()

    tasks.catch_up()
    tasks.catch_up()

    unassigned = Report.objects.waiting().unassigned()
    assert list(unassigned) == [theirs]
    assert [change.in_words for change in theirs.changes.filter(by=None)] == ["Assigned to: no longer Toni Triager."]
    others.refresh_from_db()
    assert others.assignee == other
