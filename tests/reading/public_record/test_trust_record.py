"""The trust record of an edition, and the program with which anybody checks it."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from articles.log.checkpoints import Checkpoint
from articles.log.merkle import Growth, Tree
from articles.log.notes import SignerKey
from articles.pages import ArticlePage
from articles.reading.public_record.trust_record import SCRIPT, trust_record
from articles.record.assertions import EDDSA, ES256, RS256
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from editorial.review.publishing.legacy import publish_imported
from editorial.review.publishing.status import put_back
from tests.factories import (
    UserFactory,
    article,
    batch_of,
    body,
    credentialed,
    decided_by_two,
    edited,
    find_claims_supported,
    fresh,
    imported,
    path_of,
    policy,
    published,
    published_article,
    published_with_passkeys,
    section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(client, sign):
    """The record of an edition of a page, as a program gets it once the log's head was signed."""

    def of(page, number=1):
        sign()
        return client.get(f"{path_of(page)}editions/{number}/record.json").json()

    return of


@pytest.fixture
def check(log_key):
    """What the program says of the record at an address or in a file, and how it ends."""

    def checked(place, key=None):
        arguments = filter(None, [place, str(log_key.verifier) if key is None else key])
        command = [sys.executable, finders.find(SCRIPT), *arguments]
        program = subprocess.run(command, capture_output=True, text=True, timeout=60)
        return program.returncode, program.stdout + program.stderr

    return checked


@pytest.fixture
def check_copy(tmp_path, check):
    """What the program says of a copy of a record."""

    def checked(record, key=None):
        path = tmp_path / "record.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        return check(str(path), key)

    return checked


def test_it_holds_the_text_that_was_signed_and_who_signed_it(record):
    found = record(published_article(title="Inversion tables"))

    edition = Edition.objects.latest("pk")
    assert found["edition"]["document"] == edition.document
    assert found["edition"]["digest"] == hashlib.sha256(edition.document.encode()).hexdigest()
    assert [sign_off["kind"] for sign_off in found["sign_offs"]] == ["fact_check", "medical_review"]
    assert found["sign_offs"][1]["shown"]["name"] == "Dr Robin Reviewer"
    assert found["sign_offs"][1]["checklist"]
    assert found["page"]["status"] == "published"
    assert found["page"]["current_edition"] == 1


def test_each_hash_is_made_of_the_text_beside_it(record):
    found = record(published_article())

    for link in [found["edition"], *found["sign_offs"]]:
        chained = f"{link['previous_hash']}\n{link['chained_text']}"
        assert link["hash"] == hashlib.sha256(chained.encode()).hexdigest()


def claiming(**fields):
    """A published article that marks one claim, which a fact checker found supported."""
    text = "<mark>Heat eases pain for a day.</mark>[1] It is warm."
    return published(article(sections=body(section("Heat", text)), **fields))


def test_it_holds_the_verdicts_on_the_claims_that_the_edition_makes(record):
    page = claiming()
    found = record(page)

    (verdict,) = found["verdicts"]
    assert (verdict["claim"], verdict["verdict"]) == ("Heat eases pain for a day.", "supported")
    assert verdict["passage"] == "As it says."
    chained = f"{verdict['previous_hash']}\n{verdict['chained_text']}"
    assert verdict["hash"] == hashlib.sha256(chained.encode()).hexdigest()


VERDICTS = [("verdict", "overstated"), ("passage", "Other words."), ("hash", "0" * 64)]


@pytest.mark.parametrize(("field", "value"), VERDICTS)
def test_a_verdict_that_was_tampered_with_does_not_fit(record, check_copy, field, value):
    found = record(claiming())
    assert check_copy(found)[0] == 0
    put(found, ["verdicts", 0, field], value)

    assert check_copy(found)[0] == 1


def test_the_page_for_people_says_what_the_fact_checker_found(client):
    page = claiming()

    shown = client.get(f"{path_of(page)}editions/1/record/").content.decode()

    assert "What the fact checker found" in shown and "Heat eases pain for a day." in shown and "As it says." in shown


def test_it_holds_no_verdict_on_what_only_a_draft_says(record):
    page = claiming()
    draft = edited(page, body=body(section("Heat", "<mark>Heat cures pain.</mark>[1]")), change_class="update")
    find_claims_supported(Draft.of(draft), by=credentialed("fact_check"))

    assert "Heat cures pain" not in str(record(page))


