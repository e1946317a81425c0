"""The identifiers of cited works: found in whatever somebody pasted, and brought into one form for comparing.

A DOI is proved by asking for it, a PMID by comparing the title that comes back: any number looks like one. Check
digits are python-stdnum's; the rest is by hand, since idutils, the library for it, finds none in a text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from django.db.models import TextChoices
from django.utils.encoding import iri_to_uri
from stdnum import isbn

#: More than any reference has; what comes after is not looked at.
MOST_CHARACTERS = 10_000


class Kind(TextChoices):
    """The kinds, the surest first."""

    DOI = "doi", "DOI"
    PMID = "pmid", "PMID"
    PMCID = "pmcid", "PMCID"
    ISBN = "isbn", "ISBN"
    URL = "url", "URL"


ADDRESSES = {
    Kind.DOI: "https://doi.org/",
    Kind.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
    Kind.PMCID: "https://pmc.ncbi.nlm.nih.gov/articles/",
    Kind.ISBN: "urn:isbn:",
}


@dataclass(frozen=True)
class Identifier:
    """One identifier in the form used for comparing; `normalised` and `identifiers_in` make them."""

    kind: Kind
    value: str

    @property
    def url(self) -> str:
        """Its address, percent-encoded; for an ISBN the URN, since no one place holds all books."""
        if self.kind == Kind.URL:
            return iri_to_uri(self.value)
        return ADDRESSES[self.kind] + quote(self.value, safe="/:;().-_")

    def __str__(self) -> str:
        return self.value if self.kind == Kind.URL else f"{self.kind.label} {self.value}"


def identify(text: str) -> Identifier | None:
    """The surest identifier in what was pasted, be it that alone or a whole reference; None without one."""
    found = identifiers_in(text)
    return found[0] if found else None


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """All identifiers in a text, each once, the surest kind first; a bare number counts when it stands alone."""
    text = unescape(str(text)[:MOST_CHARACTERS]) if "&" in text[:MOST_CHARACTERS] else str(text)[:MOST_CHARACTERS]
    text = _INVISIBLE.sub("", text)
    if alone := _alone(text):
        return (alone,)
    found = [_of_web_address(token) for token in _WEB_ADDRESS.findall(text)]
    rest = _folded(_WEB_ADDRESS.sub(" ", text))
    found += [normalised(Kind.DOI, match[0]) for match in _DOI.finditer(rest)]
    found += [normalised(Kind.PMID, match[1]) for match in _PMID.finditer(rest)]
    found += [normalised(Kind.PMCID, match[0]) for match in _PMCID.finditer(rest)]
    found += [_isbn_at_start_of(match[1]) for match in _ISBN.finditer(rest)]
    once = dict.fromkeys(identifier for identifier in found if identifier)
    return tuple(sorted(once, key=lambda identifier: list(Kind).index(identifier.kind)))


def normalised(kind: Kind | str, value: Any) -> Identifier | None:
    """The identifier of this kind that `value` is, or None when it is none. Normalising twice changes nothing."""
    value = _INVISIBLE.sub("", str(value)).strip()
    if len(value) > MOST_CHARACTERS:
        return None
    value = _NORMALISERS[Kind(kind)](value)
    return Identifier(Kind(kind), value) if value else None


# --- the forms ---

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\\x00-\\x08\\x0e-\\x1b\\x7f\ud800-\udfff]")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
#: Angle brackets belong to DOIs of the old SICI form only, as in `55:1<1::AID-JCLP1>3.0.CO;2-N`.
_DOI_BODY = (
    r"""10\.[0-9]{4,9}(?:\.[0-9]+)*/"""
    r"""(?:[^\s<>"'`“”„‟‘‛«»‹›{}|\\^]|'(?=\w)|(?<=[0-9])<[^\s<>/":]{0,80}:[^\s<>/"]{0,80}>(?=[0-9]))+"""
)
_DOI = re.compile(rf"(?:(?<![\w.])|(?i:(?<=doi))){_DOI_BODY}")
_RESOLVER = r"(?:https?://)?(?:dx\.|www\.)?doi\.org/"
_DOI_PREFIX = re.compile(rf"^(?:{_RESOLVER}|(?:doi|DOI)\s*:?\s*(?:{_RESOLVER})?)(?=10\.)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(rf"(?i)(?<![\w.@])(?:https?://|{_RESOLVER}(?=10\.))\S+")
_PMID = re.compile(r"(?i)(?<![\w])(?:PMID|PubMed\s*(?:ID|PMID)?)\s*[:#]?\s*([1-9][0-9]{0,7})(?![\w])")
_PMCID = re.compile(r"(?i)(?<!\w)PMC[1-9][0-9]{0,8}(?:\.[0-9]{1,2}(?!\w))?(?!\w)")
_ISBN = re.compile(r"(?i)(?<![\w-])(?:ISBN(?:-1[03])?\s*[:#]?\s*|(?=97[89]))([0-9](?:[ -]?[0-9X]){9,16})(?![\w])")
_PMID_SITES = re.compile(
    r"(?i)^(?:(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/"
    r"|(?:www\.)?europepmc\.org/(?:article|abstract)/med/)([1-9][0-9]{0,7})(?:[/?#]|$)"
)
_PMC_SITES = re.compile(
    r"(?i)^(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov|europepmc\.org)/\S*?\b(PMC[1-9][0-9]{0,8})\b"
)
#: What publishers append to a DOI in the addresses of their pages.
_PAGE_OF_DOI = re.compile(
    r"(?i)(?:/(?:full(?:text)?(?:/html)?|abstract|e?pdf|pdfdirect|meta|summary|references|metrics|citedby)|\.pdf)/?$"
)
_PAGE_OF_BIORXIV = re.compile(r"(?i)(?:v[0-9]+)?(?:\.(?:full|abstract|article-info|supplementary)[\w.-]*)?$")
_TRACKING = re.compile(r"(?i)^(?:utm_\w*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|_gl|_hs\w*)$")
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}


def _folded(text: str) -> str:
    """Text with full-width letters, ligatures and the like as the plain ones, and every hyphen as the plain one."""
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS)


def _trimmed(value: str, marks: str = ".,;:!?*'’…-–—") -> str:
    """Without the punctuation of the sentence around it: brackets stay when both of them are there."""
    while value:
        last = value[-1]
        opening = _PAIRS.get(last)
        if last in marks or (opening and value.count(opening) < value.count(last)):
            value = value[:-1]
        else:
            break
    return value


def _doi(value: str) -> str | None:
    value = _DOI_PREFIX.sub("", _folded(value))
    if re.search(r"\s", value):
        return None
    value = _trimmed(value, "/.,;:!?*'’…-–—")
    # A DOI is compared without regard to the case of ASCII letters, and of no others.
    return re.sub("[A-Z]+", lambda letters: letters[0].lower(), value) if _DOI.fullmatch(value) else None


def _pmid(value: str) -> str | None:
    match = re.fullmatch(r"(?i)(?:PMID\s*[:#]?\s*)?([0-9]{1,8})", _folded(value))
    return match[1].lstrip("0") if match else None


def _pmcid(value: str) -> str | None:
    match = re.fullmatch(r"(?i)(?:PMCID\s*[:#]?\s*)?PMC([1-9][0-9]{0,8})(?:\.[0-9]{1,2})?", _folded(value))
    return f"PMC{match[1]}" if match else None


def _isbn(value: str) -> str | None:
    number = re.sub(r"(?i)^ISBN(?:-1[03])?\s*[:#]?\s*", "", _folded(value))
    number = re.sub(r"[\s-]", "", number)
    # One of nine digits, as before 1970, looks like too many other numbers.
    return isbn.validate(number, convert=True) if len(number) in (10, 13) and isbn.is_valid(number) else None


def without_tracking(query: str) -> str:
    """The query of a web address without what only follows people; as it was when there is nothing of the kind."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    return query if kept == pairs else urlencode(kept)


def _url(value: str) -> str | None:
    """A web address without its fragment, without what only tracks, and without a user's name in it."""
    try:
        parts = urlsplit(_trimmed(value))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    is_intact = (
        parts.scheme in ("http", "https") and host and "." in host.strip(".") and ":" not in host and not parts.username
    )
    if not is_intact or re.search(r"""[\s<>"\\^`{|}]""", value):
        return None
    query = without_tracking(parts.query)
    netloc = f"{host}:{port}" if port else host
    return _trimmed(urlunsplit((parts.scheme, netloc, parts.path, query, "")))


_NORMALISERS = {Kind.DOI: _doi, Kind.PMID: _pmid, Kind.PMCID: _pmcid, Kind.ISBN: _isbn, Kind.URL: _url}


def _alone(text: str) -> Identifier | None:
    """The identifier that the text is and nothing else: here a bare number is one."""
    text = text.strip()
    if _WEB_ADDRESS.fullmatch(text):
        return _of_web_address(text)
    return next(filter(None, (normalised(kind, text) for kind in (Kind.DOI, Kind.PMCID, Kind.PMID, Kind.ISBN))), None)


def _isbn_at_start_of(digits: str) -> Identifier | None:
    """The ISBN that a row of digits begins with; a year or a page may follow it after a space."""
    while digits:
        if found := normalised(Kind.ISBN, digits):
            return found
        digits = digits.rpartition(" ")[0]
    return None


def _of_web_address(token: str) -> Identifier | None:
    """What a web address leads to: a DOI, PMID or PMCID when it names one, else the address itself."""
    bare = re.sub(r"(?i)^https?://", "", token)
    if match := _PMID_SITES.match(bare):
        return normalised(Kind.PMID, match[1])
    if match := _PMC_SITES.match(bare):
        return normalised(Kind.PMCID, match[1])
    if match := re.match(rf"{_RESOLVER}(?=10\.)", token, re.IGNORECASE):
        return _doi_of_path(token[match.end() :])
    plain = re.split(r"""[<>"]""", token)[0]
    return _doi_in_address(plain) or normalised(Kind.URL, plain)


def _doi_of_path(path: str) -> Identifier | None:
    """The DOI that follows a resolver's name; nothing when a blank is in it, since half a DOI is another work's."""
    path = _folded(unquote(re.split(r"[?#]", path)[0])).rstrip()
    match = _DOI.match(path)
    return normalised(Kind.DOI, match[0]) if match and not re.search(r"\s", path) else None


def _doi_in_address(address: str) -> Identifier | None:
    """The DOI in the address of a publisher's page, as in /doi/full/10.… or ?id=10.…"""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    places = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query))]
    for place in map(_folded, places):
        if match := re.search(rf"(?:^|/){_DOI_BODY}$", _trimmed(place)):
            doi = _PAGE_OF_DOI.sub("", match[0].lstrip("/"))
            doi = _PAGE_OF_BIORXIV.sub("", doi) if doi.startswith(("10.1101/", "10.64898/")) else doi
            return normalised(Kind.DOI, doi)
    return None
