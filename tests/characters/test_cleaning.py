"""Text is kept without characters that nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.characters.cleaning import cleaned, cleaned_line
from tests.characters.texts import TEXTS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("First\x0bsecond\x0cthird\u2028fourth", "First\nsecond\nthird\nfourth"),
        ("5\x0010 mg, 5\x1f10 mg, 5 mg\x07twice", "5 10 mg, 5 10 mg, 5 mg twice"),
        ("5\x9610 mg, Patient\x92s", "5–10 mg, Patient’s"),
        ("zopi\u00adflurane, zopi\u200bflurane, \ufeffzopiflurane", "zopiflurane, zopiflurane, zopiflurane"),
        ("\u202egm 05\u202c", "gm 05"),
        ("a\uffffb\U0001fffec\ufdd0\ud800", "abc"),
        ("e\u200fvil \U000e0041\U000e0042", "evil "),
    ],
)
def test_what_nobody_sees_is_gone_and_what_it_stands_for_stays(typed, kept):
    assert cleaned(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d⚕️ 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "שלום\u200f (x)",
        "ﬁve × 10⁶ “µg” ½ − –\tx\r\ny",
        "5\u00a0mg 5\u202fmg",
    ],
)
def test_what_a_script_an_emoji_or_a_number_needs_stays(text):
    assert cleaned(text) == text


def test_a_line_has_no_end_inside():
    assert cleaned_line("Back\x0bpain\r\n and \u2029 sciatica\n") == "Back pain and sciatica"


def test_a_line_of_hundreds_of_thousands_of_blanks_is_read_once():
    assert cleaned_line(f"Back{' ' * 300_000}pain\n") == f"Back{' ' * 300_000}pain"


@given(TEXTS)
def test_cleaning_again_changes_nothing(text):
    assert cleaned(cleaned(text)) == cleaned(text)
    assert len(cleaned_line(text).splitlines()) <= 1


@given(st.integers(0, 99), st.sampled_from([chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]))
def test_a_control_character_between_two_numbers_keeps_them_apart(number, control):
    assert cleaned(f"{number}{control}{number}") != f"{number}{number}"
