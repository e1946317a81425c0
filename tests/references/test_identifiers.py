"""The names of works, as people paste them and as files spoil them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.identifiers import clean_doi, clean_pmcid, clean_pmid, clean_url, doi_url

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("10.1002/14651858.CD013814", "10.1002/14651858.cd013814"),
        ("https://doi.org/10.1016/j.jpain.2017.11.005", "10.1016/j.jpain.2017.11.005"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi: 10.1000/182.", "10.1000/182"),
        ("DOI:10.1000/182),", "10.1000/182"),
        ("10.1016/S0140-6736(05)67890-1", "10.1016/s0140-6736(05)67890-1"),
        ("(10.1016/x(05)1)".lstrip("("), "10.1016/x(05)1"),
        (SICI.upper(), SICI),
        ("１０.1000/182", "10.1000/182"),
        ("10.1000/xyz abc", ""),
        ("10.1/x", ""),
        ("unavailable", ""),
        ("", ""),
        ("10.1000/" + "x" * 300, ""),
    ],
)
def test_a_doi_is_kept_in_one_form(pasted, kept):
    assert clean_doi(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("29198932", "29198932"),
        ("PMID: 29198932", "29198932"),
        ("https://pubmed.ncbi.nlm.nih.gov/29198932/", "29198932"),
        ("37476288.0", "37476288"),
        ("0", ""),
        ("0.0", ""),
        ("12a", ""),
        ("1234567890", ""),
    ],
)
def test_a_pmid_is_kept_as_digits(pasted, kept):
    assert clean_pmid(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [("pmc1234567.2", "PMC1234567"), ("https://pmc.ncbi.nlm.nih.gov/articles/PMC0099/", "PMC99"), ("1234567", "")],
)
def test_a_pmcid_is_kept_without_its_version(pasted, kept):
    assert clean_pmcid(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("HTTPS://WWW.NICE.org.uk/Guidance/NG59#top", "https://www.nice.org.uk/Guidance/NG59"),
        ("https://example.org", "https://example.org/"),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
        ("ftp://example.org/", ""),
    ],
)
def test_a_web_address_is_kept_in_one_form(pasted, kept):
    assert clean_url(pasted) == kept


def test_a_doi_leads_to_its_resolver_with_every_odd_character_escaped():
    assert doi_url(SICI) == f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')}"


@given(st.text())
def test_no_text_breaks_the_cleaning_and_cleaning_twice_changes_nothing(text):
    for clean in (clean_doi, clean_pmid, clean_pmcid, clean_url):
        once = clean(text)
        assert clean(once) == once


@given(
    st.from_regex(r"10\.\d{4}/[a-z0-9()/.;:<>-]{1,20}[a-z0-9]", fullmatch=True), st.sampled_from([".", ",", ").", "”"])
)
def test_what_is_found_in_a_sentence_is_found_alone(doi, end):
    assert clean_doi(f"doi:{doi}{end}") in (clean_doi(doi), clean_doi(doi + end))
