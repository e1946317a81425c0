"""Runs of characters in lines: what stands at their ends, and what a part is where nothing but text can stand."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Heading, Item, Numbers, Paragraph, Part, Picture, Run, Runs, Table, text_of

#: A number that stood beside an item and not in it, where no list can stand: no number of the text.
MARKER = frozenset({"marker"})


def as_text(parts: list[Part], *, lists: bool) -> list[Part]:
    """Parts for a place that holds text alone, perhaps without lists: a row of a table is a line, a heading bold.

    Pictures go: whoever asks has to say so.
    """
    kept: list[Part] = []
    for part, lines in _with_lines(parts):
        if isinstance(part, Paragraph) or (lists and isinstance(part, Item)):
            kept.append(part)
        elif isinstance(part, Heading):
            kept.append(Paragraph([Run(run.text, run.marks | {"b"}, run.href, run.note) for run in part.runs]))
        else:
            kept += [Paragraph(line) for line in lines if text_of(line)]
    return kept


def lines_of(parts: list[Part]) -> Iterator[Runs]:
    """What parts say, a line after the other: the row of a table is one, and items keep their bullets and numbers."""
    for _part, lines in _with_lines(parts):
        yield from lines


def _with_lines(parts: list[Part]) -> Iterator[tuple[Part, list[Runs]]]:
    numbers = Numbers()
    for part in parts:
        number = numbers.of(part)
        if isinstance(part, Table):
            yield part, [[run for cell in _separated(row) for run in cell] for row in part.rows]
        elif isinstance(part, Item):
            # A dash before a number would be a minus.
            marker = Run(f"{number}. ", MARKER) if part.is_numbered else Run("• ")
            yield part, [[marker, *part.runs]] if text_of(part.runs) else []
        else:
            yield part, [] if isinstance(part, Picture) else [part.runs]


def _separated(row: list[Runs]) -> Iterator[Runs]:
    for place, cell in enumerate(row):
        yield [Run("; "), *cell] if place else cell


def trimmed(runs: Runs) -> Runs:
    """Runs without the space at their ends and beside line breaks, and without doubled spaces."""
    shorter: Runs = []
    for run in runs:
        last = shorter[-1].text[-1:] if shorter else "\n"
        text = run.text.lstrip(" ") if last in (" ", "\n") else run.text
        if run.text == "\n" and shorter and last == " ":
            before = shorter.pop()
            shorter += [_with(before, words)] if (words := before.text.rstrip(" ")) else []
        if text and not (text == "\n" and not shorter):
            shorter.append(_with(run, text))
    while shorter and not shorter[-1].text.rstrip(" \n"):
        shorter.pop()
    if shorter:
        shorter[-1] = _with(shorter[-1], shorter[-1].text.rstrip(" \n"))
    return shorter if text_of(shorter).replace("\xa0", "").strip() else []


def _with(run: Run, text: str) -> Run:
    return Run(text, run.marks, run.href, run.note)
