"""Files in BibTeX, and the LaTeX in them."""

import pytest

from articles.references import files
from articles.references.files.bibtex import MOST_UNFOLDED_OF_FILE
from articles.references.works import WorkKind
from tests.references.files.works import read, work_of, works_of


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


@pytest.mark.parametrize(
    "field",
    ["url={https://doi.org/10.1145/12.34}", "doi={http://doi.acm.org/10.1145/12.34}", "note={doi: 10.1145/12.34}"],
)
def test_bibtex_has_dois_in_several_places(field):
    assert work_of(f"@article{{a, title={{Backs}}, {field}}}").csl["DOI"] == "10.1145/12.34"


def test_abbreviations_made_of_abbreviations_do_not_grow_without_end():
    levels = ["@string{a0 = {Back pain}}", *(f"@string{{a{n + 1} = {' # '.join([f'a{n}'] * 10)}}}" for n in range(9))]
    text = "\n".join([*levels, "@article{x, title=a9, year=2020}", "@article{y, title={Backs}, year=2020}"])

    read = files.read(text.encode())

    assert [work.title for work in read.works] == ["Backs"]
    assert any("cannot be read" in problem.sentence for problem in read.problems)


def test_abbreviations_of_many_entries_do_not_fill_the_memory_together():
    word = "x" * 9_000
    entries = (f"@article{{e{number}, title=x#x, year=2020}}" for number in range(200))

    read = files.read("\n".join([f'@string{{x = "{word}"}}', *entries]).encode())

    assert 0 < sum(len(work.title) for work in read.works) <= MOST_UNFOLDED_OF_FILE
    assert len(read.works) + len(read.problems) == 200


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


@pytest.mark.parametrize("year", ["2018/2019", "2018--2019", "[2018]", "2018a", "{2018}"])
def test_of_several_years_the_first_is_kept(year):
    assert work_of(f"@article{{a, title={{Backs}}, year={{{year}}}, month=may}}").csl["issued"] == {
        "date-parts": [[2018, 5]]
    }


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
        (r"$1\frac{1}{2}$ and 2$\frac{1}{2}$ tablets", "1 1/2 and 2 1/2 tablets"),
        (r"$\frac{a+b}{2}$ and $\frac{-1}{2}$", "(a+b)/2 and -1/2"),
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
