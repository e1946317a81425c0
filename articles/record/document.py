"""The reader document: the complete reader-visible content of a page, as canonical JSON, and its digest.

What people sign is the digest of this text. It holds nothing that a reader could not see, and everything that one can.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils import translation
from django.utils.functional import Promise
from wagtail.models import Page

from ..characters.cleaning import cleaned, cleaned_line

#: Raised when the meaning of a field changes. Older documents stay readable as they are.
FORMAT = 1

#: Citations as `writing/citations.py` sets them: above the line, or in brackets on it, with other spans in these.
_CITATION = re.compile(r' ?<(?:sup class="cite">.*?</sup>|span class="cite">\(.*?\)</span>)', re.DOTALL)

#: What a document is in Python; which names are in it, a page type says.
ReaderDocument = dict[str, Any]

T = TypeVar("T")


@dataclass(frozen=True)
class Typeset:
    """A draft, set once: what a reader would get from it, and what its writer marked in it as claims."""

    document: ReaderDocument
    claims: Sequence[Any] = ()


def typeset(page: Page) -> Typeset:
    """Set a draft. Reads the database, writes nothing.

    Words of ours in it are in the page's language, whatever that of whoever is at the desk.
    """
    page = page.specific
    with translation.override(page.locale.language_code):
        part = page.typeset()
        return replace(part, document=_plain(known(_common(page) | part.document)))


def reader_document(page: Page) -> ReaderDocument:
    """What a reader would get from this draft, as a dictionary."""
    return typeset(page).document


def _common(page: Page) -> dict[str, Any]:
    """What the documents of all page types have."""
    return {
        "format": FORMAT,
        "kind": page.kind,
        "page": page.pk,
        "slug": page.slug,
        "title": cleaned_line(page.title),
        "language": page.locale.language_code,
        **({"translates": original} if (original := page.translated_from()) else {}),
        "change": {"class": page.change_class, "note": cleaned_line(page.change_note)},
    }


def canonical(document: ReaderDocument) -> str:
    """The one text that a document has: sorted keys, no white space between tokens, composed Unicode."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def texts_of(document: ReaderDocument) -> list[str]:
    """All HTML of a document, in the order of reading."""
    points = [point["html"] for point in document.get("key_points", []) if isinstance(point, dict)]
    return [*points, *(section["html"] for section in document.get("sections", [])), document.get("biography", "")]


def without_citations(html: str) -> str:
    """HTML of a document without the numbers of its references: its words alone, as `plain_text.sql` has them."""
    return _CITATION.sub("", html)


def digest(text: str) -> str:
    """SHA-256 of a canonical text, in lower-case hexadecimal; PostgreSQL computes the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_text(page: Page) -> str:
    """The canonical text of a draft's reader document."""
    return canonical(reader_document(page))


def as_it_stands(text: str) -> str:
    """Text without characters that nobody would see while signing, in Unicode's composed form.

    What people save was cleaned before; this holds whatever way a text came in.
    """
    return unicodedata.normalize("NFC", cleaned(text))


def _plain(value: Any) -> Any:
    """Strings as they stand in a document; no lazy or safe ones."""
    if isinstance(value, str | Promise):
        return as_it_stands("".join(str(value)))
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def known(value: T) -> T:
    """The value itself, when it and all in it are of types that a document has one way to write.

    Nobody may sign what Python happens to call a thing, such as `<Credential object (7)>`.
    """
    if isinstance(value, dict):
        known(list(value.values()))
        if not all(isinstance(key, str) for key in value):
            raise TypeError(f"A document's names are texts, which {sorted(map(repr, value))} are not all.")
    elif isinstance(value, list | tuple):
        for item in value:
            known(item)
    elif not (value is None or isinstance(value, str | Promise | bool | int)):
        raise TypeError(f"A document cannot hold a {type(value).__name__}: there is no one way to write it.")
    return value
