"""Whether the site is well: what monitors are told, and people."""

from datetime import timedelta

import pytest
import redis
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from articles.log.signing import NoKeyError
from articles.stores.databases import CAPTURE
from articles.tasks import note_what_readers_get
from editorial.feedback.capture.storing import spool
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.letters.outbox.letter import Letter, LetterState
from editorial.upkeep.record_alarm import audit_record
from editorial.upkeep.tasks import sign_head
from pain_site.health import conditions, heartbeats
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import Unique
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db(databases=["default", "readers"])

TOKEN = {"Authorization": "Bearer for-monitors"}


@pytest.fixture
def all_well(settings, tmp_path, log_key, monkeypatch):
    """The clock, the workers, the audit and whoever signs the log left their marks, and nothing waits."""
    settings.MONITOR_TOKEN, settings.REPORT_SPOOL = "for-monitors", tmp_path / "spool"
    monkeypatch.setenv("LOG_SIGNING_KEY", log_key.secret())
    for queue in ("celery", "upkeep", "log"):
        heartbeats.beat(queue)
    audit_record()
    sign_head()
    note_what_readers_get()


def refused(address):
    """A letter that the mail server refused just now, and that waits for its next try."""
    email = Email.objects.create(from_email="desk@example.org", to=address)
    Log.objects.create(email=email, status=STATUS.failed, message="554 Transaction failed")
    soon = timezone.now() + timedelta(minutes=20)
    Letter.objects.create(
        kind="security", occasion=Unique.slug("of"), address=address, email=email, next_try_at=soon, why="554"
    )


def ill(client):
    answer = client.get("/readyz", headers=TOKEN)
    assert answer.status_code == (503 if answer.json()["not_well"] else 200)
    return set(answer.json()["not_well"])


def test_a_site_that_is_well_says_so(all_well, client):
    assert ill(client) == set()


def test_a_new_site_says_what_nobody_knows_yet(client, settings):
    settings.MONITOR_TOKEN = "for-monitors"

    assert {"beat", "beat_upkeep", "beat_log", "audit_age", "audit_findings", "known"} <= ill(client)


def test_a_clock_that_stands_still_is_noticed(all_well, client, monkeypatch):
    now = heartbeats.time.time()
    monkeypatch.setattr(heartbeats.time, "time", lambda: now + 600)

    assert {"beat"} <= ill(client)


def test_a_part_that_does_not_answer_is_waited_for_once():
    asked, away = [], set()

    def hangs():
        asked.append(1)
        raise redis.TimeoutError

    found = [
        conditions.Condition(name, "", "", 0, part, measure).look(away)
        for name, part, measure in [("a", "cache", hangs), ("b", "cache", hangs), ("c", "disk", int)]
    ]

    assert asked == [1] and [each.is_well for each in found] == [False, False, True]


def test_a_server_that_stands_still_is_not_asked(all_well, client, monkeypatch):
    monkeypatch.setattr(conditions, "silent", {CAPTURE})

    with connection.execute_wrapper(lambda *args: pytest.fail("It was asked.")):
        found = ill(client)

    assert found == {"database", "letters", "letters_refused", "plans", "untold_report"}  # but a replica that answers


def test_letters_that_wait_are_noticed(all_well, client):
    Letter.objects.create(
        kind="security", occasion="x", state=LetterState.WAITING, next_try_at=timezone.now() - timedelta(hours=1)
    )

    assert ill(client) == {"letters"}


def test_a_mail_server_that_takes_nothing_is_noticed(all_well, client):
    for number in range(3):
        refused(f"{number}@example.org")

    assert ill(client) == {"letters_refused"}

    written, now = timezone.now() - timedelta(days=1), timezone.now()
    Letter.objects.create(
        kind="security", occasion="of yesterday", state=LetterState.SENT, written_at=written, ended_at=now
    )
    assert ill(client) == set()


def test_an_address_that_is_wrong_is_not_taken_for_that(all_well, client):
    for _number in range(3):
        refused("nobody@example.org")

    assert ill(client) == set()


def test_a_log_that_is_not_signed_is_noticed_though_its_worker_runs(all_well, client, monkeypatch):
    now = heartbeats.time.time()
    monkeypatch.setattr(heartbeats.time, "time", lambda: now + 700)
    heartbeats.beat("log")
    monkeypatch.delenv("LOG_SIGNING_KEY")

    with pytest.raises(NoKeyError):
        sign_head()

    assert "signed" in ill(client) and "beat_log" not in ill(client)


def test_reports_on_disk_are_noticed(all_well, client, monkeypatch):
    spool.keep({"key": "x"})
    now = conditions.time.time()
    monkeypatch.setattr(conditions.time, "time", lambda: now + 1000)

    assert "spool" in ill(client)


def test_a_report_that_waits_on_disk_is_noticed_though_others_come_after_it(all_well, client):
    for minutes in (20, 0):
        spool.keep({"key": "x", "received_at": (timezone.now() - timedelta(minutes=minutes)).isoformat()})

    assert "spool" in ill(client)


def test_a_report_about_safety_that_nobody_was_told_of_is_noticed(all_well, client):
    report = receive(shared_article().current_edition, receipt=new_receipt(), comment="I want to kill myself")
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(hours=2))

    assert ill(client) == {"untold_report"}


def test_a_finding_in_the_record_is_noticed(all_well, client):
    heartbeats.note_audit(None, findings=2, head="17:abc")

    assert ill(client) == {"audit_findings"}


def test_without_valkey_it_is_told_what_is_not_known(all_well, client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    assert {"cache", "beat", "known"} <= ill(client)


def test_a_stranger_is_told_whether_and_nothing_more(client, settings):
    settings.MONITOR_TOKEN = "for-monitors"

    assert client.get("/readyz").json() == {"is_well": False}
    assert client.get("/readyz", headers={"Authorization": "Bearer guess"}).json() == {"is_well": False}
    assert client.get("/metrics").status_code == 404


def test_without_a_token_nobody_is_told_more(client, settings):
    settings.MONITOR_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_prometheus_reads_the_numbers(all_well, client):
    text = client.get("/metrics", headers=TOKEN).content.decode()

    assert "\npain_site_letters_is_well 1\n" in text
    assert "pain_site_audit_findings_findings 0\n" in text
    for line in filter(None, text.splitlines()):
        assert line.startswith("# ") or float(line.split()[1]) >= 0


def test_the_process_answers_whatever_else_is_away(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_people_see_the_same_and_only_whoever_runs_the_site(all_well, client):
    heartbeats.note_audit(None, findings=2, head="17:abc")
    logged_in(client, UserFactory(is_superuser=True))

    page = client.get("/admin/health/").content.decode()

    assert "Not well" in page and "audit_findings" in page and "17:abc" in page
    client.logout()
    logged_in(client, UserFactory(editor=True))
    assert client.get("/admin/health/").status_code in (302, 403)


def test_what_each_condition_means_is_told(settings):
    manual = (settings.BASE_DIR / "docs/operations/watching.md").read_text()

    assert not [
        each.name for each in (*conditions.CONDITIONS, *conditions.OF_FEEDBACK) if f"`{each.name}`" not in manual
    ]
