"""A numbered list of references at the end of a document, and the marks in its text that belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from articles.characters.superscripts import raised
from articles.writing.advice.doses import UNIT

from .notes import address_in
from .parts import (
    DASHES,
    Document,
    Heading,
    Item,
    Paragraph,
    Part,
    Run,
    Runs,
    Table,
    cut,
    is_between_notes,
    plain,
    text_of,
)

_HEADING = re.compile(
    r"\W*(?:references?|bibliography|sources?|literature|(?:works|literature) cited|citations)\W*", re.I
)
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\].):]?[\s\xa0]+(?=\S)")
_NUMBERS = r"\d{1,3}(?:\s*[,–-]\s*\d{1,3})*"
_BRACKETS = re.compile(rf"\[({_NUMBERS})\]")
_RAISED = re.compile(rf"\s*[\[(]?({_NUMBERS})[\])]?\s*")
#: So much of what stands before and behind a number is looked at.
_BESIDE = 60
#: What is raised to a power: units, and whatever has a length.
_UNIT = (
    r"[kMGhdcmnpµμu]?(?:m|g|s|[lL]|mol|Hz|Pa|J|W|V|A|K|N|C|Gy|Sv|Bq)|in|ft|yd|mi|min|h|hr|inch(?:es)?|f(?:oo|ee)t|yards?|"
    r"miles?|(?:kilo|deci|centi|milli|micro|nano)?(?:met(?:er|re)|lit(?:er|re)|gram)s?|seconds?|minutes?|hours?"
)
_MEASURE = (
    r"(?i:height|length|width|depth|thickness|radius|diameter|distance|stature|size|speed|velocity|time|alpha|beta|gamma|"
    r"delta|epsilon|eta|theta|kappa|lambda|mu|pi|rho|sigma|tau|phi|chi|psi|omega)"
)
_BASE = re.compile(rf"(?:\d|(?<![^\W\d_])(?:{_UNIT}|[^\W\d_]))$")
_MEASURED = re.compile(rf"\b{_MEASURE}$|(?:^|\s)[=+−×÷*/·]\s+\w+$")
_IN_BRACKETS_BEFORE = re.compile(r"[(\[|{]([^()\[\]{}|=<>≤≥]+)[)\]}|]$")
_IN_FORMULA = re.compile(rf"{_UNIT}|{_MEASURE}|[^\W\d_]")
_SLASHES, _PLUS_OR_MINUS = {"/", "⁄", "∕"}, {"+", "−", "⁺", "⁻"}
_YEAR = re.compile(r"\s*(?:1[89]|20)\d\d[a-z]?\s*")
#: What gives numbers in brackets of its own, before them: a number, and what statisticians say of one.
_GIVES_NUMBERS = re.compile(
    r"(?:(?<![\w.,])(?<![^\W\d_][-–])\d[\d.,]*\s?(?:[%‰°]|°[CF])?|[=<>≤≥±~≈]|\b(?i:c\.?i\.?|cri|i\.?q\.?r\.?|hdi|sd|se|sem|"
    r"[ahr]?or|[as]?hr|rr|smd|md|wmd|ranges?|intervals?|medians?|means?|averages?|quartiles?|percentiles?|grades?|"
    r"stages?|phases?|types?|class|ph|aged?|ages|n))[\s:,;]*$"
)
#: What is counted, behind a number in brackets.
_IS_COUNTED = re.compile(
    rf"\s?(?:{UNIT}|[‰°]|(?:mm|cm|km|m|min|h|(?i:mmhg|bpm|k?cal|seconds?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|"
    r"nights?|times?|points?|doses?|pills?|sachets?|sprays?|patch(?:es)?|teaspoons?|tablespoons?|cups?|glasses|patients?|"
    r"people|persons?|adults?|children|participants?|women|men|cases|sessions?|repetitions?|reps|sets))(?!\w))"
)


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
    return [text for text, _address in numbered.values()] or whole


def take_references(document: Document) -> Document:
    """The document, in which the list at its end is its references, and their marks are known.

    Nothing changes where there is no such list, or where notes at the foot of pages are the references already.
    """
    if document.references:
        for line in _lines_of(document.parts):
            line[:] = _with_ranges(line, document.references)
        return _without_empty_heading(document)
    start = _start_of_list(document.parts)
    if start is None:
        return document
    numbered = _numbered(document.parts[start + 1 :])
    document.references = {number: text for number, (text, _address) in numbered.items()}
    document.addresses = {number: address for number, (_text, address) in numbered.items() if address}
    document.reference_parts = document.parts[start:]
    document.parts = document.parts[:start]
    marks = Marks(document.references)
    for line in _lines_of(document.parts):
        line[:] = _with_ranges(marks.found_in(line), document.references)
    words = _("Numbers that may be the mark of a reference, or not, stay as they are: “%s”")
    document.summary.changed += [words % doubtful for doubtful in dict.fromkeys(marks.doubtful)]
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


def _numbered(listed: list[Part]) -> dict[int, tuple[str, str]]:
    """Each reference and its address by its number; nothing unless the numbers count up from one.

    What stands below an item, such as an erratum, is part of it.
    """
    found: dict[int, tuple[str, str]] = {}
    for part in listed:
        runs: Runs = part.runs  # type: ignore[union-attr]
        text, address = text_of(runs), address_in(runs)
        if isinstance(part, Item) and part.depth and found:
            above, its_address = found[len(found)]
            found[len(found)] = (f"{above} {plain(runs).strip()}", its_address or address)
            continue
        number = len(found) + 1
        written = _NUMBER.match(text)
        is_written = bool(written and int(written[1]) == number)
        counts_otherwise = isinstance(part, Item) and part.number and re.sub(r"\W", "", part.number) != str(number)
        if counts_otherwise or isinstance(part, Paragraph) and not is_written:
            return {}
        found[number] = (plain(cut(runs, written.end()) if written and is_written else runs).strip(), address)
    return found


def _lines_of(parts: list[Part]) -> Iterator[Runs]:
    for part in parts:
        if isinstance(part, Table):
            yield from (cell for row in part.rows for cell in row)
        elif (runs := getattr(part, "runs", None)) is not None:
            yield runs


def _with_ranges(runs: Runs, references: Collection[int]) -> Runs:
    """Runs in which marks with a dash between them are those of all references in between: [1]–[3] is of 2, too."""
    whole = Runs()
    for place, run in enumerate(runs):
        whole.append(run)
        if is_between_notes(runs, place) and run.text.strip() in DASHES:
            within = range((runs[place - 1].note or 0) + 1, runs[place + 1].note or 0)
            whole += [Run("", run.marks, "", number) for number in within if set(within) <= set(references)]
    return whole


class Marks:
    """Finds the marks of references in lines of text. `doubtful` are numbers that may be marks or not."""

    def __init__(self, references: dict[int, str]) -> None:
        self.references = references
        self.doubtful: list[str] = []

    def found_in(self, runs: Runs) -> Runs:
        """Runs in which each mark of a reference is a run of its own for each number."""
        whole, noted, place, before = text_of(runs), Runs(), 0, ""
        groups = [(raised, list(group)) for raised, group in groupby(runs, key=lambda run: "sup" in run.marks)]
        for number, (is_raised, group) in enumerate(groups):
            text = text_of(group)
            place += len(text)
            last = groups[number - 1][1][-1] if number else None
            after = groups[number + 1][1][0] if number + 1 < len(groups) else None
            if is_raised:
                found = group if _is_power(before, last, after) else self._raised(group, before)
            else:
                found = self._in_brackets(group, place - len(text), whole)
            noted += found
            # A mark that follows another one belongs to the words before both.
            before = (before + "".join(run.text for run in found if run.note is None))[-_BESIDE:]
        return noted

    def _raised(self, group: Runs, before: str) -> Runs:
        """Raised runs, of which those that lead to one address, or to none, are one mark."""
        text = text_of(group)
        if not (whole := _RAISED.fullmatch(text)):
            return group
        if _may_be_power(before, whole[1]):
            self.doubtful += [f"{before[-20:]}{raised(text)}".strip()] if self._notes(group[0], whole[1]) else []
            return group
        found: Runs = []
        for (_href, note), mark in groupby(group, key=lambda run: (run.href, run.note)):
            same = list(mark)
            match = _RAISED.fullmatch(text_of(same)) if note is None else None
            found += (match and self._notes(Run(text_of(same), same[0].marks, same[0].href), match[1])) or same
        return found

    def _notes(self, mark: Run, numbers: str) -> Runs:
        """A run for each number of a mark, of which the first keeps its characters; none when one is no reference's."""
        wanted: list[int] = []
        for part in re.split(r"\s*,\s*", numbers):
            first, _dash, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
            wanted += range(int(first), int(last or first) + 1)
        if not wanted or not all(number in self.references for number in wanted):
            return []
        return [Run("" if place else mark.text, mark.marks, mark.href, number) for place, number in enumerate(wanted)]

    def _in_brackets(self, group: Runs, place: int, whole: str) -> Runs:
        """Runs of a line, from a place on, in which each mark in brackets is one, whatever is linked or bold in it."""
        found: Runs = []
        end = 0
        for match in _BRACKETS.finditer(text_of(group)):
            mark = cut(group, *match.span())
            addresses = {run.href for run in mark} - {""}
            notes = self._notes(Run(match[0], mark[0].marks, "".join(addresses)), match[1])
            if any(run.note for run in mark) or not notes:
                continue
            begins, ends = place + match.start(), place + match.end()
            before, after = whole[max(begins - _BESIDE, 0) : begins], whole[ends : ends + _BESIDE]
            if len(addresses) > 1 or _GIVES_NUMBERS.search(before) or _IS_COUNTED.match(after) or after[:1].isalnum():
                self.doubtful.append(f"{before[-20:]}{match[0]}{after[:20]}".strip())
            else:
                found += [*cut(group, end, match.start()), *notes]
                end = match.end()
        return [*found, *cut(group, end)]


def _is_power(before: str, last: Run | None, after: Run | None) -> bool:
    """Whether a raised number is a power, a part of a fraction or of an isotope, by what stands beside it."""
    if any(run and "sub" in run.marks for run in (last, after)):
        return True
    follows = after.text if after else ""
    if follows[:1].isalnum() or follows[:1] in _PLUS_OR_MINUS or follows.lstrip()[:1] in _SLASHES:
        return True
    return before[-1:] in _SLASHES | {"^"} or bool(_BASE.search(before))


def _may_be_power(before: str, number: str) -> bool:
    """Whether it reads as one, though it may as well be a mark: behind a blank, a measure or a formula in brackets."""
    before = before.replace("\xa0", " ").rstrip()
    if _BASE.search(before) or (number in ("2", "3") and _MEASURED.search(before)):
        return True
    inner = _IN_BRACKETS_BEFORE.search(before)
    if inner is None or _YEAR.fullmatch(inner[1]):
        return False
    return all(map(_IN_FORMULA.fullmatch, re.findall(r"[^\W\d_]+", inner[1])))
