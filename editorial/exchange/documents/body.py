"""From the parts of a document to a page's title and body, as Wagtail stores them, and to what its numbers are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .lines import MARKER, trimmed
from .numbers import Difference, differences, quantities
from .parts import Document, Heading, Item, Paragraph, Part, Picture, Quote, Run, Runs, Table, is_between_notes, plain

#: In this order one stands inside the other: a power of which one letter is in italics stays one.
MARKS = ("del", "ins", "sup", "sub", "b", "i")
Raw = dict[str, Any]
#: A citation of the reference with a number, as rich text.
Cite = Callable[[int], str]


def _html(runs: Runs, cite: Cite | None) -> str:
    linked = groupby(runs, key=lambda run: "" if cite and run.note is not None else run.href)
    pieces = []
    for href, group in linked:
        html = _joined(list(group), cite)
        pieces.append(format_html('<a href="{}">', href) + html + "</a>" if href and html else html)
    return "".join(pieces)


def _joined(runs: Runs, cite: Cite | None) -> str:
    """Runs as HTML. Marks of references beside each other have no comma as citations, and one as raised numbers."""
    if cite is None:
        return "".join(_run(run, cite) for run in runs)
    kept = [run for place, run in enumerate(runs) if not is_between_notes(runs, place)]
    pieces = []
    for before, run in zip([None, *kept], kept, strict=False):
        follows = cite is not_cited and before is not None and before.note is not None and run.note is not None
        pieces.append(("<sup>,</sup>" if follows else "") + _run(run, cite))
    return "".join(pieces)


def _run(run: Run, cite: Cite | None) -> str:
    if run.note is not None and cite:
        return cite(run.note)
    html = escape(run.text).replace("\n", "<br/>")
    for mark in reversed(MARKS):
        if mark in run.marks and html:
            html = f"<{mark}>{html}</{mark}>"
    return html


def not_cited(number: int) -> str:
    """The mark of a reference that became no citation."""
    return f"<sup>{number}</sup>"


class Body:
    """A document's title and sections. Without a place for a title, `is_titled`, a first heading is a section's.

    `cite` makes citations of its notes. With `not_cited` the list of references stays part of the text: marks that
    belong to a list stand as they were written, those of footnotes are its numbers, raised. With None all stand as they
    were written. References that nothing cites stay text in any case: no source is lost. `pictures` are ids of the
    site's images by their addresses in the document. `changed` are sentences about what headings lose, which hold no
    markup, and about references that stayed text; `cited` are the numbers of those that did not.
    """

    def __init__(
        self,
        document: Document,
        cite: Cite | None = not_cited,
        pictures: dict[str, Any] | None = None,
        *,
        is_titled: bool = True,
    ) -> None:
        self.cites = cite is not None
        self.cited: set[int] = set()
        self.cite = self._noting(cite) if cite and cite is not not_cited else cite
        if cite is not_cited and document.reference_parts:
            self.cite = None
        self.pictures = pictures or {}
        parts = [*document.parts, *(_list_of(document) if cite is not_cited else [])]
        self._set(parts, is_titled)
        if self.makes_citations and (rest := _list_of(document, but=self.cited)):
            self._set([*document.parts, *rest], is_titled)
            self._tell_of_rest(len(document.references.keys() - self.cited))

    def _noting(self, cite: Cite) -> Cite:
        def noted(number: int) -> str:
            self.cited.add(number)
            return cite(number)

        return noted

    def _set(self, parts: list[Part], is_titled: bool) -> None:
        self.changed: list[str] = []
        self.title = ""
        if is_titled and parts and isinstance(parts[0], Heading) and _is_title(parts[0], parts[1:]):
            self.title = self._heading(parts.pop(0).runs)  # type: ignore[union-attr]
        self.sections = [self._section(heading, within) for heading, within in _sections(parts)]

    @property
    def makes_citations(self) -> bool:
        return self.cite not in (None, not_cited)

    def _tell_of_rest(self, left: int) -> None:
        if not self.cited:
            return self._tell(_("Its list of references stayed text, for nothing in the text cites any of it."))
        words = ngettext(
            "%(number)d reference that nothing in the text cites stayed text, at its end.",
            "%(number)d references that nothing in the text cites stayed text, at its end.",
            left,
        )
        return self._tell(words % {"number": left})

    @property
    def blocks(self) -> list[Raw]:
        """All that stands in the sections, without their headings; for the middle of a section."""
        return [block for section in self.sections for block in section["value"]["content"]]

    def _section(self, heading: Heading | None, parts: list[Part]) -> Raw:
        words = self._heading(heading.runs) if heading else ""
        return {"type": "section", "value": {"heading": words, "anchor": "", "content": self._content(parts)}}

    def _heading(self, runs: Runs) -> str:
        """A heading of the text or of a column. A number that was a citation's would be another work's by and by."""
        shown = plain(runs)
        for run in runs:
            if run.href:
                words = _("No link can stand in the heading “%(heading)s”: %(address)s")
                self._tell(words % {"heading": shown, "address": run.href})
            if run.note is not None and self.cites:
                words = _("No citation can stand in the heading “%(heading)s”: of reference %(number)d")
                self._tell(words % {"heading": shown, "number": run.note})
        if not self.makes_citations:
            return shown
        kept = [run for place, run in enumerate(runs) if run.note is None and not is_between_notes(runs, place)]
        return plain(trimmed(kept))

    def _tell(self, sentence: str) -> None:
        """Once, however many columns a joined cell stands over."""
        if sentence not in self.changed:
            self.changed.append(sentence)

    def _content(self, parts: list[Part]) -> list[Raw]:
        blocks: list[Raw] = []
        for is_text, group in groupby(parts, key=lambda part: isinstance(part, Heading | Paragraph | Item)):
            if is_text:
                blocks.append({"type": "text", "value": "".join(self._text(list(group)))})
            else:
                blocks += [self._block(part) for part in group]
        return blocks

    def _text(self, parts: list[Part]) -> Iterator[str]:
        for is_list, group in groupby(parts, key=lambda part: isinstance(part, Item)):
            for part in [] if is_list else group:
                if isinstance(part, Heading):
                    yield f"<h3>{_html(part.runs, self.cite)}</h3>"
                elif isinstance(part, Paragraph):
                    yield f"<p>{_html(part.runs, self.cite)}</p>"
            if is_list:
                yield self._list([part for part in group if isinstance(part, Item)])

    def _list(self, items: list[Item]) -> str:
        """Nested lists. An item that is deeper than the one before it by more than one is deeper by one."""
        html = ""
        open_lists: list[str] = []
        for item in items:
            depth = min(item.depth, len(open_lists))
            while len(open_lists) > depth + 1:
                html += f"</li></{open_lists.pop()}>"
            name = "ol" if item.is_numbered else "ul"
            if len(open_lists) == depth + 1 and open_lists[-1] != name:
                html += f"</li></{open_lists.pop()}>"
            if len(open_lists) == depth + 1:
                html += "</li>"
            else:
                open_lists.append(name)
                html += f"<{name}>"
            html += f"<li>{_html(item.runs, self.cite)}"
        while open_lists:
            html += f"</li></{open_lists.pop()}>"
        return html

    def _block(self, part: Part) -> Raw:
        if isinstance(part, Table):
            header, rows = part.rows[0], part.rows[1:]
            if not part.has_header:
                words = _("The first row of a table, which nothing calls a header, became its columns’ headings: “%s”")
                self._tell(words % "; ".join(map(plain, header)))
            table = {
                "columns": [{"type": "text", "heading": self._heading(cell)} for cell in header],
                "rows": [{"values": [_html(cell, self.cite) for cell in row]} for row in rows],
            }
            return {"type": "table", "value": {"caption": _html(part.caption, self.cite), "table": table}}
        if isinstance(part, Quote):
            return {"type": "quote", "value": {"text": _html(part.runs, self.cite), "source": ""}}
        if isinstance(part, Picture):
            caption = _html(part.caption, self.cite)
            found = {"image": self.pictures.get(part.src), "alt": part.alt, "caption": caption}
            return {"type": "image", "value": {**found, "decorative": False}}
        raise TypeError(f"{type(part).__name__} is no block.")


def _is_title(heading: Heading, after: list[Part]) -> bool:
    """Whether the first heading is the document's, and stands above all the others."""
    return heading.level == 1 and all(part.level > heading.level for part in after if isinstance(part, Heading))


