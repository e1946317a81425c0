"""What an export says: the site, its authors and terms, then one item after another, as WordPress's own words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from articles.characters.cleaning import cleaned, cleaned_line

from .enclosed import without_sections
from .meta import comes_in
from .stream import DAMAGE, Piece, RefusedExportError, pieces, sentences

_PREFIX = re.compile(r"</?([A-Za-z][\w.-]*):[A-Za-z]")
_DECLARED = re.compile(r"xmlns:([A-Za-z][\w.-]*)\s*=")
_NO_NUMBER = re.compile(r"[^0-9]")
#: Of the file. Texts that were pasted from Word have `<?xml:namespace … />`, which nothing ends.
_DECLARATION = re.compile(r"<\?xml\s[^<>]*\?>")
_VERSION = re.compile(r"\d+(?:\.\d+)*")
#: Comments come in by themselves, and where readers found it leads to it whatever it says now.
_NEVER_COMES_IN = {"notes", "damage", "read", "comments", "changed", "order", "repeated"}
_NEVER = "0000-00-00 00:00:00"


@dataclass(frozen=True)
class Author:
    """Somebody who wrote, by the login that items name."""

    login: str
    name: str
    email: str = ""


@dataclass(frozen=True)
class Term:
    """A category, tag or term of another taxonomy; `parent` is the slug of the one above."""

    taxonomy: str
    slug: str
    name: str
    number: int = 0
    parent: str = ""
    description: str = ""


@dataclass(frozen=True)
class Comment:
    """What a reader wrote below an item."""

    number: int
    author: str
    email: str
    written: datetime | None
    approved: str
    kind: str
    text: str


@dataclass
class Item:
    """A post, page, picture, entry of a menu, or whatever a plugin made an item of."""

    number: int
    kind: str = ""
    title: str = ""
    slug: str = ""
    status: str = ""
    link: str = ""
    guid: str = ""
    author: str = ""
    parent: int = 0
    order: int = 0
    password: str = ""
    written: datetime | None = None
    changed: datetime | None = None
    content: str = ""
    excerpt: str = ""
    attachment: str = ""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    repeated: list[tuple[str, str]] = field(default_factory=list)  # further fields by names that `meta` has
    comments: list[Comment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was mended in its XML
    damage: list[str] = field(default_factory=list)  # those by which words may be missing
    read: int = 0  # bytes of the file up to its end

    @property
    def fields(self) -> list[tuple[str, str]]:
        """All fields by their names: WordPress keeps several by one name, of which `meta` has the first."""
        return [*self.meta.items(), *self.repeated]

    @cached_property
    def digest(self) -> str:
        """What changes when something of it does that comes in: not when somebody only opened or read it there."""
        said = {name: value for name, value in asdict(self).items() if name not in _NEVER_COMES_IN}
        said["meta"] = {name: value for name, value in sorted(self.meta.items()) if comes_in(name)}
        if repeated := sorted(pair for pair in self.repeated if comes_in(pair[0])):
            said["repeated"] = repeated
        return hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass
class Site:
    """What stands before the items."""

    title: str = ""
    address: str = ""
    version: str = ""
    language: str = ""
    authors: dict[str, Author] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: int = 0


def read_export(path: Path) -> Iterator[Site | Item]:
    """The site first, then its items; RefusedExportError for a file that is none."""
    declared: set[str] = set()
    for piece in pieces(path):
        if piece.number == 0:
            declared = set(_DECLARED.findall(piece.xml))
            yield _site(piece)
        elif (item := _item(piece, declared)) is not None:
            yield item


def _root(piece: Piece, declared: set[str]) -> Any:
    """The parsed piece. Nothing that it orders is done: no entities, no files, no network."""
    markup = without_sections(piece.xml)
    prefixes = set(_PREFIX.findall(markup)) | set(_DECLARED.findall(markup))
    piece.mended["prefix"] += len(prefixes - declared)
    bound = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(prefixes - {"xml", "xmlns"}))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    xml = _DECLARATION.sub("", piece.xml, count=1) if piece.number == 0 else piece.xml
    closed = f"<moved {bound}>{xml}{_closing(markup)}</moved>"
    root = etree.fromstring(closed.encode("utf-8", "replace"), parser)
    piece.mended["xml"] += len(parser.error_log)
    return root


def _closing(markup: str) -> str:
    """The ends of what the head only begins."""
    begun = [name for name in ("channel", "rss") if f"<{name}" in markup and f"</{name}" not in markup]
    return "".join(f"</{name}>" for name in begun)


def _name(element: Any) -> str:
    local = str(etree.QName(element).localname)
    return f"{element.prefix}:{local}" if element.prefix else local


def _children(element: Any) -> list[tuple[str, Any]]:
    return [(_name(child), child) for child in element if isinstance(child.tag, str)]


def _text(element: Any) -> str:
    return cleaned("".join(element.itertext()))


def _fields(element: Any) -> dict[str, str]:
    return {name: _text(child).strip() for name, child in _children(element)}


def _number(text: str) -> int:
    digits = _NO_NUMBER.sub("", text)[:18]
    return int(digits) if digits else 0


def _date(gmt: str, local: str) -> datetime | None:
    for text in (gmt, local):
        if text and text != _NEVER:
            try:
                return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            except ValueError:
                continue
    return None


def _site(piece: Piece) -> Site:
    site = Site(read=piece.read)
    root = _root(piece, set(_DECLARED.findall(piece.xml)))
    for element in [] if root is None else root.iter():
        if not isinstance(element.tag, str):
            continue
        name = _name(element)
        if name == "wp:author":
            author = _author(_fields(element))
            site.authors[author.login.lower()] = author
        elif name in ("wp:category", "wp:tag", "wp:term"):
            site.terms.append(_term(name, _fields(element)))
        elif name in ("title", "language", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url", "link"):
            _say(site, name, _text(element).strip())
    site.notes = sentences(piece.mended)
    if not _VERSION.fullmatch(site.version):
        site.notes.append(
            _("The file does not say which version of WordPress's format it is in; it was read all the same.")
        )
    return site


def _say(site: Site, name: str, text: str) -> None:
    if name == "wp:base_blog_url" or (name in ("link", "wp:base_site_url") and not site.address):
        site.address = _address(text)
    elif name in ("title", "language"):
        setattr(site, name, getattr(site, name) or cleaned_line(text))
    elif name == "wp:wxr_version":
        site.version = text


def _address(text: str) -> str:
    """The address of the site, by which all that comes in is known; RefusedExportError where it is none."""
    try:
        urlsplit(text)
    except ValueError as error:
        raise RefusedExportError(
            _("The file says that its site is at “%s”, which is no address. Correct it before its first item.") % text
        ) from error
    return text


def _author(fields: dict[str, str]) -> Author:
    login = fields.get("wp:author_login", "")
    full = f"{fields.get('wp:author_first_name', '')} {fields.get('wp:author_last_name', '')}".strip()
    name = fields.get("wp:author_display_name", "") or full or login
    return Author(login, cleaned_line(name), fields.get("wp:author_email", ""))


def _term(kind: str, fields: dict[str, str]) -> Term:
    number = _number(fields.get("wp:term_id", ""))
    if kind == "wp:category":
        names = ("category", "wp:category_nicename", "wp:cat_name", "wp:category_parent", "wp:category_description")
    elif kind == "wp:tag":
        names = ("post_tag", "wp:tag_slug", "wp:tag_name", "", "wp:tag_description")
    else:
        taxonomy = fields.get("wp:term_taxonomy", "")
        names = (taxonomy, "wp:term_slug", "wp:term_name", "wp:term_parent", "wp:term_description")
    slug, name, parent, description = (fields.get(name, "") for name in names[1:])
    return Term(names[0], slug, cleaned_line(name or slug), number, parent, description)


#: Where each field of an item stands.
_PLACES = {
    "wp:post_type": "kind",
    "title": "title",
    "wp:post_name": "slug",
    "wp:status": "status",
    "link": "link",
    "guid": "guid",
    "dc:creator": "author",
    "wp:post_password": "password",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:attachment_url": "attachment",
}


def _item(piece: Piece, declared: set[str]) -> Item | None:
    root = _root(piece, declared)
    element = None if root is None else root.find(".//item")
    if element is None:
        return None
    item = Item(0, read=piece.read)
    said: dict[str, str] = {}
    for name, child in _children(element):
        if name == "wp:postmeta":
            pair = {key: _text(value) for key, value in _children(child)}
            _add_field(item, pair.get("wp:meta_key", "").strip(), pair.get("wp:meta_value", ""))
        elif name == "wp:comment":
            item.comments.append(_comment(_fields(child)))
        elif name == "category":
            _add_term(item, child)
        elif name in _PLACES:
            piece.mended["markup"] += len(child) > 0
            setattr(
                item,
                _PLACES[name],
                _text(child) if name in ("content:encoded", "excerpt:encoded") else _text(child).strip(),
            )
        else:
            said[name] = _text(child).strip()
    item.number = _number(said.get("wp:post_id", ""))
    item.parent = _number(said.get("wp:post_parent", ""))
    item.order = _number(said.get("wp:menu_order", ""))
    item.written = _date(said.get("wp:post_date_gmt", ""), said.get("wp:post_date", ""))
    item.changed = _date(said.get("wp:post_modified_gmt", ""), said.get("wp:post_modified", ""))
    item.title = cleaned_line(item.title)
    item.notes = sentences(piece.mended)
    item.damage = sentences(Counter({kind: piece.mended[kind] for kind in DAMAGE}))
    return item


def _add_field(item: Item, name: str, value: str) -> None:
    if item.meta.setdefault(name, value) != value and (name, value) not in item.repeated:
        item.repeated.append((name, value))


def _add_term(item: Item, element: Any) -> None:
    name = cleaned_line(_text(element))
    term = Term(element.get("domain", ""), element.get("nicename", "").strip() or name, name)
    # Exports of the first years name each term a second time, without a taxonomy.
    if term.taxonomy and term.slug and term not in item.terms:
        item.terms.append(term)


def _comment(fields: dict[str, str]) -> Comment:
    return Comment(
        number=_number(fields.get("wp:comment_id", "")),
        author=cleaned_line(fields.get("wp:comment_author", "")),
        email=fields.get("wp:comment_author_email", ""),
        written=_date(fields.get("wp:comment_date_gmt", ""), fields.get("wp:comment_date", "")),
        approved=fields.get("wp:comment_approved", ""),
        kind=fields.get("wp:comment_type", ""),
        text=fields.get("wp:comment_content", ""),
    )
