"""What a file holds, in a table on disk: an item says by number what stands anywhere else in gigabytes.

The table is SQLite's, in a temporary file that goes with the run. Nothing of the site is kept in it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from articles.characters.whole_numbers import whole_number

from .export import Item, Site, read_export
from .meta import MAIN_CATEGORIES

#: Items that are pages for readers. Whatever else a plugin keeps as items is counted and told.
TEXTS = ("post", "page")
#: What WordPress itself does not show.
NEVER_SHOWN = ("trash", "auto-draft", "inherit")
_BY_NUMBER = ("p", "page_id", "attachment_id")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)|-scaled(?=\.\w+$)")
_TABLES = """
CREATE TABLE item (key TEXT PRIMARY KEY, number INTEGER, place INTEGER, kind TEXT, title TEXT, slug TEXT, status TEXT,
                   parent INTEGER, topic TEXT, author TEXT, alt TEXT, caption TEXT, file TEXT, content TEXT,
                   named TEXT);
CREATE INDEX by_number ON item (number);
CREATE INDEX by_parent ON item (kind, parent);
CREATE TABLE address (address TEXT PRIMARY KEY, key TEXT);
CREATE TABLE file (address TEXT PRIMARY KEY, number INTEGER);
"""
_COLUMNS = "key, number, place, kind, title, slug, status, parent, topic, author, alt, caption, file, content, named"


@dataclass(frozen=True)
class Entry:
    """What is remembered of an item. `named` are the addresses that it had, and `content` is a reusable block's."""

    key: str
    number: int
    place: int
    kind: str
    title: str
    slug: str
    status: str
    parent: int
    topic: str
    author: str
    alt: str
    caption: str
    file: str
    content: str
    named: str

    @property
    def addresses(self) -> list[str]:
        return list(json.loads(self.named))

    @property
    def is_text(self) -> bool:
        return self.kind in TEXTS and self.status not in NEVER_SHOWN


