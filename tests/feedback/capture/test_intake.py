"""What a reader sends becomes a report on the edition that they saw."""

import re

import pytest
from django.utils import translation

from articles.record.published.editions import Edition
from editorial.feedback.capture.forms import ReportForm
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.redaction.redacting import redact
from editorial.feedback.reports.receipts import edition_token, new_receipt
from editorial.feedback.reports.report import Report
from tests.factories.drafts import edited
from tests.factories.editions import taken_away
from tests.factories.signing import published
from tests.feedback.conftest import CRISIS, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("answer", "helpful"), [("yes", True), ("no", False)])
def test_yes_or_no_is_stored_at_once(vote, edition, page, answer, helpful):
    vote(answer)

    report = Report.objects.get()
    assert (report.helpful, report.edition, report.page_id, report.state) == (helpful, edition, page.pk, "new")


def test_a_reader_goes_from_no_to_a_receipt_without_javascript_and_without_cookies(reader, address, edition):
    html = reader.get(address).content.decode()
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))
    thanks = reader.post("/feedback/", {**fields, "helpful": "no"})
    form = reader.get(thanks["Location"])
    details = {"reason": "not_accurate", "section": "risks", "comment": "It is wrong.", "email": "jo@example.org"}
    stored = reader.post(thanks["Location"], details)
    receipt = reader.get(stored["Location"])

    assert (thanks.status_code, stored.status_code) == (303, 303)
    assert "What was missing, or wrong?" in plain(form)
    report = Report.objects.get()
    assert (report.helpful, report.reason, report.section) == (False, "not_accurate", "risks")
    assert (report.comment, report.email) == ("It is wrong.", "jo@example.org")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", plain(receipt))[0]
    assert Report.objects.with_receipt(code) == report
    assert not reader.cookies


def test_the_way_back_leads_to_where_the_reader_came_from(vote, reader, edition, address):
    form = reader.get(f"/feedback/report/?edition={edition.pk}&section=risks")
    asked = reader.get(vote("yes"))
    sent = reader.post(f"/feedback/report/?edition={edition.pk}", {"section": "risks", "reason": "other"})
    forged = reader.get(f"/feedback/report/?edition={edition.pk}&section=elsewhere")

    assert f'href="{address}#risks"' in form.content.decode()
    assert f'href="{address}#was-it-helpful"' in asked.content.decode()
    assert f'href="{address}#risks"' in reader.get(sent["Location"]).content.decode()
    assert "#elsewhere" not in forged.content.decode()


def test_the_form_offers_the_sections_of_the_edition_that_the_reader_saw(vote, reader):
    html = reader.get(vote()).content.decode()

    assert '<option value="how-it-works">How it works</option>' in html
    assert '<option value="risks">Risks</option>' in html


@pytest.mark.parametrize("said", ["First.", "Ask jo@example.org.", ""])
def test_details_that_are_sent_twice_are_stored_once(vote, reader, said):
    thanks, details = vote("yes"), {"comment": said, "reason": "easy"}
    reader.post(thanks, details)
    again = reader.post(thanks, details)

    assert again.status_code == 200
    assert "Your receipt code" in plain(again)
    assert (Report.objects.get().comment, Report.objects.get().reason) == (redact(said), "easy")


@pytest.mark.parametrize(
    ("besides", "severity"),
    [
        ({"comment": "I want to kill myself tonight."}, Report.Severity.SAFETY),
        ({"comment": "First.", "reason": "easy"}, Report.Severity.NORMAL),
        ({"comment": "First.", "passage": "Pressure in the eye rises."}, Report.Severity.NORMAL),
        ({"comment": "First.", "email": "jo@example.org"}, Report.Severity.NORMAL),
    ],
)
def test_whoever_goes_back_to_the_form_and_says_something_else_makes_another_report(vote, reader, besides, severity):
    thanks = vote("yes")
    reader.post(thanks, {"comment": "First."})
    sent = reader.post(thanks, besides)

    first, second = Report.objects.order_by("pk")
    assert (first.comment, first.helpful) == ("First.", True)
    assert (second.edition, second.helpful, second.severity) == (first.edition, None, severity)
    assert {name: getattr(second, name) for name in besides} == besides
    receipt = reader.get(sent["Location"])
    assert ("Get help now" in plain(receipt)) == (severity == Report.Severity.SAFETY)
    assert link_part_of(sent) != link_part_of({"Location": thanks})


