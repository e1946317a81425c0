"""The cells of a table in HTML, each joined one in every place to which it reaches."""

from __future__ import annotations

from bs4 import Tag

from articles.characters.whole_numbers import whole_number

#: What is looked at of a table whose spans promise millions of cells.
MOST_SPAN = 50


def rows_of(table: Tag) -> list[list[Tag]]:
    """The cells of a table's own rows, each joined cell as often as it reaches."""
    rows: list[list[Tag]] = []
    hanging: dict[int, tuple[Tag, int]] = {}
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        line: list[Tag] = []

        def fill(line: list[Tag] = line) -> None:
            while len(line) in hanging:
                cell, left = hanging.pop(len(line))
                if left > 1:
                    hanging[len(line)] = (cell, left - 1)
                line.append(cell)

        for cell in row.find_all(["td", "th"], recursive=False):
            fill()
            for _column in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    hanging[len(line)] = (cell, down - 1)
                line.append(cell)
        fill()
        if line:
            rows.append(line)
    return rows


def _span(cell: Tag, name: str) -> int:
    return min(max(whole_number(str(cell.get(name))) or 1, 1), MOST_SPAN)
