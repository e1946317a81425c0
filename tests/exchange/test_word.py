"""What Word shows comes in: whatever says so, a style or the word itself, and wherever the file keeps it."""

import pytest

from editorial.exchange.documents.body import Body, html_of
from editorial.exchange.documents.files import open_file
from editorial.exchange.documents.parts import Tracked
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