def link_part_of(response):
    return response["Location"].rstrip("/").rpartition("/")[2]


def test_what_is_sent_besides_and_refused_is_shown_again(vote, reader):
    thanks = vote("no")
    reader.post(thanks, {"comment": "First."})

    refused = reader.post(thanks, {"comment": "Second. " * 400})

    assert "Shorten it to" in plain(refused)
    assert "Second. Second." in refused.content.decode()
    assert Report.objects.count() == 1


def test_a_form_without_reason_and_comment_is_refused_with_a_sentence(vote, reader):
    refused = reader.post(vote(), {"section": "risks", "email": "jo@example.org"})

    assert "Choose a reason, or tell us below" in plain(refused)
    assert 'value="jo@example.org"' in refused.content.decode()
    assert '<option value="risks" selected>' in refused.content.decode()


def test_a_report_stays_with_the_edition_that_the_reader_saw(vote, page, edition):
    published(edited(page, title="Inversion therapy today", change_class="clarification", change_note="Clearer."))

    vote()

    assert Edition.objects.of_page(page).count() == 2
    assert Report.objects.get().edition == edition


def test_a_problem_is_reported_with_the_section_chosen_already(reader, edition):
    page = reader.get(f"/feedback/report/?edition={edition.pk}&section=risks")

    assert '<option value="risks" selected>Risks</option>' in page.content.decode()
    assert "Inversion therapy" in plain(page)


def test_a_reported_problem_becomes_a_report(reader, edition):
    sent = reader.post(
        f"/feedback/report/?edition={edition.pk}&section=risks",
        {"section": "risks", "reason": "not_up_to_date", "comment": "There is a newer trial."},
    )

    report = Report.objects.get()
    assert sent.status_code == 303
    assert (report.helpful, report.section, report.reason) == (None, "risks", "not_up_to_date")
    assert "Your receipt code" in plain(reader.get(sent["Location"]))


def test_a_problem_of_an_unknown_edition_is_not_found(reader, edition):
    for unknown in (edition.pk + 1, "", "x", "-1", "9" * 30, "1\x00"):
        assert reader.get("/feedback/report/", {"edition": unknown}).status_code == 404


def test_what_was_written_of_an_unknown_edition_stays_on_the_page_with_whom_to_call(reader, edition):
    refused = reader.post(
        "/feedback/report/", {"edition": edition.pk + 1, "comment": CRISIS, "email": "jo@example.org"}
    )

    assert refused.status_code == 404 and not Report.objects.exists()
    assert "We do not know which article this is about." in plain(refused)
    assert f">{CRISIS}</textarea>" in refused.content.decode() and "jo@example.org" in plain(refused)
    assert "data-refusal-help" in refused.content.decode()


@pytest.mark.parametrize("sent", [{"edition": "x"}, {"comment": "x" * 300_000}])
def test_whoever_is_refused_finds_whom_to_call(reader, edition, sent):
    assert "I need help now" in plain(reader.post("/feedback/report/", sent))


def test_an_unknown_section_means_the_whole_article(reader, edition):
    address = f"/feedback/report/?edition={edition.pk}&section=nowhere"

    assert reader.get(address).status_code == 200
    assert reader.post(address, {"section": "nowhere", "reason": "other"}).status_code == 303
    assert Report.objects.get().section == ""


@pytest.mark.parametrize("status", ["withdrawn", "retracted"])
def test_an_article_that_was_taken_away_can_still_be_reported(reader, vote, edition, status):
    taken_away(edition.page, status)
    address = f"/feedback/report/?edition={edition.pk}&section=risks"

    form = reader.get(address)
    reader.post(address, {"section": "risks", "comment": "I had printed it."})
    vote("no")

    assert "Section 2" in plain(form)
    assert "Risks" not in plain(form)
    assert "Back to the article" not in plain(form)
    assert [report.section for report in Report.objects.order_by("pk")] == ["risks", ""]


