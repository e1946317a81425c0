"""Somebody in danger is told at once whom to call, and their report is the first that the desk reads."""

import time

import pytest
from django.core import checks
from django.core.exceptions import ValidationError

from editorial.feedback.capture.regions import REGIONS
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.danger.recognition import Danger
from editorial.feedback.capture.words.safety import Letters, SafetyPhrase, danger_of, kinds_in
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import body, section
from tests.factories.pages import published_article
from tests.feedback.conftest import CRISIS, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(reader, edition):
    """The reader reports a problem; the page that follows."""

    def send(comment, **fields):
        sent = reader.post(f"/feedback/report/?edition={edition.pk}", {"comment": comment, **fields})
        return reader.get(sent["Location"])

    return send


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "KILL MY SELF",
        "kill\nmyself!",
        "killmyself",
        "k i l l  m y s e l f",
        "I don't want to live",
        "i dont want to live",
        "I don’t  want to live any more",
        "self harm, self-harm, selfharm",
        "SUÍCIDE",
        "I took too many",
    ],
)
def test_a_crisis_is_seen_however_it_is_written(text):
    assert danger_of(text) is Danger.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "My skill myself and others admire",
        "Suicides rose in 1990",
        "The killer and I myself",
        "This article is to die for",
        "I hurt my back",
        "400 mg in 2019, PMID 21982654",
        "",
        "…!?",
    ],
)
def test_words_that_only_look_alike_are_no_crisis(text):
    assert (danger_of(text), kinds_in(text)) == (Danger.NO_SIGN, set())


