"""Openings without an end are words, and thousands of them keep nobody waiting: no end is looked for twice."""

import re
from html.parser import HTMLParser

import pytest

from editorial.exchange.documents.files import open_file
from editorial.exchange.documents.lines import trimmed
from editorial.exchange.documents.numbers import differences
from editorial.exchange.documents.parts import Run, text_of
from editorial.exchange.wordpress.exported.content import words_of
from editorial.exchange.wordpress.exported.enclosed import replaced, without_comments
from editorial.exchange.wordpress.exported.export import read_export
from editorial.exchange.wordpress.exported.paragraphs import with_paragraphs
from editorial.exchange.wordpress.exported.shortcodes import Shortcodes
from editorial.exchange.wordpress.exported.stream import pieces
from tests.exchange.wordpress.exports import export, item

#: So many that whatever looks from each of them to the end does not come back.
MANY = 200_000


def shown(text):
    return Shortcodes(lambda number: None, list).replaced(text)


class End:
    """The end of what a pattern opens, which counts how often it is looked for."""

    def __init__(self, pattern):
        self.pattern, self.looked = re.compile(pattern), 0

    def search(self, text, place):
        self.looked += 1
        return self.pattern.search(text, place)


def test_an_end_that_is_missing_is_looked_for_once():
    end = End("]")

    assert replaced("a[b]" + "[c" * 100, re.compile(r"\["), lambda opened: end, lambda *found: "-") == "a-" + "[c" * 100
    assert end.looked == 2


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a<!-- b -->c<!-- d --> e", "ac e"),
        ("a<!-- b", "a<!-- b"),
        ("a<!-->b-->c", "ac"),
        ("a-->b", "a-->b"),
        ("<!-- a <!-- b -->c-->", "c-->"),
    ],
)
def test_comments_are_what_stands_between_their_marks(text, left):
    assert without_comments(text) == left


@pytest.mark.parametrize("opening", ["<!--", "<script ", "<style>", "<template ></style >"])
def test_words_after_an_opening_without_an_end_are_words(opening):
    assert words_of(opening * MANY + " rest")["rest"] == 1


@pytest.mark.parametrize("opening", ["[caption]", "[embed] ", "[wp_caption x]"])
def test_shortcodes_without_an_end_stay_as_they_are(opening):
    assert shown(opening * MANY).count(opening.strip()) == MANY


def test_what_stands_before_and_within_shortcodes_may_be_wide():
    wide = " " * MANY

    assert shown(f"[caption]{wide}Ice[/caption]{wide}[x]") == f"{wide}Ice{wide}[x]"
    assert shown(f"[dose_table {'x' * MANY}]").startswith("\n\n<p>[dose_table xx")


@pytest.mark.parametrize("opening", ["<pre ", "<!--", "<script>"])
def test_classic_posts_keep_openings_without_an_end(opening):
    assert with_paragraphs(opening * MANY).count(opening.strip()) == MANY


def test_classic_posts_may_be_wide():
    wide = " " * MANY

    assert with_paragraphs(f"a{wide}b{wide}\nc<br /> \nd") == f"<p>a{wide}b<br />\nc<br /> <br />\nd</p>"


@pytest.mark.parametrize(
    ("opening", "step"),
    [
        ("<a b=", "parse_starttag"),
        ("</a ", "parse_endtag"),
        ("<!--x>", "parse_comment"),
        ("<![CDATA[x>", "parse_marked_section"),
    ],
)
def test_a_file_is_not_searched_for_the_end_of_each_tag_that_has_none(monkeypatch, opening, step):
    taken, own = [], getattr(HTMLParser, step)
    monkeypatch.setattr(HTMLParser, step, lambda *args, **kwargs: taken.append(args) or own(*args, **kwargs))

    found = open_file(f"<p>x</p>{opening * 1000}".encode())

    assert found.html == f"<p>x</p>{opening * 1000}" and len(taken) <= 1


class Words(str):
    """Characters that count how often they are asked whether there are any."""

    asked = 0

    def __len__(self):
        Words.asked += 1
        return super().__len__()


def test_lines_of_a_paragraph_are_trimmed_one_after_the_other():
    runs = [Run(Words(text)) for _ in range(500) for text in ("a ", "\n", " b", "\n")]

    assert text_of(trimmed(runs)) == "a\nb\n" * 499 + "a\nb"
    assert Words.asked < 20 * len(runs)


@pytest.mark.parametrize("opening", ["<!--x>", "<![CDATA[", "<a><![CDATA[x</a>"])
def test_an_export_is_read_whatever_has_no_end_in_it(tmp_path, opening):
    path = tmp_path / "export.xml"
    path.write_text(export(head=opening * MANY, tail=""), encoding="utf-8")

    assert [piece.number for piece in pieces(path)] == [0]


def test_a_post_is_not_searched_for_the_end_of_each_declaration_that_has_none(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(export(item(1, "<?xml:namespace prefix = o />" * MANY)), encoding="utf-8")

    assert len([*read_export(path)]) == 2


def test_a_number_that_stands_there_many_times_is_compared_once():
    doses = ["5 mg"] * MANY

    assert differences(doses, list(doses)) == []
    assert [(change.before, change.after) for change in differences(["5 mg", "2 g"], ["5 mg"])] == [(("2 g",), ())]
