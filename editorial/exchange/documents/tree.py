"""HTML as a tree, also where end tags are left out as HTML allows it: `<tr><td>Dose<td>5 mg<tr>…`.

lxml knows these rules as well, but it carries a bold word whose end tag is missing on through all that follows.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup, Tag

_CELLS, _ROWS = {"td", "th"}, {"thead", "tbody", "tfoot"}
_LISTS, _TABLE = {"ul", "ol", "menu"}, {"table"}
#: What each element ends by its beginning, and what stands around both, within which it does so.
_ENDS: dict[str, tuple[set[str], set[str]]] = {
    "li": ({"li"}, _LISTS),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, {"dl"})),
    **dict.fromkeys(_CELLS, ({*_CELLS, "caption"}, _TABLE)),
    "tr": ({"tr", *_CELLS, "caption"}, _TABLE),
    **dict.fromkeys(_ROWS, ({*_ROWS, "tr", *_CELLS, "caption"}, _TABLE)),
    **dict.fromkeys(
        (
            *("address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure"),
            *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre"),
            *("section", "table", "ul"),
        ),
        ({"p"}, {"td", "th", "caption", "li", "dd", "dt", "object", "button"}),
    ),
}
#: What begins a comment, a section or a tag, and what ends it.
_MARKUP = (
    (re.compile(r"<!--"), re.compile(r"--\s*!?>")),
    (re.compile(r"<!\[(?!\s*(?:if|else|endif)\b)"), re.compile(r"\]\s*\]\s*>")),
    (re.compile(r"<!\["), re.compile(r"\]\s*>")),
    (re.compile(r"<"), re.compile(r">")),
)
#: The parser refuses all of a text for one section of a kind that it does not know.
_STRANGE_SECTION = re.compile(
    r"<!\[(?!(?:if|else|endif|cdata|temp|ignore|include|rcdata)(?![-_.a-z0-9]))", re.IGNORECASE
)
#: Nobody leaves out an end tag further away than this.
_FURTHEST = 100


def tree_of(html: str) -> BeautifulSoup:
    """The tree of HTML of whatever origin."""
    return _Tree(_without_false_beginnings(html), "html.parser")


def _without_false_beginnings(html: str) -> str:
    """The same words, in which whatever begins markup that nothing ends is text.

    The parser takes it for text as well, but looks through all that follows first, for each anew.
    """
    html = _STRANGE_SECTION.sub("&lt;![", html)
    for begins, ends in _MARKUP:
        last = max((found.end() for found in ends.finditer(html)), default=0)
        html = html[:last] + begins.sub(lambda found: f"&lt;{found[0][1:]}", html[last:])
    return html


class _Tree(BeautifulSoup):
    """Python's parser takes elements for open until their end tag comes."""

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        ends, around = _ENDS.get(name, (set(), set()))
        within = [element.name for element in islice(reversed(self.tagStack), _FURTHEST)] if ends else []
        place = next((place for place, outer in enumerate(within) if outer in around), len(within))
        for open_name in [inner for inner in within[:place] if inner in ends]:
            self.handle_endtag(open_name)
        return super().handle_starttag(name, *args, **kwargs)
