"""Files of references that people bring from other programs: RIS, NBIB (PubMed) and BibTeX.

A record that cannot be used is told with its line, and all others are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..works import Work
from . import bibtex, nbib, ris
from .record import Unusable

MOST_BYTES = 2_000_000
MOST_RECORDS = 1_000

#: How the first line of a record looks in each format. A file is known by what is in it, not by its name.
FORMATS = (
    (re.compile(r"^\s?TY {1,2}- ", re.MULTILINE), ris),
    (re.compile(r"^PMID *- ?[0-9]", re.MULTILINE), nbib),
    (re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE), bibtex),
)


class FileRefused(Exception):
    """The file as a whole cannot be read; `str()` is a sentence for whoever brought it."""


@dataclass(frozen=True)
class Problem:
    """What could not be used: the line, counted from 1, and a sentence about it."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Imported:
    """What a file held."""

    works: tuple[Work, ...]
    problems: tuple[Problem, ...]


def read(content: bytes) -> Imported:
    """The works in a file's bytes. Raises FileRefused when it is too big or of no known format."""
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than 2 MB. Divide it, and bring the parts one after the other."))
    text, problems = _decoded(content)
    reader = next((module for first_line, module in FORMATS if first_line.search(text)), None)
    if reader is None:
        raise FileRefused(_("This is no RIS, NBIB or BibTeX file. Export the references in one of these formats."))
    works = []
    for count, (line, made) in enumerate(reader.works(text)):
        if count >= MOST_RECORDS:
            problems.append(Problem(line, _("Only the first 1,000 records were read.")))
            break
        if isinstance(made, Unusable):
            problems.append(Problem(line, str(made)))
        else:
            works.append(made)
    return Imported(tuple(works), tuple(problems))


def _decoded(content: bytes) -> tuple[str, list[Problem]]:
    """The text, with one kind of line end; and a problem when its encoding had to be guessed."""
    problems = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
            problems.append(Problem(1, _("The file is not in UTF-8. Check letters with accents.")))
    if "\x00" in text:
        raise FileRefused(_("This is no text file. Export the references as RIS, NBIB or BibTeX."))
    return re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text), problems