class Contents:
    """The site and all that its file holds."""

    def __init__(self) -> None:
        self.site = Site()
        self.counts: Counter[str] = Counter()
        self.digest = ""
        self.total = 0
        self.doubled: list[str] = []
        self.tags: dict[str, str] = {}
        self.topics: dict[tuple[str, str], str] = {}  # names of terms by taxonomy and slug, also those of items alone
        self._folder = tempfile.TemporaryDirectory(prefix="moving-in-")
        self._table = sqlite3.connect(str(Path(self._folder.name) / "contents.sqlite3"))
        self._table.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._table.close()
        self._folder.cleanup()

    @classmethod
    def of(cls, path: Path, progress: Callable[[int], None] = lambda read: None) -> Contents:
        """Read the whole file once; RefusedExportError for one that is no export."""
        contents = cls()
        for part in read_export(path):
            progress(part.read)
            if isinstance(part, Site):
                contents.site = part
                contents.topics.update({(term.taxonomy, term.slug): term.name for term in part.terms})
            else:
                contents._add(part)
        contents._table.commit()
        with open(path, "rb") as file:
            contents.digest = hashlib.file_digest(file, "sha256").hexdigest()
        return contents

    def _add(self, item: Item) -> None:
        self.total += 1
        self.counts[item.kind or "?"] += 1
        for term in item.terms:
            self.topics.setdefault((term.taxonomy, term.slug), term.name)
        key, named = key_of(item), self.addresses_of(item)
        row = (
            *(key, item.number, self.total, item.kind, item.title, item.slug, item.status, item.parent),
            *(
                main_category(item, self.site),
                item.author,
                unescape(item.meta.get("_wp_attachment_image_alt", "")).strip(),
            ),
            *(item.excerpt.strip() if item.kind == "attachment" else "", item.attachment),
            *(item.content if item.kind == "wp_block" else "", json.dumps(named)),
        )
        marks = ", ".join("?" * len(row))
        added = self._table.execute(f"INSERT OR IGNORE INTO item ({_COLUMNS}) VALUES ({marks})", row)  # noqa: S608 – constants
        if not added.rowcount:
            self.doubled.append(key)
            return
        self._table.executemany("INSERT OR IGNORE INTO address VALUES (?, ?)", [(address, key) for address in named])
        if item.attachment:
            self._table.execute(
                "INSERT OR IGNORE INTO file VALUES (?, ?)", (file_address(item.attachment), item.number)
            )

    def addresses_of(self, item: Item) -> list[str]:
        """Where readers of the former site found an item, as `MovedInAddress` writes it."""
        links = [item.link, item.guid if not item.attachment else ""]
        former = [value.strip() for name, value in item.fields if name == "_wp_old_slug" and value.strip()]
        if item.slug and item.slug in item.link:
            links += [slug.join(item.link.rsplit(item.slug, 1)) for slug in former]
        found = [address for link in links if (address := self.address(link))]
        if item.number:
            names = {"page": ("page_id", "p"), "attachment": ("attachment_id", "p")}.get(item.kind, ("p",))
            found += [f"/?{name}={item.number}" for name in names]
        return list(dict.fromkeys(found))

    @property
    def folder(self) -> str:
        """The folder in which the former site was, such as “/blog”; empty where it had a name to itself."""
        return unquote(urlsplit(self.site.address).path).rstrip("/").lower()

    def address(self, link: str) -> str:
        """A link to the former site as an address there; nothing for links to other places, and for its home page."""
        try:
            parts = urlsplit(urljoin(f"{self.site.address.rstrip('/')}/", link.strip()))
            own = urlsplit(self.site.address)
        except ValueError:
            return ""
        if _host(parts.netloc) != _host(own.netloc) or not link.strip():
            return ""
        path = unquote(parts.path).rstrip("/").lower()
        asked = parse_qs(parts.query)
        numbered = [f"/?{name}={asked[name][0]}" for name in _BY_NUMBER if asked.get(name, [""])[0].isdigit()]
        address = numbered[0] if numbered else path
        return address if len(address) <= 500 and "\x00" not in address and address != own.path.rstrip("/") else ""

    # --- asking ---

    def _ask(self, where: str, *values: object) -> Iterator[Entry]:
        for row in self._table.execute(f"SELECT {_COLUMNS} FROM item WHERE {where}", values):  # noqa: S608 – constants
            yield Entry(*row)

    def by_key(self, key: str) -> Entry | None:
        return next(self._ask("key = ?", key), None)

    def by_number(self, number: int) -> Entry | None:
        return next(self._ask("number = ? ORDER BY place LIMIT 1", number), None) if number else None

    def at(self, link: str) -> Entry | None:
        """The item that a link on the former site leads to."""
        address = self.address(link)
        row = (
            self._table.execute("SELECT key FROM address WHERE address = ?", (address,)).fetchone() if address else None
        )
        return self.by_key(row[0]) if row else None

    def picture_at(self, link: str) -> Entry | None:
        """The picture of which an address shows the file, whole or in one of the sizes that WordPress made."""
        row = self._table.execute("SELECT number FROM file WHERE address = ?", (file_address(link),)).fetchone()
        return self.by_number(row[0]) if row else None

    def pictures_of(self, number: int) -> list[int]:
        """The pictures that were uploaded for an item: what a gallery shows that names none."""
        return [entry.number for entry in self._ask("kind = 'attachment' AND parent = ? ORDER BY place", number)]

    def texts(self) -> Iterator[Entry]:
        """Posts and pages in the order of the file."""
        yield from self._ask("kind IN ('post', 'page') ORDER BY place")

    def of_kind(self, kind: str) -> Iterator[Entry]:
        yield from self._ask("kind = ? ORDER BY place", kind)


def key_of(item: Item) -> str:
    """What an item is known by in every export of its site."""
    return (
        str(item.number) if item.number else (item.guid or item.link or f"{item.kind}:{item.slug or item.title}")[:500]
    )


def main_category(item: Item, site: Site) -> str:
    """The slug of the category that an item lies in: the one that a plugin says is the first, or the first one."""
    slugs = [term.slug for term in item.terms if term.taxonomy == "category"]
    named = next(filter(None, map(item.meta.get, MAIN_CATEGORIES)), "")
    if (number := whole_number(named)) is not None:
        first = [term.slug for term in site.terms if term.number == number and term.taxonomy == "category"]
        slugs = [slug for slug in first if slug in slugs] + slugs
    return slugs[0] if slugs else ""


def file_address(link: str) -> str:
    """An address of an upload without the host, the size and what follows its name: CDNs and sizes share a picture.

    Of any other file with its host: another site’s “dose.png” is no picture of this one.
    """
    try:
        parts = urlsplit(link.strip())
        path = unquote(parts.path)
    except ValueError:
        return ""
    _before, is_upload, name = path.rpartition("/uploads/")
    return _SIZE.sub("", name).lower() if is_upload else f"//{_host(parts.netloc)}{path}"


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
