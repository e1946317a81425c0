"""What readers write, search for and quote stands in no log, in no queue and in no letter, whatever fails."""

import http.client
import logging
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError

from editorial.feedback.reports.receipts import edition_token
from pain_site.observability.quiet_log import QuietRecord, without_detail, without_keys
from tests.feedback.capture.site import Site, wait_until
from tests.feedback.form_time import time_in_form

#: What a reader's request holds, and no file may, but for the database and the spool.
COMMENT, ADDRESS, PASSAGE = "plantedcomment", "planted@address.example", "plantedpassage"
SEARCHED, BROWSER, QUOTED = "plantedsearch", "PlantedBrowser", "plantedquote"
PLANTED = (COMMENT, ADDRESS, PASSAGE, SEARCHED, BROWSER, QUOTED)
LOCKED = "LOCK TABLE feedback_report, articles_publication, articles_edition IN ACCESS EXCLUSIVE MODE"


@pytest.fixture(scope="module")
def site():
    """Where an operator lets no statement of readers take longer than a second, and looks into the log."""
    with Site() as site:
        with site.servers.postgres.connect("pain_site") as connection:
            connection.execute(f"ALTER ROLE {site.servers.readers_role} SET statement_timeout = '1s'")
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%readers%'")
        yield site


def ask(site, method, path, form=None):
    """(status, where it leads)."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BROWSER}
    try:
        connection.request(method, path, urlencode(form or {}) if form else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "")
    finally:
        connection.close()


def words(**more):
    said = {"comment": f"{COMMENT} {time.monotonic()}", "passage": PASSAGE, "email": ADDRESS, "reason": "other"}
    return {"edition": 1, "opened": time_in_form(1), **said, **more}


def vote(site):
    """The address of the thanks for a yes or no."""
    return ask(site, "POST", "/feedback/", {"edition": 1, "token": edition_token(1), "helpful": "no"})[1]


def through_every_form(site, thanks):
    """Each form that readers have, and the pages whose addresses hold what they look for; the statuses."""
    own = thanks.replace("/feedback/", "/feedback/receipt/")
    asked = [
        ("POST", "/feedback/report/?edition=1", words()),
        ("POST", "/feedback/", {"edition": 1, "token": edition_token(1), "helpful": "no", "comment": COMMENT}),
        ("POST", thanks, words()),
        ("POST", own, {"mend": "yes", "comment": f"{COMMENT} mended"}),
        ("POST", "/feedback/preview/", words()),
        ("POST", "/feedback/receipt/", {"code": COMMENT}),
        ("GET", f"/feedback/report/?{urlencode({'edition': 1, 'passage': QUOTED})}", None),
        ("GET", f"/search/?q={SEARCHED}", None),
    ]
    return [ask(site, *each)[0] for each in asked]


def where_planted(site):
    """The files that hold anything of it. The database and the spool are where it belongs."""
    belongs = (site.state.postgres, site.state.folder / "report-spool")
    for path in Path(site.state.folder).rglob("*"):
        if path.is_file() and not any(place in path.parents for place in belongs):
            found = [word for word in PLANTED if word.encode() in path.read_bytes()]
            if found:
                yield path.name, found


def test_nothing_that_a_reader_wrote_is_in_a_log_a_queue_or_a_letter(site):
    voted = vote(site), vote(site), vote(site)
    through_every_form(site, voted[0])
    with site.servers.postgres.connect("pain_site") as locked:
        locked.autocommit = False
        locked.execute(LOCKED)
        timed_out = through_every_form(site, voted[1])
        site.worker.process.kill()
    wait_until(lambda: site.worker.has_ended())
    site.worker.start()
    site.manage("drain_spool")
    through_every_form(site, voted[2])
    wait_until(lambda: site.rows("SELECT count(*) FROM feedback_report WHERE comment LIKE 'plantedcomment%'")[0][0] > 4)
    site.servers.valkey.child.stop()  # it writes down what it holds

    assert timed_out[:6] == [303, 303, 303, 503, 200, 503], timed_out
    logs = {path.name: path.read_text() for path in Path(site.state.logs).iterdir()}
    assert any("statement timeout" in log for log in logs.values()), "Nothing timed out."
    assert not list(where_planted(site))
    for line in logs["web.log"].splitlines():
        assert "127.0.0.1" not in line or "GET" not in line
    site.servers.valkey.start()


def test_a_constraints_detail_is_left_out_of_tracebacks_and_messages():
    said = "null value\nDETAIL:  Failing row contains (1, plantedcomment\nplantedcomment).\nCONTEXT:  SQL function"
    try:
        raise DatabaseError(said)
    except DatabaseError as error:
        record = QuietRecord("x", logging.ERROR, "x.py", 1, "%r", (error,), sys.exc_info())

    shown = logging.Formatter().format(record)

    assert COMMENT not in shown and "null value" in shown and "DatabaseError" in shown
    assert without_detail(said) == "null value\nDETAIL: left out\nCONTEXT:  SQL function"


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/feedback/7K2MQ4XD90TB.sig/", "/feedback/…/"),
        ("/feedback/receipt/7K2MQ4XD90TB.sig/", "/feedback/receipt/…/"),
        ("/feedback/kept/7K2MQ4XD90TB1.sig/", "/feedback/kept/…/"),
        ("/feedback/receipt/7K2MQ4XD90TB.sig", "/feedback/receipt/…"),
        ("/admin/account/invitation/planted-key/", "/admin/account/invitation/…/"),
        ("/admin/account/password/reset/3f-planted-key/", "/admin/account/password/reset/…/"),
        ("/admin/account/password/reset/done/", "/admin/account/password/reset/done/"),
        ("/feedback/report/", "/feedback/report/"),
        ("/feedback/kept/", "/feedback/kept/"),
        ("/back-pain/", "/back-pain/"),
    ],
)
def test_a_code_is_left_out_of_addresses(path, logged):
    assert without_keys(path) == logged


@pytest.mark.parametrize("before", ["", "/de", "/es-419", "https://pain.example", "https://pain.example/zh-hant"])
def test_a_receipt_code_is_left_out_of_whatever_names_its_address(before):
    said = without_keys(f"Not Found: {before}/feedback/receipt/7K2MQ4XD90TB.sig/")

    assert said == f"Not Found: {before}/feedback/receipt/…/"


@pytest.mark.parametrize("address", ["invitation/planted-key/", "password/reset/3f-planted-key/"])
def test_a_key_that_lets_somebody_in_stands_in_no_line(address):
    """A scanner of mail may ask for it first: whoever reads the log could come in by it."""
    try:
        raise ValueError(f"No such page: /admin/account/{address}")
    except ValueError as error:
        record = QuietRecord("x", logging.ERROR, "x.py", 1, f"Not Found: /admin/account/{address}", (), sys.exc_info())
        assert error

    assert "planted-key" not in logging.Formatter().format(record)
    assert "sent" in without_keys("/admin/account/password/reset/sent/")
