"""What is in HTML that no page of ours can have: scripts, players, and addresses that are not whole."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from editorial.exchange.documents.tree import tree_of

from .contents import Contents
from .hands import Hands

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
        elif element.name == "figcaption" and _is_of_several(element):
            element.name = "p"
        elif element.name in ("iframe", "video", "audio", "embed", "object"):
            counted["players"] += _is_replaced(element, soup, base)
    if counted["scripts"] + counted["handlers"]:
        hands.append(_("Scripts were left out: %d.") % (counted["scripts"] + counted["handlers"]))
    if counted["players"]:
        hands.append(_("Videos, sounds and embedded pages became links to them: %d.") % counted["players"])
    return str(soup)


def _whole(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _give_source(picture: Tag, base: str) -> None:
    """The address of a picture, also of one that a plugin shows only when somebody gets there."""
    later = [picture.get(name) for name in ("data-src", "data-lazy-src", "data-original", "src")]
    found = next((str(source) for source in later if source), "")
    picture["src"] = found if found.startswith("data:") else _whole(base, found)


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
