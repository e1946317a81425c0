"""BibTeX, which Zotero, publishers' pages and people who write LaTeX make."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import latexcodec  # noqa: F401  (registers the codec `ulatex`)
from django.utils.translation import gettext as _
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.exceptions import PybtexError
from pybtex.scanner import PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from ..identifiers import Kind
from ..markup import MOST_CHARACTERS
from ..medline import date_of, month_number, whole_range
from ..works import Work, WorkKind
from .record import Unusable, work_of

KINDS = {
    "article": WorkKind.ARTICLE,
    **dict.fromkeys(("book", "booklet", "mvbook", "proceedings", "collection"), WorkKind.BOOK),
    **dict.fromkeys(("inbook", "incollection", "inproceedings", "conference", "inreference"), WorkKind.CHAPTER),
    **dict.fromkeys(("techreport", "report", "manual"), WorkKind.REPORT),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), WorkKind.WEB_PAGE),
}
NO_ENTRIES = {"string", "preamble", "comment"}
_ENTRY = re.compile(r"(?m)^[ \t]*@[A-Za-z]+\s*[{(]")


class _Parser(LowLevelParser):
    """pybtex's, to which an abbreviation that nobody explained is empty instead of the end of the entry."""

    def handle_error(self, error: PybtexError) -> None:
        if not isinstance(error, UndefinedMacro):
            raise error


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each entry. Each is parsed alone, so that an open brace swallows no other one."""
    abbreviations = CaseInsensitiveDict(month_names)
    starts = [match.start() for match in _ENTRY.finditer(text)]
    line, last = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, last = line + text.count("\n", last, start), start
        try:
            for name, entry in _Parser(text[start:end], macros=abbreviations):
                if name.lower() not in NO_ENTRIES:
                    yield line, _work_or_why_not(name.lower(), entry)
        except PybtexSyntaxError as error:
            yield line + error.lineno - 1, Unusable(_("This entry cannot be read: a brace, quote or comma is missing."))


def _work_or_why_not(name: str, entry: Any) -> Work | Unusable:
    values = {field.lower(): "".join(parts) for field, parts in entry[1]}
    try:
        return _work(name, values)
    except Unusable as problem:
        return problem


def _work(name: str, values: dict[str, str]) -> Work:
    kind = KINDS.get(name, WorkKind.OTHER)
    if "arxiv" in f"{values.get('archiveprefix', '')} {values.get('eprinttype', '')}".lower() and name != "article":
        kind = WorkKind.PREPRINT

    def first(*fields: str) -> str:
        return next((_html(values[field]) for field in fields if values.get(field)), "")

    subtitle = f": {first('subtitle')}" if first("subtitle") else ""
    fields = {
        "title": first("title") + subtitle,
        "container-title": first("journal", "journaltitle", "booktitle"),
        "container-title-short": first("shortjournal"),
        "author": people(values.get("author", "")),
        "editor": people(values.get("editor", "")),
        "issued": _date(values),
        "accessed": date_of(values.get("urldate", "")),
        "volume": first("volume"),
        "issue": first("number", "issue"),
        "page": whole_range(re.sub(r"\s*(?:–|-+)\s*", "-", first("pages", "eid"))),
        "publisher": first("publisher", "institution", "organization", "school", "howpublished"),
        "publisher-place": first("address", "location"),
        "edition": first("edition"),
        "language": first("language", "langid"),
        "ISSN": first("issn"),
        **{kind.label: _identifier(kind, values) for kind in Kind},
    }
    return work_of(fields, kind=kind, is_preprint=kind == WorkKind.PREPRINT)


def people(written: str) -> list[dict[str, str]]:
    """Names joined by “and”; one in braces is not divided."""
    found = []
    for name in split_name_list(" ".join(written[:MOST_CHARACTERS].split())):
        if name.startswith("{") and name.endswith("}"):
            found.append({"literal": _html(name)})
        elif name.lower() != "others":
            found.append(_person(name))
    return found


def _person(name: str) -> dict[str, str]:
    try:
        parsed = Person(name)
    except (PybtexError, ValueError):
        return {"literal": _html(name)}
    parts = {
        "family": parsed.prelast_names + parsed.last_names,
        "given": parsed.first_names + parsed.middle_names,
        "suffix": parsed.lineage_names,
    }
    return {part: _html(" ".join(words)) for part, words in parts.items()}


def _date(values: dict[str, str]) -> list[str | int | None]:
    if "date" in values:
        return date_of(values["date"])
    return [re.sub(r"\D", "", values.get("year", "")), month_number(values.get("month", "")), ""]


def _identifier(kind: Kind, values: dict[str, str]) -> str:
    """The identifier of one kind; these fields hold no accents, only the signs that LaTeX wants marked."""
    written = re.sub(r"\\url\s*|[{}]", "", values.get(kind.value, "")).replace("\\", "")
    if kind == Kind.PMID and not written and values.get("eprinttype", "").lower() == "pubmed":
        written = values.get("eprint", "")
    return written


_MARKUP = (
    (re.compile(r"\\(?:textit|emph|textsl|mkbibemph)\s*\{([^{}]*)\}"), r"<i>\1</i>"),
    (re.compile(r"\\(?:textbf|mkbibbold)\s*\{([^{}]*)\}"), r"<b>\1</b>"),
    (re.compile(r"(?:\\textsubscript\s*|_)\{([^{}]*)\}|\$_(\w)\$"), r"<sub>\1\2</sub>"),
    (re.compile(r"(?:\\textsuperscript\s*|\^)\{([^{}]*)\}|\$\^(\w)\$"), r"<sup>\1\2</sup>"),
    (re.compile(r"\\[A-Za-z]+\s*|[{}$]|\\(?=\W)"), ""),
)


def _html(text: str) -> str:
    """A value without LaTeX: accents as letters, italics and the like as tags, other commands left out."""
    text = re.sub(r"""\\(['`^"~=.])\{\\([ij])\s*\}""", r"\\\1{\2}", text[:MOST_CHARACTERS])
    with suppress(ValueError):  # then it stays as it is, without its commands
        text = codecs.decode(text, "ulatex")  # type: ignore[call-overload]  # a codec from text to text
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text
