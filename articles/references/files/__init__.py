"""Files of references that people bring from other programs: RIS, NBIB and CSV of PubMed, BibTeX, CSL-JSON, EndNote,
Web of Science.

A record that cannot be used is told with its line, and all others are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..works import Work
from . import bibtex, csl_json, endnote, nbib, pubmed_csv, ris, web_of_science
from .record import Unusable

MOST_BYTES = 2_000_000
MOST_RECORDS = 1_000

#: How the first line of a record looks in each format. A file is known by what is in it, not by its name.
FORMATS = (
    (re.compile(r"\A\s*[\[{]\s*[\]{\"]"), csl_json),
    (re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?<(?:xml|records)\b"), endnote),
    (re.compile(r"\APMID,Title,Authors,Citation,"), pubmed_csv),
    (re.compile(r"^[ \t]*TY {1,2}- ", re.MULTILINE), ris),
    (re.compile(r"^(?:FN (?:Clarivate|Thomson|ISI)|PT [JBSP]$)", re.MULTILINE), web_of_science),
    (re.compile(r"^%0 [A-Z]", re.MULTILINE), endnote),
    (re.compile(r"^(?:PMID *- ?[0-9]|(?:OWN |STAT|FAU |DP  |JT  |TA  |LID )- )", re.MULTILINE), nbib),
    (re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE), bibtex),
)
NAMES = _("RIS, NBIB, BibTeX, CSL-JSON, EndNote (.enw or XML), Web of Science or PubMed CSV")


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
        raise FileRefused(_now("The file is larger than 2 MB. Divide it, and bring the parts one after the other."))
    text, problems = _decoded(content)
    reader = next((module for first_line, module in FORMATS if first_line.search(text)), None)
    if reader is None:
        raise FileRefused(_now("This is none of the files that are read: export the references as %s.") % NAMES)
    works: list[Work] = []
    for line, made in reader.works(text):
        if max(len(works), len(problems)) >= MOST_RECORDS:
            problems.append(Problem(line, _now("Only the first 1,000 records were read.")))
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
    elif is_utf_16 := _without_a_mark(content):
        text = content.decode(is_utf_16, "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
            problems.append(Problem(1, _now("The file is not in UTF-8. Check letters with accents.")))
    if "\x00" in text:
        raise FileRefused(_now("This is no text file. Export the references as %s.") % NAMES)
    return re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text), problems


def _without_a_mark(content: bytes) -> str:
    """The form of UTF-16 that bytes are in though no mark says so: every second one of its first is zero."""
    first, second = content[0:400:2], content[1:401:2]
    if len(first) < 4:
        return ""
    if second.count(0) > 0.8 * len(second) and not first.count(0):
        return "utf-16-le"
    return "utf-16-be" if first.count(0) > 0.8 * len(first) and not second.count(0) else ""
