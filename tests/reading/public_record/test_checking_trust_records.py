"""The program with which anybody checks a trust record, and what it says of one that was changed."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from articles.pages import ArticlePage
from articles.reading.public_record.trust_record import SCRIPT
from tests.factories.editions import path_of
from tests.factories.pages import policy, published_article
from tests.reading.public_record.forgeries import chained_anew, put

pytestmark = pytest.mark.django_db


def test_the_program_is_short_and_needs_nothing_but_python():
    source = Path(finders.find(SCRIPT)).read_text()

    imported = {
        line.split()[1].partition(".")[0] for line in source.splitlines() if line.startswith(("import", "from"))
    }
    assert imported <= sys.stdlib_module_names
    assert len(source.splitlines()) < 400  # 80 of them are about the list of recalls


def test_the_program_says_how_it_is_used():
    program = subprocess.run([sys.executable, finders.find(SCRIPT)], capture_output=True, text=True, timeout=60)

    assert program.returncode != 0
    assert "verify_record.py https://" in program.stderr


@pytest.mark.parametrize(
    "make",
    [
        published_article,
        lambda: published_article(risk_tier=ArticlePage.RiskTier.HIGH),
        lambda: published_article(title="Où ça fait mal – ½ “dose” 😀", standfirst='Back\\slash and "quotes"'),
        policy,
    ],
    ids=["article", "high risk", "other scripts", "policy"],
)
def test_a_true_record_fits(record, check_copy, make):
    code, said = check_copy(record(make()))

    assert code == 0, said
    assert "Everything fits." in said


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "readers"])
def test_anybody_checks_a_record_at_its_address_or_at_its_pages(live_server, sign, check):
    page = published_article(title="Inversion tables")
    sign()
    address = live_server.url + path_of(page)

    for place in (f"{address}editions/1/record.json", f"{address}editions/1/", address):
        code, said = check(place)
        assert code == 0, said
        assert "Inversion tables" in said
        assert "Dr Robin Reviewer" in said
    code, said = check(f"{live_server.url}/corrections/")
    assert code == 2
    assert "names no record" in said


TAMPERED = {
    "a word of the text": (["edition", "document"], lambda text: text.replace("It may help", "It will help")),
    "the text and its digest": (["edition", "digest"], "0" * 64),
    "the title": (["edition", "title"], "Another text"),
    "the public note": (["edition", "change_note"], "Nothing to see."),
    "the day of publishing": (["edition", "created_at"], "2020-01-01T00:00:00+00:00"),
    "the hash of the edition": (["edition", "hash"], "0" * 64),
    "the hash before": (["edition", "previous_hash"], "0" * 64),
    "the chained text": (["edition", "chained_text"], lambda text: text.replace('"number": 1', '"number": 2')),
    "the kind of a sign-off": (["sign_offs", 1, "kind"], "editorial"),
    "the name of a signer": (["sign_offs", 1, "shown", "name"], "Dr Somebody Else"),
    "the credentials of a signer": (["sign_offs", 0, "shown", "credentials"], "Professor"),
    "an answer of the checklist": (["sign_offs", 0, "checklist", 0, "answer"], "not asked"),
    "the interests": (["sign_offs", 1, "interests"], "None at all"),
    "the time of a signature": (["sign_offs", 0, "signed_at"], "2020-01-01T00:00:00+00:00"),
    "how a signer proved who they are": (["sign_offs", 0, "authenticated_by"], "webauthn"),
    "a sign-off left out": (["sign_offs"], lambda sign_offs: sign_offs[:1]),
    "a sign-off twice": (["sign_offs"], lambda sign_offs: [sign_offs[0], sign_offs[0]]),
    "another order": (["sign_offs"], lambda sign_offs: sign_offs[::-1]),
    "the way to the log": (["edition", "inclusion", "proof", 0], base64.b64encode(bytes(32)).decode()),
    "the place in the log": (["sign_offs", 0, "inclusion", "index"], lambda index: index + 1),
    "a link without its way to the log": (["sign_offs", 0, "inclusion"], None),
    "the head of the log": (["log", "checkpoint"], lambda note: note.replace("/log\n", "/other\n", 1)),
    "no head of the log": (["log", "checkpoint"], None),
    "an emergency that was none": (["edition", "override"], {"reason": "x", "hours": 1, "by": 1, "at": "x"}),
}


@pytest.mark.parametrize("tampering", TAMPERED)
def test_a_record_that_was_tampered_with_does_not_fit(record, check_copy, tampering):
    found = record(published_article())
    put(found, *TAMPERED[tampering])

    code, said = check_copy(found)

    assert code == 1, said
    assert "Everything fits." not in said


def test_a_signer_with_a_byline_is_found_even_with_forged_hashes(record, check_copy):
    found = record(published_article())
    author = json.loads(found["edition"]["document"])["bylines"][0]["person"]
    found["sign_offs"][0]["shown"]["person"] = author
    chained_anew(found["sign_offs"][0], lambda chained: chained["shown"].update(person=author))

    code, said = check_copy(found)

    assert code == 1
    assert "Somebody in the byline signed." in said


def test_one_person_with_two_signatures_is_found_even_with_forged_hashes(record, check_copy):
    found = record(published_article())
    signer = json.loads(found["sign_offs"][0]["chained_text"])["signer"]
    chained_anew(found["sign_offs"][1], lambda chained: chained.update(signer=signer))

    code, said = check_copy(found)

    assert code == 1
    assert "One person signed twice." in said
    assert "The edition was chained with other sign-offs." in said


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "null", '"recalls"', '{"edition": {}}', "<html>", '{"edition": 1, "sign_offs": 2}', "[" * 100_000],
)
def test_what_is_no_record_is_not_called_a_fitting_one(tmp_path, check, content):
    path = tmp_path / "record.json"
    path.write_text(content)

    code, said = check(str(path))

    assert code == 2
    assert "There is no record to check" in said


def test_a_record_in_letters_that_the_terminal_lacks_fits_all_the_same(record, tmp_path, log_key):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record(published_article(title="علاج الألم"))), encoding="utf-8-sig")
    command = [sys.executable, finders.find(SCRIPT), path, str(log_key.verifier)]

    program = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONIOENCODING": "cp1252"}
    )

    assert program.returncode == 0, program.stderr


@pytest.mark.parametrize("changed", range(4))
def test_a_forged_signature_of_the_log_does_not_fit_whatever_its_bytes_are(record, check_copy, changed):
    found = record(published_article())
    note, _, signature = found["log"]["checkpoint"].rstrip("\n").rpartition(" ")
    made = bytearray(base64.b64decode(signature))
    made[4] ^= changed + 1
    found["log"]["checkpoint"] = f"{note} {base64.b64encode(made).decode()}\n"

    code, said = check_copy(found)

    assert code == 1
    assert "The log's key did not sign this head." in said
