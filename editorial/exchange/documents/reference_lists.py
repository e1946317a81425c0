"""A numbered list of references at the end of a document, and the marks in its text that belong to it."""

from __future__ import annotations

import re
from itertools import count

from .parts import Document, Heading, Item, Paragraph, Part, Run, Runs, Table, text_of

_HEADING = re.compile(
    r"\W*(?:references?|bibliography|sources?|literature|(?:works|literature) cited|citations)\W*", re.I
)
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\].):]?[\s\xa0]+(?=\S)")
_NUMBERS = r"\d{1,3}(?:\s*[,–-]\s*\d{1,3})*"
_BRACKETS = re.compile(rf"\[({_NUMBERS})\]")
_RAISED = re.compile(rf"\s*\(?({_NUMBERS})\)?\s*")
#: After these, and after a single letter as in χ², a raised number is a power.
_POWER = re.compile(r"(?:\d|\b(?:[cdkmµμn]?m|s|in|ft|kg|[^\W\d_]))$")


def listed_in(text: str) -> list[str]:
    """The references in a pasted text, one a line; where they are numbered, each may go on over several lines."""
    lines = list(filter(None, map(str.strip, text.splitlines())))
    if lines and _HEADING.fullmatch(lines[0]):
        del lines[0]
    whole: list[str] = []
    for line in lines:
        written = _NUMBER.match(line)
        begins = bool(written and int(written[1]) == len(whole) + 1)
        if begins or not whole or not _NUMBER.match(whole[0]):
            whole.append(line)
        else:
            whole[-1] += f" {line}"
    numbered = _numbered([Paragraph([Run(line)]) for line in whole])
    return list(numbered.values()) or whole


def take_references(document: Document) -> Document:
    """The document, in which the list at its end is its references, and their marks are known.

    Nothing changes where there is no such list, or where notes at the foot of pages are the references already.
    """
    if document.references:
        return _without_empty_heading(document)
    start = _start_of_list(document.parts)
    if start is None:
        return document
    listed = document.parts[start + 1 :]
    document.references = _numbered(listed)
    document.reference_parts = document.parts[start:]
    document.parts = document.parts[:start]
    for part in document.parts:
        for line in _runs_of(part):
            line[:] = _with_notes(line, document.references)
    return document


def _without_empty_heading(document: Document) -> Document:
    """The document, without the heading under which its notes stood, if nothing else does."""
    last = document.parts[-1] if document.parts else None
    if isinstance(last, Heading) and _HEADING.fullmatch(text_of(last.runs)):
        document.parts = document.parts[:-1]
    return document


def _start_of_list(parts: list[Part]) -> int | None:
    """Where the last heading stands, if it calls a list of references."""
    places = [place for place, part in enumerate(parts) if isinstance(part, Heading | Paragraph)]
    for place in reversed(places):
        part = parts[place]
        if _HEADING.fullmatch(text_of(part.runs)):  # type: ignore[union-attr]
            after = parts[place + 1 :]
            is_list = after and all(isinstance(part, Item | Paragraph) for part in after) and _numbered(after)
            return place if is_list else None
        if isinstance(part, Heading):
            return None
    return None


def _numbered(listed: list[Part]) -> dict[int, str]:
    """Each reference by its number; nothing unless the numbers count up from one."""
    numbers, found = count(1), {}
    for part in listed:
        text = text_of(part.runs).strip()  # type: ignore[union-attr]
        number = next(numbers)
        written = _NUMBER.match(text)
        if isinstance(part, Paragraph) and not (written and int(written[1]) == number):
            return {}
        is_written = written and int(written[1]) == number
        found[number] = text[written.end() :] if written and is_written else text
    return found


def _runs_of(part: Part) -> list[Runs]:
    if isinstance(part, Table):
        return [cell for row in part.rows for cell in row]
    runs = getattr(part, "runs", None)
    return [] if runs is None else [runs]


def _with_notes(runs: Runs, references: dict[int, str]) -> Runs:
    """Runs in which each mark of a reference is a run of its own for each number."""
    noted: Runs = []
    before = ""
    for run in runs:
        if "sup" in run.marks and (match := _RAISED.fullmatch(run.text)) and not _POWER.search(before):
            noted += _notes(run, match[1], references) or [run]
        elif "sup" in run.marks or run.note:
            noted.append(run)
        else:
            noted += _in_brackets(run, references)
        before += run.text
    return noted


def _in_brackets(run: Run, references: dict[int, str]) -> Runs:
    found: Runs = []
    end = 0
    for match in _BRACKETS.finditer(run.text):
        if notes := _notes(Run(match[0], run.marks), match[1], references):
            found += [Run(run.text[end : match.start()], run.marks, run.href), *notes]
            end = match.end()
    found.append(Run(run.text[end:], run.marks, run.href))
    return [run for run in found if run.text or run.note]


def _notes(mark: Run, numbers: str, references: dict[int, str]) -> Runs:
    """A run for each number of a mark, of which the first keeps its characters; none when one is no reference's."""
    wanted: list[int] = []
    for part in re.split(r"\s*,\s*", numbers):
        first, _dash, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
        wanted += range(int(first), int(last or first) + 1)
    if not wanted or not all(number in references for number in wanted):
        return []
    return [Run(mark.text if not place else "", mark.marks, note=number) for place, number in enumerate(wanted)]
