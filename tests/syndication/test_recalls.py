"""The list of recalls: what became of every edition, in the order of the record, signed, with nothing left out."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import DatabaseError, connection, transaction

from articles import audit
from articles.log.signing import LogRefusalError
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.status import lift
from editorial.syndication.recalls import signing
from editorial.syndication.recalls.audit import recall_findings
from editorial.syndication.recalls.recall import Recall
from editorial.syndication.recalls.signing import sign_list
from editorial.syndication.recalls.taking_in import take_in
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited
from tests.factories.editions import gone_back, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

VERIFIER = Path(site_settings.BASE_DIR) / "articles" / "static" / "articles" / "verify_record.py"


def corrected(page, note="The dose is 10 mg.", standfirst="Another one."):
    return published(edited(page, change_class="correction", change_note=note, standfirst=standfirst))


@pytest.fixture
def page(db):
    page = published_article("Heat packs")
    take_in()
    return page


def kinds(listed):
    return [(one["said"]["kind"], one["said"]["urgency"]) for one in listed.recalls]


def test_a_first_edition_recalls_nothing(page, recalled):
    assert recalled().recalls == []


def test_each_change_of_what_readers_get_is_an_entry(page, recalled, held):
    corrected(page)
    published(edited(page, change_class="update", change_note="A trial.", standfirst="Newer."))
    held(page)
    lift(page, by=UserFactory(editor=True), reason="It was right.")
    gone_back(page, number=2)
    taken_away(page, PublicationStatus.RETRACTED)
    take_in()

    assert kinds(recalled()) == [
        ("corrected", "soon"),
        ("replaced", "routine"),
        ("under_review", "at_once"),
        ("restored", "routine"),
        ("put_back", "soon"),
        ("retracted", "at_once"),
    ]


def test_an_entry_names_both_editions_the_link_and_the_sentence(page, recalled):
    first, second = page.current_edition, corrected(page).current_edition
    take_in()

    (entry,) = recalled().recalls
    said = entry["said"]
    assert (said["before"]["number"], said["before"]["digest"]) == (1, first.digest)
    assert (said["after"]["number"], said["after"]["digest"]) == (2, second.digest)
    assert said["record"] == {"sequence": second.sequence, "hash": second.hash}
    assert said["sentence"].endswith("The dose is 10 mg.")
    assert "was corrected on" in said["sentence"]


def test_of_a_text_that_was_taken_away_there_is_none_after(page, recalled):
    taken_away(page, notice="The dose was wrong.")
    take_in()

    said = recalled().recalls[0]["said"]
    assert said["after"] is None
    assert "Please do not rely on it." in said["sentence"]
    assert "The dose was wrong." in said["sentence"]


def test_what_was_published_while_no_worker_ran_is_taken_in_once(page):
    for number in range(3):
        corrected(page, standfirst=f"Version {number}.")

    assert (take_in(), take_in()) == (3, 0)
    assert list(Recall.objects.after(0).values_list("number", flat=True)) == [1, 2, 3]


def test_an_entry_is_neither_changed_nor_removed(page):
    corrected(page)
    take_in()

    for statement in ("UPDATE syndication_recall SET text = '{}'", "DELETE FROM syndication_recall"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_program_goes_on_from_the_number_that_it_has(page, recalled):
    for number in range(3):
        corrected(page, standfirst=f"Version {number}.")
    take_in()

    assert [one["number"] for one in recalled(after=1, limit=1).recalls] == [2]
    assert recalled(after=1, limit=1).next == "http://testserver/api/v1/recalls/?after=2&limit=1"
    assert recalled(after=2).next is None


def verified(tmp_path, listed, key=""):
    """What the program says of a list in a file, and how it ends."""
    path = tmp_path / "recalls.json"
    path.write_text(json.dumps(vars(listed)), encoding="utf-8")
    command = [sys.executable, str(VERIFIER), str(path), *([str(key)] if key else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def signed(page, recalled, log_key):
    corrected(page)
    taken_away(page)
    take_in()
    sign_list(log_key)
    return recalled()


def test_the_shipped_verifier_checks_it_without_a_network(signed, log_key, tmp_path):
    code, told = verified(tmp_path, signed, log_key.verifier)

    assert (code, "Everything fits." in told) == (0, True), told


def test_without_the_key_it_says_that_it_was_not_checked_whole(signed, tmp_path):
    assert verified(tmp_path, signed)[0] == 3


def forged_after(listed):
    """The same with an entry that this site never made, whose hash fits."""
    last = listed.recalls[-1]
    said = {**last["said"], "sentence": "Take twice as much."}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    made = hashlib.sha256(f"{last['hash']}\n{text}".encode()).hexdigest()
    forged = {"number": last["number"] + 1, "said": said, "previous_hash": last["hash"], "hash": made}
    return type(listed)(**{**vars(listed), "recalls": [*listed.recalls, forged]})


def test_what_comes_after_the_signed_head_is_not_called_fine(signed, log_key, tmp_path):
    code, told = verified(tmp_path, forged_after(signed), log_key.verifier)

    assert (code, "What comes after entry 2 is not signed." in told) == (1, True), told


def test_a_page_of_the_list_that_does_not_reach_its_head_is_not_called_fine(signed, log_key, tmp_path):
    signed.recalls, signed.next = signed.recalls[:1], "http://testserver/api/v1/recalls/?after=1"

    code, told = verified(tmp_path, signed, log_key.verifier)

    assert (code, "only its end is signed" in told) == (3, True), told


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "readers"])
def test_the_shipped_verifier_reads_all_pages_of_the_list(live_server, settings, page, log_key):
    settings.BASE_URL = live_server.url
    corrected(page), taken_away(page), take_in(), sign_list(log_key)

    command = [sys.executable, str(VERIFIER), f"{live_server.url}/api/v1/recalls/?limit=1", str(log_key.verifier)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, "2: withdrawn" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_list_without_entries_is_not_called_fine(signed, log_key, tmp_path):
    last = signed.recalls[-1]["hash"]
    signed.recalls = []

    code, told = verified(tmp_path, signed, log_key.verifier)

    assert (code, f"of entry 2 with {last}." in told) == (3, True), told


@pytest.mark.parametrize("damage", ["left out", "last left out", "changed", "renumbered", "other key"])
def test_the_verifier_finds_what_was_done_to_a_list(signed, log_key, tmp_path, damage):
    key = log_key.verifier
    if damage == "left out":
        del signed.recalls[0]
        signed.recalls[0]["number"] = 1
    elif damage == "last left out":
        del signed.recalls[1]
    elif damage == "changed":
        signed.recalls[0]["said"]["sentence"] = "Nothing is wrong."
    elif damage == "renumbered":
        signed.recalls[1]["number"] = 3
    else:
        key = type(log_key).made(log_key.name).verifier

    assert verified(tmp_path, signed, key)[0] == 1


def test_a_head_is_signed_anew_when_something_is_new_or_an_hour_is_over(page, log_key, monkeypatch):
    corrected(page)
    take_in()

    assert sign_list(log_key).size == 1
    assert sign_list(log_key) is None
    monkeypatch.setattr(signing, "GOOD_FOR", timedelta(0))
    assert sign_list(log_key).size == 1


def test_a_list_that_lost_an_entry_is_not_signed(page, log_key):
    corrected(page)
    take_in()
    sign_list(log_key)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE syndication_recall SET hash = repeat('a', 64)")

    with pytest.raises(LogRefusalError):
        sign_list(log_key)


# --- the audit ---


def audited():
    """What the audit of the record finds of recalls."""
    return [sentence for findings in recall_findings() for sentence in findings]


def tampered(statement, *values):
    """As somebody does who has the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_the_audit_finds_nothing_in_what_was_worked_out_of_the_record(page, held, log_key):
    corrected(page)
    held(page)
    lift(page, by=UserFactory(editor=True), reason="It was right.")
    gone_back(page, number=1)
    taken_away(page, PublicationStatus.RETRACTED)
    take_in()
    sign_list(log_key)

    assert audited() == []
    assert audit.run().checked["recalls"] >= 10


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM syndication_recall WHERE number = 1", "No recall tells what link"),
        ("DELETE FROM syndication_recall WHERE number = 2", "has not the entry 2 that was signed"),
        ("UPDATE syndication_recall SET kind = 'replaced' WHERE number = 1", "something else than link"),
        ("UPDATE syndication_recall SET kind = 'archived' WHERE number = 2", "something else than its row says"),
        ("UPDATE syndication_recall SET text = replace(text, '10 mg', '90 mg')", "is not what its hash was made of"),
        ("UPDATE syndication_recall SET previous_hash = repeat('1', 64) WHERE number = 2", "does not follow"),
        ("UPDATE syndication_recall SET record_sequence = 0 WHERE number = 1", "says nothing of the kind"),
    ],
)
def test_the_audit_finds_what_was_done_to_the_list(signed, damage, found):
    assert audited() == []

    tampered(damage)

    assert found in " ".join(audited())


def test_the_audit_finds_an_end_that_nobody_told_once_a_worker_had_time_to(page):
    taken_away(page)
    assert audited() == []

    tampered("UPDATE articles_statuschange SET decided_at = now() - interval '2 hours' WHERE page_id = %s", page.pk)

    assert ["No recall tells" in sentence for sentence in audited()] == [True]