def _sections(parts: list[Part]) -> Iterator[tuple[Heading | None, list[Part]]]:
    """Parts by the headings of the highest level; what stands before the first has none."""
    top = min((part.level for part in parts if isinstance(part, Heading)), default=0)
    heading: Heading | None = None
    within: list[Part] = []
    for part in parts:
        if isinstance(part, Heading) and part.level == top:
            if heading or within:
                yield heading, within
            heading, within = part, []
        else:
            within.append(part)
    if heading or within:
        yield heading, within


def _list_of(document: Document, but: Collection[int] = ()) -> list[Part]:
    """The references of a document as part of its text, but for some: those that are left have no numbers any more."""
    left = [number for number in document.references if number not in but]
    listed = document.reference_parts
    if not left or listed and not but:
        return listed if left else []
    level = min((part.level for part in document.parts[1:] if isinstance(part, Heading)), default=2)
    heading = listed[0] if listed else Heading(level, [Run("References")])
    texts = [[Run(f"{document.references[n]} {document.addresses.get(n, '')}".strip())] for n in left]
    if listed and not any(isinstance(part, Item) for part in listed):
        return [heading, *map(Paragraph, texts)]
    return [heading, *(Item(0, not but, text) for text in texts)]


# --- numbers ----------------------------------------------------------------------------------------------------------


