"""What Word shows comes in: whatever says so, a style or the word itself, and wherever the file keeps it."""

import pytest

from editorial.exchange.documents.body import Body, html_of
from editorial.exchange.documents.files import open_file
from editorial.exchange.documents.parts import Tracked, text_of
from editorial.exchange.documents.reading import read
from tests.exchange import word
from tests.exchange.word import W, paragraph, run


def converted(content, tracked=Tracked.ASK):
    return html_of(Body(read(open_file(content).html, tracked)))


# --- styles ---


def styles(*declared):
    return f'<?xml version="1.0"?><w:styles {W}>{"".join(declared)}</w:styles>'


def style(name, properties, kind="character", more=""):
    return f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{properties}</w:style>'


def of(says):
    return f"<w:rPr>{says}</w:rPr>"


RAISED, STRUCK, HIDDEN = '<w:vertAlign w:val="superscript"/>', "<w:strike/>", "<w:vanish/>"


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        (RAISED, "10<sup>6</sup> units"),
        ('<w:position w:val="6"/>', "10<sup>6</sup> units"),
        ('<w:position w:val="-3pt"/>', "10<sub>6</sub> units"),
        (STRUCK, "10<del>6</del> units"),
        ("<w:dstrike/>", "10<del>6</del> units"),
        (HIDDEN, "10 units"),
        ('<w:strike w:val="off"/>', "106 units"),
    ],
)
def test_what_a_style_says_of_words_counts_also_from_the_one_it_is_based_on(says, kept):
    base, own = style("Base", of(says)), style("Own", '<w:basedOn w:val="Base"/>')

    for name in ("Base", "Own"):
        text = paragraph(run("10"), run("6", f'<w:rStyle w:val="{name}"/>'), run(" units"))
        content = word.document(text, **{"word/styles.xml": styles(own, base)})
        assert f"<p>{kept}</p>" in converted(content)


@pytest.mark.parametrize(("says", "kept"), [(STRUCK, "<del>40 mg</del>"), (HIDDEN, ""), (RAISED, "<sup>40 mg</sup>")])
def test_a_style_of_a_paragraph_counts_also_where_it_is_that_of_all(says, kept):
    named = {"word/styles.xml": styles(style("Old", of(says), "paragraph"))}
    of_all = {"word/styles.xml": styles(style("Normal", of(says), "paragraph", ' w:default="1"'))}

    for content in (word.document(paragraph(run("40 mg"), style="Old"), **named),
                    word.document(paragraph(run("40 mg")), **of_all)):  # fmt: skip
        assert converted(content).endswith(f"<p>{kept}</p>" if kept else "<h1></h1>")


def test_what_a_word_says_of_itself_goes_before_its_style_and_two_styles_undo_each_other():
    declared = styles(
        style("Old", of(STRUCK), "paragraph"),
        style("Struck", of(STRUCK)),
        style("Loop", '<w:basedOn w:val="Loop"/>' + of(RAISED)),
    )
    content = word.document(
        paragraph(run("a", '<w:strike w:val="0"/>'), run("b", '<w:rStyle w:val="Struck"/>'), style="Old"),
        paragraph(run("c", '<w:rStyle w:val="Loop"/><w:vertAlign w:val="baseline"/>')),
        **{"word/styles.xml": declared},
    )

    assert converted(content).endswith("<p>ab</p><p>c</p>")


# --- whatever the file is like ---

CHANGED = paragraph(
    run("Take "),
    '<w:del w:id="1" w:author="A"><w:r><w:delText>40 mg</w:delText></w:r></w:del>',
    f'<w:ins w:id="2" w:author="A">{run("20 mg")}</w:ins>',
    run("secret", HIDDEN),
)


def strict(text):
    for part in ("wordprocessingml/2006/main", "officeDocument/2006/math", "officeDocument/2006/relationships"):
        text = text.replace(
            f"http://schemas.openxmlformats.org/{part}", f"http://purl.oclc.org/ooxml/{part.replace('/2006', '')}"
        )
    return text


def test_a_strict_document_is_asked_about_like_any_other():
    content = word.document(CHANGED, said_by=strict)

    assert read(open_file(content).html).summary.tracked == [("del", "40 mg"), ("ins", "20 mg")]
    assert open_file(content).left_out == ["Hidden text: “secret”"]


def test_the_main_part_is_the_one_that_the_file_leads_to():
    content = word.document(
        paragraph(run("Nobody leads here.")),
        **{
            "_rels/.rels": word.RELATIONSHIPS.replace("word/document.xml", "word/document2.xml"),
            "word/document2.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{CHANGED}</w:body></w:document>',
        },
    )

    assert "Nobody" not in converted(content)
    assert read(open_file(content).html).summary.tracked == [("del", "40 mg"), ("ins", "20 mg")]
    assert open_file(content).left_out == ["Hidden text: “secret”"]


