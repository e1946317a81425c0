"""Anybody can watch the log, and an older database in place of today's is found by whoever kept something."""

import contextlib
import functools
import hashlib
import http.server
import json
import subprocess
import sys
import threading

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles import audit
from articles.log.checkpoints import Checkpoint
from articles.log.folder import Folder
from articles.log.notes import VerifierKey
from articles.log.signing import LogRefusalError, sign_head
from editorial.upkeep import record_alarm
from tests.factories.accounts import UserFactory
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.upkeep.damage import chain_everything_anew, damage

pytestmark = pytest.mark.django_db


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextlib.contextmanager
def served(folder):
    """A folder as a web server sends it; its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(name, *arguments):
    """A program that anybody can get from the site, after it has ended."""
    program = [sys.executable, finders.find(f"articles/{name}"), *arguments]
    return subprocess.run(program, capture_output=True, text=True, timeout=60)


@pytest.fixture
def serving():
    """A function that has a server answer with this, and as if more were to come unless it is `whole`; its address."""
    with contextlib.ExitStack() as stack:

        def answering(content, whole):
            class Answer(Quiet):
                def do_GET(self):
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(content) + (0 if whole else 100)))
                    self.end_headers()
                    self.wfile.write(content)

            server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}"

        yield answering


@pytest.fixture
def witness(folder, log_key, tmp_path):
    """What a witness says of the log as it is now, and how the program ends."""

    def asked(name="w1", key=None):
        kept = tmp_path / name
        with served(folder.root) as address:
            program = run("witness.py", address, str(key or log_key.verifier), kept, f"{name}.net")
        return program.returncode, program.stdout + program.stderr

    asked.kept = lambda name="w1": tmp_path / name / "checkpoint"
    return asked


def key_of(said):
    """The key that a witness printed."""
    return VerifierKey.read(said.partition("Our key: ")[2].split()[0])


@contextlib.contextmanager
def yesterdays_database():
    """What is done to the database inside is undone at the end, as by a restore; files stay as they are."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


def test_the_program_is_short():
    with open(finders.find("articles/witness.py"), encoding="utf-8") as source:
        assert len(source.readlines()) < 125


def test_a_witness_cosigns_a_log_that_grows(sign, witness, log_key):
    seen = sign()
    code, said = witness()
    assert code == 0, said
    published_article()
    head = sign()
    code, said = witness()

    assert code == 0, said
    assert f"{head.size} entries, a continuation of the {seen.size}" in said
    assert Checkpoint.read(witness.kept().read_text(), log_key.verifier, also_by=key_of(said)) == head


@pytest.mark.parametrize("sizes", [(1, 2), (255, 256), (256, 257), (300, 700), (3, 66_000), (65_536, 65_537)])
def test_a_witness_finds_any_log_consistent_that_only_grew(sizes, sign, witness, monkeypatch):
    links = [(number, number.to_bytes(32, "big")) for number in range(1, sizes[-1] + 1)]
    for size in sizes:
        monkeypatch.setattr(
            "articles.log.signing.links_from", lambda first, size=size: (link for link in links[first - 1 : size])
        )
        sign()
        code, said = witness()
        assert code == 0, said


def test_a_witness_refuses_a_log_that_shrank(sign, witness, folder):
    sign()
    old = folder.newest_note()
    published_article()
    sign()
    witness()
    (folder.root / "checkpoint").write_text(old)

    code, said = witness()

    assert code == 1
    assert "THE LOG SHRANK" in said
    assert list(witness.kept().parent.glob("refused-*"))


