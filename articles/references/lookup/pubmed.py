"""PubMed, through NCBI's E-utilities: the works behind PMIDs, what kind of study they are, and whether they stand."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from django.conf import settings

from .. import medline
from ..identifiers import Identifier, Kind, normalised
from ..integrity.answers import Integrity
from ..integrity.relations import Relation, from_relations
from ..works import Source, Work, WorkKind, study_type_of, work
from .asked_service import Service
from .failures import NotFound
from .found import Found
from .http_client import ask

SERVICE = Service(Source.PUBMED, "EUTILS_URL", gap=0.4)


def find(identifier: Identifier, *, fresh: bool = False) -> Found:
    """The work behind a PMID or PMCID. A PMID proves nothing by being there: `fits` compares it with what was meant."""
    if identifier.kind == Kind.PMCID:
        identifier = _pmid_of(identifier, fresh=fresh)
    params = {"db": "pubmed", "id": identifier.value, "retmode": "xml", **_who_asks()}
    return ask(
        SERVICE,
        "/efetch.fcgi",
        params,
        about=identifier,
        read=lambda content: _found(content, identifier),
        fresh=fresh,
    )


def integrity(identifier: Identifier, *, fresh: bool = False) -> Integrity:
    """Whether the work stands, as PubMed has it."""
    return find(identifier, fresh=fresh).integrity


def _pmid_of(pmcid: Identifier, *, fresh: bool) -> Identifier:
    params = {"db": "pmc", "id": pmcid.value.removeprefix("PMC"), "retmode": "json", **_who_asks()}

    def read(content: bytes) -> Identifier:
        summaries = json.loads(content)["result"]
        identifiers = summaries.get(params["id"], {}).get("articleids", [])
        pmids = [entry["value"] for entry in identifiers if entry.get("idtype") in ("pmid", "pubmed")]
        found = normalised(Kind.PMID, pmids[0]) if pmids else None
        if not found:
            raise NotFound(SERVICE.label, pmcid)
        return found

    return ask(SERVICE, "/esummary.fcgi", params, about=pmcid, read=read, fresh=fresh)


def _who_asks() -> dict[str, str]:
    asking = {"tool": settings.LOOKUP_TOOL, "email": settings.LOOKUP_MAILTO, "api_key": settings.NCBI_API_KEY}
    return {name: value for name, value in asking.items() if value}


def _found(content: bytes, identifier: Identifier) -> Found:
    record = _record(content, identifier)
    is_book = record.tag == "PubmedBookArticle"
    return Found(_chapter(record) if is_book else _article(record), _integrity(record))


def _record(content: bytes, identifier: Identifier) -> Element:
    """The record of this PMID. Entities are refused: one of them could grow to gigabytes, or read a file."""
    for record in fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True):
        pmid = record.findtext("MedlineCitation/PMID") or record.findtext("BookDocument/PMID") or ""
        if normalised(Kind.PMID, pmid) == identifier:
            return record
    raise NotFound(SERVICE.label, identifier)


def _article(record: Element) -> Work:
    citation = _part(record, "MedlineCitation")
    article = _part(citation, "Article")
    types = _publication_types(record)
    is_preprint = "preprint" in types
    title = _inner(article.find("ArticleTitle"))
    if title.lower().startswith("[not available]"):
        title = _inner(article.find("VernacularTitle"))
    fields = _identifiers(record.find("PubmedData/ArticleIdList"), citation.findtext("PMID")) | {
        "title": title,
        "container-title": article.findtext("Journal/Title"),
        "container-title-short": citation.findtext("MedlineJournalInfo/MedlineTA")
        or article.findtext("Journal/ISOAbbreviation"),
        "author": _people(article.find("AuthorList")),
        "issued": _date(article.find("Journal/JournalIssue/PubDate")),
        "volume": article.findtext("Journal/JournalIssue/Volume"),
        "issue": article.findtext("Journal/JournalIssue/Issue"),
        "page": medline.whole_range(article.findtext("Pagination/MedlinePgn") or "") or _article_number(article),
        "language": article.findtext("Language"),
        "ISSN": article.findtext("Journal/ISSN"),
        "abstract": _abstract(article),
    }
    fields["publisher"] = fields["container-title"] if is_preprint else ""
    return work(
        fields,
        kind=WorkKind.PREPRINT if is_preprint else WorkKind.ARTICLE,
        study_type=study_type_of(types),
        is_preprint=is_preprint,
        source=Source.PUBMED,
    )


def _article_number(article: Element) -> str:
    """What an electronic article has instead of pages; Elsevier's own numbers are none."""
    numbers = (medline.article_number(entry.text or "") for entry in article.iterfind("ELocationID[@EIdType='pii']"))
    return next(filter(None, numbers), "")