def test_what_was_inserted_and_deleted_again_is_in_neither_text():
    again = f'<w:ins w:id="1"><w:del w:id="2"><w:r><w:delText>40</w:delText></w:r></w:del>{run("20")}</w:ins>'
    content = word.document(paragraph(run("Take "), again, run(" mg")))

    assert "<p>Take 20 mg</p>" in converted(content, Tracked.ACCEPT)
    assert "<p>Take mg</p>" in converted(content, Tracked.REJECT)


# --- words in other places ---

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
SHAPE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


def box(*within):
    return f"<w:txbxContent>{''.join(within)}</w:txbxContent>"


def drawn(*within):
    return f"<w:drawing><wps:wsp {SHAPE}><wps:txbx>{box(*within)}</wps:txbx></wps:wsp></w:drawing>"


WARNING = paragraph(run("Never with aspirin."))


@pytest.mark.parametrize(
    "shape",
    [
        f"<mc:AlternateContent {MC}><mc:Choice Requires='wps'>{drawn(WARNING)}</mc:Choice></mc:AlternateContent>",
        f"<mc:AlternateContent {MC}><mc:Choice Requires='wps'>{drawn(WARNING)}</mc:Choice><mc:Fallback><w:pict/>"
        "</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent {MC}><mc:Choice Requires='wps'>{drawn(WARNING)}</mc:Choice><mc:Fallback><w:pict>"
        f"<v:rect {VML}><v:textbox>{box(WARNING)}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>",
        drawn(WARNING),
        drawn(f"<w:p><w:r>{drawn(WARNING)}</w:r></w:p>"),
        f"<w:pict><v:oval {VML}><v:textbox>{box(WARNING)}</v:textbox></v:oval></w:pict>",
    ],
)
def test_words_in_a_box_come_in_once(shape):
    content = word.document(paragraph(run("Take 5 mg.")), f"<w:p><w:r>{shape}</w:r></w:p>")

    assert converted(content).count("Never with aspirin.") == 1


def with_header(words):
    leads = word.OF_DOCUMENT.replace(
        "</Relationships>",
        '<Relationship Id="rId2" Target="header1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/header"/></Relationships>',
    )
    header = f"<w:hdr {W}>{paragraph(run(words))}</w:hdr>"
    return {"word/_rels/document.xml.rels": leads, "word/header1.xml": header}


@pytest.mark.parametrize(
    ("words", "told"),
    [("Only for adults", ["Above or below each page: “Only for adults”"]), ("3", []), ("– 3 –", [])],
)
def test_words_above_and_below_the_pages_are_told(words, told):
    assert open_file(word.document(paragraph(run("x")), **with_header(words))).left_out == told


def field(says, *result):
    kept = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}' if result else ""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{says}</w:instrText></w:r>{kept}{end}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (field(r" EQ \f(1,2) "), [r"What Word works out and shows for “EQ \f(1,2)”"]),
        (field('SYMBOL 179 \\f "Symbol"'), ['What Word works out and shows for “SYMBOL 179 \\f "Symbol"”']),
        ('<w:fldSimple w:instr="EQ x"/>', ["What Word works out and shows for “EQ x”"]),
        (field("= 2*5", run("10")), []),
        (field("XE dose"), []),
        (field("IF x", field(" EQ y "), run("z")), ["What Word works out and shows for “EQ y”"]),
        (f'<w:r><w:pict><v:shape {VML}><v:textpath string="Draft 5 mg"/></v:shape></w:pict></w:r>', ["Draft 5 mg"]),
    ],
)
def test_what_word_draws_or_works_out_is_told(content, told):
    left_out = open_file(word.document(paragraph(run("x"), content))).left_out

    assert [words for words in left_out if any(part in words for part in told)] == left_out[: len(told)]
    assert len(left_out) >= len(told) and (told or not left_out)


def test_formulas_in_footnotes_are_told():
    formula = "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>"
    note = f'<w:footnotes {W} {word.M}><w:footnote w:id="1"><w:p>{formula}</w:p></w:footnote></w:footnotes>'
    text = paragraph(run("x"), '<w:r><w:footnoteReference w:id="1"/></w:r>')

    assert open_file(word.document(text, **{"word/footnotes.xml": note})).left_out == ["formulas: 1"]


def test_a_document_does_not_say_itself_which_of_its_words_come_in():
    styled = paragraph(run("Never with aspirin."), style="Warn")

    assert "Never with aspirin." in converted(word.document(styled, **{"mammoth/style-map": "p.Warn => !"}))


def test_a_row_that_begins_further_right_keeps_its_columns():
    rows = word.table(["Drug", "Adults", "Children"], ["Ibuprofen", "400 mg", "200 mg"], ["300 mg", "100 mg"])
    place = rows.rindex("<w:tr>")
    content = word.document(rows[:place] + '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + rows[place + 6 :])

    (table,) = read(open_file(content).html).parts
    assert [text_of(cell) for cell in table.rows[2]] == ["", "300 mg", "100 mg"]


def test_what_stands_on_both_sides_of_a_formula_stays_apart():
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"

    assert "<p>5 10 mg</p>" in converted(word.document(paragraph(run("5"), formula, run("10 mg"))))
