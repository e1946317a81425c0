"""The identifiers of cited works: found in whatever somebody pasted, and brought into one form for comparing.

A DOI is proved by asking for it, a PMID by comparing the title that comes back: any number looks like one. Check
digits are python-stdnum's; the rest is by hand, since idutils, the library for it, finds none in a text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from django.db.models import TextChoices
from django.utils.encoding import iri_to_uri
from stdnum import isbn

#: More than any reference has; what comes after is not looked at.
MOST_CHARACTERS = 10_000
#: More than any DOI has, with what was copied along with it: each piece of that is cut off by itself.
MOST_OF_A_DOI = 1_000


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
    text = _mended(_INVISIBLE.sub("", text))
    if alone := _alone(text):
        return alone
    found: list[Identifier | None] = [
        identifier for token in _WEB_ADDRESS.findall(text) for identifier in _of_web_address(token)
    ]
    rest = _folded(_WEB_ADDRESS.sub(" ", text))
    found += [normalised(Kind.DOI, match[0]) for match in _DOI.finditer(rest)]
    found += [normalised(Kind.PMID, number) for match in _PMID.finditer(rest) for number in _pmids_of(match)]
    found += [normalised(Kind.PMCID, match[0]) for match in _PMCID.finditer(rest)]
    found += [_isbn_at_start_of(match[1]) for match in _ISBN.finditer(rest)]
    once = dict.fromkeys(identifier for identifier in found if identifier)
    return tuple(sorted(once, key=lambda identifier: list(Kind).index(identifier.kind)))


def normalised(kind: Kind | str, value: Any) -> Identifier | None:
    """The identifier of this kind that `value` is, or None when it is none. Normalising twice changes nothing."""
    text = _INVISIBLE.sub("", str(value)).strip()
    return None if len(text) > MOST_CHARACTERS else _normalised(Kind(kind), text)


@lru_cache(maxsize=2_000)  # a page asks several times of each work that it cites
def _normalised(kind: Kind, text: str) -> Identifier | None:
    value = _NORMALISERS[kind](text)
    return Identifier(kind, value) if value else None


# --- the forms ---

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\\x00-\\x08\\x0e-\\x1b\\x7f\ud800-\udfff]")
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_SLASHES = dict.fromkeys(map(ord, "\u2044\u2215\u29f8\u2571"), "/")
_SIGNS |= _SLASHES
#: Angle brackets belong to DOIs of the old SICI form only, as in `55:1<1::AID-JCLP1>3.0.CO;2-N`.
_DOI_BODY = (
    r"""10\.[0-9]{4,9}(?:\.[0-9]+)*/"""
    r"""(?:[^\s<>"'`“”„‟‘‛«»‹›{}|\\^†‡§¶•©®™→]|'(?=\w)|(?<=[0-9])<[^\s<>/":]{0,80}:[^\s<>/"]{0,80}>(?=[0-9]))+"""
)
#: One after a full stop belongs to the number before it, unless its end has a letter in it: `1514.10.1007/s00586`.
_DOI = re.compile(rf"(?:(?<![\w.])|(?<=\w\.)(?=10\.[0-9]{{4,9}}/\S*[A-Za-z])|(?i:(?<=doi))){_DOI_BODY}")
_RESOLVER = r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?"
_DOI_PREFIX = re.compile(rf"^(?:{_RESOLVER}|(?:doi|DOI)\s*[:=]?\s*(?:{_RESOLVER})?)(?=10\.)", re.IGNORECASE)
#: The hosts that know works by a number, also as they are called behind a library's proxy.
_NCBI = r"(?:[\w-]+\.)*(?:[\w-]*ncbi[.-]nlm[.-]nih[.-]gov|(?:www\.)?pubmed\.gov|(?:www\.)?europepmc\.org)(?:\.[\w.-]+)?"
_WEB_ADDRESS = re.compile(rf"(?i)(?<![\w.@/-])(?:https?://|{_RESOLVER}(?=10\.)|{_NCBI}/(?=\S*[0-9]))\S+")
_NUMBER = r"[1-9][0-9]{0,7}"
#: A PMID in groups of three, or some of them: in a list after “PMIDs”, or where each is as long as they are today.
_PMID = re.compile(
    rf"(?i)(?<!\w)(?:PMID(?P<many>s)?|PubMed\s*(?:ID|PMID)?)\s*(?:[:#=]|-(?=\s))?\s*"
    rf"(?P<first>[1-9][0-9]{{0,1}}(?:,[0-9]{{3}}){{2}}|{_NUMBER})(?!\w)"
    rf"(?P<more>(?:\s*(?:,|;|&|\band\b)\s*{_NUMBER}(?![\w;:(,]*[;:(]))*)(?!\w)"
)
_PMCID = re.compile(r"(?i)(?<!\w)(?:PMC(?:ID\s*[:#=]?\s*(?:PMC\s?)?)?)[1-9][0-9]{0,8}(?:\.[0-9]{1,2}(?!\w))?(?!\w)")
_ISBN = re.compile(r"(?i)(?<![\w-])(?:ISBN(?:-1[03])?\s*[:#]?\s*|(?=97[89]))([0-9](?:[ -]?[0-9X]){9,16})(?![\w])")
_AT_NCBI = re.compile(rf"(?i)^{_NCBI}/")
#: Where a number stands in the addresses of PubMed and Europe PMC: after the host, or as what is searched for.
_PMID_PLACES = re.compile(
    rf"(?i)^(?:[^/]*pubmed[^/]*/|[^/]*/(?:entrez/|m/)?pubmed/|[^/]*/(?:pmc/)?articles/pmid/"
    rf"|[^/]*/(?:article|abstract)/med/)({_NUMBER})(?:[/?#]|$)"
)
_PMID_SEARCH = re.compile(rf"(?i)({_NUMBER})(?:\s*\[(?:pmid|uid)\])?")
_PMC_PLACE = re.compile(r"(?i)\b(PMC[1-9][0-9]{0,8})\b")
#: What publishers append to a DOI in the addresses of their pages, and people copy with it.
_PAGE_OF_DOI = re.compile(
    r"(?i)(?:/(?:full(?:text)?(?:/html)?|abstract|e?pdf|pdfdirect|meta|summary|references|metrics|citedby)(?:/[a-z]{2})?"
    r"|(?:\.full)?\.pdf(?:\+html)?|[?&](?:amp;)?[a-z_]+=[^?]*)/?$"
)
_PREPRINT = re.compile(
    r"(?i)^(10\.(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{6,})(?:v[0-9]+)?(?:\.[a-z][\w.+-]*)?$"
)
#: The next words of a reference, where no blank was before them.
_RUN_ON = re.compile(
    r"(?:[.,;]?(?i:PMIDs?|PMCID)\s*[:#=]?[0-9P]?.*|[.,;]?(?:PubMed|Google|Cross[Rr]ef|MEDLINE|Medline|Epub|Published"
    r"|Available|Accessed|Retrieved|Scopus).*|\([A-Za-z]{3,}[.,;:]?)$"
)
_ENCODED = re.compile(r"%(?:2[0-9A-F]|3[A-F]|40|5[B-F])", re.IGNORECASE)
#: The beginning of a DOI that goes on after a blank, which a line end or somebody's program put there; of no more than
#: 200 characters, or each look for one would go on to the end of the text.
_BROKEN_DOI = re.compile(
    r"(10\.[0-9]{4,9}/(?:\S{0,200}[^\s.,;:/-][-/_])?)\s+(?=[A-Za-z.]*[0-9])(?!(?:19|20)[0-9]{2}(?![\w-]))(?!PM)"
    r"|(10\.1016/j(?:\.[a-z]+(?:\.[0-9]{4}(?:\.[0-9]{2})?)?)?\.)\s+(?=[a-z]*\.?[0-9]{2})"
    r"|(10\.[0-9]{4,9}/[A-Za-z.]*[A-Za-z]\.)\s+(?=[a-z]?[0-9][0-9a-z.]{4,}(?![;:(]))"
)
#: So much of an Elsevier DOI is none: the number of the work in its year is missing.
_HALF_A_DOI = re.compile(r"(?i)^10\.1016/(?:j\.[a-z]+(?:\.[0-9]{4}(?:\.[0-9]{2})?)?$|pii)")
_TRACKING = re.compile(r"(?i)^(?:utm_\w*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|_gl|_hs\w*)$")
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}