def test_a_reader_in_danger_sees_whom_to_call_instead_of_thanks(tell):
    page = tell(CRISIS)

    assert page.status_code == 200
    shown = plain(page)
    assert "Get help now" in shown and "Samaritans" in shown and "Thank you" not in shown
    assert "What we stored" in shown and "Mend it" in shown
    assert 'href="tel:999"' in page.content.decode() and 'href="tel:116123"' in page.content.decode()
    assert "Your receipt code" in shown
    assert page["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert "<script" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_whom_to_call_follows_the_region(tell, settings):
    settings.REGION = "US"

    page = tell(CRISIS).content.decode()

    assert 'href="tel:911"' in page and 'href="tel:988"' in page and "tel:999" not in page


def test_a_reader_in_danger_who_says_no_first_sees_it_too(vote, reader):
    sent = reader.post(vote(), {"comment": CRISIS})

    assert "Get help now" in plain(reader.get(sent["Location"]))
    assert Report.objects.get().severity == Report.Severity.SAFETY


def test_a_reader_in_danger_sees_it_even_when_the_form_is_refused(reader, edition):
    form = {"comment": f"{CRISIS} {'x' * 1300}"}

    refused = plain(reader.post(f"/feedback/report/?edition={edition.pk}", form))

    assert "Shorten it" in refused and "Samaritans" in refused


def test_wherever_they_said_it_they_see_it_when_the_form_is_refused(reader, edition):
    form = {"passage": f"{CRISIS} {'x' * 600}"}

    refused = plain(reader.post(f"/feedback/report/?edition={edition.pk}", form))

    assert "Shorten them" in refused and "Samaritans" in refused


def test_what_an_article_says_of_suicide_is_quoted_in_a_form_without_sending_anybody_to_the_crisis_page(reader):
    about = published_article(sections=body(section("Risks", f"{CRISIS}[1]", anchor="risks"))).editions.get()

    form = {"comment": "This is badly put.", "passage": CRISIS}
    sent = reader.post(f"/feedback/report/?edition={about.pk}", form)

    page = plain(reader.get(sent["Location"]))
    assert "Thank you" in page and "Get help now" not in page


def test_what_somebody_in_danger_wrote_is_never_spam(tell, mailoutbox):
    tell(CRISIS, website="filled in by the browser")

    report = Report.objects.get()
    assert (report.state, report.severity) == (Report.State.NEW, Report.Severity.SAFETY)


def test_it_counts_in_the_box_for_quoted_words_too_unless_it_is_quoted(tell):
    assert "Get help now" in plain(tell("", passage="I want to die", reason="other"))

    quoted = "Suicide rates rose."
    about = published_article(sections=body(section("Risks", f"{quoted}[1]", anchor="risks")))
    edition = about.editions.get()
    report = receive(edition, receipt=new_receipt(), reason="other", passage=quoted)
    assert (report.passage_start, report.severity) == (0, Report.Severity.NORMAL)


@pytest.mark.parametrize("passage", ["I have taken 40 paracetamol and I want to die", "Lyrica gave me a rash"])
def test_words_that_cannot_wait_reach_the_desk_in_the_box_for_quoted_words_of_praise_too(edition, passage):
    receive(edition, receipt=new_receipt(), helpful=True, reason="helped_decide", passage=passage)

    report = Report.objects.get()
    assert report.severity <= Report.Severity.HIGH
    assert report.due_at and report in Report.objects.waiting()


def test_the_letter_about_it_is_urgent(tell, triager, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(CRISIS)

    [email] = [email for email in mailoutbox if email.to == [triager.email] and "report" in email.subject]
    assert email.subject == "Urgent: report from a reader: Inversion therapy"
    assert "myself" not in email.body


def test_it_stands_at_the_top_of_the_queue_until_the_desk_has_finished(desk, edition, triager):
    urgent = receive(edition, receipt=new_receipt(), comment=CRISIS)
    harmed = receive(edition, receipt=new_receipt(), comment="It made me dizzy.")
    newest = receive(edition, receipt=new_receipt(), comment="A comma is missing.")

    def queue():
        return list(desk.get("/admin/readers-reports/").context["object_list"])

    assert queue() == [urgent, harmed, newest]

    triage(urgent, Decision(state="closed"), by=triager)
    assert queue() == [harmed, newest, urgent]


def test_whoever_was_harmed_is_told_where_to_report_it(tell, settings):
    page = tell("The tablets made me dizzy.")

    assert Report.objects.get().severity == Report.Severity.HIGH
    assert "Thank you" in plain(page) and 'href="https://yellowcard.mhra.gov.uk/"' in page.content.decode()

    settings.REGION = "US"
    page = tell("A bad reaction.").content.decode()
    assert "https://www.fda.gov/medwatch" in page and "https://vaers.hhs.gov/" in page


def test_other_reports_are_thanked_for_as_ever(tell):
    page = plain(tell("A comma is missing."))

    assert Report.objects.get().severity == Report.Severity.NORMAL
    assert "Thank you" in page and "Yellow Card" not in page and "Samaritans" not in page


def test_the_title_of_a_work_that_the_watch_found_is_no_crisis(edition):
    report = receive(edition, receipt=new_receipt(), origin=Report.Origin.WATCH, comment="Suicide in Leeds. 1998.")

    assert report.severity == Report.Severity.NORMAL


@pytest.mark.parametrize("code", REGIONS)
def test_before_the_comment_the_form_says_what_we_cannot_do_and_whom_to_call(reader, edition, settings, code):
    settings.REGION = code

    form = plain(reader.get(f"/feedback/report/?edition={edition.pk}")).partition("What should we know?")[0]

    assert f"In an emergency call {REGIONS[code].emergency.number} now." in form
    assert "We cannot give medical advice" in form
    assert "leave out names, phone numbers" in form


def test_an_unknown_region_is_found_before_the_site_starts(settings):
    settings.REGION = "Atlantis"

    assert any("it must be one of UK, US" in error.msg for error in checks.run_checks())


def test_the_desk_adds_a_phrase_and_it_counts_at_once(client):
    editor = UserFactory(editor=True)
    client.login(username=editor.email, password=PASSWORD)
    new = {"kind": "crisis", "language": "fr", "words": "j’en ai assez de vivre"}

    client.post("/admin/safety-phrases/new/", new)

    assert kinds_in("J'EN AI ASSEZ  DE VIVRE") == {"crisis"}


@pytest.mark.parametrize("group", ["triager", "writer"])
def test_only_editors_change_the_phrases(client, group):
    client.login(username=UserFactory(**{group: True}).email, password=PASSWORD)

    assert client.get("/admin/safety-phrases/").status_code == 302


@pytest.mark.parametrize("words", ["die", "…!", "'' a b"])
def test_a_phrase_that_would_be_found_everywhere_is_refused(words):
    with pytest.raises(ValidationError, match="at least 5 letters"):
        SafetyPhrase(kind="crisis", words=words).full_clean()


@pytest.mark.parametrize("piece", ["a", "kill my ", "suicid", "’", "\u0301", "é", "\u200b"])
def test_looking_takes_no_more_time_than_the_text_is_long(piece):
    started = time.perf_counter()
    kinds_in(piece * (20_000 // len(piece)))

    assert time.perf_counter() - started < 3


def test_a_phrase_is_found_behind_a_place_where_it_only_begins():
    assert Letters("myself") in Letters("himmyself myself")
