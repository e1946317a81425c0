"""Looking works up: what comes of the services' answers."""

import pytest

from articles.references.identifiers import identify
from articles.references.integrity.status import Status
from articles.references.lookup import (
    CannotRead,
    DoesNotAnswer,
    NobodyToAsk,
    NotFound,
    check,
    fits,
    lookup,
    with_second_opinion,
)
from articles.references.works import Source, StudyType, WorkKind

DOI = identify("10.5555/back.2020.01")
PMID = identify("PMID: 555001")
SICI = identify("10.1002/(SICI)1097-4679(199901)55:1<1::AID-JCLP1>3.0.CO;2-N")


def test_a_doi_brings_the_work_from_crossref(stand):
    stand.says("/crossref/works/", "crossref_article.json")

    work = lookup(DOI).work

    assert work.kind == WorkKind.ARTICLE
    assert work.source == Source.CROSSREF
    assert work.csl["container-title"] == "Journal of Invented Pain & Rest"
    assert work.csl["author"] == [
        {"family": "Example", "given": "Ann Mary"},
        {"family": "van der Sample", "given": "Bo", "suffix": "Jr"},
        {"literal": "The Upside Down Group"},
    ]
    assert work.csl["issued"] == {"date-parts": [[2020, 2]]}
    assert (work.csl["volume"], work.csl["issue"], work.csl["page"]) == ("12", "3", "101-109")
    assert work.csl["DOI"] == "10.5555/Back.2020.01"
    assert work.identifier("doi") == DOI
    assert work.year == 2020


def test_markup_in_a_title_is_cleaned_before_anybody_keeps_it(stand):
    stand.says("/crossref/works/", "crossref_article.json")

    work = lookup(DOI).work

    assert work.title_html == (
        "Hanging upside down for backs: a trial in <i>Homo sapiens</i> &amp; friends: What CO<sub>2</sub> does"
    )
    assert work.title.endswith("Homo sapiens & friends: What CO₂ does")


def test_a_doi_is_percent_encoded_in_the_address_that_is_asked(stand):
    stand.says("/crossref/works/", "crossref_article.json")

    lookup(SICI)

    path = stand.asked[0][1].partition("?")[0]
    assert path == ("/crossref/works/10.1002%2F%28sici%291097-4679%28199901%2955%3A1%3C1%3A%3Aaid-jclp1%3E3.0.co%3B2-n")


def test_a_pmid_brings_the_work_from_pubmed_with_its_kind_of_study(stand):
    stand.says("/eutils/efetch.fcgi", "pubmed_trial.xml")

    found = lookup(PMID)

    work = found.work
    assert work.study_type == StudyType.RANDOMISED_TRIAL
    assert work.title_html == (
        "Traction with <i>gravity</i> &lt; 20° for H<sub>2</sub>O &amp; backs: a randomised trial"
    )
    assert work.csl["container-title-short"] == "Inv J Rest"
    assert work.csl["page"] == "1865-1876"
    assert work.csl["abstract"] == "To hang. It fell < 20°."
    assert work.csl["issued"] == {"date-parts": [[2018, 5, 17]]}
    assert [str(identifier) for identifier in work.identifiers] == [
        "DOI 10.5555/rest.55",
        "PMID 555001",
        "PMCID PMC555101",
    ]
    assert work.csl["author"][1:] == [
        {"family": "Lie", "given": "Jo", "suffix": "3rd"},
        {"literal": "Gravity Study Group"},
    ]
    assert found.integrity.status == Status.CORRECTED
    assert [(notice.doi, notice.pmid) for notice in found.integrity.notices] == [("10.5555/rest.56", "555003")]


def test_pubmed_is_told_who_asks(stand, settings):
    settings.NCBI_API_KEY = "a-key"
    stand.says("/eutils/efetch.fcgi", "pubmed_trial.xml")

    lookup(PMID)

    _, path, headers = stand.asked[0]
    assert "tool=pain-site" in path
    assert "email=desk%40example.org" in path
    assert "api_key=a-key" in path
    assert headers["User-Agent"] == "pain-site/1.0 (http://testserver; mailto:desk@example.org)"


def test_a_pmcid_is_looked_up_in_pubmed_by_its_pmid(stand):
    stand.says("/eutils/esummary.fcgi?db=pmc&id=555101", "pmc_summary.json")
    stand.says("/eutils/efetch.fcgi?db=pubmed&id=555001", "pubmed_trial.xml")

    assert lookup(identify("PMC555101")).work.identifier("pmid") == PMID


