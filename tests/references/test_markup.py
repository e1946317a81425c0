"""What becomes of titles that come with markup, entities or attacks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references import markup


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Pain & sleep", "Pain &amp; sleep"),
        ("Pain &amp; sleep", "Pain &amp; sleep"),
        ("Pain &amp;amp; sleep", "Pain &amp; sleep"),
        ("<i>In vitro</i> and <b>bold</b>", "<i>In vitro</i> and <b>bold</b>"),
        ("&lt;i&gt;In vitro&lt;/i&gt;", "<i>In vitro</i>"),
        ("<em>In vitro</em> <strong>x</strong>", "<i>In vitro</i> <b>x</b>"),
        ("<jats:italic>In vitro</jats:italic> H<jats:sub>2</jats:sub>O", "<i>In vitro</i> H<sub>2</sub>O"),
        ('<jats:p>One</jats:p><jats:p xml:lang="en">two</jats:p>', "One two"),
        ("p<0.05 and n>3", "p&lt;0.05 and n&gt;3"),
        ("when p<q and r>s", "when p&lt;q and r&gt;s"),
        ("CO<sub>2</sub", "CO<sub>2&lt;/sub</sub>"),
        ("<i>unclosed", "<i>unclosed</i>"),
        ("<i></i>empty<b> </b>tags", "empty tags"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math><tex-math>\\alpha</tex-math>", "x"),
        ("Line\nbreaks\tand\x00 bytes", "Line breaks and bytes"),
        ("<script>alert(1)</script>Backs", "Backs"),
        ("<img src=x onerror=alert(1)>Backs", "Backs"),
        ('<i onmouseover="alert(1)">Backs</i>', "<i>Backs</i>"),
        ("<a href='javascript:alert(1)'>Backs</a>", "Backs"),
        (None, ""),
    ],
)
def test_a_title_keeps_its_words_and_four_harmless_tags(given, kept):
    assert markup.clean(given) == kept


@pytest.mark.parametrize("prefix", ["mml:", "ns0:", ""])
@pytest.mark.parametrize(
    ("formula", "kept"),
    [
        ("<msup><mn>10</mn><mn>6</mn></msup> cells", "10<sup>6</sup> cells"),
        ("<msup>\n <mn>10</mn>\n <mrow><mo>-</mo><mn>3</mn></mrow></msup>", "10<sup>-3</sup>"),
        ("H<msub><mi/><mn>2</mn></msub>O, p < 0.05", "H<sub>2</sub>O, p &lt; 0.05"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x<sub>1</sub><sup>2</sup>"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac> dose", "1/2 dose"),
        ("1<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> doses", "1 1/2 doses"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mn>10</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></msup>", "10<sup>1/2</sup>"),
    ],
)
def test_a_formula_in_a_title_keeps_what_is_raised_lowered_and_divided(formula, kept, prefix):
    written = re.sub(r"<(/?)(m)", rf"<\1{prefix}\2", formula)

    assert markup.clean(written) == kept


def test_a_formula_deeper_than_any_costs_only_its_tags():
    assert markup.clean("<mfrac><mo></mo><mo>1" * 190) == "1" * 190


def test_more_than_a_thousand_tags_within_each_other_go():
    assert markup.clean(f"Heat{'<i>' * 1_300}") == "Heat"


def test_plain_text_has_neither_tags_nor_entities():
    assert markup.plain("Pain &amp; <i>sleep</i>, p<0.05") == "Pain & sleep, p<0.05"


PIECES = st.lists(
    st.sampled_from(["<", ">", "&", "&lt;", "&amp;", "i", "/i", "<i>", "</sub>", "<script>", "x='", '"', " "])
)


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_only_the_four_tags_ever_come_out(text):
    cleaned = markup.clean(text)

    for tag in ("i", "b", "sub", "sup"):
        cleaned = cleaned.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in cleaned
    assert ">" not in cleaned
