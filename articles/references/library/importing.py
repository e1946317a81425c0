"""Bringing works into the library: by what somebody pastes, a line for each, and by files of other programs."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from editorial.accounts.models import User

from .. import files
from ..identifiers import identify
from ..lookup import LookupFailed, lookup
from . import typed
from .references import Reference

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
            brought.add(*_bring_line(line, as_typed, by))
        except (LookupFailed, ValueError) as error:
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
    item = typed.as_typed(line)
    before = Reference.objects.find(**item)
    return (before, False) if before else (Reference.objects.adopt(item, by=by), True)


def import_file(content: bytes, *, by: User | None) -> Brought:
    """Read the bytes of a RIS, NBIB or BibTeX file; FileRefused when the whole of it is none."""
    brought, found = Brought(), files.read(content)
    for work in found.works:
        brought.add(*Reference.objects.import_work(work, by=by))
    brought.left_out += [(_("Line %d") % problem.line, problem.sentence) for problem in found.problems]
    return brought
