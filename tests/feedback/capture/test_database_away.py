"""PostgreSQL down, slow or gone in between: no report is lost, none is stored twice, and readers are thanked."""

import json
import re
import time
from threading import Thread

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from editorial.feedback.capture.statement_timeout import SET_TIMEOUT
from editorial.feedback.capture.storing import spool as spooling
from editorial.feedback.capture.storing.insertion import insert_report
from editorial.feedback.capture.words.safety import SafetyPhrase, forget_phrases, kinds_in
from editorial.feedback.reports.receipts import edition_token, receipt_hash
from editorial.feedback.reports.report import Report
from editorial.feedback.tasks import catch_up, drain_spool
from tests.factories.accounts import UserFactory
from tests.feedback.capture.troubles import database_down, database_shuts_down, database_slow
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")

CRISIS = "I want to kill myself"


TROUBLES = [database_down, database_slow, database_shuts_down]


@pytest.fixture
def problem(reader, edition):
    """The reader sends a problem; the answer."""
    number = edition.pk

    def send(**fields):
        form = {"section": "risks", "comment": "Call 07700 900123: it is wrong.", **fields}
        return reader.post(f"/feedback/report/?edition={number}", form)

    return send


def lines(spool):
    return [json.loads(line) for line in (spool / "reports.jsonl").read_text().splitlines()]


def receipt_on(page):
    return re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", plain(page))[0]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_report_waits_on_disk_and_is_stored_once_when_the_database_is_back(problem, reader, spool, trouble, edition):
    with trouble():
        started = time.monotonic()
        sent = problem(email="jo@example.org", passage="Ask a doctor first.")
        page = reader.get(sent["Location"])
        taken = time.monotonic() - started

    assert sent.status_code == 303 and "Thank you" in plain(page)
    assert taken < 4, f"A reader waits for {SET_TIMEOUT} and no longer."
    assert not Report.objects.exists()

    for _time in range(2):
        drain_spool()

    report = Report.objects.with_receipt(receipt_on(page))
    assert (report.comment, report.section, report.email) == ("Call [phone]: it is wrong.", "risks", "jo@example.org")
    assert (report.edition, report.state, report.redacted) == (edition, "new", {"phone": 1})
    assert report.passage_start is not None and report.email_expires_at
    assert Report.objects.count() == 1
    assert not list(spool.glob("*.jsonl"))


@pytest.mark.parametrize("where", ["reports.jsonl", "draining-000001.jsonl"])
def test_readers_see_what_is_stored_of_their_words_as_long_as_it_lies_on_disk(problem, reader, spool, where):
    with database_down():
        problem(comment="Another report.")
        sent = problem(passage="Ask a doctor first.", email="jo@example.org")
        problem(comment="And one more.")
        (spool / "reports.jsonl").rename(spool / where)
        page = reader.get(sent["Location"])

    shown = page.content.decode()
    assert "Call <mark>[phone]</mark>: it is wrong." in shown and "Ask a doctor first." in shown
    assert "You can mend it with your receipt code" in plain(page)
    assert not any(words in shown for words in ("Another report.", "And one more.", "jo@example.org"))


def test_somebody_in_danger_sees_them_too_and_nothing_once_they_are_in_the_database(problem, reader):
    with database_down():
        sent = problem(comment=CRISIS)
        assert CRISIS in plain(reader.get(sent["Location"]))
    drain_spool()

    page = reader.get(sent["Location"])

    assert "Get help now" in plain(page) and CRISIS not in plain(page)


@pytest.mark.parametrize("trouble", [database_down, database_slow])
def test_a_yes_or_no_waits_too(reader, edition, trouble):
    form = {"helpful": "no", "edition": edition.pk, "token": edition_token(edition.pk)}
    with trouble():
        sent = reader.post("/feedback/", form)
        assert "Thank you" in plain(reader.get(sent["Location"]))

    drain_spool()

    assert Report.objects.get().helpful is False


def test_what_is_added_to_a_yes_or_no_waits_too_and_stays_with_it(reader, vote):
    thanks = vote("no")
    with database_down():
        reader.post(thanks, {"comment": "It is wrong.", "reason": "not_accurate"})

    drain_spool()
    drain_spool()

    report = Report.objects.get()
    assert (report.helpful, report.comment, report.reason) == (False, "It is wrong.", "not_accurate")