def test_nothing_private_is_in_it(client):
    page = published_article()
    edition = Edition.objects.of_page(page).get()

    text = client.get(f"{path_of(page)}editions/1/record.json").content.decode()

    signers = [sign_off.signer for sign_off in edition.sign_offs]
    for private in (*(signer.email for signer in signers), *(signer.last_name for signer in signers), "@example.org"):
        assert private not in text


def test_a_page_and_its_editions_say_where_their_records_are(client):
    page = published_article()
    published(edited(page, standfirst="New.", change_class="update", change_note="A trial."))
    path = path_of(page)

    for address, number in ((path, 2), (f"{path}editions/2/", 2), (f"{path}editions/1/", 1)):
        record = f"{path}editions/{number}/record"
        text = client.get(address).content.decode()
        assert f'<link rel="alternate" type="application/json" href="{record}.json"' in text
        assert f'<a href="{record}/"' in text


def test_the_record_of_an_older_edition_says_which_one_readers_get(record):
    page = published_article()
    page = published(edited(page, standfirst="New.", change_class="update", change_note="A trial."))
    put_back(
        fresh(page),
        by=UserFactory(editor=True),
        edition=page.editions.get(number=1),
        notice="We had it wrong.",
        reason="Retracted trial",
    )

    assert record(page, 2)["page"]["current_edition"] == 1


def test_an_emergency_edition_tells_its_reason_and_its_end(record, emergency_edition, check_copy):
    edition = emergency_edition(article())

    found = record(edition.page)

    assert found["edition"]["override"]["reason"] == "A recall of a pain gel"
    assert found["edition"]["ends_at"]
    assert check_copy(found)[0] == 0


@pytest.mark.parametrize("number", ["0", "2", "999999"])
def test_an_edition_that_is_none_has_no_record(client, number):
    page = published_article()

    assert client.get(f"{path_of(page)}editions/{number}/record.json").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_sign_offs(client, django_assert_max_num_queries):
    page = published_article(risk_tier=ArticlePage.RiskTier.HIGH)

    with django_assert_max_num_queries(8):  # one of them whether anything has moved
        client.get(f"{path_of(page)}editions/1/record.json")


def test_the_program_is_short_and_needs_nothing_but_python():
    source = Path(finders.find(SCRIPT)).read_text()

    imported = {
        line.split()[1].partition(".")[0] for line in source.splitlines() if line.startswith(("import", "from"))
    }
    assert imported <= sys.stdlib_module_names
    assert len(source.splitlines()) < 380  # 60 of them are about the list of recalls


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


def put(record, path, value):
    """Set one value in a record; the path is a list of keys."""
    *way, last = path
    for step in way:
        record = record[step]
    record[last] = value(record[last]) if callable(value) else value


