"""Classic posts are stored without paragraphs: an empty line ends one, and a line's end is a break.

WordPress makes them whenever it shows the post, by `wpautop`; this takes the same steps in the same order.
https://developer.wordpress.org/reference/functions/wpautop/
"""

from __future__ import annotations

import re

from .enclosed import end_of_element, replaced, without_comments

_NAMES = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    "address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    "details|menu|summary|iframe)"
)
_BLOCK = rf"</?{_NAMES}(?:[\s/][^<>]*)?>"
_KEPT = re.compile(r"<(pre|script|style|svg|textarea)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARK = "\ue010"


def _step(pattern: str, becomes: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.IGNORECASE), becomes


_BEFORE = [
    _step(r"<br\s*/?>\s*<br\s*/?>", "\n\n"),
    _step(rf"(<{_NAMES}[\s/>])", r"\n\n\1"),
    _step(rf"(</{_NAMES}>|<hr\s*/?>)", r"\1\n\n"),
]
_AFTER = [
    _step(r"<p>\s*</p>", ""),
    _step(r"<p>([^<]+)</(div|address|form)>", r"<p>\1</p></\2>"),
    _step(rf"<p>\s*({_BLOCK})\s*</p>", r"\1"),
    _step(r"<p>(<li[^\n]+?)</p>", r"\1"),
    _step(r"<p><blockquote([^<>]*)>", r"<blockquote\1><p>"),
    _step(r"</blockquote></p>", "</p></blockquote>"),
    _step(rf"<p>\s*({_BLOCK})", r"\1"),
    _step(rf"({_BLOCK})\s*</p>", r"\1"),
    # Spaces are looked at from the first of them alone, or the second after a break: all others begin no other match.
    _step(r"(?:(?<!<br />)(?<![ \t])|(?<=<br />[ \t]))[ \t]*\n\s*", "<br />\n"),
    _step(rf"({_BLOCK})\s*<br />", r"\1"),
    _step(r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)\b[^<>]*>)", r"\1"),
    _step(r"\n</p>", "</p>"),
]


def with_paragraphs(text: str) -> str:
    """Classic content as it is shown. What is preformatted stays as it is."""
    kept: list[str] = []

    def put_aside(opened: re.Match[str], inner: str, closed: re.Match[str]) -> str:
        kept.append(f"{opened[0]}{inner}{closed[0]}")
        mark = f"{_MARK}{len(kept) - 1}{_MARK}"
        return f"<pre>{mark}</pre>" if opened[1].lower() == "pre" else mark

    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_MARK, "")
    text = replaced(without_comments(text), _KEPT, lambda opened: end_of_element(opened[1]), put_aside)
    text = _TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    for pattern, becomes in _BEFORE:
        text = pattern.sub(becomes, text)
    lines = [line.strip("\n") for line in re.split(r"\n[ \t]*\n\s*", text)]
    text = "\n".join(f"<p>{line}</p>" for line in lines if line.strip())
    for pattern, becomes in _AFTER:
        text = pattern.sub(becomes, text)
    return re.sub(rf"(?:<pre>)?{_MARK}(\d+){_MARK}(?:</pre>)?", lambda found: kept[int(found[1])], text)
