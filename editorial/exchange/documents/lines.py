"""Runs of characters in lines: what stands at their ends, and what a part is where nothing but text can stand."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Heading, Item, Paragraph, Part, Picture, Run, Runs, Table, text_of


def as_text(parts: list[Part], *, lists: bool) -> list[Part]:
    """Parts for a place that holds text alone, perhaps without lists: a row of a table is a line, a heading bold.

    Pictures go: whoever asks has to say so.
    """
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Paragraph) or (lists and isinstance(part, Item)):
            kept.append(part)
        elif isinstance(part, Heading):
            kept.append(Paragraph([Run(run.text, run.marks | {"b"}, run.href, run.note) for run in part.runs]))
        else:
            kept += [Paragraph(line) for line in lines_of(part) if text_of(line)]
    return kept


def lines_of(part: Part) -> Iterator[Runs]:
    """What a part says, a line after the other: the row of a table is one."""
    if isinstance(part, Table):
        for row in part.rows:
            yield [run for place, cell in enumerate(row) for run in ([Run("; ")] if place else []) + cell]
    elif isinstance(part, Item):
        yield [Run("– "), *part.runs] if text_of(part.runs) else []
    elif not isinstance(part, Picture):
        yield part.runs


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
