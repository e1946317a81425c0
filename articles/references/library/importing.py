"""Bringing works into the library: by what somebody pastes, a line for each, and by files of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from editorial.accounts.users import User

from .. import files, markup
from ..identifiers import Kind, identify
from ..lookup import LookupFailed, lookup
from ..style import Style, authors
from ..works import Work, better_of
from . import typed
from .references import Reference, as_printed

#: Each line is asked of a service while the person waits.
MOST_LINES = 10


@dataclass
class Brought:
    """What came of it: works that are new, works that were there, and for each thing left out a sentence."""

    new: list[Reference] = field(default_factory=list)
    known: list[Reference] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # (what was pasted or the line of the file, sentence)

    def add(self, reference: Reference, is_new: bool) -> None:
        (self.new if is_new else self.known).append(reference)


def import_lines(text: str, *, by: User | None, as_typed: bool = False) -> Brought:
    """Look up what each line names. `as_typed` keeps a line as it is where nothing can be looked up."""
    brought = Brought()
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        try:
            if number >= MOST_LINES:
                raise ValueError(_("More than %d lines at once: bring this one afterwards.") % MOST_LINES)
            with transaction.atomic():
                brought.add(*_bring_line(line, as_typed, by))
        except (LookupFailed, ValueError, DataError) as error:
            error = ValueError(_too_long()) if isinstance(error, DataError) else error
            brought.left_out.append((line, str(error)))
    return brought


def _bring_line(line: str, as_typed: bool, by: User | None) -> tuple[Reference, bool]:
    identifier = identify(line)
    try:
        if identifier is None:
            raise ValueError(_("No DOI, PMID or PMCID is in it."))
        return Reference.objects.import_work(lookup(identifier).work, by=by)
    except (LookupFailed, ValueError):
        if not as_typed:
            raise
    if sentence := typed.lacking(line):
        raise ValueError(sentence)
    if identifier and len(identifier.value) > typed.longest(identifier.kind):
        raise ValueError(_too_long())
    item = typed.as_typed(line)
    before = Reference.objects.find(**item)
    return (before, False) if before else (Reference.objects.adopt(item, by=by), True)


@dataclass(frozen=True)
class Difference:
    """A field that the library and a file have otherwise."""

    name: str
    ours: str
    theirs: str
    takes_theirs: bool  # unless somebody chooses: whose source is better

    @property
    def label(self) -> str:
        return str(FIELDS[self.name])


@dataclass(frozen=True)
class Planned:
    """One record of a file before it is brought in, with its work in the library, if that has it."""

    work: Work
    reference: Reference | None
    differences: tuple[Difference, ...] = ()

    @property
    def text(self) -> str:
        return as_printed(self.work)


@dataclass(frozen=True)
class Plan:
    """What bringing a file in would do."""

    records: tuple[Planned, ...]
    left_out: tuple[tuple[str, str], ...]

    def count(self, *, is_new: bool) -> int:
        return sum((record.reference is None) is is_new for record in self.records)


def plan_file(content: bytes) -> Plan:
    """What the bytes of a file would bring, and where that differs from the library; FileRefused for no such file."""
    found = files.read(content)
    left_out = [(_("Line %d") % problem.line, problem.sentence) for problem in found.problems]
    records = []
    for work in found.works:
        fitting, sentence = _fitting(work)
        if sentence:
            left_out.append((work.title, sentence))
        if fitting is not None:
            reference = Reference.objects.same_as(fitting)
            records.append(Planned(fitting, reference, tuple(_differences(reference, fitting)) if reference else ()))
    return Plan(tuple(records), tuple(left_out))


def import_file(content: bytes, *, by: User | None, choices: Mapping[int, Mapping[str, str]] | None = None) -> Brought:
    """Bring the works of a file in; each stands alone, and what cannot be kept is told.

    `choices` says for a record and a field whether “ours” or “theirs” counts, where somebody chose.
    """
    brought, plan = Brought(), plan_file(content)
    for number, record in enumerate(plan.records):
        chosen = (choices or {}).get(number, {})
        sides = {side: {name for name, choice in chosen.items() if choice == side} for side in ("ours", "theirs")}
        try:
            with transaction.atomic():
                brought.add(*Reference.objects.import_work(record.work, by=by, **sides))
        except DataError:
            brought.left_out.append((record.work.title, _too_long()))
        except IntegrityError:
            sentence = _("One of its identifiers belongs to another work of the library: compare the two.")
            brought.left_out.append((record.work.title, sentence))
    brought.left_out += plan.left_out
    return brought


#: The fields in which a file and the library are compared, as people call them.
FIELDS = {
    "title": _l("Title"),
    "author": _l("Authors"),
    "editor": _l("Editors"),
    "container-title": _l("Journal or book"),
    "container-title-short": _l("Abbreviation"),
    "issued": _l("Date"),
    "volume": _l("Volume"),
    "issue": _l("Issue"),
    "page": _l("Pages"),
    "publisher": _l("Publisher"),
    "publisher-place": _l("Place"),
    "edition": _l("Edition"),
    "DOI": "DOI",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "ISBN": "ISBN",
    "URL": _l("Web address"),
}


def _differences(reference: Reference, work: Work) -> Iterator[Difference]:
    """The fields that both have, with something else in them."""
    takes_theirs = better_of(reference.work, work)[0] is work
    for name in FIELDS:
        ours, theirs = (_in_words(known.get(name)) for known in (reference.csl, work.csl))
        if ours and theirs and _letters(ours) != _letters(theirs):
            yield Difference(name, ours, theirs, takes_theirs)


def _in_words(value: Any) -> str:
    """A field of CSL-JSON as people read it."""
    if isinstance(value, list):
        return authors(value, Style.VANCOUVER)
    if isinstance(value, dict):
        return "-".join(str(part) for part in value["date-parts"][0])
    return markup.plain(value) if value else ""


def _letters(text: str) -> str:
    """Case, dashes and full stops make no difference."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _fitting(work: Work) -> tuple[Work | None, str]:
    """A work without an address that is too long, and the sentence about it; none where that was its only name."""
    too_long = [kind for kind in Kind if len(work.csl.get(kind.label, "")) > typed.longest(kind)]
    if not too_long:
        return work, ""
    if Kind.DOI in too_long:
        return None, _too_long()
    csl = {name: value for name, value in work.csl.items() if name not in {kind.label for kind in too_long}}
    return replace(work, csl=csl), _("Brought in without its address: %s") % _too_long()


def _too_long() -> str:
    told = {"doi": typed.longest(Kind.DOI), "url": typed.longest(Kind.URL)}
    return _("A DOI may have %(doi)d characters and a web address %(url)d: this one is longer.") % told
