"""BibTeX, which Zotero, publishers' pages and people who write LaTeX make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.exceptions import PybtexError
from pybtex.scanner import PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from ..identifiers import Kind, identifiers_in, normalised
from ..markup import MOST_CHARACTERS
from ..medline import date_of, month_number, whole_range
from ..works import Work, WorkKind
from . import latex
from .record import Unusable, work_of

KINDS = {
    "article": WorkKind.ARTICLE,
    **dict.fromkeys(("book", "booklet", "mvbook", "proceedings", "collection"), WorkKind.BOOK),
    **dict.fromkeys(("inbook", "incollection", "inproceedings", "conference", "inreference"), WorkKind.CHAPTER),
    **dict.fromkeys(("techreport", "report", "manual"), WorkKind.REPORT),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), WorkKind.THESIS),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), WorkKind.WEB_PAGE),
}
GENRES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}
NO_ENTRIES = {"string", "preamble", "comment"}
_COMMENT = re.compile(r"(?mi)^[ \t]*@comment\s*\{")
#: What is set aside in one piece is not longer.
LONGEST_COMMENT = 100_000
#: So many characters may come of the abbreviations of one entry, and so many of those of a whole file.
MOST_UNFOLDED, MOST_UNFOLDED_OF_FILE = 20_000, 1_000_000
#: After so many that are never closed no other one's end is looked for.
MOST_UNCLOSED = 20
_ENTRY = re.compile(r"(?m)^[ \t]*@[A-Za-z]+\s*[{(]")


class _Parser(LowLevelParser):
    """pybtex's, to which an abbreviation that nobody explained is empty instead of the end of the entry.

    Abbreviations may be made of others, each ten times as long as those: together they do not grow without end.
    """

    unfolded, most_unfolded = 0, MOST_UNFOLDED

    def substitute_macro(self, name: str) -> str:
        text = super().substitute_macro(name)
        self.unfolded += len(text)
        if self.unfolded > self.most_unfolded:
            raise PybtexSyntaxError("its abbreviations are too long", self)
        return text

    def handle_error(self, error: PybtexError) -> None:
        if not isinstance(error, UndefinedMacro):
            raise error


@dataclass
class Entry:
    """One entry of a file: its fields as they are written, and the commands in them that nobody knows."""

    line: int
    name: str
    values: dict[str, str]
    unknown: set[str] = field(default_factory=set)

    def html(self, *names: str) -> str:
        """The first of these fields that has anything, as HTML."""
        return next((html(self.values[name], self.unknown) for name in names if self.values.get(name)), "")

    def inherit(self, parent: Entry) -> None:
        """What an entry leaves to the book or the proceedings that it names with `crossref`."""
        theirs = {INHERITED.get(name, name): value for name, value in parent.values.items() if name not in OWN}
        self.values = {**theirs, **self.values}


#: What a chapter calls otherwise than its book does, and what a book keeps for itself.
INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
OWN = {"crossref", "doi", "pages", "abstract", "keywords", "url", "pmid", "pmcid"}


def works(text: str) -> Iterator[tuple[int, Work | Unusable]]:
    """(line, Work or Unusable) of each entry, and an Unusable for each command in it that nobody knows."""
    entries: list[tuple[int, Entry | Unusable]] = []
    by_key: dict[str, Entry] = {}
    for line, key, read in _entries(_without_comments(text)):
        entries.append((line, read))
        if isinstance(read, Entry):
            by_key.setdefault(key.lower(), read)
    for line, read in entries:
        if isinstance(read, Unusable):
            yield line, read
            continue
        parent = by_key.get(read.values.get("crossref", "").strip().lower())
        if parent is not None and parent is not read:
            read.inherit(parent)
        yield line, _work_or_why_not(read)
        if read.unknown:
            commands = ", ".join(sorted(read.unknown))
            yield line, Unusable(_("Brought in, but nobody knows what %s stands for: mend the work.") % commands)


def _entries(text: str) -> Iterator[tuple[int, str, Entry | Unusable]]:
    """(line, key, Entry or Unusable). Each is parsed alone, so that an open brace swallows no other one."""
    abbreviations = CaseInsensitiveDict(month_names)
    starts = [match.start() for match in _ENTRY.finditer(text)]
    ends = [*starts[1:], len(text)][: len(starts)]
    line, last, unfolded = 1, 0, 0
    for start, end in zip(starts, ends, strict=True):
        line, last = line + text.count("\n", last, start), start
        parser = _Parser(text[start:end], macros=abbreviations)
        parser.most_unfolded = min(MOST_UNFOLDED, MOST_UNFOLDED_OF_FILE - unfolded)
        try:
            for name, entry in parser:
                if name.lower() not in NO_ENTRIES:
                    values = {field.lower(): "".join(parts) for field, parts in entry[1]}
                    yield line, str(entry[0] or ""), Entry(line, name.lower(), values)
        except PybtexSyntaxError as error:
            sentence = _("This entry cannot be read: a brace, quote or comma is missing.")
            yield line + error.lineno - 1, "", Unusable(sentence)
        unfolded += parser.unfolded


def _without_comments(text: str) -> str:
    """The same lines without what stands in @comment{…}; one that is never closed ends with its line."""
    kept, last, unclosed = [], 0, 0
    for match in _COMMENT.finditer(text):
        if match.start() < last:
            continue
        end = _end_of_braces(text, match.end()) if unclosed < MOST_UNCLOSED else None
        unclosed += end is None
        end = end or text.find("\n", match.end()) + 1 or len(text)
        kept += [text[last : match.start()], "\n" * text.count("\n", match.start(), end)]
        last = end
    return "".join([*kept, text[last:]])


def _end_of_braces(text: str, place: int) -> int | None:
    depth = 1
    for brace in re.finditer(r"[{}]", text[place : place + LONGEST_COMMENT]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return place + brace.end()
    return None


def _work_or_why_not(entry: Entry) -> Work | Unusable:
    try:
        return _work(entry)
    except Unusable as problem:
        return problem


def _work(entry: Entry) -> Work:
    first, values = entry.html, entry.values
    kind = KINDS.get(entry.name, WorkKind.OTHER)
    if (
        "arxiv" in f"{values.get('archiveprefix', '')} {values.get('eprinttype', '')}".lower()
        and entry.name != "article"
    ):
        kind = WorkKind.PREPRINT
    subtitle = f": {first('subtitle')}" if first("subtitle") else ""
    fields = {
        "title": first("title") + subtitle,
        "container-title": first("journal", "journaltitle", "booktitle"),
        "container-title-short": first("shortjournal"),
        "author": people(values.get("author", ""), entry.unknown),
        "editor": people(values.get("editor", ""), entry.unknown),
        "issued": _date(values),
        "accessed": date_of(values.get("urldate", "")),
        "volume": first("volume"),
        "issue": first("number", "issue"),
        "page": whole_range(re.sub(r"\s*(?:–|-+)\s*", "-", first("pages", "eid"))),
        "publisher": first("publisher", "institution", "organization", "school", "howpublished"),
        "publisher-place": first("address", "location"),
        "edition": first("edition"),
        "genre": first("type") or GENRES.get(entry.name, ""),
        "language": first("language", "langid"),
        "ISSN": first("issn"),
        **_identifiers(values),
    }
    if entry.name == "techreport":
        fields |= {"number": fields["issue"], "issue": ""}
    return work_of(fields, kind=kind, is_preprint=kind == WorkKind.PREPRINT)


def people(written: str, unknown: set[str]) -> list[dict[str, str]]:
    """Names joined by “and”; one in braces is not divided."""
    found = []
    for name in split_name_list(" ".join(written[:MOST_CHARACTERS].split())):
        if name.startswith("{") and name.endswith("}"):
            found.append({"literal": html(name, unknown)})
        elif name.lower() != "others":
            found.append(_person(name, unknown))
    return found


def _person(name: str, unknown: set[str]) -> dict[str, str]:
    try:
        parsed = Person(name)
    except (PybtexError, ValueError):
        return {"literal": html(name, unknown)}
    parts = {
        "family": parsed.prelast_names + parsed.last_names,
        "given": parsed.first_names + parsed.middle_names,
        "suffix": parsed.lineage_names,
    }
    return {part: html(" ".join(words), unknown) for part, words in parts.items()}


def _date(values: dict[str, str]) -> list[str | int | None]:
    if "date" in values:
        return date_of(values["date"])
    year = re.search(r"(?<![0-9])[12][0-9]{3}(?![0-9])", values.get("year", ""))  # of 2018/2019 the first
    return [year and year[0], month_number(values.get("month", "")), ""]


def _identifiers(values: dict[str, str]) -> dict[str, str]:
    """Each identifier from its own field, or from an address or a note that holds it.

    These fields hold no accents, only the signs that LaTeX wants marked.
    """
    plain = {name: re.sub(r"\\url\s*|[{}]", "", values.get(name, "")).replace("\\", "") for name in _PLACES}
    found = {kind.label: plain[kind.value] for kind in Kind if normalised(kind, plain[kind.value])}
    if values.get("eprinttype", "").lower() == "pubmed":
        found.setdefault("PMID", values.get("eprint", ""))
    for identifier in (known for name in _PLACES for known in identifiers_in(plain[name])):
        if not (identifier.kind == Kind.PMID and identifier.value in plain.values()):  # any number looks like one
            found.setdefault(identifier.kind.label, identifier.value)
    return found


_PLACES = ("doi", "pmid", "pmcid", "isbn", "url", "note", "howpublished", "ee", "bdsk-url-1")


def html(text: str, unknown: set[str]) -> str:
    """A value without LaTeX: accents as letters, italics and the like as tags."""
    found, commands = _set(text[:MOST_CHARACTERS])
    unknown |= commands
    return found


@lru_cache(maxsize=500)
def _set(text: str) -> tuple[str, frozenset[str]]:
    """As HTML, with the commands that nobody knows. Kept, since a thousand chapters have what their book says."""
    unknown: set[str] = set()
    found = latex.html(text, unknown)
    return found, frozenset(unknown)