def test_a_witness_refuses_a_log_that_forked(sign, witness, log_key, tmp_path):
    page = published_article()
    sign()
    witness()
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE page_id = %s AND kind = 'fact_check'", page.pk)
    chain_everything_anew()
    published_article()
    elsewhere = Folder(tmp_path / "another")
    sign_head(log_key, elsewhere)  # whoever has the key, and throws away all that was kept here

    with served(elsewhere.root) as address:
        program = subprocess.run(
            [
                sys.executable,
                finders.find("articles/witness.py"),
                address,
                str(log_key.verifier),
                witness.kept().parent,
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert program.returncode == 1
    assert "THE LOG FORKED" in program.stderr


def test_a_witness_refuses_a_head_that_somebody_else_signed(sign, witness, log_key):
    sign()
    stranger = type(log_key).made(log_key.name)

    code, said = witness(key=stranger.verifier)

    assert code == 1
    assert "The log's key did not sign this checkpoint." in said


def test_a_witness_refuses_damaged_tiles(sign, witness, folder):
    head = sign()
    (tile,) = (folder.root / "tile" / "0").rglob(str(head.size))
    tile.write_bytes(tile.read_bytes()[:-32])
    assert witness()[0] == 1

    tile.write_bytes(b"x" * 32 * head.size)
    assert witness()[0] == 1


def test_a_log_that_cannot_be_reached_is_no_forked_one(witness):
    code, said = witness()

    assert code == 2
    assert "The log cannot be read" in said


@pytest.mark.parametrize(
    ("content", "whole"), [(b"one.log\n5", False), (b"\xff\xfe", True)], ids=["broke off", "no text"]
)
def test_an_answer_that_is_none_is_no_forked_log_either(content, whole, log_key, tmp_path, serving):
    program = run("witness.py", serving(content, whole), str(log_key.verifier), tmp_path / "w1")

    assert program.returncode == 2
    assert "The log cannot be read" in program.stderr


def test_a_signature_that_is_none_is_told_from_a_fault_of_the_program(log_key, tmp_path, serving):
    note = f"{log_key.verifier}".partition("+")[0]
    content = f"{note}\n5\nAAAA\n\n— {note} A\n".encode()

    program = run("witness.py", serving(content, True), str(log_key.verifier), tmp_path / "w1")

    assert program.returncode == 1
    assert program.stderr == "The log's key did not sign this checkpoint.\n"


def test_a_witness_that_is_ended_while_it_writes_keeps_what_it_had(sign, witness):
    sign()
    witness()
    kept = witness.kept()
    had = kept.read_text()
    kept.with_name("checkpoint.new").mkdir()  # so that nothing can be written there
    published_article()
    sign()

    assert witness()[0] == 2
    assert kept.read_text() == had


# --- the audit ---


def findings(heads=()):
    return "\n".join(audit.run(heads=heads).findings)


def test_the_audit_compares_the_record_with_every_head_and_tile(sign):
    assert "No head of the log was ever signed here" in audit.run().warnings[-1]
    for _ in range(3):
        sign()
        published_article()

    report = audit.run()

    assert report.findings == []
    assert not any("log" in warning for warning in report.warnings)
    assert report.checked["heads and tiles of the log"] >= 3


def test_a_head_that_was_signed_before_the_first_link_fits_every_record(sign, folder, log_key):
    sign()
    empty = Checkpoint(log_key.name, 0, hashlib.sha256().digest())
    folder.keep_checkpoint(empty, log_key.sign(empty.text))
    sign()

    assert findings([("A witness", empty)]) == ""


def test_the_audit_finds_a_damaged_tile(sign, folder):
    head = sign()
    (tile,) = (folder.root / "tile" / "0").rglob(str(head.size))
    tile.write_bytes(b"x" * 32 * head.size)
    assert f"The file tile/0/000.p/{head.size} of the log is not what the record gives." in findings()

    tile.unlink()
    assert "of the log cannot be read" in findings()


def test_the_audit_finds_a_head_that_somebody_else_put_there(sign, folder, log_key):
    head = sign()
    stranger = type(log_key).made(log_key.name)
    folder.keep_checkpoint(head, stranger.sign(head.text))
    for path in (folder.root / "checkpoints").iterdir():
        path.write_text(stranger.sign(head.text))

    assert "cannot be read: That checkpoint was not signed by" in findings()


def test_the_audit_finds_a_head_that_readers_get_and_nobody_kept(sign, folder, log_key):
    head = sign()
    other = Checkpoint(head.origin, head.size - 1, bytes(32))
    (folder.root / "checkpoint").write_text(log_key.sign(other.text))

    assert "Readers get a head of the log that was not kept" in findings()


def test_a_database_of_yesterday_in_place_of_todays_is_found(
    sign, witness, client, folder, log_key, settings, mailoutbox, tmp_path
):
    """By the process that signs, by the audit, by witnesses and by readers who kept a record or a head."""
    UserFactory(is_superuser=True)
    sign()
    with yesterdays_database():
        page = published_article()
        head = sign()
        code, said = witness()
        assert code == 0, said
        kept_record = client.get(f"{path_of(page)}editions/1/record.json").json()
    published_article(title="What somebody wants to have been there instead")
    published_article()

    # who signs
    with pytest.raises(LogRefusalError):
        sign()
    # the audit, by the heads that it kept outside the database
    assert f"The head of the log that was signed here with {head.size} links has another root" in findings()
    # the audit, when those were restored too, by a witness, at night
    settings.LOG_ROOT = tmp_path / "restored"
    sign_head(log_key)
    assert findings() == ""
    with served(witness.kept().parent) as address:
        settings.LOG_WITNESSES = [[str(key_of(said)), f"{address}/checkpoint"]]
        assert record_alarm.audit_record() == 1
    assert "the witness w1.net saw with" in mailoutbox[0].body
    see_that_it_forked(kept_record, log_key, tmp_path)


def see_that_it_forked(kept_record, log_key, tmp_path):
    """Readers see it: who kept a head that was mailed, and who kept a record and becomes a witness with its head."""
    kept_head = tmp_path / "mailed"
    kept_head.write_text(kept_record["log"]["checkpoint"])
    with pytest.raises(CommandError, match="Findings in the record: 1"):
        call_command("verify_record", "--checkpoint", str(kept_head))
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "checkpoint").write_text(kept_record["log"]["checkpoint"])
    with served(tmp_path / "restored") as address:
        for name in ("w1", "reader"):
            program = run("witness.py", address, str(log_key.verifier), tmp_path / name)
            assert program.returncode == 1
            assert "THE LOG FORKED" in program.stderr
    # The record that was kept is still proved by itself.
    record_file = tmp_path / "record.json"
    record_file.write_text(json.dumps(kept_record))
    assert run("verify_record.py", record_file, str(log_key.verifier)).returncode == 0


def test_a_shorter_record_is_found_by_a_longer_head(sign):
    with yesterdays_database():
        published_article()
        sign()

    assert "its end was removed" in findings()


def test_a_witness_that_does_not_answer_is_no_finding_and_one_that_lies_is(sign, settings, log_key, tmp_path, caplog):
    sign()
    stranger = type(log_key).made("w1.net")
    settings.LOG_WITNESSES = [[str(stranger.verifier), "http://127.0.0.1:9/checkpoint"]]
    assert record_alarm.audit_record() == 0
    assert "does not answer" in caplog.text

    (tmp_path / "checkpoint").write_text(Folder().newest_note())  # not cosigned
    with served(tmp_path) as address:
        settings.LOG_WITNESSES = [[str(stranger.verifier), f"{address}/checkpoint"]]
        assert record_alarm.audit_record() == 1


def test_of_a_head_that_the_logs_key_did_not_sign_it_is_said(sign, tmp_path, capsys):
    sign()
    origin, size, rest = Folder().newest_note().split("\n", 2)
    (tmp_path / "head").write_text(f"{origin}\n{int(size) + 1}\n{rest}")

    with pytest.raises(CommandError, match="Findings in the record: 1"):
        call_command("verify_record", "--checkpoint", str(tmp_path / "head"))

    assert "head, which the log's key did not sign, has" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"nothing", b"\xff\xfe", b""])
def test_what_holds_no_head_is_refused(tmp_path, content):
    (tmp_path / "head").write_bytes(content)

    with pytest.raises(CommandError, match="holds no head of the log"):
        call_command("verify_record", "--checkpoint", str(tmp_path / "head"))
    assert connection.is_usable()
