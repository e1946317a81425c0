"""What people copy or bring in keeps its words, numbers and structure, wherever it comes from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.characters.superscripts import in_characters
from editorial.exchange.documents.body import Body, html_of, number_differences
from editorial.exchange.documents.numbers import quantities
from editorial.exchange.documents.parts import Heading, Picture, Quote, Run, Table, Tracked, text_of
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references
from tests.exchange.documents import HTML


def converted(html, tracked=Tracked.ACCEPT):
    return html_of(Body(take_references(read(html, tracked))))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("10<sup>6</sup> units", "10<sup>6</sup> units"),
        ("5 x 10<sup>-3</sup> Gy", "5 x 10<sup>-3</sup> Gy"),
        ('10<span style="vertical-align: super">6</span> units', "10<sup>6</sup> units"),
        ('<b style="font-weight:normal"><span style="font-weight:700">40 mg</span> daily</b>', "<b>40 mg</b> daily"),
        ('<sup>a<span style="vertical-align:baseline">b</span></sup>', "<sup>a</sup>b"),
        ("10<sub><sup>6</sup></sub> units", "10<sup>6</sup> units"),
        ('10<sup style="vertical-align:baseline; position:relative; top:-0.5em">6</sup> units', "10<sup>6</sup> units"),
        ('10<span style="position:relative;top:-4.0pt;mso-text-raise:4.0pt">6</span> units', "10<sup>6</sup> units"),
        ('H<span style="vertical-align:-2px">2</span>O', "H<sub>2</sub>O"),
        ("H<sub>2</sub>O <u>and</u> <code>x</code>", "H<sub>2</sub>O and x"),
        ("one<br>two", "one<br/>two"),
        ("5<svg></svg>10 mg", "5 10 mg"),
        ("zopi\u00adflurane\u200b 5\x0010 mg", "zopiflurane 5 10 mg"),
        ("5 &lt; 6 &amp; 7", "5 &lt; 6 &amp; 7"),
        ('<a href="https://www.google.com/url?q=https://www.nhs.uk/a&sa=D">NHS</a>', '<a href="https://www.nhs.uk/a">NHS</a>'),
        (
            '<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnice.org.uk%2Fng59&data=1">N</a>',
            '<a href="https://nice.org.uk/ng59">N</a>',
        ),
        ('<a href="https://www.nhs.uk/a?utm_source=x&page=2">NHS</a>', '<a href="https://www.nhs.uk/a?page=2">NHS</a>'),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="http://[bad">here</a>', "here"),
    ],
)  # fmt: skip
def test_a_paragraph_keeps_what_carries_meaning(pasted, kept):
    assert f"<p>{kept}</p>" in converted(f"<p>{pasted}</p>")


def test_a_table_without_end_tags_is_the_same_as_with_them():
    without = (
        "<table><caption>Doses<thead><tr><th>Drug<th>Dose<tbody><tr><td>A<td>5 mg<p>daily<p>at night"
        "<tr><td><table><tr><td>B<td>C</table><td>6 mg</table><p>End"
    )

    (table, end) = read(without).parts

    assert [[text_of(cell) for cell in row] for row in table.rows] == [
        ["Drug", "Dose"],
        ["A", "5 mg\ndaily\nat night"],
        ["B; C", "6 mg"],
    ]
    assert (text_of(table.caption), text_of(end.runs)) == ("Doses", "End")


def test_lists_and_paragraphs_without_end_tags_are_as_many_as_were_begun():
    lists = "<ul><li>a<ol><li>b<li>c</ol><li>d</ul><dl><dt>e<dd>f<dt>g</dl>"
    without = "<h2>Rest</h2>" + "<p>It <b>helps" * 500 + lists

    html = converted(without)

    assert html.count("<p>It ") == 500
    assert "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>" in html
    assert "<p><b>e</b></p><p>f</p><p><b>g</b></p>" in html


def test_headings_are_sections_and_smaller_ones_stay_headings():
    body = Body(
        read("<h1>Title</h1><p>First.</p><h2>One</h2><h4>Small</h4><p>x</p><h2>Two 10<sup>6</sup></h2><p>y</p>")
    )

    assert body.title == "Title"
    assert [section["value"]["heading"] for section in body.sections] == ["", "One", "Two 10⁶"]
    assert body.sections[1]["value"]["content"] == [{"type": "text", "value": "<h3>Small</h3><p>x</p>"}]


def table(html):
    (found,) = [part for part in read(html).parts if isinstance(part, Table)]
    return [[text_of(cell) for cell in row] for row in found.rows]


def test_a_table_keeps_which_dose_belongs_to_which_drug():
    html = (
        "<table><tr><td>Drug</td><td>Dose</td></tr><tr><td><p>A</p></td><td><p>5 mg</p><p>twice</p></td></tr></table>"
    )

    assert table(html) == [["Drug", "Dose"], ["A", "5 mg\ntwice"]]


def test_a_joined_cell_is_repeated():
    html = (
        "<table><tr><th>Drug</th><th colspan=2>Dose</th></tr>"
        "<tr><td rowspan=2>A</td><td>child</td><td>1 mg</td></tr><tr><td>adult</td><td>5 mg</td></tr></table>"
    )

    assert table(html) == [["Drug", "Dose", "Dose"], ["A", "child", "1 mg"], ["A", "adult", "5 mg"]]
    assert any("joined cells" in words for words in read(html).summary.changed)
    assert number_differences(read(html)) == []


def test_what_is_tracked_in_a_joined_cell_is_asked_about_once():
    html = "<table><tr><td colspan=3><del>40 mg</del></td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>"

    assert read(html).summary.tracked == [("del", "40 mg")]


@pytest.mark.parametrize("span", ["999999999", "-1", "x", "0", "²", "9" * 5000])
def test_a_table_that_promises_too_much_is_read_all_the_same(span):
    assert table(f"<table><tr><td colspan={span} rowspan={span}>a</td></tr><tr><td>b</td></tr></table>")[0][0] == "a"


def test_a_cell_reaches_as_far_as_it_says_and_not_out_of_its_part_of_the_table():
    sixty = "".join(f"<tr><td>{number}</td></tr>" for number in range(69))
    long = table(f"<table><tr><td rowspan=70>a</td><td>b</td></tr>{sixty}</table>")
    rest = table("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e<td>f</table>")

    assert long[69] == ["a", "68"]
    assert rest == [["a", "b"], ["a", "c"], ["a", "d"], ["e", "f"]]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td colspan=2000>a</td>" * 2000,
        f"<tr><td colspan=50 rowspan=50>{'a' * 1000}</td></tr>" + "<tr><td>b</td></tr>" * 49,
    ],
)
def test_joined_cells_that_reach_too_far_stand_in_one_place_and_that_is_told(rows):
    document = read(f"<table>{rows}</table>")

    (part,) = document.parts
    assert 1000 <= sum(text_of(cell).count("a") for row in part.rows for cell in row) < 60_000
    assert any("reach too far" in words for words in document.summary.changed)


def test_a_table_in_a_table_keeps_its_words():
    inner = "<table><tr><td>A</td><td>5 mg</td></tr></table>"

    assert table(f"<table><tr><td>x</td><td>{inner}</td></tr><tr><td>y</td><td>z</td></tr></table>")[0] == [
        "x",
        "A; 5 mg",
    ]


def test_a_frame_of_one_cell_is_no_table():
    assert converted("<table><tr><td><p>a</p><p>b</p></td></tr></table>").endswith("<p>a</p><p>b</p>")


def test_terms_and_their_meanings_stand_apart():
    assert "<p><b>term</b></p><p>meaning</p>" in converted("<dl><dt>term</dt><dd>meaning</dd></dl>")


def test_a_picture_is_offered_with_its_description_and_caption():
    pasted = '<figure><img src="https://x.example/a.jpg" alt="A leg"><figcaption>Fig. 1</figcaption></figure>'

    assert read(pasted).parts == [Picture("https://x.example/a.jpg", "A leg", [Run("Fig. 1")])]


def test_a_quotation_stays_one():
    (quote,) = read("<blockquote><p>It <b>helps</b>.</p><p>Not much.</p></blockquote>").parts

    assert isinstance(quote, Quote) and text_of(quote.runs) == "It helps.\nNot much."


# --- tracked changes, comments, notes ---

TRACKED = "<p>Dose is <del>40 mg</del><ins>20 mg</ins> daily.</p>"


def test_tracked_changes_are_told_and_both_stand_until_somebody_decides():
    document = read(TRACKED)

    assert document.summary.tracked == [("del", "40 mg"), ("ins", "20 mg")]
    assert "<del>40 mg</del><ins>20 mg</ins>" in html_of(Body(document))


@pytest.mark.parametrize(("decision", "dose"), [(Tracked.ACCEPT, "20 mg"), (Tracked.REJECT, "40 mg")])
@pytest.mark.parametrize("html", [TRACKED, TRACKED.replace("del>", "s>"), TRACKED.replace("<ins>", "<ins><b></b>")])
def test_they_are_accepted_or_rejected(html, decision, dose):
    document = read(html, decision)

    assert f"<p>Dose is {dose} daily.</p>" in html_of(Body(document))
    assert number_differences(document) == []


def test_comments_never_become_text():
    pasted = (
        '<p>Dose 5 mg. <span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[AB1]</a></span></p>'
        '<div id="_com_1" class=msocomtxt><p class=MsoCommentText>really 50 mg?</p></div>'
        '<p>x<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>No!</p></div>'
    )

    text = converted(pasted)

    assert "Dose 5 mg." in text and not re.search(r"50 mg|AB1|\[a\]", text)
    assert any("comment" in words for words in read(pasted).summary.left_out)


@pytest.mark.parametrize(
    "named",
    ["id=anchor_warnings", "id=com_content", "name=_com_content", "id=sdcomments", "id=cmnt-policy", "id=_anchor_1a"],
)
def test_what_only_has_a_name_like_those_of_comments_stays(named):
    assert "Never." in converted(f"<div {named}><p>Never.</p></div>")
    assert "See it." in converted('<p>See <a href="#cmnt-policy">it</a>.</p>')


NOTES = [
    '<p>It helps.<a href="#_ftn1" name="_ftnref1">[1]</a></p>'
    '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Smith.</p></div>',
    '<p>It helps.<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup></p>'
    '<ol><li id="footnote-1"><p> Smith. <a href="#footnote-ref-1">↑</a></p></li></ol>',
    '<p>It helps.<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Smith.</p></div>',
    '<p>It helps.<sup id="r1"><a href="#n1">1</a></sup></p><ol><li id="n1"><a href="#r1">^</a> Smith.</li></ol>',
]  # fmt: skip


@pytest.mark.parametrize("pasted", NOTES, ids=["Word", "mammoth", "Google Docs", "a web page"])
def test_notes_are_references_and_their_marks_citations_when_somebody_says_so(pasted):
    document = read(pasted)

    assert document.references == {1: "Smith."}
    assert "It helps.<cite 1></p>" in html_of(Body(document, cite=lambda number: f"<cite {number}>"))
    assert "It helps.<sup>1</sup></p>" in html_of(Body(document)) and "Smith." in html_of(Body(document))
    assert number_differences(document) == []


LISTS = [
    "<ol><li>Smith. 2011.</li><li>Jones. 2012.</li></ol>",
    "<p>1. Smith. 2011.</p><p>2. Jones. 2012.</p>",
    "<p>[1] Smith. 2011.</p><p>[2] Jones. 2012.</p>",
]


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("mark", ["[1,2]", "<sup>1,2</sup>", "[1–2]", "[1][2]"])
def test_a_numbered_list_at_the_end_is_references(listed, mark):
    document = take_references(
        read(f"<p>It helps.{mark} In 4 m<sup>2</sup>, 10<sup>2</sup>.</p><h2>References</h2>{listed}")
    )

    assert document.references == {1: "Smith. 2011.", 2: "Jones. 2012."}
    cited = html_of(Body(document, cite=lambda number: f"<cite {number}>"))
    assert "It helps.<cite 1><cite 2> In 4 m<sup>2</sup>, 10<sup>2</sup>." in cited
    assert number_differences(document) == []


def test_a_range_in_brackets_is_no_mark_when_no_reference_has_its_numbers():
    document = take_references(read(f"<p>A median of 4 [2-6] points.</p><h2>References</h2>{LISTS[0]}"))

    assert "4 [2-6] points" in html_of(Body(document, cite=lambda number: "<cite>"))


# --- numbers ---


def test_every_number_is_told_with_its_unit():
    html = "<p>20&nbsp;mg, 5 x 10<sup>-3</sup> Gy, 2.5 mg/kg</p><p>H<sub>2</sub>O</p><td>5</td><td>mg</td>"

    assert quantities(html) == ["20 mg", "5 x 10⁻³ Gy", "2.5 mg/kg", "H₂O", "5"]


def test_a_number_that_lost_its_power_is_a_difference():
    document = read("<p>10<sup>6</sup> units</p>")
    document.parts[0].runs = [type(run)(run.text) for run in document.parts[0].runs]

    (difference,) = number_differences(document)
    assert (difference.before, difference.after) == (("10⁶ units",), ("106 units",))


def test_struck_out_words_count_as_a_change_to_decide_about():
    assert read('<p>Take <span style="text-decoration:line-through">two</span></p>').summary.tracked == [("del", "two")]


STYLED = """<style>/* Google */ @media print {{ .x {{ vertical-align: super }} }} <!-- {rule} --></style>
<p>10<span class="x">6</span> units</p>"""


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".x{vertical-align:super}", "10<sup>6</sup> units"),
        ("p.p1 {margin: 0} li.y, span.x {font: 8px; vertical-align: 4.0px}", "10<sup>6</sup> units"),
        (".x{text-decoration:line-through}", "10 units"),
        (".x{display:none}", "10 units"),
        (".y{vertical-align:super} .note .x{vertical-align:super}", "106 units"),
        ("@page .x{vertical-align:super}", "106 units"),
        ("", "106 units"),
    ],
)
def test_what_a_documents_own_style_sheet_says_of_a_class_counts(rule, kept):
    assert f"<p>{kept}</p>" in converted(STYLED.format(rule=rule))


def test_slides_keep_their_bullets_as_a_list():
    bullet = "<div><span style='mso-special-format:bullet'>•</span><span>{}</span></div>"

    assert "<ul><li>5 mg</li><li>twice</li></ul>" in converted(bullet.format("5 mg") + bullet.format("twice"))


def test_comments_that_google_docs_exports_at_the_end_do_not_come_along():
    document = read(
        '<p>Take 5 mg.<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this right?</span></p></div>'
    )

    assert [text_of(part.runs) for part in document.parts] == ["Take 5 mg."]
    assert any("comments" in words for words in document.summary.left_out)


WIKI = """<p>250 mg<sup id="r1"><a href="#n1">[1]</a></sup><sup class="noprint">[needed]</sup></p>
<h2>Dose</h2><span class="mw-editsection">[edit]</span><p>Twice.<sup id="r2"><a href="#n1">[1]</a></sup></p>
<h2>References</h2><ol><li id="n1"><a href="#r1">a</a> <a href="#r2">b</a> Smith J. Packs. 2011.</li></ol>"""


def test_a_note_of_many_marks_is_one_and_leaves_no_heading_over_nothing():
    document = take_references(read(WIKI))

    assert document.references == {1: "Smith J. Packs. 2011."}
    assert html_of(Body(document, cite=lambda n: f"[{n}]")) == (
        "<h1></h1><h2></h2><p>250 mg[1]</p><h2>Dose</h2><p>Twice.[1]</p>"
    )
    assert number_differences(document) == []
    assert any("does not print" in words for words in document.summary.left_out)


def test_marks_beside_each_other_are_citations_without_commas_or_raised_numbers_with_them():
    document = read(
        '<p>So<sup><a href="#b1" id="a1">1</a>,<a href="#b2" id="a2">2</a></sup></p><ol>'
        '<li id="b1"><a href="#a1">^</a> Smith.</li><li id="b2"><a href="#a2">^</a> Lee.</li></ol>'
    )

    assert "<p>So[1][2]</p>" in html_of(Body(document, cite=lambda n: f"[{n}]"))
    assert "<p>So<sup>1</sup><sup>,</sup><sup>2</sup></p>" in html_of(Body(document))
    assert number_differences(document) == []


def test_the_square_of_a_letter_is_no_citation():
    html = "<p>χ<sup>2</sup> = 17.78, and more.<sup>2</sup></p><h2>References</h2><ol><li>A.</li><li>B.</li></ol>"

    assert "<p>χ<sup>2</sup> = 17.78, and more.[2]</p>" in html_of(
        Body(take_references(read(html)), cite=lambda n: f"[{n}]")
    )


def test_a_power_in_italics_and_not_is_one():
    assert "2⁽ⁿ⁺¹⁾" in in_characters(converted("<p>2<sup>(<i>n</i>+1)</sup></p>"))


def test_lines_of_a_preformatted_text_stay_lines():
    assert "<p>dose 5 * 2<br/>total 10 mg</p>" in converted("<pre>dose 5 * 2\ntotal 10 mg</pre>")


def test_a_row_of_one_cell_says_it_once():
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>Twice.</td></tr></table>"

    assert table(html) == [["a", "b"], ["Twice.", ""]]


@given(HTML)
def test_whatever_html_keeps_its_numbers_and_their_neighbours(html):
    assert number_differences(take_references(read(html))) == []


@given(st.text(alphabet=st.sampled_from("<>/abp tdrlio\"'=&;sup10"), max_size=120))
def test_no_broken_html_stops_the_reading(html):
    Body(take_references(read(html)))


def test_a_heading_alone_is_one():
    assert isinstance(read("<h2>x</h2>").parts[0], Heading)
