"""The evidence pack of a page: what an editor takes along, compared with the record."""

import hashlib
import io
import json
import subprocess
import sys
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOff
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.review.evidence.criteria import CRITERIA
from editorial.review.evidence.pack import write_pack
from editorial.review.publishing.status import hold
from editorial.upkeep.originality.findings import Finding, FindingVerdict, OriginalityCheck
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, image, section
from tests.factories.editions import emergency_edition, taken_away
from tests.factories.pages import article, published_with_passkeys
from tests.factories.signing import published

HOSTILE = "</title><script>alert('title')</script>"
#: What one of two editions asks: twenty questions about the page, and nine about each edition.
MOST_QUERIES = 40
WORDS, EMAIL = "I took ten of them and felt dizzy.", "reader@example.org"


@pytest.fixture(scope="module")
def page_id(scene):
    """A page with two editions, the first signed with passkeys, and something of everything that can be told of it."""
    picture = {"type": "image", "value": {"image": image().pk, "alt": "A knee", "decorative": False, "caption": ""}}
    page = published_with_passkeys(
        article(HOSTILE, sections=body(section(HOSTILE, "It <b>may</b> help.[1]", blocks=[picture])))
    )
    page = published(edited(page, change_class="update", change_note="New evidence."))
    receive(page.current_edition, receipt=new_receipt(), reason="not_accurate", comment=WORDS, email=EMAIL)
    receive(page.current_edition, receipt=new_receipt(), helpful=True)
    hold(page, by=UserFactory(editor=True), notice="We are checking.", reason="=HYPERLINK(1) <b>said</b>")
    OriginalityCheck.objects.create(page=page, digest="0" * 64, texts=12, abstracts=1)
    ours, title = [["<i>It may help</i>", True]], "Another page"
    found = Finding.objects.create(page=page, key="k", shared=24, ours=ours, theirs=ours, source_title=title)
    FindingVerdict.objects.create(
        finding=found, verdict="ordinary", reason="Anybody says so.", given_by=UserFactory(editor=True)
    )
    return page.pk


@pytest.fixture
def pack(page_id, sign):
    sign()
    return ZipFile(made(page_id))


def made(page_id, at=None):
    file = io.BytesIO()
    write_pack(Publication.objects.get(page_id=page_id), file, at=at or timezone.now())
    return file


def read(pack, name):
    return json.loads(pack.read(name))


def test_an_editor_takes_it_along_with_one_press(client, page_id):
    editor = logged_in(client, UserFactory(editor=True))
    screen = editor.get(reverse("review:status", args=[page_id])).content.decode()
    address = reverse("review:evidence", args=[page_id])

    answer = editor.get(address)

    assert f'href="{address}"' in screen
    assert answer["Content-Disposition"].startswith(f'attachment; filename="evidence-{page_id}-')
    assert ZipFile(io.BytesIO(b"".join(answer))).testzip() is None


@pytest.mark.parametrize("role", ["writer", "reviewer", "triager"])
def test_nobody_else_does(client, page_id, role):
    other = logged_in(client, UserFactory(**{role: True}))

    assert other.get(reverse("review:evidence", args=[page_id])).status_code in (302, 403)


def test_it_holds_every_edition_as_it_was_signed(pack, page_id):
    editions = Edition.objects.filter(page_id=page_id).order_by("number")

    assert read(pack, "pack.json")["editions"] == [1, 2]
    for edition in editions:
        document = pack.read(f"editions/{edition.number}/document.json").decode()
        record = read(pack, f"editions/{edition.number}/record.json")
        assert hashlib.sha256(document.encode()).hexdigest() == edition.digest
        assert record["edition"]["hash"] == edition.hash
        assert [each["hash"] for each in record["sign_offs"]] == [each.hash for each in edition.sign_offs]
    assert record["sign_offs"][0]["assertion"] is None  # a password was enough
    assert read(pack, "editions/1/record.json")["sign_offs"][0]["assertion"]


def test_its_records_are_verified_by_the_program_that_comes_along(pack, tmp_path, log_key):
    pack.extractall(tmp_path)

    for number in (1, 2):
        command = [sys.executable, "verify_record.py", f"editions/{number}/record.json"]
        given = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 60}
        assert (tmp_path / "log-key.txt").read_text().strip() == str(log_key.verifier)
        assert subprocess.run([*command, str(log_key.verifier)], **given).returncode == 0
        assert subprocess.run(command, **given).returncode == 3  # all but that the log is this one

    record = tmp_path / "editions" / "1" / "record.json"
    record.write_text(record.read_text().replace("may", "does"))
    assert subprocess.run([*command[:2], "editions/1/record.json", str(log_key.verifier)], **given).returncode == 1


