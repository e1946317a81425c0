"""Much from one place, the same again, and advertising: no reader's report is lost by it."""

import datetime
import socket
import time

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from editorial.feedback.capture.limits import client
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.content_score import looks_like_advertising
from editorial.feedback.reports.receipts import edition_token, new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.arrival import catch_up
from editorial.letters.outbox.letter import Letter
from tests.factories.pages import published_article
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(settings):
    settings.TEXTS_A_DAY_ABOUT_ARTICLE, settings.TEXTS_A_DAY = 2, 3


@pytest.fixture
def write(reader, edition):
    """The reader sends a text; the answer."""
    numbers = iter(range(100))

    def send(about=edition, comment=None, address="192.0.2.1", **fields):
        form = {"comment": f"Comma {next(numbers)} is missing." if comment is None else comment, **fields}
        return reader.post(f"/feedback/report/?edition={about.pk}", form, REMOTE_ADDR=address)

    return send


def form_of(reader, edition, address="192.0.2.1"):
    return reader.get(f"/feedback/report/?edition={edition.pk}", REMOTE_ADDR=address).content.decode()


def has_boxes(html):
    """Whether a reader without scripts finds a box to write in."""
    return "<textarea" in html.partition('<fieldset class="shut__boxes" hidden disabled>')[0]


def test_over_the_limit_for_an_article_the_boxes_go_and_the_reasons_stay(reader, write, edition):
    write(), write()

    html = form_of(reader, edition)
    assert not has_boxes(html)
    assert 'name="reason"' in html and "no box for text here until tomorrow" in html
    assert "In an emergency call" in html

    assert write(comment="", reason="other").status_code == 303
    assert Report.objects.count() == 3


def test_a_text_that_is_refused_counts_as_none(reader, write, edition):
    for _attempt in range(3):
        assert write(reason="nonsense").status_code == 200

    assert has_boxes(form_of(reader, edition))
    write(), write()
    assert not has_boxes(form_of(reader, edition))


def test_another_article_and_another_connection_have_boxes_still(reader, write, edition):
    write(), write()

    assert has_boxes(form_of(reader, published_article("Acupuncture").editions.get()))
    assert has_boxes(form_of(reader, edition, address="192.0.2.2"))


def test_over_the_limit_for_a_connection_they_go_from_every_article(reader, write, edition):
    other = published_article("Acupuncture").editions.get()
    write(), write(other), write(other)

    assert not has_boxes(form_of(reader, published_article("Heat").editions.get()))


def test_while_much_is_written_nobody_is_shut_out_who_wrote_little(reader, write, edition, settings):
    settings.TEXTS_AN_HOUR, settings.TEXTS_A_DAY_ABOUT_ARTICLE, settings.TEXTS_A_DAY = 2, 40, 40
    write(), write()

    assert not has_boxes(form_of(reader, edition)), "who wrote more than others"
    assert has_boxes(form_of(reader, edition, address="192.0.2.9"))
    assert write(comment="4 g, not 40 g", address="192.0.2.9").status_code == 303


def test_a_text_that_came_too_late_is_refused_with_a_sentence_and_not_lost_silently(write):
    write(), write()

    refused = write(reason="other")

    assert "Too much was written from your connection today to take your text." in plain(refused)
    assert Report.objects.count() == 2


def test_from_the_fourth_on_texts_of_danger_are_stored_and_marked_and_whom_to_call_is_shown(
    write, reader, triager, edition
):
    for _text in range(3):
        write(comment="I want to kill myself")

    fourth = write(comment="I want to kill myself tonight")

    assert "Samaritans" in plain(reader.get(fourth["Location"]))
    marked = Report.objects.get(comment="I want to kill myself tonight")
    assert (marked.severity, marked.tags) == (Report.Severity.POSSIBLE_SAFETY, ["one of many"])
    assert list(Report.objects.most_urgent_first())[-1] == marked
    catch_up()
    assert Letter.objects.filter(recipient=triager, occasion__contains="report").count() == 1, "of all four"


def test_what_is_said_after_a_yes_or_no_is_marked_too(write, reader, vote):
    for _text in range(3):
        write(comment="I want to kill myself", address="127.0.0.1")

    reader.post(vote(), {"comment": "I want to kill myself tonight"})

    assert Report.objects.get(comment__endswith="tonight").tags == ["one of many"]


def test_texts_of_danger_have_a_limit_of_their_own_and_take_nobody_anything_away(
    write, reader, edition, settings, monkeypatch
):
    settings.TEXTS_AN_HOUR = 4
    monkeypatch.setattr(client, "MARKED_AN_HOUR", 3)
    for _text in range(3):
        assert write(comment="I want to kill myself").status_code == 303

    fourth = write(comment="I want to kill myself tonight")

    assert fourth.status_code == 200 and Report.objects.count() == 3
    shown = plain(fourth)
    assert "let your device work" in shown and "Samaritans" in shown
    assert "I want to kill myself tonight" in shown
    assert "data-challenge" in fourth.content.decode()
    assert has_boxes(form_of(reader, edition)), "Ordinary texts are not counted with them."
    assert write(comment="I want to kill myself", address="192.0.2.9").status_code == 303


def test_somebody_in_danger_is_heard_where_others_are_not(write, reader):
    write(), write()

    sent = write(comment="I want to kill myself")

    assert "Get help now" in plain(reader.get(sent["Location"]))
    assert Report.objects.most_urgent_first().first().severity == Report.Severity.SAFETY


def test_yes_and_no_have_no_limit(write, reader, vote):
    write(address="127.0.0.1"), write(address="127.0.0.1")

    assert vote() and vote("yes")