def test_a_chapter_of_the_bookshelf_is_a_chapter(stand):
    stand.says("/eutils/efetch.fcgi", "pubmed_book.xml")

    work = lookup(identify("555020")).work

    assert work.kind == WorkKind.CHAPTER
    assert (work.title, work.csl["container-title"], work.csl["publisher"]) == (
        "Sore backs",
        "Pearls of Pain",
        "InventedPearls",
    )
    assert work.csl["author"] == [{"family": "Pearl", "given": "Pia"}]
    assert work.csl["editor"] == [{"family": "Edit", "given": "Eve"}]


@pytest.mark.parametrize("answer", ["pubmed_billion_laughs.xml", "pubmed_local_file.xml", b"<PubmedArticleSet><", b""])
def test_xml_with_entities_or_without_an_end_is_refused(stand, answer):
    stand.says("/eutils/efetch.fcgi", answer)

    with pytest.raises(CannotRead, match="The answer of PubMed cannot be read"):
        lookup(PMID)


@pytest.mark.parametrize(
    "answer",
    [
        b"{",
        b"[]",
        b"null",
        b'{"message": []}',
        b"<html>",
        b"\xff\xfe",
        b'{"message":{"title":7}}',
        b'{"message":{"title":[7]}}',
        b'{"message":{"type":["journal-article"]}}',
        b'{"message":{"title":[],"institution":[{"name":["x"]}],"issued":{"date-parts":7}}}',
    ],
)
def test_an_answer_of_another_shape_is_refused_or_harmless(stand, answer):
    stand.says("/crossref/works/", answer)

    try:
        assert lookup(DOI).work.title in ("", "7")
    except CannotRead as failure:
        assert str(failure) == "The answer of Crossref cannot be read. Fill in the fields by hand."


def test_a_record_of_pubmed_without_a_work_is_refused(stand):
    citation = b"<MedlineCitation><PMID>555001</PMID></MedlineCitation>"
    stand.says(
        "/eutils/efetch.fcgi", b"<PubmedArticleSet><PubmedArticle>%s</PubmedArticle></PubmedArticleSet>" % citation
    )

    with pytest.raises(CannotRead, match="The answer of PubMed cannot be read"):
        lookup(PMID)


def test_a_broken_answer_is_not_kept(stand):
    stand.says("/crossref/works/", b"{", times=1)
    stand.says("/crossref/works/", "crossref_article.json")
    with pytest.raises(CannotRead):
        lookup(DOI)

    assert lookup(DOI).work.year == 2020


def test_europe_pmc_is_asked_when_crossref_does_not_know_a_doi(stand):
    stand.says("/europepmc/search", "europepmc_article.json")

    found = lookup(DOI)

    assert found.work.source == Source.EUROPE_PMC
    assert found.work.title_html == "Hanging upside down for <i>backs</i>"
    assert found.work.study_type == StudyType.SYSTEMATIC_REVIEW
    assert found.work.csl["page"] == "101-109"
    assert found.work.csl["author"][1] == {"literal": "The Upside Down Group"}
    assert found.integrity.status == Status.CONCERN


def test_a_preprint_is_known_as_one(stand):
    stand.says("/crossref/works/", "crossref_preprint.json")
    stand.says("/europepmc/search", "europepmc_preprint.json")

    found = with_second_opinion(lookup(identify("10.5555/2021.02.03.123")))

    assert found.work.kind == WorkKind.PREPRINT
    assert found.work.is_preprint
    assert found.work.csl["publisher"] == "inventedRxiv"


