"""Files of references that people bring from other programs."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references import files
from articles.references.works import Source, StudyType, WorkKind

ANSWERS = Path(__file__).parent / "answers"


def read(name):
    return files.read((ANSWERS / name).read_bytes())


def test_a_ris_file_brings_its_works():
    article, chapter, page = read("endnote.ris").works

    assert article.kind == WorkKind.ARTICLE
    assert article.source == Source.FILE
    assert article.title_html == "Hanging upside down: <i>a trial</i> with p&lt;0.05"
    assert article.csl["author"] == [
        {"family": "Example", "given": "Ann Mary"},
        {"family": "van der Sample", "given": "Bo", "suffix": "Jr"},
        {"literal": "The Upside Down Group"},
    ]
    assert article.csl["issued"] == {"date-parts": [[2020, 2, 3]]}
    assert (article.csl["container-title"], article.csl["page"]) == ("Journal of Invented Pain", "101-109")
    assert [str(identifier) for identifier in article.identifiers] == [
        "DOI 10.5555/back.2020.01",
        "PMID 555001",
        "https://example.org/back",
    ]
    assert (chapter.kind, chapter.csl["editor"]) == (WorkKind.CHAPTER, [{"family": "Edit", "given": "Eve"}])
    assert (chapter.csl["container-title"], chapter.csl["ISBN"], chapter.csl["page"]) == (
        "Pearls of Pain",
        "9780306406157",
        "12-34",
    )
    assert (page.kind, page.csl["accessed"]) == (WorkKind.WEB_PAGE, {"date-parts": [[2021, 5, 1]]})


def test_a_record_that_cannot_be_used_is_told_with_its_line():
    assert read("endnote.ris").problems == (files.Problem(22, "This record has no title."),)


def test_a_file_of_pubmed_brings_its_works():
    trial, question = read("pubmed.nbib").works

    assert trial.title == "Traction with gravity for backs and necks: a randomised trial"
    assert trial.study_type == StudyType.RANDOMISED_TRIAL
    assert trial.csl["author"] == [{"family": "O'Rest", "given": "Paul M"}, {"literal": "Gravity Study Group"}]
    assert (trial.csl["page"], trial.csl["ISSN"]) == ("1865-1876", "0000-0019")
    assert [str(identifier) for identifier in trial.identifiers] == [
        "DOI 10.5555/rest.55",
        "PMID 555001",
        "PMCID PMC555101",
    ]
    assert (question.title, question.csl["issued"]) == ("Is rest best?", {"date-parts": [[2002, 9]]})
    assert question.csl["author"] == [{"family": "Short", "given": "AB"}]


def test_a_bibtex_file_brings_its_works():
    article, book, preprint = read("zotero.bib").works

    assert article.title_html == "Hanging upside down: <i>In vitro</i> DNA and CO<sub>2</sub> &amp; cafés"
    assert article.csl["author"] == [
        {"family": "Example", "given": "Ann Mary"},
        {"family": "van der Sample", "given": "Bo", "suffix": "Jr"},
        {"literal": "The Upside Down Group"},
    ]
    assert article.csl["container-title"] == "Journal of Invented Pain"
    assert article.csl["issued"] == {"date-parts": [[2020, 2]]}
    assert (article.csl["issue"], article.csl["page"]) == ("3", "101-109")
    assert (article.csl["DOI"], article.csl["PMID"]) == ("10.5555/Back_2020", "555001")
    assert (book.kind, book.csl["edition"], book.csl["ISBN"]) == (WorkKind.BOOK, "2", "9780306406157")
    assert preprint.is_preprint


def test_an_open_brace_swallows_no_other_entry():
    assert read("zotero.bib").problems == (
        files.Problem(16, "This entry cannot be read: a brace, quote or comma is missing."),
        files.Problem(28, "This record has no title."),
    )


def test_one_files_abbreviations_are_no_other_files():
    files.read(b'@string{may = "never"}')

    assert files.read(b"@book{a, title={Backs}, year=2020, month=may}").works[0].csl["issued"] == {
        "date-parts": [[2020, 5]]
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings_of_other_systems_are_read(encoding, line_end):
    text = line_end.join(["TY  - JOUR", "TI  - Rückenschmerz – was hilft?", "ER  - "])

    imported = files.read(text.encode(encoding))

    assert [work.title for work in imported.works] == ["Rückenschmerz – was hilft?"]
    assert not imported.problems


def test_an_old_encoding_is_guessed_and_told():
    imported = files.read("TY  - JOUR\nTI  - Rückenschmerz\nER  - ".encode("cp1252"))

    assert imported.works[0].title == "Rückenschmerz"
    assert imported.problems == (files.Problem(1, "The file is not in UTF-8. Check letters with accents."),)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This is none of the files that are read"),
        (b"%PDF-1.7 \x00\x01", "This is no text file."),
        (b"TY  - JOUR\n" + b"x" * files.MOST_BYTES, "The file is larger than 2 MB."),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_with_a_sentence(content, why):
    with pytest.raises(files.FileRefused, match=why):
        files.read(content)


def test_only_so_many_records_are_read():
    imported = files.read(b"TY  - JOUR\nTI  - Backs\nER  - \n" * (files.MOST_RECORDS + 5))

    assert len(imported.works) == files.MOST_RECORDS
    assert [problem.sentence for problem in imported.problems] == ["Only the first 1,000 records were read."]


def test_scripts_in_a_file_go_no_further():
    work = files.read(b"TY  - JOUR\nTI  - <img src=x onerror=alert(1)>Backs\nT2  - <b>Pain</b>\nER  - ").works[0]

    assert (work.title_html, work.csl["container-title"]) == ("Backs", "Pain")


@pytest.mark.parametrize(
    "content",
    [
        b"@a{b," + b"{" * 500_000,
        b"@a{b, title={" + b"{}" * 500_000,
        b"@a{b, title={" + b"\\'" * 500_000 + b"}}",
        b"@a{b, author={" + b"and " * 300_000 + b"}, title={x}}",
        b"@a{b,c=d\n" * 20_000,
        b"TY  - JOUR\n" + b"AU  - a,b,c\n" * 100_000,
        b"PMID- 1\n" + b"      x\n" * 100_000,
        b"@comment{\n" * 150_000,
        b"@a{b, title={" + b"\\foo$^" * 200_000 + b"}}",
        b'[{"a": ' * 200_000,
        b"<xml>" * 300_000,
        b"PT J\n" * 300_000,
    ],
)
def test_a_hostile_file_takes_no_long_time(content):
    began = time.process_time()

    files.read(content)

    assert time.process_time() - began < 5


def works_of(text, encoding="utf-8"):
    return files.read(text.encode(encoding)).works


def work_of(text):
    [work] = works_of(text)
    return work


def authors_of(work):
    return [person.get("family") or person["literal"] for person in work.csl.get("author", [])]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"5 {\textmu}g", "5 μg"),
        (r"{\textless} 3 months", "< 3 months"),
        (r"37\,{\textdegree}C", "37 °C"),
        (r"50\$", "50$"),
        (r"50% of", "50% of"),
        (r"$\varepsilon$", "ε"),
        (r"It{\textquoteright}s \textquoteleft so", "It’s ‘so"),
        (r"$\alpha_{2}$-agonists", "α₂-agonists"),
        (r"10$^{9}$/L and H$_2$O", "10⁹/L and H₂O"),
        (r"10\textsuperscript{-3}", "10⁻³"),
        (r"\textbf{A} {\it b} \mkbibemph{c}", "A b c"),
        (r"M{\"u}ller \'{\i}, \c{c} {\O} {\ss} \v{S} {\aa}", "Müller í, ç Ø ß Š å"),
        (r"$\geq$ 5 $\pm$ 3\,\%", "≥ 5 ± 3 %"),
        (r"\textonehalf{} $\frac{1}{2}$", "½ 1/2"),
        (r"\texttimes \textalpha \textregistered", "×α®"),
        (r"a--b \& c", "a–b & c"),
    ],
)
def test_latex_is_read_as_what_it_stands_for(written, read_as):
    imported = files.read(f"@article{{a, title={{{written}}}, year=2020}}".encode())

    assert [work.title for work in imported.works] == [read_as]
    assert not imported.problems


def test_a_command_that_nobody_knows_is_kept_and_told():
    imported = files.read(rb"@article{a, title={Backs \unheardof{and} necks}}")

    assert imported.works[0].title == r"Backs \unheardof and necks"
    assert "nobody knows what \\unheardof stands for" in imported.problems[0].sentence


def test_ris_names_of_both_tags_are_kept_in_their_order():
    work = work_of("TY  - CHAP\nTI  - Backs\nA1  - Alpha, A\nAU  - Beta, B\nA2  - Gamma, G\nED  - Delta, D\nER  - ")

    assert authors_of(work) == ["Alpha", "Beta"]
    assert [person["family"] for person in work.csl["editor"]] == ["Gamma", "Delta"]


@pytest.mark.parametrize(
    "fields",
    [
        "C5  - 12345678\nU2  - L2001234",
        "DB  - Embase\nC5  - 12345678",
        "DB  - Ovid MEDLINE(R) ALL <1946 to 2026>\nAN  - 12345678",
        "DB  - Scopus\nC2  - 12345678",
        "DP  - PubMed\nAN  - 12345678",
    ],
)
def test_ris_of_each_database_has_the_pmid_in_a_place_of_its_own(fields):
    work = work_of(f"TY  - JOUR\nTI  - Backs\n{fields}\nER  - ")

    assert work.csl["PMID"] == "12345678"


@pytest.mark.parametrize("fields", ["AN  - 12345678", "C5  - 12345678", "DB  - CINAHL\nAN  - 12345678"])
def test_a_number_of_any_other_database_is_no_pmid(fields):
    assert "PMID" not in work_of(f"TY  - JOUR\nTI  - Backs\n{fields}\nER  - ").csl


def test_ris_of_embase_has_the_journals_abbreviation_in_jo():
    csl = work_of("TY  - JOUR\nT1  - Backs\nJF  - Journal of Backs\nJO  - J. Backs\nER  - ").csl

    assert (csl["container-title"], csl["container-title-short"]) == ("Journal of Backs", "J. Backs")
    assert work_of("TY  - JOUR\nT1  - Backs\nJO  - Pain\nER  - ").csl["container-title"] == "Pain"


def test_ris_article_numbers_and_several_addresses_are_read():
    csl = work_of("TY  - JOUR\nTI  - Backs\nC7  - 104567\nUR  - https://a.org/x;http://doi.org/10.5555/b\nER  - ").csl

    assert (csl["page"], csl["DOI"], csl["URL"]) == ("104567", "10.5555/b", "https://a.org/x")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding):
    assert [work.title for work in works_of("TY  - JOUR\nTI  - Rücken\nER  - \n", encoding)] == ["Rücken"]


def test_an_indented_file_is_read():
    text = "    TY  - JOUR\n    TI  - Backs\n    AU  - Alpha, A\n    ER  - \n"

    assert authors_of(work_of(text)) == ["Alpha"]


@pytest.mark.parametrize(
    "field",
    ["url={https://doi.org/10.1145/12.34}", "doi={http://doi.acm.org/10.1145/12.34}", "note={doi: 10.1145/12.34}"],
)
def test_bibtex_has_dois_in_several_places(field):
    assert work_of(f"@article{{a, title={{Backs}}, {field}}}").csl["DOI"] == "10.1145/12.34"


def test_a_chapter_inherits_what_its_book_says():
    text = """@inproceedings{a, title={Backs}, crossref={Book}}