def test_a_form_that_others_saw_in_another_language_is_in_the_language_that_is_active_now(edition):
    shown = {}
    for language in ("en", "de", "fr", "en"):
        with translation.override(language):
            shown[language] = [str(words) for _value, words in ReportForm(edition=edition).fields["section"].choices]

    assert [sections[1] for sections in shown.values()] == ["Section 1", "Abschnitt 1", "Partie 1"]
    assert len({sections[0] for sections in shown.values()}) == 3


def test_what_identifies_somebody_is_taken_out_before_it_is_stored(vote, reader):
    reader.post(vote(), {"comment": "Call 07700 900123 or jo@example.org. 400 mg in 2019, PMID 21982654."})

    assert Report.objects.get().comment == "Call [phone] or [email]. 400 mg in 2019, PMID 21982654."


def test_of_what_was_taken_out_only_the_number_is_kept(vote, reader):
    reader.post(vote(), {"comment": "I am NHS 943 476 5919, born 3/4/1961, at jo@example.org or jo@example.com."})

    assert Report.objects.get().redacted == {"nhs": 1, "birth_date": 1, "email": 2}


def test_no_column_holds_an_ip_address_or_a_browser():
    written_by_the_reader = {"helpful", "section", "reason", "passage", "comment", "email"}
    ours = {"id", "edition", "page", "origin", "state", "assignee", "receipt_hash", "received_at", "updated_at"} | {
        "redacted",
        "severity",
        "erased_at",
        "mended_at",
        "resolved_by",
        "first_looked_at",
        "closed_at",
        "passage_start",
        "email_expires_at",
        "duplicate_of",
        "tags",
        "due_at",
        "escalated_at",
        "awaits_follow_up",
        "alarmed_at",
        "grouped_under",
        "noted",
        "urgency",
        "words",
    }

    assert {field.name for field in Report._meta.fields} == written_by_the_reader | ours


def test_only_the_hash_of_a_receipt_is_stored(edition):
    receipt = new_receipt()

    report = receive(edition, receipt=receipt, helpful=True)

    assert receipt not in repr(vars(report))
    assert Report.objects.with_receipt(f" {receipt[:4]}-{receipt[4:8]} {receipt[8:]}".lower()) == report


def test_what_robots_fill_in_is_kept_as_spam_and_looks_accepted(reader, vote):
    thanks = vote()

    sent = reader.post(thanks, {"comment": "Buy now", "website": "https://spam.example"})

    assert sent.status_code == 303
    assert "Your receipt code" in plain(reader.get(sent["Location"]))
    assert Report.objects.get().state == "spam"


def test_nothing_is_kept_in_a_cache_or_an_index_and_no_cookie_is_set(reader, vote, edition):
    thanks = vote()
    answers = [
        reader.get(thanks),
        reader.post(thanks, {"email": "x"}),
        reader.post(thanks, {"reason": "other"}),
        reader.get(thanks),
        reader.get(f"/feedback/report/?edition={edition.pk}"),
        reader.post("/feedback/", {}),
    ]

    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert answer.status_code == 303 or 'name="robots" content="noindex"' in answer.content.decode()


@pytest.mark.parametrize("token", ["", "x", "1:x"])
def test_an_answer_without_our_token_is_refused(reader, edition, token):
    answer = reader.post("/feedback/", {"helpful": "no", "edition": edition.pk, "token": token})

    assert answer.status_code == 400
    assert "We could not tell which article your answer is about." in plain(answer)
    assert not Report.objects.exists()


def test_the_token_says_which_edition_the_vote_is_about(reader, page, edition):
    other = published(edited(page, title="Newer", change_class="clarification", change_note="Clearer.")).editions.last()

    reader.post("/feedback/", {"helpful": "no", "edition": edition.pk, "token": edition_token(other.pk)})

    assert Report.objects.get().edition == other


def test_an_address_that_we_did_not_make_is_not_found(reader, vote):
    thanks = vote()

    assert reader.get(thanks[:-2] + "x/").status_code == 404
    assert reader.get("/feedback/ABCDEFGHJKMN/").status_code == 404
