"""What the layers above hand over to articles: one answer to each question."""

import pytest

from articles.extensions import AnsweredTwiceError, Answers


def asks(reading):
    return f"Did {reading} help?"


def also_asks(reading):
    return "Was it any good?"


def test_a_part_of_a_page_is_made_from_what_is_shown():
    parts = Answers("a page")
    parts.register("helpful", asks)

    assert parts.given("this article") == {"helpful": "Did this article help?"}


def test_two_answers_to_one_question_keep_the_site_from_starting():
    parts = Answers("a page")
    parts.register("helpful", asks)

    with pytest.raises(AnsweredTwiceError, match="“helpful” of a page is answered by .*asks already"):
        parts.register("helpful", also_asks)
    assert parts.given("it") == {"helpful": "Did it help?"}


def test_the_same_answer_again_is_no_second_one():
    parts = Answers("a page")
    parts.register("helpful", asks)
    parts.register("helpful", asks)

    assert parts.given("it") == {"helpful": "Did it help?"}


def test_a_question_that_nobody_answers_has_its_default():
    assert Answers("editions").get("asked_for", False) is False