@proceedings{book, title={All of pain}, editor={Edit, Eve}, publisher={Press}, year=2020, doi={10.5555/book}}"""
    chapter, _book = works_of(text)

    assert (chapter.csl["container-title"], chapter.csl["publisher"], chapter.year) == ("All of pain", "Press", 2020)
    assert "DOI" not in chapter.csl and chapter.title == "Backs"


@pytest.mark.parametrize(
    "comment",
    ["@comment{@article{b, title={Old}}}", "@Comment{\n@article{b,\n title={Old}}\n}", "@comment{jabref-meta: {x}"],
)
def test_what_is_set_aside_in_a_comment_is_not_brought_in(comment):
    imported = files.read(f"{comment}\n@article{{a, title={{Backs}}}}".encode())

    assert [work.title for work in imported.works] == ["Backs"] and not imported.problems


def test_records_of_pubmed_without_a_pmid_are_read():
    text = """OWN - NLM
TI  - Backs.
FAU - Alpha, Ann
LID - 10.5555/backs [doi]
LID - e0123456 [pii]

TI  - Necks.
LID - S0140-6736(20)31180-6 [pii]
DP  - 2020
"""
    backs, necks = works_of(text)

    assert (backs.csl["DOI"], backs.csl["page"], necks.title) == ("10.5555/backs", "e0123456", "Necks")
    assert "page" not in necks.csl


ENW = """%0 Journal Article
%A Alpha, Ann
%A Beta, B
%T Backs
%J Journal of Backs
%V 12
%N 3
%P 1-9
%D 2020
%R 10.5555/Backs
"""
ENDNOTE_XML = """<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Alpha, Ann</style></author><author>Beta, B</author></authors>
</contributors><titles><title><style face="normal">Backs</style></title>
<secondary-title>Journal of Backs</secondary-title>
</titles><pages>1-9</pages><volume>12</volume><number>3</number><dates><year>2020</year></dates>
<electronic-resource-num>10.5555/Backs</electronic-resource-num></record></records></xml>"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Alpha, A
   Beta, B