def number_differences(document: Document) -> list[Difference]:
    """The numbers that are not as they were in the document, after it became blocks of ours."""
    return differences(quantities(document.source), quantities(html_of(as_written(document))))


def as_written(document: Document) -> Body:
    """All of the document as blocks of ours, each word as often as it has it, and its references among the text."""
    notes = [] if document.reference_parts else [Paragraph([Run(text)]) for text in document.references.values()]
    written = [_once(part) for part in (*document.parts, *document.reference_parts, *notes)]
    return Body(Document(written, {}, document.summary, ""), cite=None)


def _once(part: Part) -> Part:
    """The part without numbers that stood beside it; of a table, each joined cell in the first of its places alone."""
    if isinstance(part, Quote):
        return Quote(_without_markers(part.runs))
    if not isinstance(part, Table):
        return part
    seen: set[int] = set()
    rows = [[_unless_seen(cell, seen) for cell in row] for row in part.rows]
    return Table(rows, part.has_header, part.caption)


def _unless_seen(cell: Runs, seen: set[int]) -> Runs:
    if id(cell) in seen:
        return []
    seen.add(id(cell))
    return _without_markers(cell)


def _without_markers(runs: Runs) -> Runs:
    return [run for run in runs if run.marks != MARKER]


def html_of(body: Body) -> str:
    """A body as plain HTML: what its numbers are read from."""
    pieces = [f"<h1>{escape(body.title)}</h1>"]
    for section in body.sections:
        pieces.append(f"<h2>{escape(section['value']['heading'])}</h2>")
        pieces += [_html_of_block(block["type"], block["value"]) for block in section["value"]["content"]]
    return "".join(pieces)


def _html_of_block(kind: str, value: Any) -> str:
    if kind == "text":
        return str(value)
    if kind == "table":
        header = [escape(column["heading"]) for column in value["table"]["columns"]]
        rows = [row["values"] for row in value["table"]["rows"]]
        return _div([value["caption"]]) + "".join(map(_div, [header, *rows]))
    return _div(value[name] for name in ("text", "caption") if name in value)


def _div(pieces: Iterable[str]) -> str:
    return "".join(f"<p>{piece}</p>" for piece in pieces)