def test_its_pieces_say_what_the_record_says(pack, page_id):
    sign_offs = SignOff.objects.filter(page_id=page_id).order_by("sequence")
    (change,) = StatusChange.objects.filter(page_id=page_id)

    assert [row["hash"] for row in read(pack, "pieces/sign-offs.json")] == [each.hash for each in sign_offs]
    assert read(pack, "pieces/sign-offs.json")[0]["passkey"] == sign_offs[0].assertion
    (status,) = read(pack, "pieces/status.json")
    assert (status["reason"], status["hash"]) == (change.reason, change.hash)
    assert read(pack, "pieces/risk.json")[0]["tier"] == "standard"
    assert len(read(pack, "pieces/drafts.json")) >= 2
    check, finding = read(pack, "pieces/originality.json")
    assert check["compared_with"]["texts"] == 12
    assert finding["verdicts"][0]["reason"] == "Anybody says so."


def test_of_readers_it_tells_what_came_of_their_reports_and_nothing_else(pack):
    vote, report = read(pack, "pieces/reports.json")

    assert (vote["what"], vote["number"]) == ("helpful", 1)
    assert (report["reason"], report["outcome"], report["edition"]) == ("not_accurate", "new", 2)
    everything = b"".join(pack.read(name) for name in pack.namelist())
    assert WORDS.encode() not in everything and EMAIL.encode() not in everything


def test_hostile_words_are_words_in_it(pack):
    for name in pack.namelist():
        assert not name.startswith("/") and ".." not in name and name.isascii()
        if name.endswith(".html"):
            page = pack.read(name).decode()
            assert "<script" not in page and "<b>said</b>" not in page and "<i>It may" not in page, name
    assert "&lt;script&gt;" in pack.read("index.html").decode()


def test_the_index_maps_the_pieces_to_the_criteria_of_the_pif_tick(pack):
    index = pack.read("index.html").decode()

    assert len(CRITERIA) == 10
    assert index.count("What it does not show") == 10
    assert "https://pifonline.org.uk/pif-tick/about/" in index
    for name in {name for criterion in CRITERIA for name in criterion.shown_by} - {"editions"}:
        assert f"pieces/{name}.html" in pack.namelist(), name
        assert f'href="pieces/{name}.html"' in index


def test_the_same_state_gives_the_same_bytes(page_id, sign):
    sign()
    at = timezone.now()

    assert made(page_id, at).getvalue() == made(page_id, at).getvalue()
    later, sooner = (ZipFile(made(page_id, time)) for time in (at + timedelta(days=1), at))
    differ = [name for name in sooner.namelist() if sooner.read(name) != later.read(name)]
    assert differ == ["index.html", "pack.json", "SHA256SUMS"]


def test_its_checksums_are_those_of_its_files(pack):
    sums = dict(reversed(line.split("  ")) for line in pack.read("SHA256SUMS").decode().splitlines())

    assert sums.keys() == set(pack.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(pack.read(name)).hexdigest() == told for name, told in sums.items())


@pytest.mark.parametrize("kind", ["topic", "policy", "person", "home"])
def test_each_kind_of_page_has_one(kind, scene):
    edition = Edition.objects.filter(kind=kind).first()

    pack = ZipFile(made(edition.page_id))

    assert edition.title in pack.read("editions/1/edition.html").decode()
    assert pack.read("editions/1/document.json").decode() == edition.document


def test_what_was_taken_away_from_readers_is_still_in_it(scene):
    page = taken_away(published(article("Magnets")))

    pack = ZipFile(made(page.pk))

    assert read(pack, "pack.json")["page"]["status"] == "withdrawn"
    assert "The dose was wrong." in pack.read("index.html").decode()
    assert "Magnets" in pack.read("editions/1/edition.html").decode()


def test_an_emergency_edition_says_why(scene):
    call_command("emergency_editions", "--allow", "48")
    edition = emergency_edition(article("Recalled tablets"))

    assert "Published in an emergency" in ZipFile(made(edition.page_id)).read("editions/1/edition.html").decode()


def test_it_asks_few_questions(page_id, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        made(page_id)


def test_a_page_that_readers_never_got_has_no_pack(client, scene):
    editor = logged_in(client, UserFactory(editor=True))

    assert editor.get(reverse("review:evidence", args=[article().pk])).status_code == 404
