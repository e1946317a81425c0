"""When too much is written, a reader's device can buy a text with work. Nobody has to, least of all in danger."""

import base64
import html
import json
import re
from datetime import timedelta

import pytest
from altcha import create_challenge_v1, solve_challenge_v1
from django.core.cache import caches
from django.utils import timezone

from editorial.feedback.capture.limits import client
from editorial.feedback.capture.limits.proof_of_work import VALID_FOR
from editorial.feedback.reports.clock import due_at
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.arrival import catch_up
from editorial.letters.outbox.letter import Letter
from tests.feedback.capture.troubles import database_down, database_slow
from tests.feedback.conftest import CRISIS, plain

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")

SHUT = '<fieldset class="shut__boxes" hidden disabled>'
TEXT = "The dose is wrong."


@pytest.fixture(autouse=True)
def nobody_may_write(settings):
    settings.TEXTS_A_DAY = 0


@pytest.fixture
def flood(settings):
    """Two texts an hour are a flood."""
    settings.TEXTS_A_DAY, settings.TEXTS_AN_HOUR = 40, 2


@pytest.fixture
def address(edition):
    return f"/feedback/report/?edition={edition.pk}"


@pytest.fixture
def send(reader, address):
    """The reader sends a text with a proof; the answer."""

    def post(proof="", comment=TEXT, **fields):
        return reader.post(address, {"comment": comment, "proof": proof, **fields})

    return post


def challenge_on(page):
    """What the page asks the device to work out."""
    return json.loads(html.unescape(re.search(r'data-challenge="([^"]+)"', page.content.decode())[1]))


def worked_out(asked, /, **instead):
    """The proof that proof_of_work.js would send."""
    solved = solve_challenge_v1(asked["challenge"], asked["salt"], "SHA-256", asked["maxNumber"])
    parts = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**parts, "number": solved.number, **instead}).encode()).decode()


@pytest.fixture
def prove(reader, address):
    """The reader's device works out what the form asks for; the proof."""
    return lambda **instead: worked_out(challenge_on(reader.get(address)), **instead)


def test_with_a_proof_the_text_is_taken(send, prove):
    assert send(prove()).status_code == 303

    assert (Report.objects.get().comment, Report.objects.get().state) == (TEXT, "new")


def test_the_form_says_why_there_are_no_boxes_and_what_remains(reader, address):
    page = reader.get(address)

    assert "Much was written from your connection today" in plain(page)
    assert "Yes, No and the reasons are open to you as always." in plain(page)
    assert SHUT in page.content.decode() and 'name="reason"' in page.content.decode()
    assert re.search(r"<button[^>]* hidden>Write all the same", page.content.decode())


def test_a_reason_alone_and_yes_and_no_need_none(send, vote, reader):
    assert send(comment="", reason="other").status_code == 303
    assert reader.post(vote("no"), {"reason": "other"}).status_code == 303

    assert Report.objects.count() == 2


def test_somebody_in_danger_needs_none(send, reader):
    assert "Get help now" in plain(reader.get(send(comment=CRISIS)["Location"]))

    assert Report.objects.get().comment == CRISIS


@pytest.fixture
def one_of_many(send, settings):
    """The address of the thanks for a fourth text of danger from one connection."""
    settings.TEXTS_A_DAY = 40
    for _text in range(3):
        send(comment=CRISIS)
    return send(comment=f"{CRISIS} Tonight.")["Location"]


def the_fourth():
    return Report.objects.get(comment__endswith="Tonight.")


def test_for_one_of_many_in_danger_the_device_works_and_it_is_as_urgent_as_the_others(one_of_many, reader, triager):
    catch_up()
    page = reader.get(one_of_many)
    assert "Samaritans" in plain(page) and f"{CRISIS} Tonight." in plain(page)

    answer = reader.post(one_of_many, {"proof": worked_out(challenge_on(page))})

    assert answer.status_code == 303
    assert "Get help now" in plain(reader.get(answer["Location"]))
    report = the_fourth()
    assert (report.severity, report.tags) == (Report.Severity.SAFETY, [])
    due = due_at(report)
    assert abs(report.due_at - due) < timedelta(milliseconds=1)
    assert [str(change) for change in report.changes.all()] == [
        "Tags: no longer one of many.",
        "Severity changed from “Possibly safety: somebody may be in danger” to “Safety: cannot wait”.",
    ]
    catch_up()
    assert Letter.objects.filter(recipient=triager, occasion__contains="report").count() == 1, "one letter of a burst"


