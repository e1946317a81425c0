"""A page of the site as a file that stands alone: its links lead to files, and nothing on it needs a server.

Only tags are touched. What readers read is what the site sent, byte for byte.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .addresses import is_kept, link_between, of_this_site

#: A tag with its attributes, whose values the site always quotes.
TAG = re.compile(r"<[a-zA-Z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
LEADS = re.compile(r'\s(href|src|action|poster|data-record|data-key)="([^"]*)"')
SOURCES = re.compile(r'\s(srcset|imagesrcset)="([^"]*)"')
#: What fetches, sends or tells programs where to look. Modules do not load from a disk, and pages do without them.
NEEDS_A_SERVER = re.compile(
    r"<script\b(?![^>]*application/ld\+json)[^>]*>.*?</script>"
    r"|<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>"
    r"|<link\b[^>]*\brel=\"(?:alternate|search|manifest|preload)\"[^>]*>",
    re.DOTALL,
)
#: How what a copy says of itself looks.
STYLES = "exchange/ark.css"
#: After it comes what a copy says of itself. A link that leads past all of it stays first.
TOP = re.compile(r'<body[^>]*>(?:\s*<a class="skip-link"[^>]*>[^<]*</a>)?')
LANGUAGE = re.compile(r'<html[^>]*\blang="([^"]+)"')
IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")


class Page:
    """What an address of the site said, as a file; `links` are the addresses that it leads to and that are kept."""

    def __init__(self, address: str, told: str) -> None:
        self.address = address
        self.links: set[str] = set()
        self.text = told

    def standing_alone(self, kept_at: date, added: str = "") -> str:
        """The page, which says that it is a copy and of when; `added` is put at the end of what it is about."""
        text = TAG.sub(self._tag, NEEDS_A_SERVER.sub("", self.text))
        found = LANGUAGE.search(text)
        with translation.override(found[1] if found else None):
            said = {"kept_at": kept_at, "live": on_the_site(self.address)}
            note = render_to_string("exchange/ark/note.html", said)
        text = TOP.sub(lambda top: top[0] + note, text, count=1)
        styles = self._link(f"{settings.STATIC_URL}{STYLES}")
        text = text.replace("</head>", f'<link rel="stylesheet" href="{styles}"></head>', 1)
        return text.replace("</main>", f"{added}</main>", 1) if added else text

    def _tag(self, tag: re.Match[str]) -> str:
        text = LEADS.sub(lambda found: f' {found[1]}="{self._link(found[2])}"', tag[0])
        return SOURCES.sub(lambda found: f' {found[1]}="{self._sources(found[2])}"', text)

    def _link(self, link: str) -> str:
        """To a file where there is one; else to the site itself."""
        address = of_this_site(unescape(link))
        if address is None:
            return link
        if not is_kept(address.partition("#")[0]):
            return escape(on_the_site(address))
        self.links.add(address.partition("#")[0])
        return escape(link_between(self.address, address))

    def _sources(self, sources: str) -> str:
        each = (source.strip().partition(" ") for source in sources.split(","))
        return ", ".join(f"{self._link(address)}{space}{width}" for address, space, width in each)


class Styles:
    """A style sheet as a file; `links` are the addresses of what it names by paths relative to its own."""

    def __init__(self, address: str, text: str) -> None:
        self.address, self.text = address, text
        self.links: set[str] = set()

    def standing_alone(self, content_of: Callable[[str], bytes]) -> bytes:
        """Drawings are put into it: a browser does not use one from a disk as a mask. The rest is left where it is."""
        return IN_STYLES.sub(lambda found: self._named(found, content_of), self.text).encode()

    def _named(self, found: re.Match[str], content_of: Callable[[str], bytes]) -> str:
        name = found[1]
        if name.startswith(("data:", "#", "http")):
            return found[0]
        address = urljoin(self.address, name.partition("?")[0].partition("#")[0])
        if address.endswith(".svg"):
            return f'url("data:image/svg+xml;base64,{b64encode(content_of(address)).decode()}")'
        self.links.add(address)
        return found[0]


def moved(address: str, target: str) -> str:
    """A page that leads on, since a file cannot answer with a redirect."""
    link = link_between(address, target) if is_kept(target.partition("#")[0]) else on_the_site(target)
    return render_to_string("exchange/ark/moved.html", {"link": link, "language": translation.get_language()})


def on_the_site(address: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{address}"
