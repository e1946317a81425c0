"""Word documents and HTML files come in by what they say; a hostile or damaged one gets a sentence."""

import io
import zipfile

import pytest

from editorial.exchange.documents.body import Body, html_of
from editorial.exchange.documents.files import UnreadableFileError, open_file
from editorial.exchange.documents.parts import Tracked
from editorial.exchange.documents.reading import read
from tests.exchange import word
from tests.exchange.word import paragraph, run


def converted(content, tracked=Tracked.ASK):
    return html_of(Body(read(open_file(content).html, tracked)))


def test_a_word_document_keeps_headings_powers_and_tables():
    content = word.document(
        paragraph(run("Cold packs"), style="Heading1"),
        paragraph(run("Dose"), style="Heading2"),
        paragraph(run("Give 10"), run("6", '<w:vertAlign w:val="superscript"/>'), run(" units "), run("now", "<w:b/>")),
        word.table(["Drug", "Dose"], ["A", "5 mg"]),
    )

    html = converted(content)

    assert html.startswith("<h1>Cold packs</h1><h2>Dose</h2><p>Give 10<sup>6</sup> units <b>now</b></p>")
    assert "<p>Drug</p><p>Dose</p><p>A</p><p>5 mg</p>" in html


DELETED = '<w:del w:id="1" w:author="A"><w:r><w:delText>40 mg</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2" w:author="A">{run("20 mg")}</w:ins>'


def test_tracked_changes_of_word_are_asked_about():
    content = word.document(paragraph(run("Take "), DELETED, INSERTED, run(" daily.")))

    assert read(open_file(content).html).summary.tracked == [("del", "40 mg"), ("ins", "20 mg")]
    assert "<p>Take 20 mg daily.</p>" in converted(content, Tracked.ACCEPT)
    assert "<p>Take 40 mg daily.</p>" in converted(content, Tracked.REJECT)


def deleted(words):
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def test_a_deleted_row_of_a_table_is_asked_about():
    row = f"<w:tc>{paragraph(deleted('Kidney disease'))}</w:tc><w:tc>{paragraph(deleted('never'))}</w:tc>"
    gone = f'<w:tr><w:trPr><w:del w:id="9" w:author="A"/></w:trPr>{row}</w:tr>'
    content = word.document(word.table(["Whom", "Dose"], ["Adults", "5 mg"]).replace("</w:tbl>", f"{gone}</w:tbl>"))

    assert read(open_file(content).html).summary.tracked == [("del", "Kidney disease"), ("del", "never")]
    assert "Kidney disease" in converted(content, Tracked.REJECT)
    assert converted(content, Tracked.ACCEPT).endswith("<p>Adults</p><p>5 mg</p>")


def test_a_deleted_end_of_a_paragraph_runs_no_numbers_together():
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="A"/></w:rPr></w:pPr>'
    content = word.document(f"<w:p>{mark}{run('Take 5')}</w:p>", paragraph(run("10 mg is too much.")))

    for decided in (Tracked.ACCEPT, Tracked.REJECT):
        assert "<p>Take 5</p><p>10 mg is too much.</p>" in converted(content, decided)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (f'<w:fldSimple w:instr=" SEQ Table ">{run("3")}</w:fldSimple>', "<p>See 3 now</p>"),
        (f'<w:dir w:val="rtl">{run("5 mg")}</w:dir>', "<p>See 5 mg now</p>"),
        (f'<w:bdo w:val="rtl"><w:dir w:val="ltr">{run("5 mg")}</w:dir></w:bdo>', "<p>See 5 mg now</p>"),
        (run("10") + run("6", '<w:position w:val="6"/>'), "<p>See 10<sup>6</sup> now</p>"),
        (run("40 mg", '<w:vanish w:val="0"/>'), "<p>See 40 mg now</p>"),
        ("<w:r><w:t>5</w:t><w:ptab/><w:t>10</w:t></w:r>", "<p>See 5 10 now</p>"),
        ("<w:r><w:t>5</w:t><w:cr/><w:t>10</w:t></w:r>", "<p>See 5<br/>10 now</p>"),
        ('<w:r><w:t>5</w:t><w:br w:type="page"/><w:t>10</w:t></w:r>', "<p>See 5<br/>10 now</p>"),
        ('<w:r><w:t>5</w:t><w:br w:type="column"/><w:t>10</w:t></w:r>', "<p>See 5<br/>10 now</p>"),
    ],
)
def test_what_word_says_in_its_own_way_comes_in(body, html):
    content = word.document(paragraph(run("See "), body, run(" now")))

    assert html in converted(content)
    assert open_file(content).left_out == []