def test_what_is_said_besides_waits_as_a_report_of_its_own(reader, vote, spool):
    thanks = vote("no")
    reader.post(thanks, {"comment": "First."})
    with database_down():
        for said in ("First.", CRISIS, CRISIS):
            reader.post(thanks, {"comment": said})
    waiting = (spool / "reports.jsonl").read_text()

    drain_spool()
    (spool / "reports.jsonl").write_text(waiting)  # as after a crash, when nobody knows what was stored
    drain_spool()

    assert [*Report.objects.order_by("pk").values_list("comment", "helpful")] == [("First.", False), (CRISIS, None)]


def test_the_line_on_disk_is_redacted_and_only_its_owner_reads_it(problem, spool):
    with database_down():
        problem(comment="I am jo@example.org, NHS 943 476 5919.")

    [line] = lines(spool)
    assert line["details"]["comment"] == "I am [email], NHS [NHS number]."
    assert "943" not in json.dumps(line["details"])
    assert (spool / "reports.jsonl").stat().st_mode & 0o077 == 0


def test_the_line_holds_the_hash_of_the_receipt_only(problem, reader, spool):
    with database_down():
        page = reader.get(problem()["Location"])

    receipt = receipt_on(page)
    assert [line["key"] for line in lines(spool)] == [receipt_hash(receipt)]
    assert receipt.replace("-", "") not in (spool / "reports.jsonl").read_text()


def test_somebody_in_danger_sees_whom_to_call_even_then(problem, reader):
    with database_down():
        page = reader.get(problem(comment=CRISIS, website="filled in")["Location"])
        assert "Samaritans" in plain(page) and page["Cache-Control"] == "no-store"

    drain_spool()

    assert (Report.objects.get().severity, Report.objects.get().state) == (Report.Severity.SAFETY, "new")


def test_and_wherever_they_said_it(problem, reader):
    with database_down():
        sent = problem(comment="", reason="other", passage=CRISIS)
        assert "Get help now" in plain(reader.get(sent["Location"]))


def test_the_desks_own_phrases_are_looked_for_as_they_were_last_read(problem, reader):
    SafetyPhrase.objects.create(kind="crisis", words="nobody would miss me")
    kinds_in("Read the phrases.")

    with database_down():
        assert "Samaritans" in plain(reader.get(problem(comment="Nobody would miss me.")["Location"]))


def test_a_report_waits_too_where_the_desk_keeps_no_phrases(problem, reader, spool):
    SafetyPhrase.objects.all().delete()
    kinds_in("Read that there are none.")
    forget_phrases()  # a minute passes

    with database_down():
        assert "Thank you" in plain(reader.get(problem()["Location"]))

    assert len(lines(spool)) == 1


def test_a_mistake_is_told_even_then_and_nothing_typed_is_lost(problem, spool):
    with database_down():
        refused = problem(email="nobody", comment="Keep this.")

    assert "Write the e-mail address like name@example.org" in plain(refused)
    assert "Keep this." in refused.content.decode() and 'value="risks"' in refused.content.decode()
    assert not spool.exists()


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/feedback/", {"helpful": "yes", "edition": 1, "token": "1:forged"}),
        ("/feedback/", {}),
        ("/feedback/report/?edition=x", {"comment": "Wrong."}),
        ("/feedback/ABCD.forged/", {"comment": "Wrong."}),
    ],
)
def test_what_nobody_could_store_is_refused_with_a_sentence(reader, spool, address, form):
    with database_down():
        refused = reader.post(address, form)

    assert refused.status_code == 400 and "<h1>" in refused.content.decode()
    assert not spool.exists()


def test_a_report_that_the_database_took_before_it_went_is_not_stored_again(problem, spool, edition):
    """The connection broke after the commit: nobody can know, so it is on disk too."""
    with database_down():
        problem()
    [line] = lines(spool)
    Report.objects.create(edition=edition, page_id=edition.page_id, receipt_hash=line["key"])

    assert spooling.drain() == spooling.Drained(stored=0, known=1, refused=0)
    assert Report.objects.count() == 1