def test_a_second_opinion_adds_what_the_first_one_does_not_know(stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/europepmc/search", "europepmc_article.json")

    found = with_second_opinion(lookup(DOI))

    assert found.work.identifier("pmid").value == "555001"
    assert found.work.study_type == StudyType.SYSTEMATIC_REVIEW
    assert found.work.csl["container-title-short"] == "J Inv Pain Rest"
    assert found.work.csl["DOI"] == "10.5555/Back.2020.01"
    assert found.integrity.status == Status.CONCERN


def test_without_a_second_opinion_the_first_one_stays(stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/europepmc/search", b"nonsense")

    found = with_second_opinion(lookup(DOI))

    assert found.work.year == 2020
    assert found.integrity.failures


def test_a_work_that_no_service_knows_is_not_found(stand):
    stand.says("/europepmc/search", "europepmc_nothing.json")

    with pytest.raises(NotFound, match="Crossref does not know DOI 10.5555/back.2020.01. Compare it"):
        lookup(DOI)


def test_a_pmid_that_pubmed_does_not_know_is_not_found(stand):
    stand.says("/eutils/efetch.fcgi", "pubmed_nothing.xml")
    stand.says("/europepmc/search", "europepmc_nothing.json")

    with pytest.raises(NotFound):
        lookup(PMID)


def test_a_record_of_another_pmid_is_not_taken_for_this_one(stand):
    stand.says("/eutils/efetch.fcgi", "pubmed_retracted.xml")
    stand.says("/europepmc/search", "europepmc_nothing.json")

    with pytest.raises(NotFound):
        lookup(PMID)


def test_nothing_is_called_not_found_while_a_service_does_not_answer(stand):
    stand.says("/europepmc/search", status=403)

    with pytest.raises(DoesNotAnswer, match="Europe PMC does not answer now"):
        lookup(DOI)


@pytest.mark.parametrize("pasted", ["9780306406157", "https://example.org/x"])
def test_books_and_pages_are_filled_in_by_hand(pasted):
    with pytest.raises(NobodyToAsk, match="Fill in the fields by hand"):
        lookup(identify(pasted))


# --- whether a work stands ---


def test_a_check_asks_everybody_and_the_worst_counts(stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/crossref/works?filter=updates", "crossref_filter_nothing.json")
    stand.says("/eutils/efetch.fcgi", "pubmed_trial.xml")
    stand.says("/europepmc/search", "europepmc_article.json")

    found = check([DOI, PMID])

    assert found.status == Status.CONCERN
    assert found.answered == ("crossref", "pubmed", "europepmc")
    assert not found.failures


def test_a_retraction_that_only_the_notice_speaks_of_is_found(stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/crossref/works?filter=updates%3A10.5555%2Fback.2020.01", "crossref_filter_retraction.json")
    stand.says("/europepmc/search", "europepmc_nothing.json")

    found = check([DOI])

    assert found.status == Status.RETRACTED
    assert "10.5555/back.2020.77" in [notice.doi for notice in found.notices]


def test_a_comma_in_a_doi_never_reaches_the_filter(stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/europepmc/search", "europepmc_nothing.json")

    check([identify("10.5555/a,b")])

    assert not any("filter" in path for _, path, _ in stand.asked)


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_error_is_never_an_all_clear(stand, status):
    stand.says("/", status=status)

    found = check([DOI, PMID])

    assert found.status == Status.COULD_NOT_CHECK
    assert {service for service, _ in found.failures} == {"crossref", "pubmed", "europepmc"}


def test_an_empty_answer_of_the_filter_clears_nothing(stand):
    stand.says("/crossref/works?filter", "crossref_filter_nothing.json")
    stand.says("/", status=404)

    assert check([DOI]).status == Status.COULD_NOT_CHECK


def test_a_failure_of_the_filter_is_told(stand):
    stand.says("/crossref/works/", "crossref_retracted.json")
    stand.says("/", status=400)

    found = check([identify("10.5555/bad.1")])

    assert found.status == Status.RETRACTED
    assert found.notices[0].source == "retraction-watch"
    assert "crossref" in {service for service, _ in found.failures}


def test_a_work_without_identifiers_cannot_be_checked():
    assert check([]).status == Status.COULD_NOT_CHECK


# --- whether it is what was meant ---


@pytest.fixture
def trial(stand):
    stand.says("/eutils/efetch.fcgi", "pubmed_trial.xml")
    return lookup(PMID).work


@pytest.mark.parametrize(
    ("pasted", "year"),
    [
        ("Traction with gravity <20° for H2O & backs: a randomised trial", 2018),
        ("TRACTION WITH GRAVITY < 20° FOR H2O AND BACKS: A RANDOMISED TRIAL", None),
        (
            "O'Rest PM, et al. Traction with gravity < 20° for H2O & backs: a randomised trial. Inv J. 2019;1:2001-12.",
            None,
        ),
        ("Traction with gravity < 20° for H2O", 2017),
    ],
)
def test_a_work_fits_its_own_title_and_year(trial, pasted, year):
    assert fits(trial, pasted, year)


@pytest.mark.parametrize(
    ("pasted", "year"),
    [
        ("Paracetamol for low back pain in adults: a Cochrane review", None),
        ("Traction with gravity < 20° for H2O & backs: a randomised trial", 2014),
        ("O'Rest PM. Traction with gravity < 20° for H2O & backs: a randomised trial. Inv J. 1999;1:2.", None),
        ("Backs with gravity: trial traction randomised for a", None),
        ("", None),
    ],
)
def test_a_number_that_belongs_to_another_work_is_noticed(trial, pasted, year):
    assert not fits(trial, pasted, year)