def test_what_word_does_not_show_stays_out_and_what_it_alone_knows_is_told():
    hidden, strange = run("80 mg", "<w:vanish/>"), f"<w:odd>{run('x')}</w:odd>"
    content = word.document(paragraph(run("Take 5 mg"), hidden, strange))

    assert "<p>Take 5 mg</p>" in converted(content)
    assert open_file(content).left_out == ["Hidden text: “80 mg”", "What Word calls “w:odd”: 1"]


def test_what_cannot_come_along_is_told():
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    content = word.document(paragraph(run("x"), '<w:r><w:commentReference w:id="0"/></w:r>'), f"<w:p>{formula}</w:p>")

    assert open_file(content).left_out == ["comments: 1", "formulas: 1"]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 150_000_000)
    return out.getvalue()


def packed_otherwise():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("word/document.xml", "<x/>")
    return out.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: b"PK\x03\x04 no ZIP", "damaged"),
        (lambda: word.document(paragraph(run("x")))[:400], "damaged"),
        (lambda: word.document(paragraph(run("x")), head=ENTITIES), "damaged"),
        (bomb, "far more than a document"),
        (lambda: word.document(paragraph("<w:r/>" * 310_000)), "far more than a document"),
        (lambda: word.document("<w:p>" * 300 + "</w:p>" * 300), "more deeply"),
        (packed_otherwise, "damaged"),
        (lambda: b"%PDF-1.7", "Save it as .docx"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save it as .docx"),
        (lambda: b"just words", "neither a Word document"),
        (lambda: b"ALT <ULN and AST >3", "neither a Word document"),
        (lambda: b"# Doses\n\n5<br>10<sup>6</sup>", "neither a Word document"),
        (lambda: b"", "neither a Word document"),
        (lambda: b"x" * 20_000_001, "more than 20 MB"),
    ],
    ids=[
        *("no ZIP", "half a ZIP", "entities", "a bomb", "runs", "depth", "bzip2", "PDF", "an old document", "words"),
        *("signs", "Markdown", "nothing", "too large"),
    ],
)
def test_what_is_no_document_gets_a_sentence(content, sentence):
    with pytest.raises(UnreadableFileError, match=sentence):
        open_file(content())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_page_is_read_in_its_own_encoding(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Für 5 µg</p></body></html>'

    assert "<p>Für 5 µg</p>" in converted(page.encode(encoding))


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("windows-1252", 1)])
def test_a_page_that_does_not_say_its_encoding_is_read_as_utf_8_or_as_windows_writes_and_that_is_told(encoding, told):
    found = open_file("<p>Take 50 µg</p>".encode(encoding))

    assert "Take 50 µg" in found.html
    assert len([words for words in found.left_out if "encoded" in words]) == told


@pytest.mark.parametrize("declared", ["utf-8", "unheard-of", "utf-16", "base64"])
def test_a_page_that_says_a_wrong_encoding_keeps_its_words(declared):
    assert "Take 50" in open_file(f"<meta charset={declared}><p>Take 50 µg</p>".encode("cp1252")).html


def test_of_a_web_page_its_main_part_comes_in_and_the_rest_is_told():
    found = open_file(b"<body><nav>Home About</nav><main><p>It helps.</p></main><footer>Imprint</footer></body>")

    assert found.left_out == ["3 words outside the page's main part"]
    assert "Home" not in found.html


@pytest.mark.parametrize("section", ["<![dose 5]]>", "<![ cdata[5]]>", "<![", "<![5 mg]>"])
def test_a_section_of_a_kind_that_html_does_not_have_is_text(section):
    page = f"<main><p>Take {section}</p></main>".encode()

    assert "Take &lt;![" in html_of(Body(read(open_file(page).html)))


@pytest.mark.parametrize("section", ["<![if !supportLists]>1.<![endif]>", "<![CDATA[x]]>"])
def test_sections_of_word_are_passed_over(section):
    assert "&lt;!" not in converted(f"<p>{section}Take it</p>".encode())
