"""What is in HTML that no page of ours can have: scripts, players, and addresses that are not whole."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from lxml.html.defs import tags

from editorial.exchange.documents.tree import tree_of

from .contents import Contents
from .hands import Hands

#: Elements of HTML. Of others, those that end or have a name in two parts are somebody's own.
_ELEMENTS = tags | {"main", "template", "picture", "dialog", "slot", "bdi", "search", "data", "frame", "nobr", "path"}
_MAY_BE_TAG = re.compile(r"<([A-Za-z][^\s<>/]*)([^<>]*)(?:>|(?=<)|\Z)")
_END = re.compile(r"</([A-Za-z][^\s<>/]*)")
_HANDLER = re.compile(r"on[a-z]+\Z")


def tidied(html: str, contents: Contents, hands: Hands) -> str:
    """HTML whose links and pictures have whole addresses, and in which what is played elsewhere is a link."""
    soup = tree_of(html)
    base, counted = f"{contents.site.address.rstrip('/')}/", Counter[str]()
    for element in soup.find_all(True):
        counted["handlers"] += any(_HANDLER.match(name) for name in element.attrs)
        counted["scripts"] += element.name == "script"
        if element.name == "a" and element.get("href") and not str(element["href"]).startswith("#"):
            element["href"] = _whole(base, str(element["href"]))
        elif element.name == "img":
            _give_source(element, base)
            counted["nowhere"] += not element["src"]
        elif element.name == "figcaption" and _is_of_several(element):
            element.name = "p"
        elif element.name in ("iframe", "video", "audio", "embed", "object"):
            counted["players"] += _is_replaced(element, soup, base)
    if counted["scripts"] + counted["handlers"]:
        hands.append(_("Scripts were left out: %d.") % (counted["scripts"] + counted["handlers"]))
    if counted["nowhere"]:
        hands.withhold(
            _("Pictures without an address, which readers may have seen, are missing: %d.") % counted["nowhere"]
        )
    if counted["players"]:
        hands.append(_("Videos, sounds and embedded pages became links to them: %d.") % counted["players"])
    return str(soup)


def with_signs(html: str) -> str:
    """HTML in which “<” is less than, where no element begins: of “ALT <ULN and AST >3” a parser would make a tag."""
    ended = {name.lower() for name in _END.findall(html)}

    def one(match: re.Match[str]) -> str:
        name = match[1].lower()
        is_tag = name in _ELEMENTS or name in ended or ":" in name or "-" in name or match[2].endswith("/")
        return match[0] if is_tag else f"&lt;{match[0][1:]}"

    return _MAY_BE_TAG.sub(one, html)


def _whole(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _give_source(picture: Tag, base: str) -> None:
    """The address of a picture, also of one that a plugin shows only when somebody gets there."""
    own = str(picture.get("src") or "")
    names = ["data-src", "data-lazy-src", "data-original", "data-srcset", "data-lazy-srcset"]
    names += ["srcset", "src"] if own.startswith("data:") else ["src", "srcset"]
    found = next((source for name in names if (source := _first_of(name, str(picture.get(name) or "")))), "")
    picture["src"] = found if found.startswith("data:") or not found else _whole(base, found)


def _first_of(name: str, said: str) -> str:
    """An address, or the first of those of several sizes."""
    return (said.split() or [""])[0].rstrip(",") if name.endswith("srcset") else said


def _is_of_several(caption: Tag) -> bool:
    """Whether it stands under a gallery, and not under one picture or table."""
    figure = caption.parent
    return figure is not None and figure.name == "figure" and len(figure.find_all("img")) > 1


def _is_replaced(element: Tag, soup: BeautifulSoup, base: str) -> bool:
    if element.parent is None or element.decomposed:
        return False
    inner = element.find(["source", "embed", "param"])
    source = element.get("src") or element.get("data-src") or element.get("data")
    source = source or (inner.get("src") or inner.get("value") if isinstance(inner, Tag) else "")
    address = _whole(base, str(source)) if source else ""
    if not address.startswith(("http://", "https://")):
        return False
    link, around = soup.new_tag("a", href=address), soup.new_tag("p")
    link.string = address
    around.append(link)
    element.replace_with(around)
    return True