def test_without_it_the_text_is_stored_all_the_same_and_read_after_the_others(one_of_many, reader):
    for proof in ("", "x", base64.b64encode(b"{}").decode()):
        assert reader.post(one_of_many, {"proof": proof}).status_code == 200

    assert (the_fourth().severity, the_fourth().tags) == (Report.Severity.POSSIBLE_SAFETY, ["one of many"])


def test_the_work_for_one_is_none_for_another(one_of_many, send, reader):
    fifth = send(comment=f"{CRISIS} Now.")["Location"]
    proof = worked_out(challenge_on(reader.get(one_of_many)))
    reader.post(one_of_many, {"proof": proof})

    assert reader.post(fifth, {"proof": proof}).status_code == 200
    assert Report.objects.get(comment__endswith="Now.").is_one_of_many


def test_what_the_desk_has_seen_stays_where_it_put_it(one_of_many, reader):
    proof = worked_out(challenge_on(reader.get(one_of_many)))
    Report.objects.update(first_looked_at=timezone.now())

    assert reader.post(one_of_many, {"proof": proof}).status_code == 200
    assert the_fourth().is_one_of_many


def test_a_report_that_is_not_marked_asks_for_no_work(send, reader):
    thanks = send(comment=CRISIS)["Location"]

    assert "data-challenge" not in reader.get(thanks).content.decode()


def test_when_little_is_written_nothing_of_it_is_on_the_page(reader, address, settings):
    settings.TEXTS_A_DAY = 40

    page = reader.get(address).content.decode()

    assert 'name="proof"' not in page and "proof_of_work" not in page and "challenge" not in page


def test_a_flood_shuts_the_boxes_to_whoever_is_part_of_it(flood, reader, address):
    for number in (1, 2):
        form = {"comment": f"Comma {number} is missing."}
        assert reader.post(address, form, REMOTE_ADDR="192.0.2.1").status_code == 303

    assert SHUT not in reader.get(address, REMOTE_ADDR="192.0.2.3").content.decode()
    page = reader.get(address, REMOTE_ADDR="192.0.2.1")
    assert SHUT in page.content.decode() and "Very much is being written to us at the moment" in plain(page)

    refused = reader.post(address, {"comment": TEXT}, REMOTE_ADDR="192.0.2.1")
    assert "Too much is being written to us at the moment to take your text. It stands below." in plain(refused)
    assert reader.post(address, {"comment": TEXT, "proof": worked_out(challenge_on(page))}).status_code == 303


def test_the_count_of_everybodys_texts_knows_nobody_and_ends_after_an_hour(flood, reader, address):
    reader.post(address, {"comment": TEXT}, REMOTE_ADDR="192.0.2.77")

    store = caches["default"]._cache.get_client()
    assert store.get(client.EVERYBODY) == b"1"
    assert 0 < store.ttl(client.EVERYBODY) <= 3600


def test_a_proof_buys_one_report(send, prove):
    proof = prove()
    send(proof)

    refused = send(proof, comment="Another text.")

    assert "was used for a report already" in plain(refused)
    assert "Another text." in refused.content.decode() and challenge_on(refused)
    assert Report.objects.count() == 1


def test_nor_is_it_another_one_when_its_salt_is_written_otherwise(send, prove):
    proof = json.loads(base64.b64decode(prove()))
    send(base64.b64encode(json.dumps(proof).encode()).decode())

    proof["salt"] = proof["salt"].removesuffix("&")
    again = send(base64.b64encode(json.dumps(proof).encode()).decode(), comment="Another text.")

    assert again.status_code == 200 and Report.objects.count() == 1


def test_a_mistake_in_the_form_costs_no_proof(send, prove):
    proof = prove()

    refused = send(proof, email="nobody")
    assert "Write the e-mail address like name@example.org" in plain(refused)
    assert SHUT not in refused.content.decode() and proof in refused.content.decode()

    assert send(proof, email="jo@example.org").status_code == 303


def test_a_proof_that_is_too_old_is_refused_with_a_sentence_and_the_text_is_kept(send, prove, monkeypatch):
    proof = prove()
    late = (timezone.now() + VALID_FOR + timedelta(seconds=2)).timestamp()
    monkeypatch.setattr("time.time", lambda: late)

    refused = send(proof)

    assert "was valid for an hour, which has passed. Let it work once more." in plain(refused)
    assert TEXT in refused.content.decode() and not Report.objects.exists()


