"""What stands between an opening and its end, in a text of whatever origin.

For a pattern such as `<!--.*?-->` each opening that has no end is a reason to look through all that follows: of some
thousands of them in one text nobody sees the end. Here an end that was not found is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: What stands in place of an opening, the words after it, and the end.
Becomes = Callable[[re.Match[str], str, re.Match[str]], str]


def replaced(
    text: str, opening: re.Pattern[str], end_of: Callable[[re.Match[str]], re.Pattern[str]], becomes: Becomes
) -> str:
    """The text with something else in place of each opening that has an end, the nearest one of its kind."""
    done: list[str] = []
    kept = place = 0
    missing: set[re.Pattern[str]] = set()
    while opened := opening.search(text, place):
        place, end = opened.end(), end_of(opened)
        closed = None if end in missing else end.search(text, place)
        if closed is None:
            missing.add(end)
            continue
        done += [text[kept : opened.start()], becomes(opened, text[place : closed.start()], closed)]
        kept = place = closed.end()
    return "".join([*done, text[kept:]])


def without(text: str, opening: str, end: str) -> str:
    """The text without what stands between two marks, such as those of comments."""
    done: list[str] = []
    kept = 0
    while (opened := text.find(opening, kept)) >= 0 and (closed := text.find(end, opened + len(opening))) >= 0:
        done.append(text[kept:opened])
        kept = closed + len(end)
    return "".join([*done, text[kept:]])


def without_comments(html: str) -> str:
    return without(html, "<!--", "-->")


def without_sections(xml: str) -> str:
    """Without CDATA sections."""
    return without(xml, "<![CDATA[", "]]>")


def end_of_element(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name.lower())}\s*>", re.IGNORECASE)
