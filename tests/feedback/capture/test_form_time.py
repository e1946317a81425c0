"""A form says when it was made: one that is very old is shown again, and whoever is too quick is no person."""

import re

import pytest

from editorial.feedback.capture.limits import form_time
from editorial.feedback.capture.limits.form_time import OLDEST
from editorial.feedback.reports.report import Report
from tests.factories.pages import published_article
from tests.feedback.capture.troubles import database_down
from tests.feedback.conftest import CRISIS, plain
from tests.feedback.form_time import time_in_form

OPENED = re.compile(r'name="opened" value="([^"]+)"')
OLD = {"days": OLDEST.days, "minutes": 1}

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")


@pytest.fixture
def send(reader, edition):
    """The reader reports a problem in a form with this time in it; the answer."""
    number = edition.pk

    def post(opened, **fields):
        form = {"comment": "A comma is missing.", "opened": opened, **fields}
        return reader.post(f"/feedback/report/?edition={number}", form)

    return post


@pytest.fixture
def old(edition):
    return time_in_form(edition.pk, **OLD)


def time_of(page):
    return OPENED.search(page.content.decode())[1]


@pytest.mark.parametrize("ago", [{"seconds": 3}, {"minutes": 40}, {"days": OLDEST.days, "minutes": -1}])
def test_a_reader_may_take_their_time(send, edition, ago):
    assert send(time_in_form(edition.pk, **ago)).status_code == 303

    assert Report.objects.get().state == "new"


@pytest.mark.parametrize("ahead", [{"seconds": -20}, {"seconds": -90}, {"minutes": -5}])
def test_a_time_in_the_future_says_nothing_since_clocks_differ(send, edition, ahead):
    assert send(time_in_form(edition.pk, **ahead)).status_code == 303

    assert Report.objects.get().state == "new"


@pytest.mark.parametrize("ahead", [{"seconds": -20}, {"seconds": 1}, {}])
def test_nor_does_a_time_by_the_clock_of_another_machine(send, edition, ahead, monkeypatch):
    """Twenty seconds after a machine with a fast clock made the form, it seems to have been open for none."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(form_time, "_this_machine", lambda: "another")
        opened = time_in_form(edition.pk, **(ahead or {"seconds": 0}))

    send(opened)

    assert Report.objects.get().state == "new"


def test_a_form_that_was_open_for_very_long_is_shown_again_with_everything_that_was_typed(send, old):
    shown = send(old, reason="other", section="risks", passage="Ask a doctor", email="jo@example.org")

    assert shown.status_code == 200 and not Report.objects.exists()
    assert "This form had been open for very long. Please send it again." in plain(shown)
    html = shown.content.decode()
    assert "A comma is missing." in html and "Ask a doctor" in html and 'value="jo@example.org"' in html
    assert re.search(r'value="other"[^>]* checked', html) and '<option value="risks" selected>' in html


def test_sent_again_at_once_it_is_taken_as_a_persons(send, old):
    assert send(time_of(send(old))).status_code == 303

    assert Report.objects.get().state == "new"


@pytest.mark.parametrize("opened", ["", "1-:abc:forged", "x" * 5000, "\x00", "💊"])
def test_a_form_that_is_not_ours_is_shown_again(send, opened):
    shown = send(opened)

    assert "We could not tell that this form came from us. Please send it again." in plain(shown)
    assert "A comma is missing." in shown.content.decode() and not Report.objects.exists()


def test_the_time_of_one_articles_form_is_none_for_another(send):
    other = time_in_form(published_article("Acupuncture").editions.get().pk)

    assert "We could not tell that this form came from us." in plain(send(other))


def test_a_text_that_comes_at_once_is_kept_as_spam_and_looks_accepted(reader, send, edition):
    form = reader.get(f"/feedback/report/?edition={edition.pk}")

    sent = send(time_of(form))

    assert "Your receipt code" in plain(reader.get(sent["Location"]))
    assert Report.objects.get().state == "spam"


def test_a_reason_and_marked_words_can_be_sent_at_once(reader, send, edition):
    form = reader.get(f"/feedback/report/?edition={edition.pk}&passage=Ask a doctor first.")

    send(time_of(form), comment="", reason="other", passage="Ask a doctor first.")

    assert Report.objects.get().state == "new"


def test_the_form_under_the_thanks_for_a_yes_or_no_has_a_time_too(reader, vote):
    thanks = vote("no")
    shown = reader.post(thanks, {"comment": "It is wrong.", "opened": ""})
    reader.post(thanks, {"comment": "It is wrong.", "opened": time_of(reader.get(thanks))})

    assert "Please send it again." in plain(shown)
    assert Report.objects.get().comment == "It is wrong." and Report.objects.get().state == "spam"


def test_somebody_in_danger_is_taken_whatever_the_time(reader, send, edition, old):
    at_once = time_of(reader.get(f"/feedback/report/?edition={edition.pk}"))

    for opened in ("", old, at_once):
        assert "Get help now" in plain(reader.get(send(opened, comment=CRISIS)["Location"]))

    first = Report.objects.order_by("pk").first()
    assert (first.severity, first.state) == (Report.Severity.SAFETY, "new")
    assert not Report.objects.filter(state="spam").exists()


def test_while_the_database_is_away_the_same_holds(send, spool, edition, old):
    other = time_in_form(edition.pk + 1)

    with database_down():
        for opened in ("", old, other):
            shown = send(opened)
            assert "Please send it again." in plain(shown) and "A comma is missing." in shown.content.decode()
        assert not spool.exists()
        assert send(time_of(shown)).status_code == 303
        assert send("", comment=CRISIS).status_code == 303