TAMPERED = {
    "a word of the text": (["edition", "document"], lambda text: text.replace("It may help", "It will help")),
    "the text and its digest": (["edition", "digest"], "0" * 64),
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


def chained_anew(link, change):
    """A link whose chained text was forged, and its hash with it."""
    chained = json.loads(link["chained_text"])
    change(chained)
    link["chained_text"] = json.dumps(chained)
    link["hash"] = hashlib.sha256(f"{link['previous_hash']}\n{link['chained_text']}".encode()).hexdigest()


def forged_whole(record):
    """A record with another text, under the same names: every digest and every hash computed again."""
    edition, sign_offs = record["edition"], record["sign_offs"]
    edition["document"] = edition["document"].replace("It may help", "It will help")
    digest = hashlib.sha256(edition["document"].encode()).hexdigest()
    for before, link in zip([None, *sign_offs], [*sign_offs, edition], strict=False):
        link["digest"] = digest
        if before and link["sequence"] == before["sequence"] + 1:
            link["previous_hash"] = before["hash"]
        hashes = {"sign_offs": [given["hash"] for given in sign_offs]} if link is edition else {}
        chained_anew(link, lambda chained, hashes=hashes: chained.update(digest=digest, **hashes))
    return record


def log_of_its_own(record, key):
    """The same with a log that holds nothing but the forged links, signed by the forger."""
    growth = Growth(lambda *tile: None)
    links = {link["sequence"]: link for link in [*record["sign_offs"], record["edition"]]}
    entries = [bytes.fromhex(links[n]["hash"]) if n in links else bytes(32) for n in range(1, max(links) + 1)]
    for entry in entries:
        growth.append(entry)
    tiles = {(level, index): hashes for level, index, hashes in growth.partial_tiles()}
    tree = Tree(growth.size, lambda level, index, width: tiles[level, index])
    for sequence, link in links.items():
        proof = [base64.b64encode(hash).decode() for hash in tree.inclusion_proof(sequence - 1)]
        link["inclusion"] = {"index": sequence - 1, "proof": proof}
    record["log"]["checkpoint"] = key.sign(Checkpoint(key.name, growth.size, growth.root).text)
    return record


def test_a_record_that_was_forged_whole_is_not_in_the_log(record, check_copy):
    code, said = check_copy(forged_whole(record(published_article())))

    assert code == 1
    assert "the log does not hold this link" in said
    assert "does not fit" not in said, "all else fits: the hashes were forged too"


def test_a_record_that_was_forged_with_a_log_of_its_own_is_refused_by_the_logs_key(record, check_copy, log_key):
    forgery = log_of_its_own(forged_whole(record(published_article())), SignerKey.made(log_key.name))

    code, said = check_copy(forgery)

    assert code == 1
    assert said.endswith("\nThe log's key did not sign this head.\n")


def test_without_the_logs_key_nobody_is_told_that_everything_fits(record, check_copy, log_key):
    true = record(published_article())
    forgery = log_of_its_own(forged_whole(json.loads(json.dumps(true))), SignerKey.made(log_key.name))

    for each in (true, forgery):
        code, said = check_copy(each, key="")
        assert code == 3
        assert "Give the log's key to see whether it was forged whole: that was not checked." in said


def test_a_record_that_is_too_new_for_the_log_does_not_fit_yet(client, check_copy):
    found = client.get(f"{path_of(published_article())}editions/1/record.json").json()

    code, said = check_copy(found)

    assert code == 1
    assert "This record is not in the log." in said
    assert found["edition"]["inclusion"] is None


@pytest.mark.parametrize("key", ["key", "a+b+c", "testserver/log+00000000+AQ=="])
def test_what_is_no_key_believes_nothing(record, check_copy, key):
    code, _said = check_copy(record(published_article()), key=key)

    assert code in (1, 2)


@pytest.mark.parametrize(
    "damage", [lambda note: note.replace("\n", "\r\n"), lambda note: note + note, lambda note: note[:60]]
)
def test_a_damaged_head_is_not_believed(record, check_copy, damage):
    found = record(published_article())
    found["log"]["checkpoint"] = damage(found["log"]["checkpoint"])

    assert check_copy(found)[0] in (1, 2)


def test_a_record_of_which_the_tiles_are_gone_is_shown_without_its_proofs(client, sign, folder):
    page = published_article()
    sign()
    shutil.rmtree(folder.root / "tile")

    found = client.get(f"{path_of(page)}editions/1/record.json").json()

    assert found["edition"]["inclusion"] is None
    assert found["log"]["checkpoint"]


def test_one_person_with_two_signatures_is_found_even_with_forged_hashes(record, check_copy):
    found = record(published_article())
    signer = json.loads(found["sign_offs"][0]["chained_text"])["signer"]
    chained_anew(found["sign_offs"][1], lambda chained: chained.update(signer=signer))

    code, said = check_copy(found)

    assert code == 1
    assert "One person signed twice." in said
    assert "The edition was chained with other sign-offs." in said


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", '{"edition": {}}', "<html>", '{"edition": 1, "sign_offs": 2}']
)
def test_what_is_no_record_is_not_called_a_fitting_one(tmp_path, check, content):
    path = tmp_path / "record.json"
    path.write_text(content)

    code, said = check(str(path))

    assert code == 2
    assert "There is no record to check" in said


def test_the_program_says_how_it_is_used():
    program = subprocess.run([sys.executable, finders.find(SCRIPT)], capture_output=True, text=True, timeout=60)

    assert program.returncode != 0
    assert "verify_record.py https://" in program.stderr


def test_the_record_is_built_from_the_edition_alone(client):
    page = published_article()
    edition = Edition.objects.get(page_id=page.pk)
    before = trust_record(edition, edition.publication)

    edited(fresh(page), standfirst="A draft", title="Another title")

    assert trust_record(Edition.objects.get(pk=edition.pk), edition.publication) == before


