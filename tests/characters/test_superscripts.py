"""Powers and indices where there is no markup are the same characters on the server and in the browser."""

import re
from pathlib import Path

from django.conf import settings

from articles.characters.superscripts import LOWERED, ON_THE_LINE, RAISED, lowered, raised

SCRIPT = Path(settings.BASE_DIR) / "articles/static/articles/marked_words.js"


def test_the_script_has_the_same_characters():
    tables = re.findall(r'const (RAISED|LOWERED) = \["([^"]+)", "([^"]+)", "(.)"\]', SCRIPT.read_text())

    assert {name: dict(zip(plain, shifted, strict=True)) for name, plain, shifted, _sign in tables} == {
        "RAISED": RAISED,
        "LOWERED": LOWERED,
    }
    assert [sign for *_table, sign in tables] == [raised("Q")[0], lowered("Q")[0]]


def test_what_is_shifted_is_read_on_the_line_again_each_character_in_its_place():
    assert f"10{raised('-3')} Gy, H{lowered('2')}O".translate(ON_THE_LINE) == "10-3 Gy, H2O"
