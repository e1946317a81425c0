"""Letters in fonts of signs come in as the signs that people see."""

import pytest

from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.files import open_file
from editorial.exchange.documents.reading import read
from tests.exchange import word
from tests.exchange.word import paragraph, run


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ('5 <span style="font-family:Symbol;mso-char-type:symbol">m</span>g', "5 µg"),
        ('5 <span style="font-family: &quot;Symbol&quot;, serif"><b>m</b></span>g', "5 <b>µ</b>g"),
        ('5 <span style="font: bold 12pt/14pt Symbol">m</span>g', "5 µg"),
        ('<span style="font-family:Symbol"><span style="font-family:Arial">m</span></span>', "m"),
        ('<span style="font-family:Symbol"><span style="font:7.0pt &quot;Times New Roman&quot;">m</span></span>', "m"),
        ('<span style="font-family:Arial;mso-char-type:symbol;mso-symbol-font-family:Symbol">m</span>', "µ"),
        ('<font face="Symbol">£</font>&nbsp;60', "≤\xa060"),
        ('<font face="SymbolMT">\uf0b3</font> 60', "≥ 60"),
        ('<span class="x">a</span>-blocker', "α-blocker"),
        ('<font face="Wingdings">\xe0</font> stop', "🡪 stop"),
        ('<font face="Symbol">5\xa0+ – ≤</font>', "5\xa0+ – ≤"),
    ],
)
def test_a_letter_in_a_font_of_signs_is_the_sign(pasted, kept):
    document = read(f"<style>.x {{ font-family: Symbol }}</style><p>{pasted}</p>")

    assert html_of(Body(document)).endswith(f"<p>{kept}</p>")
    assert document.summary.left_out == [] and number_differences(document) == []


@pytest.mark.parametrize(
    "pasted", ["\uf0a3 60", '<font face="Symbol">\uf0ff</font> 60', '<font face="Symbol">\xff</font> 60']
)
def test_a_sign_that_nobody_knows_is_told_where_it_stood(pasted):
    document = read(f"<p>{pasted}</p>")

    assert html_of(Body(document)).endswith("<p>\ufffd 60</p>")
    assert document.summary.left_out == ["signs that only their font knows, which stand as “\ufffd”: 1"]


SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'


@pytest.mark.parametrize(
    ("sign", "kept"),
    [
        (run("m", SYMBOL), "5 µg"),
        (run("\uf06d", SYMBOL), "5 µg"),
        ('<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>', "5 µg"),
        ('<w:r><w:sym w:font="Arial" w:char="2264"/></w:r>', "5 ≤g"),
        ('<w:r><w:sym w:font="Odd Signs" w:char="F06D"/></w:r>', "5 \ufffdg"),
        (run("m", '<w:rFonts w:hint="eastAsia"/><w:rStyle w:val="Signs"/>'), "5 µg"),
        (run("m", '<w:rFonts w:ascii="Arial"/><w:rStyle w:val="Signs"/>'), "5 mg"),
    ],
)
def test_signs_of_word_are_those_that_it_shows(sign, kept):
    styles = (
        f'<w:styles {word.W}><w:style w:type="character" w:styleId="Signs"><w:name w:val="Signs"/>'
        f"<w:rPr>{SYMBOL}</w:rPr></w:style></w:styles>"
    )
    found = open_file(word.document(paragraph(run("5 "), sign, run("g")), **{"word/styles.xml": styles}))
    document = read(found.html)

    assert html_of(Body(document)).endswith(f"<p>{kept}</p>")
    assert len(document.summary.left_out) == kept.count("\ufffd")