def _chapter(record: Element) -> Work:
    """A chapter of NCBI's Bookshelf, such as StatPearls."""
    document = _part(record, "BookDocument")
    book = _part(document, "Book")
    title = _inner(document.find("ArticleTitle"))
    fields = _identifiers(document.find("ArticleIdList"), document.findtext("PMID")) | {
        "title": title or _inner(book.find("BookTitle")),
        "container-title": _inner(book.find("BookTitle")) if title else "",
        "author": _people(document.find("AuthorList[@Type='authors']")),
        "editor": _people(book.find("AuthorList[@Type='editors']")),
        "issued": _date(book.find("PubDate")),
        "publisher": book.findtext("Publisher/PublisherName"),
        "publisher-place": book.findtext("Publisher/PublisherLocation"),
        "ISBN": book.findtext("Isbn"),
    }
    kind = WorkKind.CHAPTER if title else WorkKind.BOOK
    return work(fields, kind=kind, study_type=study_type_of(_publication_types(record)), source=Source.PUBMED)


def _integrity(record: Element) -> Integrity:
    relations: list[Relation] = [
        {
            "type": relation.get("RefType", ""),
            "label": relation.findtext("RefSource") or "",
            "pmid": relation.findtext("PMID") or "",
        }
        for relation in record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    ]
    title = _inner(record.find("MedlineCitation/Article/ArticleTitle"))
    return from_relations(SERVICE.name, relations, _publication_types(record), title)


def _publication_types(record: Element) -> list[str]:
    return [(element.text or "").lower() for element in record.iter("PublicationType")]


def _part(element: Element, name: str) -> Element:
    """The element inside that a record cannot be read without."""
    found = element.find(name)
    if found is None:
        raise ValueError(f"PubMed's record has no {name}.")
    return found


def _inner(element: Element | None) -> str:
    """What an element says, with the markup inside it, and without the full stop that PubMed sets after titles."""
    if element is None:
        return ""
    element.tail = None
    return tostring(element, encoding="unicode").replace(f".</{element.tag}>", f"</{element.tag}>")


def _abstract(article: Element) -> str:
    """Its paragraphs in a row, without their labels; what is said in another language is not among them."""
    return " ".join("".join(part.itertext()).strip() for part in article.iterfind("Abstract/AbstractText"))


def _identifiers(article_ids: Element | None, pmid: str | None) -> dict[str, Any]:
    names = {"doi": "DOI", "pmc": "PMCID"}
    found = {"PMID": pmid}
    for entry in article_ids if article_ids is not None else ():
        if name := names.get(entry.get("IdType", "")):
            found.setdefault(name, entry.text or "")
    return found


def _people(authors: Element | None) -> list[dict[str, str | None]]:
    return [
        {
            "family": author.findtext("LastName"),
            "given": author.findtext("ForeName") or author.findtext("Initials"),
            "suffix": author.findtext("Suffix"),
            "literal": author.findtext("CollectiveName"),
        }
        for author in (authors if authors is not None else ())
    ]


def _date(element: Element | None) -> list[str | int | None]:
    """[year, month, day] as far as they are there; a span of months or a season stands in a field of its own."""
    if element is None:
        return []
    if written := element.findtext("MedlineDate"):
        return medline.date_of(written)
    return [element.findtext("Year"), medline.month_number(element.findtext("Month")), element.findtext("Day")]
