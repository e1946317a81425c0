"""What people paste as a reference, and what is found in it."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.references.identifiers import Identifier, Kind, identifiers_in, identify, normalised

SICI = "10.1002/(sici)1097-4679(199901)55:1<1::aid-jclp1>3.0.co;2-n"


@pytest.mark.parametrize(
    "pasted",
    [
        "10.1111/Papr.12345",
        "doi:10.1111/papr.12345",
        "DOI: 10.1111/papr.12345.",
        "DOI10.1111/papr.12345",
        "https://doi.org/10.1111/papr.12345",
        "http://dx.doi.org/10.1111/papr.12345?x=1#y",
        "dx.doi.org/10.1111%2Fpapr.12345",
        "doi:https://doi.org/10.1111/papr.12345",
        "https://onlinelibrary.wiley.com/doi/full/10.1111/papr.12345",
        "https://onlinelibrary.wiley.com/doi/epdf/10.1111/papr.12345/full",
        "https://example.org/article?id=10.1111/papr.12345&type=printable",
        "10.1111/papr.12345",
        "10.1111/papr\u200b.12345",
        "\uff11\uff10.1111/papr.12345",
        '<a href="https://doi.org/10.1111/papr.12345">10.1111/papr.12345</a>',
        "“10.1111/papr.12345”",
        "Doe J. Backs. Pain Pract. 2019;1(2):3-4. doi:10.1111/papr.12345. PMID: 123456.",
        "(see 10.1111/papr.12345), and others",
    ],
)
def test_a_doi_is_recognised_however_it_was_pasted(pasted):
    assert identify(pasted) == Identifier(Kind.DOI, "10.1111/papr.12345")


@pytest.mark.parametrize(
    "pasted",
    [
        SICI,
        SICI.upper(),
        f"doi:{SICI}",
        f"https://doi.org/{SICI}",
        "https://doi.org/10.1002/(SICI)1097-4679(199901)55:1%3C1::AID-JCLP1%3E3.0.CO;2-N",
        "doi:10.1002/(SICI)1097-4679(199901)55:1&lt;1::AID-JCLP1&gt;3.0.CO;2-N",
        f"Doe J. Backs. J Clin Psychol. 1999;55(1):1. doi:{SICI}.",
    ],
)
def test_a_doi_of_the_old_form_keeps_its_angle_brackets(pasted):
    assert identify(pasted).value == SICI


def test_an_identifiers_address_is_percent_encoded():
    assert identify(SICI).url == ("https://doi.org/10.1002/(sici)1097-4679(199901)55:1%3C1::aid-jclp1%3E3.0.co;2-n")
    assert normalised(Kind.DOI, "10.1000/a#b?c%d").url == "https://doi.org/10.1000/a%23b%3Fc%25d"
    assert normalised(Kind.PMID, "123").url == "https://pubmed.ncbi.nlm.nih.gov/123"
    assert normalised(Kind.URL, "https://example.org/ä b".replace(" ", "")).url == "https://example.org/%C3%A4b"


@pytest.mark.parametrize(
    ("pasted", "doi"),
    [
        ("10.1016/0005-2795(76)90109-4", "10.1016/0005-2795(76)90109-4"),
        ("(10.1016/0005-2795(76)90109-4).", "10.1016/0005-2795(76)90109-4"),
        ("10.1000/abc),", "10.1000/abc"),
        ("10.1000/o'neill", "10.1000/o'neill"),
        ("10.1641/0006-3568(2004)054[0001:T]2.0.CO;2", "10.1641/0006-3568(2004)054[0001:t]2.0.co;2"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full", "10.1101/2020.01.02.123456"),
    ],
)
def test_brackets_stay_with_a_doi_when_both_are_there(pasted, doi):
    assert identify(pasted).value == doi


@pytest.mark.parametrize("pasted", ["10.1000/xyz abc", "10.1000/", "10.99/abc", "doi:", "110.1000/abc", "10.1000 /abc"])
def test_what_only_looks_like_a_doi_is_refused(pasted):
    assert normalised(Kind.DOI, pasted) is None


def test_half_a_doi_is_not_taken_for_a_whole_one():
    assert identify("https://doi.org/10.1000/abc%20def") is None


@pytest.mark.parametrize(
    "pasted",
    [
        "29768149",
        "PMID: 29768149",
        "PMID29768149",
        "https://pubmed.ncbi.nlm.nih.gov/29768149/",
        "pubmed https://www.ncbi.nlm.nih.gov/pubmed/29768149?dopt=Abstract",
        "https://europepmc.org/article/MED/29768149",
        "Doe J. Backs. 2018;378(20):1865-76. PMID: 29768149.",
    ],
)
def test_a_pmid_is_recognised_however_it_was_pasted(pasted):
    assert identify(pasted) == Identifier(Kind.PMID, "29768149")


def test_a_number_in_a_sentence_is_no_pmid():
    assert identify("In 29768149 patients of 2018") is None


@pytest.mark.parametrize(
    "pasted",
    ["pmc3531190", "PMC3531190.1", "PMCID: PMC3531190", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/#s1"],
)
def test_a_pmcid_has_capitals_and_no_version(pasted):
    assert identify(pasted) == Identifier(Kind.PMCID, "PMC3531190")


@pytest.mark.parametrize(
    "pasted",
    [
        "0-306-40615-2",
        "9780306406157",
        "978-0-306-40615-7",
        "ISBN-10: 0306406152",
        "Doe J. Backs. ISBN 978-0-306-40615-7.",
    ],
)
def test_an_isbn_has_thirteen_digits(pasted):
    assert identify(pasted) == Identifier(Kind.ISBN, "9780306406157")


@pytest.mark.parametrize("pasted", ["0-306-40615-3", "9780306406158", "ISBN 978-0-306-40615-8"])
def test_an_isbn_with_a_wrong_check_digit_is_none(pasted):
    assert identify(pasted) is None


def test_a_web_address_loses_what_only_tracks_people():
    found = identify("See https://WWW.Example.org/backs/?utm_source=x&page=2&fbclid=abc#pain.")

    assert found == Identifier(Kind.URL, "https://www.example.org/backs/?page=2")


@pytest.mark.parametrize("pasted", ["javascript:alert(1)", "https://user:word@example.org/", "http://[::1", "http://x"])
def test_what_is_no_address_of_the_web_is_refused(pasted):
    assert identify(pasted) is None


def test_all_identifiers_of_a_reference_are_found_the_surest_first():
    found = identifiers_in(
        "Doe J. Backs. 2018. https://example.org/x PMCID: PMC12; PMID: 345. doi: 10.1000/ABC. ISBN 0-306-40615-2"
    )

    assert [str(identifier) for identifier in found] == [
        "DOI 10.1000/abc",
        "PMID 345",
        "PMCID PMC12",
        "ISBN 9780306406157",
        "https://example.org/x",
    ]


#: What references of all kinds look like that people and programs copied, and which identifiers are in them.
COPIED = [
    ("DOI:10.3390/vaccines11010010PMID:36560524", ["10.3390/vaccines11010010", "36560524"]),
    ("PMID: 12,345,678", ["12345678"]),
    ("See PMID: 12,345,678.", ["12345678"]),
    (
        "10.1002/(SICI)1097-0258(19980215/15)17:1/3%3C377::AID-SIM799%3E3.0.CO;2-N",
        ["10.1002/(sici)1097-0258(19980215/15)17:1/3<377::aid-sim799>3.0.co;2-n"],
    ),
    (
        "doi: 10.1002/(SICI)1097-0258(19980215/15)17:1/3%3C377::AID-SIM799%3E3.0.CO;2-N.",
        ["10.1002/(sici)1097-0258(19980215/15)17:1/3<377::aid-sim799>3.0.co;2-n"],
    ),
    ("10.1016/j.pain.2010. 01.001", ["10.1016/j.pain.2010.01.001"]),
    ("Doe J. Pain 2010. doi:10.1016/j.pain.2010. 01.001. PMID: 5", ["10.1016/j.pain.2010.01.001", "5"]),
    ("Doe. doi:10.1016/j.pain.2010.01.001. 2015 Jan 3", ["10.1016/j.pain.2010.01.001"]),
    ("doi:10.1007/s00586-010- 1478-7", ["10.1007/s00586-010-1478-7"]),
    ("doi: 10.1136/ bmj.l1234", ["10.1136/bmj.l1234"]),
    ("doi:10.1097/BRS. 0b013e3181b8b8b8", ["10.1097/brs.0b013e3181b8b8b8"]),
    ("10.1101/2020.01.02.123456v2.full.pdf+html", ["10.1101/2020.01.02.123456"]),
    ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf+html", ["10.1101/2020.01.02.123456"]),
    ("https://www.scielo.br/10.1590/abc.123/full/es", ["10.1590/abc.123"]),
    ("10.3389/fpsyt.2020.00001/full/es", ["10.3389/fpsyt.2020.00001"]),
    ("10.1007/s00586-010-1478-7&domain=pdf", ["10.1007/s00586-010-1478-7"]),
    ("https://crossmark.crossref.org/dialog/?doi=10.1007/s00586-010-1478-7&domain=pdf", ["10.1007/s00586-010-1478-7"]),
    ("10.1000/abc.1(Published online 2010)", ["10.1000/abc.1"]),
    ("10.1000/abc.1†", ["10.1000/abc.1"]),
    ("https://doi.org/10.1016/j.x.2010.01.001.PMID: 1", ["10.1016/j.x.2010.01.001", "1"]),
    (
        "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)31180-6/fulltext",
        ["https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)31180-6/fulltext"],
    ),
    (
        "https://www.thelancet.com/article/10.1016/PIIS0140-6736(20)31180-6/fulltext",
        ["https://www.thelancet.com/article/10.1016/PIIS0140-6736(20)31180-6/fulltext"],
    ),
    ("pp. 1531–1514.10.1007/s00586-010-1478-7", ["10.1007/s00586-010-1478-7"]),
    ("doi%3A10.1016%2Fj.pain.2010.01.001", ["10.1016/j.pain.2010.01.001"]),
    ("10.1016∕j.pain.2010.01.001", ["10.1016/j.pain.2010.01.001"]),
    ("http://doi.org/doi:10.1000/abc", ["10.1000/abc"]),
    ("pmid=123456", ["123456"]),
    ("Doe 2010. pmid=123456", ["123456"]),
    ("PMID - 123456", ["123456"]),
    ("See PMID - 123456 there", ["123456"]),
    ("PMIDs: 123456, 234567", ["123456", "234567"]),
    ("Two (PMIDs: 12345678, 23456789 and 34567890).", ["12345678", "23456789", "34567890"]),
    ("Doe. PMID: 12345678, 2018", ["12345678"]),
    ("PMID: 36560524PMCID: PMC1234567", ["36560524", "PMC1234567"]),
    ("PMCID: 3531190", ["PMC3531190"]),
    ("Doe J. PMCID: 3531190.", ["PMC3531190"]),
    ("https://www.ncbi.nlm.nih.gov/pubmed/?term=29768149", ["29768149"]),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=29768149%5Buid%5D", ["29768149"]),
    (
        "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=29768149&dopt=Abstract",
        ["29768149"],
    ),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/29768149/", ["29768149"]),
    ("https://pubmed-ncbi-nlm-nih-gov.proxy.uni.edu/29768149/", ["29768149"]),
    ("https://www.ncbi.nlm.nih.gov.ezproxy.uni.edu/pubmed/29768149", ["29768149"]),
    ("https://www-ncbi-nlm-nih-gov.ezproxy.uni.edu/pmc/articles/PMC3531190/", ["PMC3531190"]),
    ("pubmed.ncbi.nlm.nih.gov/29768149", ["29768149"]),
    ("www.ncbi.nlm.nih.gov/pubmed/29768149", ["29768149"]),
    ("See ncbi.nlm.nih.gov/pmc/articles/PMC3531190, free", ["PMC3531190"]),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=back+pain", ["https://pubmed.ncbi.nlm.nih.gov/?term=back+pain"]),
    ("https://www.ncbi.nlm.nih.gov/books/NBK538173/", ["https://www.ncbi.nlm.nih.gov/books/NBK538173/"]),
    ("onlinelibrary.wiley.com/doi/10.1111/papr.12345/full", ["10.1111/papr.12345"]),
    ("<https://doi.org/10.1000/abc>", ["10.1000/abc"]),
    ("https://doi.org/10.1000%2Fabc", ["10.1000/abc"]),
    ("10.1000/abc‐d", ["10.1000/abc-d"]),
    ("In 110.1000/abc", []),
    ("192.168.10.1007/24", []),
    ("10.1016/S0140-6736(20)31180-6", ["10.1016/s0140-6736(20)31180-6"]),
    ("Doe J. 2011;10.1000/abc", ["10.1000/abc"]),
    ("doi: 10.1000/abc-1 2010", ["10.1000/abc-1"]),
    ("doi:10.1000/xyz.12. 34 pages", ["10.1000/xyz.12"]),
    ("doi:10.1000/abc. 2019;12:3", ["10.1000/abc"]),
    ("10.1000/abc.Epub 2010", ["10.1000/abc"]),
    ("10.1000/abcCrossRefGoogle Scholar", ["10.1000/abc"]),
    ("https://europepmc.org/abstract/MED/29768149", ["29768149"]),
    ("https://www.ncbi.nlm.nih.gov/m/pubmed/29768149/", ["29768149"]),
    (
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&id=29768149,29768150",
        ["29768149", "29768150"],
    ),
    ("http://0-www.ncbi.nlm.nih.gov.library.uni.edu/pubmed/29768149,", ["29768149"]),
    ("[PubMed: 29768149]", ["29768149"]),
    ("PMID：29768149", ["29768149"]),
    ("https://link.springer.com/content/pdf/10.1007%2Fs00586-010-1478-7.pdf", ["10.1007/s00586-010-1478-7"]),
    ("https://doi-org.proxy.uni.edu/10.1000/abc", ["10.1000/abc"]),
    ("doi:10.1111/j.1526- 4637.2010.00912.x", ["10.1111/j.1526-4637.2010.00912.x"]),
    ("doi: 10.1016/ j.pain.2010.01.001", ["10.1016/j.pain.2010.01.001"]),
    ("10.1016/j.pain.2010.01.001‡", ["10.1016/j.pain.2010.01.001"]),
    (
        "10.1371/journal.pone.0123456 PMCID:PMC4395138PMID:25875831",
        ["10.1371/journal.pone.0123456", "25875831", "PMC4395138"],
    ),
    ("https://www.tandfonline.com/doi/full/10.1080/1234?needAccess=true&role=button", ["10.1080/1234"]),
    ("10.1080/1234?needAccess=true", ["10.1080/1234"]),
    ("https://example.org/?pmid=12", ["https://example.org/?pmid=12"]),
    ("10.1002/14651858.CD000963.pub3", ["10.1002/14651858.cd000963.pub3"]),
]


@pytest.mark.parametrize(("pasted", "values"), COPIED)
def test_what_was_copied_badly_is_read_as_it_was_meant(pasted, values):
    assert [identifier.value for identifier in identifiers_in(pasted)] == values


@pytest.mark.parametrize(("pasted", "values"), COPIED)
def test_what_was_copied_badly_is_read_alike_within_a_reference(pasted, values):
    found = [identifier.value for identifier in identifiers_in(f"Doe J. Backs. Pain. {pasted}")]

    assert found == values or not any(sign in pasted for sign in " .,/")


@pytest.mark.parametrize(
    "part",
    ["10.1000/", "a.", "PMID: 1, ", "10.1016/j. ", "%2F10.1000%2F", "www.ncbi-", "(Epub", "&a=?", "10.1000/a?b=1&"],
)
def test_a_hostile_text_that_is_ten_times_as_long_takes_no_hundred_times_as_long(part):
    few, many = (time_for(part * times) for times in (500, 5_000))

    assert many < 30 * max(few, 0.001)


def time_for(text):
    """In seconds of the processor; the least of three, since whatever else runs makes it no shorter."""

    def once():
        began = time.process_time()
        identifiers_in(text)
        return time.process_time() - began

    return min(once() for _time in range(3))


SUFFIX = st.text(st.sampled_from("abcXYZ019()[]<>:;.,-_/'#?%&=é“ﬁ \u2010\u200b"), max_size=25)
NEAR_MISSES = st.one_of(
    st.text(max_size=60),
    SUFFIX.map("10.1000/{}".format),
    SUFFIX.map("https://doi.org/10.1000/{}".format),
    SUFFIX.map("https://example.org/10.1000/{}".format),
    SUFFIX.map("https://example.org/{}".format),
    st.integers(0, 10**13).map(str),
    st.integers(0, 10**10).map("PMC{}".format),
    st.integers(0, 10**13).map("ISBN 978{}".format),
)


@given(NEAR_MISSES, st.sampled_from(Kind))
@example("http://[", Kind.URL)
def test_normalising_twice_changes_nothing(text, kind):
    once = normalised(kind, text)

    assert once is None or normalised(kind, once.value) == once


@given(NEAR_MISSES, NEAR_MISSES)
def test_what_is_found_in_a_sentence_is_found_when_pasted_alone(first, second):
    for identifier in identifiers_in(f"Doe J. Backs. 2018;1(2):3-4. {first} and {second}."):
        assert identify(identifier.value) == identifier
        assert identifier.url.isascii()