# --- passkeys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256], ids=["ES256", "EdDSA", "RS256"])
def test_what_passkeys_signed_is_checked_with_nothing_but_python(record, check_copy, algorithm):
    found = record(published_with_passkeys(article(title="Où ça fait mal – ½ “dose” 😀"), algorithm=algorithm))

    assert all(sign_off["signing_key"]["inclusion"] for sign_off in found["sign_offs"])
    code, said = check_copy(found)
    assert (code, said.count("signed with a passkey")) == (0, 2), said


def test_a_log_in_that_was_enough_is_said_plainly(record, check_copy):
    found = record(published_article())

    assert [sign_off["assertion"] for sign_off in found["sign_offs"]] == [None, None]
    assert "signed with a log-in alone: that it was them is the site's word" in check_copy(found)[1]


def rehash(link, **changes):
    """A link that says something else, with a chained text and a hash that fit."""
    said = {**json.loads(link["chained_text"]), **changes}
    link.update({name: value for name, value in changes.items() if name in link})
    link["chained_text"] = json.dumps({name: value for name, value in said.items() if value is not None})
    link["hash"] = hashlib.sha256(f"{link['previous_hash']}\n{link['chained_text']}".encode()).hexdigest()


def exchanged(one, other):
    theirs = dict(other["assertion"])
    rehash(one, assertion=theirs)
    one["signing_key"] = other["signing_key"]


def with_another_key(one, other):
    details = {
        **json.loads(one["signing_key"]["chained_text"])["details"],
        "public_key": other["signing_key"]["public_key"],
    }
    rehash(one["signing_key"], details=details)
    one["signing_key"]["public_key"] = details["public_key"]


@pytest.mark.parametrize(
    ("forge", "sentence"),
    [
        (lambda one, other: rehash(one, statement="I read it."), "the passkey signed something else"),
        (lambda one, other: rehash(one, checklist=[]), "the passkey signed something else"),
        (lambda one, other: rehash(one, interests="None at all"), "the passkey signed something else"),
        (
            lambda one, other: rehash(one, assertion=one["assertion"] | {"signature": other["assertion"]["signature"]}),
            "did not sign this",
        ),
        (exchanged, "another key than the signer's signed"),
        (with_another_key, "the passkey's key did not sign this"),
        (lambda one, other: rehash(one["signing_key"], kind="key_revoked"), "the key was not added before"),
        (lambda one, other: rehash(one["signing_key"], sequence=10**6), "the key was not added before"),
        (lambda one, other: one.update(signing_key=None), "the key was not added before"),
    ],
    ids=[
        "statement",
        "checklist",
        "interests",
        "signature",
        "assertion",
        "public key",
        "no key",
        "a later key",
        "nothing",
    ],
)
def test_a_signature_that_was_forged_together_with_its_hashes_does_not_fit(record, check_copy, forge, sentence):
    found = record(published_with_passkeys())
    one, other = found["sign_offs"]

    forge(one, other)
    rehash(found["edition"], sign_offs=[one["hash"], other["hash"]])

    code, said = check_copy(found)
    assert code == 1 and sentence in said, said


@pytest.fixture
def moved_in(record):
    """The record of an edition that was moved in with four others."""
    pages = [imported(article(f"Moved in {number}")) for number in range(5)]
    for text in decided_by_two(batch_of(*pages)).texts.order_by("place"):
        publish_imported(text)
    return record(pages[4])


def test_a_record_of_a_text_that_was_moved_in_names_two_decisions_and_no_signature(moved_in, check_copy):
    assert moved_in["sign_offs"] == [] and len(moved_in["moved_in"]["decisions"]) == 2

    code, said = check_copy(moved_in)

    assert (code, "Everything fits." in said) == (0, True), said
    assert "one of 5 texts. Nobody signed or reviewed it." in said


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda record: record["moved_in"].update(place=3), "was not among those that were decided about"),
        (lambda record: record["moved_in"].update(texts=6), "a decision about something else was chained"),
        (lambda record: record["moved_in"]["decisions"].pop(), "Two different people decide"),
        (lambda record: record["moved_in"]["decisions"][0].update(statement="It is right."), "differ: statement"),
        (lambda record: record.update(moved_in=None), "whether it was moved in"),
        (lambda record: record["edition"].update(digest="0" * 64), "was not among those that were decided about"),
    ],
)
def test_a_false_record_of_a_text_that_was_moved_in_is_found(moved_in, check_copy, change, found):
    change(moved_in)

    code, said = check_copy(moved_in)

    assert code == 1 and found in said, said
