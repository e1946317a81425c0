"""A number from outside is one, or nothing: no text makes a screen or a run fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.characters.whole_numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", None, "²", "٣", "-1", "+1", "1.0", "1_0", " 1", "1\n", "\x00", "9" * 19, "9" * 5000]
)
def test_whatever_else_is_none(text):
    assert whole_number(text) is None


@given(st.text())
def test_no_text_fails(text):
    assert whole_number(text) is None or text.isascii()
