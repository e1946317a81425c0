"""With their receipt code a reader sees what has become of their report, and can erase it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt, shown_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, looked_at, triage
from tests.factories.editions import taken_away
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db

PAGE = "/feedback/receipt/"


@pytest.fixture
def code(edition):
    """The receipt code of a report with everything a reader can write."""
    receipt = new_receipt()
    receive(
        edition,
        receipt=receipt,
        helpful=False,
        reason="not_accurate",
        passage="Ask a doctor first.",
        comment="It is wrong.",
        email="jo@example.org",
    )
    return shown_receipt(receipt)


@pytest.fixture
def own(reader):
    """The reader types a code; the address of what they are shown."""
    return lambda code: reader.post(PAGE, {"code": code})["Location"]


def what_is_written(report):
    return report.comment, report.passage, report.passage_start, report.email, report.email_expires_at


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f"  {code.replace('-', ' ')} "])
def test_a_reader_finds_their_report_however_they_type_the_code(reader, own, code, typed):
    shown = plain(reader.get(own(typed(code))))

    assert "It has arrived, and waits to be read." in shown
    assert "Inversion therapy" in shown and "It is not accurate" in shown and code in shown


@pytest.mark.parametrize("state", Report.State.values)
def test_every_state_is_told_in_plain_words(reader, own, code, triager, edition, state):
    report = Report.objects.get()
    earlier = {"duplicate_of": receive(edition, receipt=new_receipt(), reason="other")} if state == "duplicate" else {}
    triage(report, Decision(state=state, assignee=triager, **earlier), by=triager, note="Only for the desk.")

    shown = plain(reader.get(own(code)))

    assert str(Report(state=state).state_in_words) in shown
    assert "Only for the desk." not in shown and "Toni Triager" not in shown


def test_the_words_themselves_are_not_shown_again_once_they_cannot_be_mended(reader, own, code):
    looked_at(Report.objects.get())

    shown = plain(reader.get(own(code)))

    assert "It is wrong." not in shown and "jo@example.org" not in shown


@pytest.mark.parametrize("typed", ["", "7K2M-Q4XD-90TB", "x" * 200, "\x00", "💊"])
def test_a_code_that_is_not_ours_is_refused_with_a_sentence(reader, code, typed):
    refused = reader.post(PAGE, {"code": typed})

    assert refused.status_code == 200
    assert "There is a problem" in plain(refused)


def test_a_code_does_not_stand_in_any_address(own, code):
    """The signed link does hold it, and is no less a secret; but what a log keeps cannot be typed by mistake."""
    assert PAGE in own(code) and "code=" not in own(code)


def test_a_reader_erases_what_they_wrote(reader, own, code):
    answer = reader.post(own(code), {"sure": "on"})

    report = Report.objects.get()
    assert what_is_written(report) == ("", "", None, "", None)
    assert (report.helpful, report.reason) == (False, "not_accurate")
    assert report.erased_at
    assert "What you wrote was erased on" in plain(reader.get(answer["Location"]))


def test_erasing_is_asked_for_twice(reader, own, code):
    refused = reader.post(own(code), {})

    assert "Tick the box if you want us to erase what you wrote." in plain(refused)
    assert Report.objects.get().comment == "It is wrong."


def test_a_mere_yes_or_no_stays_one_since_there_is_nothing_to_erase(reader, own, edition):
    receipt = new_receipt()
    receive(edition, receipt=receipt, helpful=True)
    assert "Erase" not in plain(reader.get(own(receipt)))

    reader.post(own(receipt), {"sure": "on"})

    assert not Report.objects.with_details().exists()
    assert Report.objects.get().erased_at is None


def test_after_a_comment_was_erased_nothing_can_be_added_in_its_place(reader, own, edition):
    receipt = new_receipt()
    receive(edition, receipt=receipt, helpful=True, comment="Mine.")
    reader.post(own(receipt), {"sure": "on"})

    thanks = own(receipt).replace("receipt/", "")
    assert "Tell us more" not in plain(reader.get(thanks))
    reader.post(thanks, {"comment": "Another."})

    erased, another = Report.objects.order_by("pk")
    assert (erased.comment, another.comment, another.helpful) == ("", "Another.", None)


def test_a_report_on_an_article_that_was_taken_away_is_still_found(reader, own, code):
    taken_away(Report.objects.get().page)

    assert "It has arrived" in plain(reader.get(own(code)))


def test_an_address_that_we_did_not_make_is_not_found(reader, own, code):
    address = own(code)

    for wrong in (f"{PAGE}{code}/", address[:-3] + "x/"):
        assert reader.get(wrong).status_code == 404
        assert reader.post(wrong, {"sure": "on"}).status_code == 404
    assert Report.objects.get().comment


def test_nothing_of_it_is_kept_in_a_cache_or_an_index(reader, own, code):
    address = own(code)
    for answer in (
        reader.get(PAGE),
        reader.post(PAGE, {"code": "x"}),
        reader.get(address),
        reader.post(address, {}),
    ):
        assert answer["Cache-Control"] == "no-store"
        assert 'name="robots" content="noindex"' in answer.content.decode()
        assert not answer.cookies


def test_a_report_that_we_were_sent_leads_to_the_page(reader, vote):
    sent = reader.post(vote(), {"comment": "Wrong."})

    assert f'href="{PAGE}"' in reader.get(sent["Location"]).content.decode()


def run(*command):
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_everything_that_a_reader_sent_is_exported_and_nothing_of_the_desks(code, triager):
    triage(Report.objects.get(), Decision(state="fact_check", assignee=triager), by=triager, note="Only for the desk.")

    printed = run("export_report", code)

    held = json.loads(printed)
    assert held["comment"] == "It is wrong." and held["email"] == "jo@example.org"
    assert held["passage"] == "Ask a doctor first." and held["helpful"] is False
    assert "Only for the desk." not in printed and "Toni" not in printed


def test_a_report_is_erased_for_a_reader_who_asks_by_letter(code):
    run("erase_report", code.lower())

    assert what_is_written(Report.objects.get()) == ("", "", None, "", None)


@pytest.mark.parametrize("command", ["export_report", "erase_report"])
def test_a_code_that_is_not_ours_stops_the_command(command, code):
    with pytest.raises(CommandError, match="no report with this receipt code"):
        run(command, "7K2M-Q4XD-90TB")
