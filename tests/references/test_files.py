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
        (b"", "This is no RIS, NBIB or BibTeX file."),
        (b"%PDF-1.7 \x00\x01", "This is no text file."),
        (b"TY  - JOUR\n" + b"x" * files.MOST_BYTES, "The file is larger than 2 MB."),
        ("TY  - JOUR".encode("utf-16-le"), "This is no text file."),
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
    ],
)
def test_a_hostile_file_takes_no_long_time(content):
    began = time.process_time()

    files.read(content)

    assert time.process_time() - began < 5


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
