"""CSL-JSON, which Zotero, Mendeley and pandoc write, and which works are kept in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..identifiers import Kind, identifiers_in, normalised
from ..medline import date_of, whole_range
from ..works import CSL_TYPES, Work, WorkKind
from .record import Unusable, work_of

KINDS = {name: kind for kind, name in reversed(CSL_TYPES.items())} | {
    **dict.fromkeys(("article-magazine", "article-newspaper", "paper-conference"), WorkKind.ARTICLE),
    **dict.fromkeys(("report", "standard"), WorkKind.REPORT),
    **dict.fromkeys(("entry-encyclopedia", "entry-dictionary", "entry"), WorkKind.CHAPTER),
    **dict.fromkeys(("post", "post-weblog"), WorkKind.WEB_PAGE),
    "article": WorkKind.OTHER,  # a preprint, where it says so
}


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each item; of the items of a whole file the line is the place among them."""
    try:
        items = json.loads(text, parse_int=str)  # works keep text: a number as long as a book must not cost the file
    except (json.JSONDecodeError, RecursionError) as error:
        yield getattr(error, "lineno", 1), Unusable(_("The file breaks off here, or is no JSON."))
        return
    items = items.get("items", [items]) if isinstance(items, dict) else items
    for place, item in enumerate(items if isinstance(items, list) else [], start=1):
        try:
            yield place, _work(item if isinstance(item, dict) else {})
        except Unusable as problem:
            yield place, problem


def _work(item: dict[str, Any]) -> Work:
    kind = KINDS.get(str(item.get("type", "")), WorkKind.OTHER)
    fields = {name: _plain(value) for name, value in item.items()}
    page = fields.get("page") or (fields.get("number") if kind == WorkKind.ARTICLE else "")
    fields["page"] = whole_range(page) if isinstance(page, str) else ""
    fields |= {name: _date(item.get(name)) for name in ("issued", "accessed", "submitted") if item.get(name)}
    for identifier in identifiers_in(f"{item.get('DOI') or ''} {item.get('note') or ''} {item.get('URL') or ''}"):
        if identifier.kind != Kind.URL:
            fields.setdefault(identifier.kind.label, identifier.value)
    if doi := normalised(Kind.DOI, fields.get("DOI") or ""):
        fields["DOI"] = fields["DOI"] if doi.value in str(fields["DOI"]).lower() else doi.value
    return work_of(fields, kind=kind)


def _plain(value: Any) -> Any:
    """Some programs write numbers as numbers, and a lone text as a list."""
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) else value


def _date(value: Any) -> Any:
    """A date in parts, or as somebody wrote it."""
    if isinstance(value, dict) and not value.get("date-parts"):
        return date_of(str(value.get("raw") or value.get("literal") or ""))
    return value if isinstance(value, dict) else date_of(str(value))