def _folded(text: str) -> str:
    """Text with full-width letters, ligatures, hyphens, slashes and the like as the plain ones."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def _mended(text: str) -> str:
    """Text with a blank between what runs together, without the one inside a DOI, and with encoded DOIs decoded."""
    text = text.translate(_SLASHES)
    text = re.sub(r"(?i)(?<=[a-z0-9.,;)\]])(?=PM(?:IDs?|CID)\s*[:#=]?\s*(?:PMC)?[0-9])", " ", text)
    text = re.sub(r"(?i)(?<!\S)(?!https?:)\S*10\.[0-9]{4,9}%2F\S+", lambda token: unquote(token[0]), text)
    return _BROKEN_DOI.sub(lambda match: match[0].rstrip(), text)


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
    value = _DOI_PREFIX.sub("", _mended(_folded(value)))
    if not value.startswith("10.") or len(value) > MOST_OF_A_DOI or re.search(r"\s", value):
        return None
    while (shorn := _shorn(value)) != value:
        value = shorn
    if _HALF_A_DOI.match(value):
        return None
    # A DOI is compared without regard to the case of ASCII letters, and of no others.
    return re.sub("[A-Z]+", lambda letters: letters[0].lower(), value) if _DOI.fullmatch(value) else None


def _shorn(value: str) -> str:
    """A DOI without what was copied along with it."""
    value = _ENCODED.sub(lambda sign: unquote(sign[0]), value) if "%" in value else value
    value = _trimmed(_RUN_ON.sub("", value), "/.,;:!?*'’…-–—")
    return _PREPRINT.sub(r"\1", _PAGE_OF_DOI.sub("", value))


def _pmid(value: str) -> str | None:
    match = re.fullmatch(
        r"(?i)(?:PMID\s*(?:[:#=]|-(?=\s))?\s*)?([0-9]{1,8}|[0-9]{1,2}(?:,[0-9]{3}){2})", _folded(value)
    )
    return match[1].replace(",", "").lstrip("0") if match else None


def _pmids_of(match: re.Match[str]) -> list[str]:
    """The numbers after “PMID” or “PMIDs”; after one alone, others only where they are as long as PMIDs are today."""
    more = re.findall(_NUMBER, match["more"])
    return [match["first"], *(number for number in more if match["many"] or len(number) >= 7)]


def _pmcid(value: str) -> str | None:
    match = re.fullmatch(
        r"(?i)(?:PMCID\s*[:#=]?\s*(?:PMC\s?)?|PMC\s?)([1-9][0-9]{0,8})(?:\.[0-9]{1,2})?", _folded(value)
    )
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


def _alone(text: str) -> tuple[Identifier, ...]:
    """The identifier that the text is and nothing else, or those in its web address: here a bare number is one."""
    text = text.strip()
    if _WEB_ADDRESS.fullmatch(text):
        return tuple(_of_web_address(text))
    kinds = (Kind.DOI, Kind.PMCID, Kind.PMID, Kind.ISBN)
    found = next(filter(None, (normalised(kind, text) for kind in kinds)), None)
    return (found,) if found else ()


def _isbn_at_start_of(digits: str) -> Identifier | None:
    """The ISBN that a row of digits begins with; a year or a page may follow it after a space."""
    while digits:
        if found := normalised(Kind.ISBN, digits):
            return found
        digits = digits.rpartition(" ")[0]
    return None


def _of_web_address(token: str) -> list[Identifier]:
    """What a web address leads to: a DOI, PMID or PMCID when it names one, else the address itself."""
    bare = re.sub(r"(?i)^https?://", "", token)
    if _AT_NCBI.match(bare) and (found := _at_ncbi(_trimmed(bare))):
        return found
    if match := re.match(rf"{_RESOLVER}(?=10\.)", token, re.IGNORECASE):
        return [doi] if (doi := _doi_of_path(token[match.end() :])) else []
    plain = re.split(r"""[<>"]""", token)[0]
    identifier = _doi_in_address(plain) or normalised(Kind.URL, plain)
    return [identifier] if identifier else []


def _at_ncbi(bare: str) -> list[Identifier]:
    """The PMIDs or PMCID in an address of PubMed, PMC or Europe PMC: in its path, or as what is searched for."""
    if match := _PMID_PLACES.match(bare):
        numbers = [match[1]]
    elif match := _PMC_PLACE.search(bare):
        found = normalised(Kind.PMCID, match[1])
        return [found] if found else []
    else:
        asked = parse_qsl(bare.partition("?")[2].partition("#")[0])
        names = {"term", "list_uids", "uid", "uids", "pmid"} | ({"id"} if ("db", "pubmed") in asked else set())
        values = [value for name, value in asked if name.lower() in names]
        words = [word.strip() for value in values for word in value.split(",")]
        numbers = [match[1] for word in words if (match := _PMID_SEARCH.fullmatch(word))]
    return [found for number in numbers if (found := normalised(Kind.PMID, number))]


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
            return normalised(Kind.DOI, match[0].lstrip("/"))
    return None
