"""Every night the record is walked, and whoever must act is told when it is not whole."""

import logging

import pytest
from celery.schedules import crontab
from django.db import ProgrammingError, connection

from articles import audit
from articles.record.signed.sign_offs import SignOff
from editorial.upkeep.tasks import verify_record
from tests.factories.accounts import UserFactory
from tests.factories.pages import published_article
from tests.letters.post import delivered
from tests.upkeep.damage import as_somebody_who_can_do_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser():
    UserFactory(is_superuser=True, is_active=False)
    return UserFactory(is_superuser=True)


@pytest.fixture
def damaged():
    """A sign-off that says something else than was signed; its page."""
    page = published_article()
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("UPDATE articles_signoff SET statement = 'I read it.' WHERE page_id = %s", [page.pk])
    return page


def test_the_record_is_verified_every_night(settings):
    (job,) = [job for job in settings.CELERY_BEAT_SCHEDULE.values() if job["task"] == verify_record.name]

    assert isinstance(job["schedule"], crontab)
    assert len(job["schedule"].hour) == len(job["schedule"].minute) == 1


def test_nobody_is_written_to_when_the_record_is_intact(superuser, mailoutbox, caplog):
    published_article()

    with caplog.at_level(logging.INFO):
        verify_record.delay()

    assert mailoutbox == []
    assert "the record is intact; its head is {}:{}".format(*audit.run().head) in caplog.text


def test_superusers_who_still_work_here_are_told_of_every_finding(superuser, damaged, mailoutbox, caplog):
    verify_record.delay()

    (email,) = mailoutbox
    assert email.to == [superuser.email]
    assert "2 findings in the record" in email.subject
    for sign_off in SignOff.objects.filter(page=damaged):
        assert f"- The sign-off with id {sign_off.pk} of page {damaged.pk}" in email.body
    assert [record.levelname for record in caplog.records if "finding" in record.message] == ["ERROR"] * 3


def test_whoever_the_settings_name_is_told_instead(superuser, damaged, mailoutbox, settings):
    settings.RECORD_ALARM_TO = ["record@example.org", "night@example.org"]

    verify_record.delay()

    assert [email.to for email in mailoutbox] == [["record@example.org"], ["night@example.org"]]


def test_an_audit_that_breaks_off_is_told_of_too(superuser, mailoutbox, caplog):
    published_article()
    with connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION articles_required_for RENAME TO gone")

    with pytest.raises(ProgrammingError):
        verify_record.delay()

    (email,) = mailoutbox
    assert "the record could not be verified" in email.subject
    assert "function articles_required_for(integer, jsonb, boolean) does not exist" in email.body
    assert "the audit of the record broke off" in caplog.text


def test_the_head_of_the_log_is_mailed_to_whoever_keeps_heads(sign, folder, settings, mailoutbox):
    settings.LOG_HEADS_TO = ["archive@example.net"]
    verify_record.delay()
    assert mailoutbox == []
    sign()

    verify_record.delay()

    (email,) = mailoutbox
    assert email.to == ["archive@example.net"]
    assert email.body == folder.newest_note()


def test_no_head_is_mailed_of_a_record_with_findings(sign, damaged, settings, mailoutbox):
    settings.LOG_HEADS_TO = ["archive@example.net"]
    sign()

    verify_record.delay()

    assert not [email for email in mailoutbox if email.to == ["archive@example.net"]]


def test_an_alarm_that_the_mail_server_does_not_take_waits_in_the_outbox(superuser, damaged, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.feedback.broken_mail.Backend"
    verify_record()
    settings.EMAIL_BACKEND = working

    (email,) = [email for email in delivered() if email.to == [superuser.email]]
    assert "2 findings in the record" in email.subject