def test_behind_a_proxy_each_reader_counts_for_themselves(reader, edition, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(4):
        form = {"comment": f"Comma {number} is missing."}
        headers = {"X-Forwarded-For": f"192.0.2.{number}"}
        assert reader.post(f"/feedback/report/?edition={edition.pk}", form, headers=headers).status_code == 303


def test_the_cache_knows_no_address_and_the_database_nothing_at_all(write):
    write(address="192.0.2.77")

    store = caches["default"]._cache.get_client()
    kept = [key.decode() for key in store.keys("*")]
    assert any("feedback-texts" in key for key in kept)
    assert not any("192.0.2.77" in key for key in kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(r)::text FROM feedback_report r")
        assert "192.0.2.77" not in str(cursor.fetchall())


def test_a_hash_is_another_one_each_day(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    hours = range(-12, 13, 12)  # in one of these zones it is another day than in another, whatever the time

    hashes = set()
    for offset in hours:
        with timezone.override(datetime.timezone(datetime.timedelta(hours=offset))):
            hashes.add(client.Client(request).connection)

    assert len(hashes) > 1


def test_the_same_again_within_a_day_is_a_duplicate(write, triager, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write(comment="Call 07700 900123: wrong.")
        write(comment="Call 07700 900124: wrong.", address="192.0.2.9")
        catch_up()

    assert [report.state for report in Report.objects.order_by("pk")] == ["new", "duplicate"]
    assert len([email for email in mailoutbox if "Report from a reader" in email.subject]) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"passage": "Ask a doctor first.", "section": "risks"},
        {"reason": "hard_to_understand"},
        {"helpful": True},
    ],
    ids=str,
)
def test_the_same_words_about_something_else_in_the_article_are_none(edition, other):
    said = {"passage": "Pressure in the eye rises.", "section": "risks", "reason": "not_accurate", "helpful": False}
    for details in (said, said | other):
        receive(edition, receipt=new_receipt(), comment="This is wrong.", **details)
    catch_up()

    assert set(Report.objects.values_list("state", flat=True)) == {"new"}


def test_the_same_about_another_article_or_on_another_day_is_none(write):
    write(comment="Wrong.")
    write(published_article("Acupuncture").editions.get(), comment="Wrong.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE feedback_report SET received_at = received_at - interval '25 hours'")
    write(comment="Wrong.", address="192.0.2.9")

    assert set(Report.objects.values_list("state", flat=True)) == {"new"}


def test_a_vote_that_is_sent_again_counts_once_and_can_still_say_more(reader, vote):
    vote("yes")
    again = vote("yes")

    assert [report.state for report in Report.objects.order_by("pk")] == ["new", "duplicate"]
    assert Report.objects.votes().count() == 1

    reader.post(again, {"comment": "Easy to read."})
    assert Report.objects.get(comment="Easy to read.").state == "new"
    assert Report.objects.votes().count() == 1, "one too many is none, whatever is added to it"


def test_votes_of_different_browsers_count_each(reader, edition):
    form = {"helpful": "yes", "edition": edition.pk, "token": edition_token(edition.pk)}
    for browser in ("One/1.0", "Two/2.0"):
        reader.post("/feedback/", form, headers={"User-Agent": browser})

    assert Report.objects.votes().count() == 2


def test_a_changing_browser_does_not_make_votes_count(reader, edition, settings):
    form = {"helpful": "yes", "edition": edition.pk, "token": edition_token(edition.pk)}
    for number in range(20):
        reader.post("/feedback/", form, headers={"User-Agent": f"Browser/{number}"})

    assert Report.objects.votes().count() == settings.VOTES_A_DAY_ABOUT_ARTICLE
    assert Report.objects.filter(state=Report.State.DUPLICATE).count() == 20 - settings.VOTES_A_DAY_ABOUT_ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Buy now cheap viagra at http://pills.example",
        "You have won a guaranteed £1000 cash prize, call now",
        "EARN BITCOIN EVERY DAY WITH OUR CASINO",
        "!!!???***",
        "seo backlinks www.links.example www.more.example",
    ],
)
def test_advertising_is_kept_and_waits_longer(write, text):
    write(comment=text)

    report = Report.objects.get()
    assert (report.state, report.severity, report.comment != "") == ("new", Report.Severity.LOW, True)


@pytest.mark.parametrize(
    "text",
    [
        "Wrong.",
        "I paid £40 for the tablets and they did not help.",
        "See https://www.nhs.uk/conditions/back-pain/",
        "PLEASE CORRECT THE DOSE, IT IS FAR TOO HIGH",
        "120/80",
        "Ça fait mal.",
        "The charity's cash helped.",
    ],
)
def test_what_readers_write_does_not_look_like_it(text):
    assert not looks_like_advertising(text)


def test_advertising_that_speaks_of_harm_is_not_put_back(write):
    write(comment="You have won a prize cash casino. The side effects are bad.")

    assert Report.objects.get().severity == Report.Severity.HIGH


@pytest.fixture
def broken_cache():
    """A cache that refuses, and one that takes the call and never answers."""
    silent = socket.create_server(("127.0.0.1", 0))
    yield {"refuses": 1, "hangs": silent.getsockname()[1]}
    silent.close()
    client._breaker.close()


@pytest.mark.parametrize("how", ["refuses", "hangs"])
def test_without_a_cache_reports_come_in_at_once(reader, write, vote, broken_cache, settings, how):
    broken = {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{broken_cache[how]}/0"}

    with override_settings(CACHES={"default": broken}):
        started = time.monotonic()
        for _text in range(4):
            assert write().status_code == 303
        vote()
        taken = time.monotonic() - started

    assert Report.objects.count() == 5
    assert taken < 3
    cache.clear()
