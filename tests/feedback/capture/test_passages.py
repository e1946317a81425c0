"""A reader says which words a report is about, with or without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.feedback.capture.storing.intake import holds, receive
from editorial.feedback.reports.passages import find_passage, text_of
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.factories.drafts import body, section
from tests.factories.pages import published_article
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db

WORDS = "Ask a doctor first."


def form_of(edition, **query):
    return "/feedback/report/", {"edition": edition.pk, **query}


def test_words_in_a_link_to_the_form_stand_in_it_and_choose_their_section(reader, edition):
    html = reader.get(*form_of(edition, passage=WORDS)).content.decode()

    assert f"{WORDS}</textarea>" in html
    assert '<option value="risks" selected>Risks</option>' in html


def test_the_words_are_stored_with_where_they_stand(reader, edition):
    reader.post(f"/feedback/report/?edition={edition.pk}", {"passage": WORDS, "reason": "not_accurate"})

    report = Report.objects.get()
    assert (report.passage, report.section) == (WORDS, "risks")
    text = text_of(report.shown_section)
    assert text[report.passage_start :].startswith(WORDS)


@pytest.mark.parametrize("words", [" Ask  a\n\ndoctor first. ", "Ask a doctor", "rises. Ask"])
def test_other_spaces_than_the_pages_make_no_difference(edition, words):
    anchor, start = find_passage(edition, words)

    assert anchor == "risks" and start is not None


@pytest.mark.parametrize("words", ["ask a doc\u00adtor FIRST", "Ask a do\u0301ctor", "\uff21sk a doctor"])
def test_other_characters_that_mean_the_same_make_no_difference(edition, words):
    anchor, start = find_passage(edition, words)

    section = next(section for section in edition.content["sections"] if section["id"] == anchor)
    assert text_of(section)[start:].startswith("Ask a doctor")


@pytest.mark.parametrize(("words", "place"), [("10⁶ units", 5), ("106 units", 5), ("of H2O", 15), ("of H₂O", 15)])
def test_a_power_is_found_and_what_a_browser_makes_of_one_too(words, place):
    text = "Take 10<sup>6</sup> units of H<sub>2</sub>O."
    edition = published_article(sections=body(section("Risks", f"{text}[1]"))).editions.get()

    assert find_passage(edition, words) == ("risks", place)


def test_the_digits_of_a_power_are_not_found_where_the_number_itself_stands():
    sections = body(section("Risks", "Take 10<sup>6</sup> units.[1]"), section("Doses", "Take 106 units."))
    edition = published_article(sections=sections).editions.get()

    assert find_passage(edition, "106 units", "risks") == ("doses", 5)


def test_words_that_stand_nowhere_are_kept_without_a_place(reader, edition):
    form = {"passage": "The moon is made of cheese.", "section": "risks", "reason": "not_accurate"}

    reader.post(f"/feedback/report/?edition={edition.pk}", form)

    report = Report.objects.get()
    assert (report.passage, report.section, report.passage_start) == (form["passage"], "risks", None)


def test_the_words_are_redacted_too(edition):
    report = receive(edition, receipt=new_receipt(), reason="other", passage="Call 07700 900123", comment="Not a@b.co")

    assert (report.passage, report.redacted) == ("Call [phone]", {"phone": 1, "email": 1})


@pytest.mark.parametrize("passage", ["Call 020 7946 0958 by day.", "call  020 7946 0958"])
def test_words_of_the_article_are_kept_as_they_stand_there(passage):
    """The desk has to see which number is wrong, and everybody can read it."""
    number = section("Help", "<p>Call 020 7946 0958 by day.[1]</p>", anchor="help")
    page = published_article("Help lines", sections=body(number))
    comment = "Mine is 020 7946 0959."

    report = receive(page.editions.get(), receipt=new_receipt(), passage=passage, comment=comment)

    assert (report.passage, report.comment) == (passage, "Mine is [phone].")
    assert holds(report, passage=passage, comment=comment)


def test_too_many_words_are_cut_in_a_link_and_refused_with_a_sentence_in_the_form(reader, edition):
    shown = reader.get(*form_of(edition, passage="x" * 600)).content.decode()
    refused = reader.post(f"/feedback/report/?edition={edition.pk}", {"passage": "y" * 501, "reason": "other"})

    assert "x" * 500 in shown and "x" * 501 not in shown
    assert "You copied 501 characters. Shorten them to 500." in plain(refused)
    assert not Report.objects.exists()


def test_words_in_a_link_are_escaped(reader, edition):
    html = reader.get(*form_of(edition, passage="</textarea><script>alert(1)</script>")).content.decode()

    assert "<script>alert" not in html


def test_the_desk_sees_the_words(desk, edition):
    report = receive(edition, receipt=new_receipt(), reason="other", passage=WORDS)

    assert WORDS in plain(desk.get(f"/admin/readers-reports/edit/{report.pk}/"))


@pytest.mark.parametrize(
    ("answer", "offered", "other"),
    [("yes", "It answered my question", "It is not accurate"), ("no", "It is not accurate", "It answered my question")],
)
def test_yes_and_no_have_reasons_of_their_own(vote, reader, answer, offered, other):
    form = plain(reader.get(vote(answer)))

    assert offered in form and other not in form


def test_a_reason_for_a_yes_is_stored_and_needs_nobody(vote, reader, triager, mailoutbox, commit):
    with commit():
        reader.post(vote("yes"), {"reason": "easy"})

    report = Report.objects.get()
    assert (report.helpful, report.reason) == (True, "easy")
    assert not [email for email in mailoutbox if "Report from a reader" in email.subject]


def test_a_reason_of_the_other_list_is_refused(vote, reader):
    assert "Choose one of the reasons in the list." in plain(reader.post(vote("no"), {"reason": "easy"}))


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_mail_address_is_kept_for_one_purpose_and_not_for_ever(vote, reader, settings):
    settings.REPORT_EMAIL_DAYS = 90
    thanks = vote()

    assert "Only to tell you what we did." in plain(reader.get(thanks))
    assert "we delete it after 90 days" in plain(reader.get(thanks))
    reader.post(thanks, {"comment": "Wrong.", "email": "jo@example.org"})

    expiry = Report.objects.get().email_expires_at
    assert timedelta(days=89) < expiry - timezone.now() <= timedelta(days=90)


def test_without_an_address_nothing_expires(report):
    assert report.email_expires_at is None
