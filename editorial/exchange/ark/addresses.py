"""Which addresses of the site are kept as files, and under which names."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

#: By the names of `articles.urls`. Of the search only its form is kept; `finding` searches.
KEPT = {
    "a_to_z",
    "a_to_z_letter",
    "comparison",
    "corrections",
    "edition",
    "edition_image",
    "history",
    "log_checkpoint",
    "log_key",
    "log_tile",
    "record_page",
    "search",
    "shared_image",
    "topics",
    "trust_record",
    "wagtail_serve",
    "what_readers_told_us",
}
#: Some file systems take no longer name.
LONGEST_NAME = 120
#: Most pages lead to the same addresses: what was said of so many is kept.
LATELY_ASKED = 10_000


def is_kept(address: str) -> bool:
    """Whether an address of the site, with or without a query, leads to a file of the ark."""
    path, _mark, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return not query
    name = _name_of(unquote(path))
    return name in KEPT and not (query and name == "search")


@lru_cache(LATELY_ASKED)
def _name_of(path: str) -> str:
    """The name of the view behind a path. The site's own pages are there in each language."""
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            try:
                match = resolve(path)
            except Resolver404:
                continue
            return "" if match.namespaces else match.url_name or ""
    return ""


@lru_cache(LATELY_ASKED)
def file_of(address: str) -> str:
    """The name of the file, below the ark's folder, for an address of the site."""
    path, _mark, query = address.partition("?")
    if query:  # a later page of a list
        path = f"{path.rstrip('/')}/{_short(query)}.html"
    elif path.endswith("/"):
        path = f"{path}index.html"
    return "/".join(_short(part) for part in unquote(path).split("/") if part not in ("", ".", ".."))


def _short(name: str) -> str:
    """A name that is a file's on any system; where it has to be another one, with a part of its hash."""
    plain = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    if plain == name and len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = plain.rpartition(".") if len(plain.rpartition(".")[2]) < 6 else (plain, "", "")
    return f"{stem[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}{dot}{ending}"


def link_between(here: str, there: str) -> str:
    """How a page at one address leads to another: by a relative path, which holds from a disk as well."""
    address, mark, fragment = there.partition("#")
    target, folder = file_of(address), os.path.dirname(file_of(here))
    return f"{os.path.relpath(target, folder or '.')}{mark}{fragment}"


def of_this_site(link: str) -> str | None:
    """A link as an address of the site, fragment included; None where it leads elsewhere or within the page."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    return link
