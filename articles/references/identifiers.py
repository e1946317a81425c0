"""The names by which works are known: DOI, PMID, PMCID and web address, in the one form in which we keep each.

Whoever pastes one means the work, so what surrounds it is taken off; what is left is refused when it cannot be one.
That it exists only its register can say: a PMID has no check digit, and any number looks like one.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

#: Crossref's own pattern (https://www.crossref.org/blog/dois-and-matching-regular-expressions/) refuses DOIs of the
#: SICI kind, which hold < and >; so only white space and control characters are refused here.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f]+")
BEFORE_DOI = re.compile(r"^(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|^doi:\s*|^urn:doi:", re.IGNORECASE)
BEFORE_PMID = re.compile(
    r"^(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/)|^pmid:?\s*", re.IGNORECASE
)
BEFORE_PMCID = re.compile(
    r"^(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc)/articles/|^pmcid:?\s*",
    re.IGNORECASE,
)
PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
LONGEST_DOI = 250


def clean_doi(text):
    """A DOI in small letters, without what sentences and resolvers put around it; “” when it cannot be one.

    DOIs are compared without regard to case (https://www.doi.org/doi-handbook/HTML/case-sensitivity.html).
    """
    doi = BEFORE_DOI.sub("", _plain(text)).strip().lower()
    doi = _without_trailing_marks(doi)
    return doi if len(doi) <= LONGEST_DOI and DOI.fullmatch(doi) else ""


def clean_pmid(text):
    """A PubMed id as digits; “” when it cannot be one. Some files write it as a decimal number."""
    digits = re.fullmatch(r"0*([1-9]\d{0,8})(?:\.0)?/?", BEFORE_PMID.sub("", _plain(text)).strip())
    return digits[1] if digits else ""


def clean_pmcid(text):
    """A PubMed Central id such as PMC1234567, without its version; “” when it cannot be one."""
    found = re.fullmatch(r"PMC0*([1-9]\d{0,9})(?:\.\d+)?/?", BEFORE_PMCID.sub("", _plain(text)).strip().upper())
    return f"PMC{found[1]}" if found else ""


def clean_url(text):
    """A web address with its host in small letters and without a fragment; “” when it is none."""
    try:
        parts = urlsplit(_plain(text).strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"\s", parts.geturl()):
        return ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def doi_url(doi):
    """Where a DOI leads, with the characters escaped that a web address cannot hold."""
    return f"https://doi.org/{quote(doi, safe='/:;().,-_')}"


def _plain(text):
    return unicodedata.normalize("NFKC", str(text))


def _without_trailing_marks(doi):
    """Punctuation at the end belongs to the sentence, but for a bracket that was opened inside."""
    while doi:
        last = doi[-1]
        if last in ".,;:'\"”’" or (last in PAIRS and doi.count(last) > doi.count(PAIRS[last])):
            doi = doi[:-1]
        else:
            break
    return doi