def test_draining_that_broke_off_begins_where_it_was(problem, spool):
    with database_down():
        for number in range(3):
            problem(comment=f"Comma {number} is missing.")
    spooling._move_aside()
    [aside] = spool.glob("draining-*")
    first = json.loads(aside.read_text().splitlines()[0])
    assert spooling._drain_line(json.dumps(first))
    with database_down():
        problem(comment="The newest.")

    assert spooling.drain() == spooling.Drained(stored=3, known=1, refused=0)
    assert Report.objects.count() == 4


def test_while_the_database_is_away_draining_loses_nothing(problem, spool):
    with database_down():
        problem()
        drain_spool()
        with pytest.raises(CommandError, match="Nothing is lost"):
            call_command("drain_spool")
        assert list(spool.glob("*.jsonl"))

    drain_spool()
    assert Report.objects.count() == 1


def test_a_line_that_a_crash_tore_spoils_no_other(problem, spool):
    with database_down():
        problem(comment="First.")
        with open(spool / "reports.jsonl", "a") as file:
            file.write('{"key": "torn')
        problem(comment="Second.")

    assert spooling.drain() == spooling.Drained(stored=2, known=0, refused=1)
    assert {report.comment for report in Report.objects.all()} == {"First.", "Second."}
    assert (spool / "refused.jsonl").read_text() == '{"key": "torn\n'


@pytest.mark.parametrize("line", ["5", "[]", '{"key": "x"}', '{"key": "x", "edition": 999999999}', "\udcff"])
def test_a_line_about_nothing_that_we_know_is_kept_apart(spool, line, db):
    spool.mkdir()
    (spool / "reports.jsonl").write_bytes(line.encode(errors="surrogateescape") + b"\n")

    assert spooling.drain().refused == 1
    assert (spool / "refused.jsonl").exists()


def test_only_when_the_disk_refuses_too_the_reader_is_told(problem, spool, settings):
    spool.write_text("a file where the folder should be")

    with database_down():
        refused = problem()

    assert refused.status_code == 503
    shown = plain(refused)
    assert "We cannot store what you sent at the moment." in shown
    assert "Call 07700 900123: it is wrong." in shown and "Samaritans" in shown


@pytest.mark.parametrize("name", ["reports.jsonl", "draining-000001.jsonl"])
def test_a_flood_does_not_fill_the_disk(problem, spool, name):
    spool.mkdir()
    with open(spool / name, "wb") as file:
        file.truncate(spooling.MOST_BYTES + 1)

    with database_down():
        assert problem().status_code == 503


def test_a_report_is_planned_once_and_given_up_after_the_time_that_a_reader_waits(edition):
    for number in range(3):
        insert_report(edition_id=edition.pk, page_id=edition.page_id, receipt_hash=f"{number}")

    with connections["capture"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO feedback_report%'"
        )
        assert cursor.fetchone() == (1,)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == (settings.STATEMENT_TIMEOUT,)


def test_a_report_is_stored_with_the_transaction_that_stores_it_or_not_at_all(edition):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        insert_report(edition_id=edition.pk, page_id=edition.page_id, receipt_hash="0")
        raise ZeroDivisionError

    assert not Report.objects.exists()


def test_many_at_once_write_whole_lines(spool):
    threads = [Thread(target=spooling.keep, args=[{"key": f"{n}", "text": "x" * 3000}]) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {line["key"] for line in lines(spool)} == {f"{n}" for n in range(30)}


def test_the_triagers_are_told_when_it_is_stored(problem, mailoutbox):
    triager = UserFactory(triager=True)
    with database_down():
        problem()
    assert not [email for email in mailoutbox if "report" in email.subject.lower()]

    drain_spool()
    catch_up()

    assert [email.to for email in mailoutbox if "Report from a reader" in email.subject] == [[triager.email]]


def test_an_address_of_thanks_that_we_did_not_make_is_not_found(reader, problem):
    with database_down():
        address = problem()["Location"]

    for wrong in (address[:-3] + "x/", "/feedback/kept/ABCD/"):
        assert reader.get(wrong).status_code == 404