@pytest.mark.parametrize(
    "proof",
    [
        "x",
        "\x00",
        "💊",
        base64.b64encode(b"[]").decode(),
        base64.b64encode(b"5").decode(),
        base64.b64encode(b'{"number": 1}').decode(),
        base64.b64encode(b"[" * 700).decode(),
        base64.b64encode(json.dumps({"salt": "\ud800", "number": 1}).encode()).decode(),
        "x" * 100_000,
    ],
)
def test_what_is_no_proof_is_refused_with_a_sentence(send, proof):
    refused = send(proof)

    assert "What your device worked out does not fit." in plain(refused)
    assert TEXT in refused.content.decode() and not Report.objects.exists()


@pytest.mark.parametrize("part", ["number", "salt", "challenge", "signature", "algorithm"])
def test_a_proof_with_one_part_changed_is_refused(send, prove, part):
    changed = {"number": -1, "salt": "abc?expires=99999999999&", "algorithm": "SHA-1"}.get(part, "0" * 64)

    assert "does not fit" in plain(send(prove(**{part: changed})))
    assert not Report.objects.exists()


def test_what_belongs_to_the_salt_is_no_number(send, reader, address):
    """Cut before its expiry, the salt would make a proof that is valid for ever."""
    challenge = challenge_on(reader.get(address))
    number = json.loads(base64.b64decode(worked_out(challenge)))["number"]
    salt, _mark, rest = challenge["salt"].partition("?")

    assert "does not fit" in plain(send(worked_out(challenge, salt=salt, number=f"?{rest}{number}")))


def test_work_that_somebody_else_asked_for_is_refused(send):
    expires = timezone.now() + VALID_FOR
    others = create_challenge_v1(hmac_key="another purpose", max_number=1000, expires=expires).to_dict()

    assert "does not fit" in plain(send(worked_out(others)))


def test_a_text_that_is_refused_stays_for_whoever_has_no_scripts(send, reader, address):
    refused = send(passage="Ask a doctor first.", email="jo@example.org").content.decode()

    for name, text in (("comment", TEXT), ("passage", "Ask a doctor first.")):
        assert re.search(rf'<textarea[^>]* name="unsent_{name}"[^>]* readonly>{text}</textarea>', refused), name
    assert 'name="unsent_email" value="jo@example.org" readonly' in refused
    assert re.search(rf'id="id_comment"[^>]*>\s*{TEXT}', refused), "behind the scripts' button too"


def test_it_stays_when_the_form_is_sent_without_it_and_is_not_in_the_report(reader, address):
    shown = reader.post(address, {"unsent_comment": TEXT})
    sent = reader.post(address, {"unsent_comment": TEXT, "reason": "other"})

    assert "Choose a reason." in plain(shown) and "Too much was written" not in plain(shown)
    assert f"readonly>{TEXT}</textarea>" in shown.content.decode()
    assert sent.status_code == 303 and Report.objects.get().comment == ""


def test_a_proof_is_asked_for_under_the_thanks_too(reader, vote):
    thanks = vote("no")
    page = reader.get(thanks)

    assert SHUT in page.content.decode() and "proof_of_work.js" in page.content.decode()
    assert reader.post(thanks, {"comment": TEXT, "proof": worked_out(challenge_on(page))}).status_code == 303
    assert Report.objects.get().comment == TEXT


def test_while_the_database_is_away_the_same_holds(send, prove, spool):
    proof = prove()

    with database_down():
        refused = send()
        assert "Too much was written" in plain(refused) and TEXT in refused.content.decode()
        assert send(worked_out(challenge_on(refused))).status_code == 303
        assert send(proof, comment="Another text.").status_code == 303
        assert "was used for a report already" in plain(send(proof, comment="A third text."))

    assert len((spool / "reports.jsonl").read_text().splitlines()) == 2


def test_a_proof_that_was_spent_just_before_the_database_went_away_still_buys_the_report(send, prove, spool):
    proof = prove()
    with database_slow():
        assert send(proof).status_code == 303

    assert len((spool / "reports.jsonl").read_text().splitlines()) == 1


def test_a_reader_is_told_of_their_own_connection_before_the_flood(settings, reader, address):
    settings.TEXTS_AN_HOUR = 0

    page = plain(reader.get(address))

    assert "Much was written from your connection today" in page and "Very much is being written" not in page
