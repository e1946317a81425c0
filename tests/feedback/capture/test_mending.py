"""Readers see what they wrote as it is stored, before they send it and after, and can put it right once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from editorial.feedback.capture.limits import client
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import link_part, new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.arrival import catch_up
from editorial.feedback.triage.decisions import Decision, looked_at, triage
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from tests.factories.accounts import UserFactory
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db

PREVIEW = "/feedback/preview/"


@pytest.fixture
def receipt(edition):
    """Of a report that names a telephone number."""
    code = new_receipt()
    receive(edition, receipt=code, comment="Call 07700 900123: 4 g is too much.", email="jo@example.org")
    return code


@pytest.fixture
def own(receipt):
    return f"/feedback/receipt/{link_part(receipt)}/"


def mend(reader, own, comment, **more):
    return reader.post(own, {"mend": "yes", "comment": comment, **more})


def test_what_is_being_written_is_shown_as_it_would_be_stored(reader):
    shown = reader.post(PREVIEW, {"comment": "Call 07700 900123 now", "passage": "4 g"})

    assert shown.json() == {
        "comment": [["Call ", False], ["[phone]", True], [" now", False]],
        "passage": [["4 g", False]],
        "is_danger": False,
    }
    assert shown["Cache-Control"] == "no-store" and not shown.cookies


def test_whoever_writes_of_danger_is_told_whom_to_call_before_they_send_it(reader, edition):
    assert reader.post(PREVIEW, {"comment": "I want to kill myself"}).json()["is_danger"]
    assert reader.post(PREVIEW, {"passage": "I want to kill myself", "comment": "Help."}).json()["is_danger"]
    too_long = reader.post(PREVIEW, {"comment": "It hurts. " * 200 + "I want to kill myself."})
    assert too_long.status_code == 400 and too_long.json() == {"is_danger": True}

    form = reader.get(f"/feedback/report/?edition={edition.pk}").content.decode()
    assert 'href="tel:116123"' in form.partition("data-preview")[2].partition("</section>")[0]


def test_of_a_preview_nothing_is_stored_and_the_database_is_not_asked(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        reader.post(PREVIEW, {"comment": "Call 07700 900123"})

    assert not Report.objects.exists()


@pytest.mark.parametrize("data", [{"comment": "x" * 5000}, {"passage": "x" * 5000}])
def test_what_is_too_long_to_be_sent_is_not_shown(reader, data):
    assert reader.post(PREVIEW, data).status_code == 400


def test_nobody_is_shown_more_previews_than_a_hospital_needs_and_texts_are_not_counted(
    reader, edition, monkeypatch, settings
):
    settings.TEXTS_A_DAY = 1
    monkeypatch.setattr(client, "PREVIEWS_AN_HOUR", 2)

    answers = [reader.post(PREVIEW, {"comment": "4 g"}).status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert reader.post(f"/feedback/report/?edition={edition.pk}", {"comment": "4 g"}).status_code == 303


def test_the_thanks_say_what_was_stored_and_lead_to_where_it_is_mended(reader, receipt, own):
    thanks = reader.get(f"/feedback/{link_part(receipt)}/").content.decode()

    assert "Call <mark>[phone]</mark>: 4 g is too much." in thanks
    assert f'href="{own}"' in thanks
    assert "jo@example.org" not in thanks


def test_what_a_reader_wrote_is_shown_as_text(reader, edition):
    code = new_receipt()
    receive(edition, receipt=code, comment="<script>alert(1)</script> 07700 900123")

    assert "<script>alert" not in reader.get(f"/feedback/{link_part(code)}/").content.decode()


def test_a_reader_mends_their_words_and_the_desk_sees_that_they_did(reader, own):
    assert mend(reader, own, "My name is Jane Doe: 4 g, not 40 g.").status_code == 303

    report = Report.objects.get()
    assert report.comment == "My name is [name]: 4 g, not 40 g."
    assert report.redacted == {"phone": 1, "name": 1}
    assert report.mended_at and report.email == "jo@example.org"
    assert [str(change) for change in report.changes.all()] == ["The reader mended their words."]


def test_a_report_that_is_left_with_a_quotation_alone_still_says_something(reader, own):
    mend(reader, own, "", passage="4 g")

    report = Report.objects.with_details().get()
    assert (report.comment, report.passage, report.has_details) == ("", "4 g", True)
    thanks = reader.post(own.replace("receipt/", ""), {"comment": "Another."})
    assert thanks.status_code in (200, 302, 303) and Report.objects.count() == 2
    assert Report.objects.get(pk=report.pk).passage == "4 g"


def test_words_are_mended_once(reader, own):
    mend(reader, own, "First.")
    refused = mend(reader, own, "Second.")

    assert "It is too late to mend it" in plain(refused)
    assert "Second." in refused.content.decode()
    assert Report.objects.get().comment == "First."


def test_what_the_desk_has_seen_stays_as_it_was(reader, own):
    looked_at(Report.objects.get())

    assert "It is too late to mend it" in plain(mend(reader, own, "Other."))
    assert "4 g is too much" in Report.objects.get().comment


def test_after_half_an_hour_it_stays_and_is_not_shown_again(reader, own):
    Report.objects.update(updated_at=timezone.now() - timedelta(minutes=31))

    assert "It is too late to mend it" in plain(mend(reader, own, "Other."))
    assert "4 g is too much" not in plain(reader.get(own))


def seen_by_the_desk(report):
    looked_at(report)


def half_an_hour_later(report):
    Report.objects.filter(pk=report.pk).update(updated_at=timezone.now() - timedelta(minutes=31))


def finished_with(report):
    triage(report, Decision(state="closed"), by=UserFactory(triager=True))


@pytest.mark.parametrize("too_late", [seen_by_the_desk, half_an_hour_later, finished_with])
@pytest.mark.parametrize("typed", ["Other.", ""])
def test_who_tries_to_mend_it_too_late_is_shown_what_they_typed_and_not_what_was_stored(reader, own, too_late, typed):
    Report.objects.update(passage="Ask a doctor first.")
    too_late(Report.objects.get())

    refused = mend(reader, own, typed)

    assert typed in refused.content.decode()
    assert "4 g is too much" not in plain(refused) and "Ask a doctor first." not in plain(refused)


@pytest.mark.parametrize("too_late", [seen_by_the_desk, half_an_hour_later, finished_with])
def test_what_was_mended_is_shown_for_a_while_too_and_not_for_ever(reader, own, too_late):
    thanks = mend(reader, own, "First.")["Location"]
    assert "First." in plain(reader.get(thanks))

    too_late(Report.objects.get())

    assert "First." not in plain(reader.get(thanks))


def test_a_mended_text_may_tell_of_danger_and_never_takes_it_back(reader, own):
    mended = mend(reader, own, "I want to kill myself")

    assert "Get help now" in plain(reader.get(mended["Location"]))
    report = Report.objects.get()
    assert report.severity == Report.Severity.SAFETY
    assert [str(change) for change in report.changes.all()] == [
        "The reader mended their words.",
        "Severity changed from “Normal” to “Safety: cannot wait”.",
    ]


@pytest.mark.parametrize("is_grouped", [False, True])
def test_of_danger_in_a_mended_text_the_desk_is_told_though_it_was_told_of_the_first(
    reader, edition, own, triager, is_grouped
):
    first = receive(edition, receipt=new_receipt(), comment="Wrong.")
    catch_up()
    if is_grouped:
        Report.objects.exclude(pk=first.pk).update(grouped_under=first, state=Report.State.ACCEPTED)

    mend(reader, own, "I want to kill myself")

    assert catch_up() == 1
    assert Letter.objects.filter(kind=Kind.SAFETY, recipient=triager).count() == 1
    assert Report.objects.about_safety().get().grouped_under is None


@pytest.mark.parametrize(
    ("words", "severity", "kind"),
    [
        ("I cannot go on.", Report.Severity.POSSIBLE_SAFETY, Kind.REPORTS),
        ("The tablets made me dizzy.", Report.Severity.HIGH, Kind.REPORTS),
        ("I want to kill myself", Report.Severity.SAFETY, Kind.SAFETY),
    ],
)
def test_of_whatever_becomes_more_urgent_the_desk_is_told_once_more_and_sees_both_letters(
    reader, own, desk, triager, words, severity, kind
):
    catch_up()

    mend(reader, own, words)
    catch_up()

    report = Report.objects.get()
    first, second = Letter.objects.filter(recipient=triager, page=report.page).order_by("pk")
    assert (report.severity, first.kind, second.kind) == (severity, Kind.REPORTS, kind)
    assert "mended their words" in second.email.message and "mended" not in first.email.message
    shown = plain(desk.get(f"/admin/readers-reports/edit/{report.pk}/"))
    assert shown.count(f"Letter to {triager.email}") == 2


def test_praise_that_becomes_a_report_by_mending_is_followed_up_like_any_other(reader, edition, page, triager):
    first = receive(edition, receipt=new_receipt(), comment="Wrong.", passage="Ask a doctor first.")
    code = new_receipt()
    receive(edition, receipt=code, helpful=True, reason="answered", passage="Ask a doctor")
    catch_up()
    told = Letter.objects.filter(recipient=triager, kind=Kind.REPORTS)
    assert told.count() == 1, "Nobody has anything to do about praise."

    address = f"/feedback/receipt/{link_part(code)}/"
    reader.post(address, {"mend": "yes", "comment": "But the dose is wrong.", "passage": "Ask a doctor"})
    catch_up()

    assert told.count() == 2
    assert Report.objects.with_receipt(code).grouped_under == first


def test_who_quotes_other_words_leaves_the_group_and_gets_a_place_of_its_own(reader, edition, triager):
    first = receive(edition, receipt=new_receipt(), comment="Wrong.", passage="Ask a doctor first.")
    triage(first, Decision(state="accepted"), by=triager)
    code = new_receipt()
    receive(edition, receipt=code, comment="It is wrong.", passage="Ask a doctor")
    catch_up()
    grouped = Report.objects.with_receipt(code)
    assert (grouped.grouped_under, grouped.state) == (first, "accepted")
    letters = Letter.objects.count()

    address = f"/feedback/receipt/{link_part(code)}/"
    reader.post(address, {"mend": "yes", "comment": "It is wrong.", "passage": "In an emergency call"})
    alone = Report.objects.with_receipt(code)
    catch_up()

    assert (alone.grouped_under, alone.state) == (None, "new")
    assert Report.objects.with_receipt(code).grouped_under is None
    assert Letter.objects.count() == letters, "The desk was told of it already."


def test_who_only_says_it_in_other_words_stays_in_the_group(reader, edition):
    first = receive(edition, receipt=new_receipt(), comment="Wrong.", passage="Ask a doctor first.")
    code = new_receipt()
    receive(edition, receipt=code, comment="It is wrong.", passage="Ask a doctor")
    catch_up()

    address = f"/feedback/receipt/{link_part(code)}/"
    reader.post(address, {"mend": "yes", "comment": "This is wrong.", "passage": "Ask a doctor"})

    assert Report.objects.with_receipt(code).grouped_under == first


def test_mending_takes_no_alarm_back(reader, edition):
    code = new_receipt()
    receive(edition, receipt=code, comment="I want to kill myself")
    mend(reader, f"/feedback/receipt/{link_part(code)}/", "Never mind.")

    assert Report.objects.get().severity == Report.Severity.SAFETY


@pytest.mark.parametrize(("comment", "said"), [("", "Write what we should know."), ("x" * 1300, "Shorten it to 1200.")])
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_stays(reader, own, comment, said):
    assert said in plain(mend(reader, own, comment))
    assert not Report.objects.get().mended_at


def test_a_report_without_words_gets_none_by_mending(reader, edition):
    code = new_receipt()
    receive(edition, receipt=code, reason="not_accurate")

    assert "It is too late" in plain(mend(reader, f"/feedback/receipt/{link_part(code)}/", "Words."))
    assert Report.objects.get().comment == ""


def test_postgresql_itself_refuses_what_comes_too_late(receipt):
    report = Report.objects.get()
    Report.objects.update(first_looked_at=timezone.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT feedback_mend_with_receipt(%s, %s)", [report.receipt_hash, '{"comment": "Other."}'])
        assert cursor.fetchone() == (False,)
