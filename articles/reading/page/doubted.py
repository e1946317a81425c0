"""The marks beside the numbers of sources that the world has retracted or doubts, wherever a text cites them.

The text stays what was signed: a mark is a fact about the world, like the warning in the list of references.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.text import slugify

from ...references.integrity.status import GONE, Status

#: What a reader must see at the number itself. That a work was corrected is said in the list.
MARKED = {slugify(status) for status in (Status.CONCERN, Status.REMOVED_FOR_NOW, *GONE)}
#: A citation as `writing/citations.py` sets it: the number of the first work, and the last where it is a range.
CITATION = re.compile(
    r'<a role="doc-noteref" (id="[^"]*" href="#ref-(\d{1,3})") aria-label="([^"]*)">\d{1,3}(?:–(\d{1,3}))?</a>'
)


def doubted(references: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The references that must not be relied on as they are."""
    return [item for item in references if item["warning"] and item["warning"]["status"] in MARKED]


def with_marks(html: str, references: Sequence[Mapping[str, Any]]) -> str:
    """HTML of an edition with a mark in words behind the numbers that lead to doubted sources."""
    said = {item["number"]: str(item["warning"]["label"]) for item in doubted(references)}
    if not said:
        return html

    def mark(match: re.Match[str]) -> str:
        numbers = range(int(match[2]), int(match[4] or match[2]) + 1)
        words = ", ".join(dict.fromkeys(said[number] for number in numbers if number in said))
        if not words:
            return match[0]
        label = f'aria-label="{match[3]}, {escape(words)}"'
        link = match[0].replace(f'aria-label="{match[3]}"', f'class="cite__doubted" {label}')
        return f'{link}<b class="cite__status"> {escape(words)}</b>'

    return CITATION.sub(mark, html)
