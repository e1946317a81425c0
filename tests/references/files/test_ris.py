"""Files in RIS, as each database writes it."""

import pytest

from articles.references import files
from articles.references.works import Source, WorkKind
from tests.references.files.works import authors_of, read, work_of, works_of


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


def test_ris_names_of_both_tags_are_kept_in_their_order():
    work = work_of("TY  - CHAP\nTI  - Backs\nA1  - Alpha, A\nAU  - Beta, B\nA2  - Gamma, G\nED  - Delta, D\nER  - ")

    assert authors_of(work) == ["Alpha", "Beta"]
    assert [person["family"] for person in work.csl["editor"]] == ["Gamma", "Delta"]


def test_two_authors_of_one_name_are_two_and_a_list_said_in_both_tags_is_one():
    [work, same] = works_of(
        "TY  - BOOK\nTI  - Backs\nAU  - Wang Y\nAU  - Li X\nAU  - Wang Y\nED  - Wu Z\nED  - Wu Z\nER  - \n"
        "TY  - JOUR\nTI  - Necks\nA1  - Wang Y\nA1  - Li X\nAU  - Wang Y\nAU  - Li X\nER  - \n"
    )

    assert authors_of(work) == ["Wang Y", "Li X", "Wang Y"] and len(work.csl["editor"]) == 2
    assert authors_of(same) == ["Wang Y", "Li X"]


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


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("PY  - 2020\nDA  - 2020/05/17/", [2020, 5, 17]),
        ("PY  - 2020///\nY1  - 2020/05//", [2020, 5]),
        ("PY  - 2020\nDA  - May 17", [2020, 5, 17]),
        ("PY  - 2020\nDA  - 2019/12/30", [2020]),
        ("PY  - in press\nDA  - 2019/12/30", [2019, 12, 30]),
        ("PY  - 2020/03/01\nDA  - 2020", [2020, 3, 1]),
    ],
)
def test_of_several_dates_of_a_year_the_one_that_says_most_is_kept(fields, date):
    assert work_of(f"TY  - JOUR\nTI  - Backs\n{fields}\nER  - ").csl["issued"] == {"date-parts": [date]}


def test_ris_of_embase_has_the_journals_abbreviation_in_jo():
    csl = work_of("TY  - JOUR\nT1  - Backs\nJF  - Journal of Backs\nJO  - J. Backs\nER  - ").csl

    assert (csl["container-title"], csl["container-title-short"]) == ("Journal of Backs", "J. Backs")
    assert work_of("TY  - JOUR\nT1  - Backs\nJO  - Pain\nER  - ").csl["container-title"] == "Pain"


def test_ris_article_numbers_and_several_addresses_are_read():
    csl = work_of("TY  - JOUR\nTI  - Backs\nC7  - 104567\nUR  - https://a.org/x;http://doi.org/10.5555/b\nER  - ").csl

    assert (csl["page"], csl["DOI"], csl["URL"]) == ("104567", "10.5555/b", "https://a.org/x")
