"""EndNote: its tagged export (.enw), and its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from ..identifiers import Kind, identifiers_in, normalised
from ..medline import date_of, person, whole_range
from ..works import Work, WorkKind
from .record import Record, Unusable, made_of, records, work_of

_TAGGED = re.compile(r"^%([0-9A-Z@!?&()*+<>\[\]=~^#$]) ?(.*)$")
#: Its declaration names the encoding, which text has no more.
_BEFORE_XML = re.compile(r"^[^<]*(?:<\?xml\b[^>]*>)?")

KINDS = {
    **dict.fromkeys(
        ("journal article", "electronic article", "magazine article", "newspaper article"), WorkKind.ARTICLE
    ),
    **dict.fromkeys(("conference paper", "conference proceedings"), WorkKind.ARTICLE),
    **dict.fromkeys(("book", "edited book", "electronic book"), WorkKind.BOOK),
    **dict.fromkeys(("book section", "electronic book section", "encyclopedia"), WorkKind.CHAPTER),
    **dict.fromkeys(("report", "government document", "standard"), WorkKind.REPORT),
    "thesis": WorkKind.THESIS,
    **dict.fromkeys(("web page", "blog", "online database"), WorkKind.WEB_PAGE),
}


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each record, of either form."""
    if text.lstrip("\ufeff \n").startswith("<"):
        yield from _works_of_xml(text)
    else:
        yield from made_of(records(text, tagged=_TAGGED, first_tag="0"), _work)


def _work(record: Record) -> Work:
    kind = KINDS.get(record.first("0").lower(), WorkKind.OTHER)
    is_part = kind in (WorkKind.ARTICLE, WorkKind.CHAPTER)
    number = record.first("@")
    fields = {
        "title": record.first("T"),
        "container-title": record.first("J", "B") if is_part else "",
        "container-title-short": record.first("O") if is_part and record.first("J") else "",
        "author": [person(name) for name in record.all("A")],
        "editor": [person(name) for name in record.all("E")],
        "issued": date_of(f"{record.first('D')} {record.first('8')}" if record.first("D") else record.first("8")),
        "accessed": date_of(record.first("[")),
        "volume": record.first("V"),
        "issue": record.first("N"),
        "page": whole_range(record.first("P") or record.first("]")),
        "publisher": record.first("I"),
        "publisher-place": record.first("C"),
        "edition": record.first("7"),
        "genre": record.first("9"),
        "language": record.first("G"),
        "ISBN": number if normalised(Kind.ISBN, number) else "",
        "ISSN": "" if normalised(Kind.ISBN, number) else number,
        **_identifiers(record.first("R"), *record.every("U", ">", "M")),
    }
    if re.search(r"(?i)pubmed|medline", record.first("W", "~")) and (pmid := normalised(Kind.PMID, record.first("M"))):
        fields["PMID"] = pmid.value
    return work_of(fields, kind=kind)


def _works_of_xml(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    try:
        root = fromstring(_BEFORE_XML.sub("", text).encode(), forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError) as error:
        line = error.position[0] if isinstance(error, ParseError) else 1
        yield line, _no_xml()
        return
    for number, record in enumerate(root.iter("record"), start=1):
        try:
            yield number, _work_of_element(record)
        except Unusable as problem:
            yield number, problem
        except RecursionError:  # elements within each other more deeply than any program writes
            yield number, _no_xml()


def _no_xml() -> Unusable:
    return Unusable(_("The file breaks off here, or is no XML."))


def _work_of_element(record: Element) -> Work:
    def first(*places: str) -> str:
        return next((said for place in places if (said := _said(record.find(place)))), "")

    named = record.find("ref-type")
    kind = KINDS.get((named.get("name", "") if named is not None else "").lower(), WorkKind.OTHER)
    is_part, number = kind in (WorkKind.ARTICLE, WorkKind.CHAPTER), first("isbn")
    fields = {
        "title": first("titles/title"),
        "container-title": first("periodical/full-title", "titles/secondary-title") if is_part else "",
        "container-title-short": first("periodical/abbr-1", "titles/alt-title", "alt-periodical/abbr-1"),
        "author": [person(_said(name)) for name in record.iterfind("contributors/authors/author")],
        "editor": [person(_said(name)) for name in record.iterfind("contributors/secondary-authors/author")],
        "issued": date_of(f"{first('dates/year')} {first('dates/pub-dates/date')}"),
        "accessed": date_of(first("access-date")),
        "volume": first("volume"),
        "issue": first("number"),
        "page": whole_range(first("pages", "custom7")),
        "publisher": first("publisher"),
        "publisher-place": first("pub-location"),
        "edition": first("edition"),
        "genre": first("work-type"),
        "language": first("language"),
        "ISBN": number if normalised(Kind.ISBN, number) else "",
        "ISSN": "" if normalised(Kind.ISBN, number) else number.split()[0] if number else "",
        **_identifiers(first("electronic-resource-num"), *(_said(url) for url in record.iterfind("urls//url"))),
    }
    database = f"{first('remote-database-name')} {first('remote-database-provider')}"
    if re.search(r"(?i)pubmed|medline|nlm", database) and (pmid := normalised(Kind.PMID, first("accession-num"))):
        fields["PMID"] = pmid.value
    if pmcid := normalised(Kind.PMCID, first("custom2")):
        fields["PMCID"] = pmcid.value
    return work_of(fields, kind=kind)


def _said(element: Element | None) -> str:
    """What an element says, in italics and the like where EndNote set it so."""
    if element is None:
        return ""
    tags = {"italic": "i", "bold": "b", "subscript": "sub", "superscript": "sup"}
    said = element.text or ""
    for part in element:
        tag = next((tags[face] for face in part.get("face", "").split() if face in tags), "")
        inside = _said(part)
        said += (f"<{tag}>{inside}</{tag}>" if tag and inside.strip() else inside) + (part.tail or "")
    return said.strip() if element.tag != "style" else said


def _identifiers(doi: str, *addresses: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in (doi, *addresses):
        for identifier in identifiers_in(value):
            if not (identifier.kind == Kind.PMID and value.strip().isdecimal()):
                found.setdefault(identifier.kind.label, identifier.value)
    if normalised(Kind.DOI, doi):
        found["DOI"] = doi  # with its capitals
    return found