TI Backs
SO JOURNAL OF BACKS
VL 12
IS 3
BP 1
EP 9
PY 2020
DI 10.5555/Backs
ER

EF
"""
CSL = """[{"type": "article-journal", "title": "Backs", "author": [
{"family": "Alpha", "given": "Ann"}, {"family": "Beta"}], "container-title": "Journal of Backs",
"volume": 12, "issue": "3", "page": "1-9", "DOI": "10.5555/Backs",
"issued": {"date-parts": [["2020", 5]]}}]"""
PUBMED_CSV = """PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI
555001,Backs.,"Alpha A, Beta B.",J Backs. 2020 May;12(3):1-9. doi: 10.5555/Backs.,Alpha A,J Backs,2020,,10.5555/Backs
"""


@pytest.mark.parametrize("text", [ENW, ENDNOTE_XML, WOS, CSL, PUBMED_CSV], ids=["enw", "xml", "wos", "csl", "csv"])
def test_the_same_work_is_the_same_in_each_format(text):
    work = work_of(text)

    assert (work.title, work.kind, work.year, authors_of(work)) == ("Backs", WorkKind.ARTICLE, 2020, ["Alpha", "Beta"])
    csl = work.csl
    assert (csl["volume"], csl["issue"], csl["page"], csl["DOI"]) == ("12", "3", "1-9", "10.5555/Backs")


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - Backs\nJF  - medRxiv\nER  - ",
        "TY  - JOUR\nTI  - Backs\nM3  - preprint\nER  - ",
        "TY  - UNPB\nTI  - Backs\nDO  - 10.1101/2020.01.02.20123456\nER  - ",
        "@article{a, title={Backs}, journal={arXiv preprint arXiv:2001.01234}}",
        "@misc{a, title={Backs}, archiveprefix={arXiv}, eprint={2001.01234}}",
        "PMID- 1\nTI  - Backs\nPT  - Preprint\n",
        "%0 Journal Article\n%T Backs\n%J bioRxiv\n",
        "PT J\nTI Backs\nDT Preprint\nER\n",
        '[{"type": "article", "title": "Backs", "publisher": "Research Square"}]',
        '[{"type": "article-journal", "title": "Backs", "DOI": "10.21203/rs.3.rs-1/v1"}]',
    ],
)
def test_a_preprint_is_known_in_all_formats(text):
    work = work_of(text)

    assert work.is_preprint and work.kind == WorkKind.PREPRINT


@pytest.mark.parametrize("doi", ["10.1101/gr.123456.105", "10.1101/cshperspect.a012345"])
def test_a_journal_of_a_house_with_preprints_is_none(doi):
    assert not work_of(f"TY  - JOUR\nTI  - Backs\nDO  - {doi}\nER  - ").is_preprint


@pytest.mark.parametrize(
    "text", ['[{"title": ', "<?xml version='1.0'?><xml><records>", '[1, null, {"title": []}]', ENW[:3]]
)
def test_a_broken_file_of_any_format_ends_in_a_sentence(text):
    try:
        imported = files.read(text.encode())
    except files.FileRefused as refused:
        assert str(refused).endswith(".")
    else:
        assert not imported.works and imported.problems


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["TY  - JOUR", "TI  - Backs", "ER  - ", "PMID- 1", "@article{a, title={Backs}}", "@string{", "}"]
        ),
        st.text(max_size=20).map("AU  - {}".format),
        st.text(max_size=20).map("@book{{a, title={{{0}}}, author={{{0}}}}}".format),
        st.text(max_size=20).map("DP  - {}".format),
        st.text(max_size=20),
    )
)


@given(LINES)
def test_no_file_breaks_the_import(lines):
    try:
        imported = files.read("\n".join(lines).encode())
    except files.FileRefused as refused:
        assert str(refused).endswith(".")
    else:
        assert all(work.title for work in imported.works)
