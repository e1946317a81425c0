"""Comments below what moved in: the desk gets their words, redacted and closed, and nothing of who wrote them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from editorial.exchange.extensions import keeps_comments
from editorial.exchange.wordpress.comments import words_of
from editorial.feedback.capture.storing.former_comments import MOST
from editorial.feedback.reports.former_comments import FormerComment
from editorial.feedback.reports.report import Report
from editorial.feedback.reports.retention import purge
from tests.exchange.wordpress.exports import comment, export, item
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    return home()


def came_in(move_in, *comments, options=("--comments",)):
    """The row of the report about a post with these comments."""
    return move_in(export(item(1, raw="".join(comments))), *options)["1"]


def test_a_comment_on_a_draft_waits_for_its_first_edition_and_the_report_says_so(move_in):
    row = came_in(move_in, comment(5))

    assert row["comments"] == "1 waits for its page’s first edition"
    assert not Report.objects.filter(origin="former").exists()
    assert FormerComment.objects.get().text == "Rest helped me."


def test_nothing_is_kept_of_who_wrote_it(move_in):
    came_in(move_in, comment(5, "Call me, Jo, on 020 7946 0018 or jo@example.org"))

    kept = repr(FormerComment.objects.values().get())
    assert not [held for held in ("Kamau", "example.org", "203.0.113.7", "7946") if held in kept]


def test_what_was_not_approved_or_not_written_by_a_person_stays_out_and_is_counted(move_in):
    row = came_in(
        move_in,
        comment(1, approved="spam"),
        comment(2, approved="trash"),
        comment(3, approved="0"),
        comment(4, kind="pingback"),
        comment(5, kind="order_note"),
        comment(6, "<script>steal()</script>"),
    )

    assert row["comments"] == (
        "6 stayed out (spam: 1, in the trash: 1, not approved: 1, pingback: 1, of the kind “order_note”: 1, "
        "without words: 1)"
    )
    assert not FormerComment.objects.exists()


def test_a_comment_comes_in_once_whatever_is_run_again(move_in):
    for more in ((), (comment(6, "Me too."),)):
        came_in(move_in, comment(5), comment(5), *more)
    came_in(move_in, comment(5), comment(6, "Me too."), options=["--comments", "--resume"])

    assert sorted(FormerComment.objects.values_list("key", flat=True)) == ["5", "6"]


def test_without_the_option_they_stay_out_and_a_later_run_brings_them_in(move_in):
    rows = move_in(export(item(1, raw=comment(5))))
    assert "1 stayed out (not asked for (--comments): 1)" in rows["summary"]

    assert came_in(move_in, comment(5))["comments"] == "1 waits for its page’s first edition"


def test_a_rehearsal_tells_and_keeps_nothing(move_in):
    row = came_in(move_in, comment(5), comment(6, approved="spam"), options=["--comments", "--dry-run"])

    assert row["comments"] == "1 waits for its page’s first edition; 1 stayed out (spam: 1)"
    assert not FormerComment.objects.exists()


def test_comments_of_an_item_that_did_not_come_in_are_counted(move_in):
    rows = move_in(export(item(1, status="trash", raw=comment(5))), "--comments")

    assert rows["1"]["comments"] == "1 stayed out (their page did not come in: 1)"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>It <b>hurt</b>.</p><p>Then not.</p>", "It hurt.\nThen not."),
        ("One<br>two\r\nthree", "One\ntwo\nthree"),
        ("<a href='javascript:steal()' onclick='steal()'>Here</a><style>p{}</style>", "Here"),
        ("5 &lt; 10 mg &amp; <img src=x onerror=steal()>fine", "5 < 10 mg & fine"),
        ("&lt;script&gt;said as words&lt;/script&gt;", "<script>said as words</script>"),
        ("No\x00 control\x1b characters", "No control characters"),
        ("My ALT was <ULN and AST >3", "My ALT was <ULN and AST >3"),
        ("I am <5 ft and >60", "I am <5 ft and >60"),
    ],
)
def test_hostile_markup_leaves_words(html, words):
    assert words_of(html) == words


def test_a_million_characters_become_as_much_as_a_report_holds(move_in):
    came_in(move_in, comment(5, "Ice helps. " * 100_000))

    text = FormerComment.objects.get().text
    assert len(text) <= MOST and text.endswith("helps.…")


def test_words_that_wait_too_long_are_erased_and_do_not_come_back(move_in, settings):
    came_in(move_in, comment(5))
    FormerComment.objects.update(came_in_at=timezone.now() - timedelta(days=settings.REPORT_TEXT_DAYS + 1))
    assert purge().texts == 1

    assert came_in(move_in, comment(5))["comments"] == "1 was here before"
    assert FormerComment.objects.get().text == ""


def test_a_site_without_reports_refuses_the_option(move_in, monkeypatch):
    monkeypatch.setattr(keeps_comments, "_given", {})

    with pytest.raises(CommandError, match="set up without"):
        came_in(move_in, comment(5))
