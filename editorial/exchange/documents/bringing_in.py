"""Bringing a document in: pictures become the site's, references works of the library, the rest an article's body."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.pages import ArticlePage, TopicPage
from articles.record.signed.picture_files import PictureRefused, put_right
from articles.record.signed.pictures import SiteImage
from articles.references.library.references import Reference
from articles.references.library.typed import keep_typed
from editorial.accounts.users import User

from .body import Body, Cite, not_cited
from .parts import Document, Picture

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)(;base64)?,", re.IGNORECASE)


def body_of(
    document: Document,
    *,
    by: User,
    references: bool,
    pictures: bool,
    kept: dict[str, Any] | None = None,
    is_titled: bool = True,
) -> Body:
    """The document as blocks. `references` makes works and citations of its list, `pictures` keeps what came along.

    `kept` are ids of pictures that the site has already, by their addresses in the document.
    """
    cite = _citations(document, by) if references and document.references else not_cited
    return Body(document, cite, _kept_pictures(document, by) if pictures else kept, is_titled=is_titled)


@transaction.atomic
def new_article(topic: TopicPage, body: Body, *, title: str, by: User) -> ArticlePage:
    """A draft below a topic, saved by whoever brought the document in. What it still needs, the edit screen says."""
    page = ArticlePage(title=Truncator(title).chars(255), body=body.sections, live=False, owner=by, locale=topic.locale)
    topic.add_child(instance=page)
    page.save_revision(user=by)
    return page


def _citations(document: Document, by: User) -> Cite:
    @cache
    def work_of(number: int) -> Reference:
        said = f"{document.references[number]} {document.addresses.get(number, '')}"
        return keep_typed(said.strip(), by=by)

    def cite(number: int) -> str:
        work = work_of(number)
        return format_html('<a linktype="citation" id="{}">[{}]</a>', work.pk, work.short_name)

    return cite


def _kept_pictures(document: Document, by: User) -> dict[str, Any]:
    """The ids of the site's images for those whose bytes came along; the same bytes are one image."""
    kept = {}
    for part in document.parts:
        content = bytes_of(part.src) if isinstance(part, Picture) else None
        if content is None or not isinstance(part, Picture) or part.src in kept:
            continue
        image = SiteImage(title=Truncator(part.alt or _("Picture")).chars(255), uploaded_by_user=by)
        try:
            content = put_right(content)
            sha256 = hashlib.sha256(content).hexdigest()
            image.file = ContentFile(content, name=f"{sha256[:16]}.{_DATA.match(part.src)[1].lower()}")  # type: ignore[index]
            image.full_clean()
        except (ValidationError, PictureRefused):
            continue
        image.save()
        kept[part.src] = image.pk
    return kept


def bytes_of(src: str) -> bytes | None:
    """The bytes of a picture that came along in its address; None where somebody has to upload it."""
    match = _DATA.match(src)
    if match is None:
        return None
    rest = src[match.end() :]
    try:
        return base64.b64decode(rest, validate=False) if match[2] else unquote_to_bytes(rest)
    except (binascii.Error, ValueError):
        return None
