"""The cells of a table in HTML, each joined one in every place to which it reaches."""

from __future__ import annotations

from itertools import groupby

from bs4 import Tag

from articles.characters.whole_numbers import whole_number

#: In so many places, on the average of its cells, a table may have one: spans can promise millions.
MOST_PLACES = 20
#: So many characters may be there again, because their cell reaches further.
MOST_REPEATED = 1_000_000


class Grid:
    """The rows of a table's own cells. `is_cut` where it promises too much: then joined cells stand in one place."""

    def __init__(self, table: Tag) -> None:
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
        self.is_cut = False
        self._most = sum(map(len, cells))  # nowhere more columns begin
        self._left = MOST_PLACES * (self._most + 25)
        self.rows: list[list[Tag]] = []
        for _group, members in groupby(zip(rows, cells, strict=True), key=lambda row: id(row[0].parent)):
            self._add([line for _row, line in members])

    def _add(self, group: list[list[Tag]]) -> None:
        """The rows of one part of a table, out of which no cell reaches."""
        hanging: dict[int, tuple[Tag, int]] = {}
        for place, cells in enumerate(group):
            line: list[Tag] = []
            for cell in cells:
                _fill(line, hanging)
                wide, down = self._reach(cell, len(group) - place)
                for _column in range(wide):
                    if down > 1:
                        hanging[len(line)] = (cell, down - 1)
                    line.append(cell)
            _fill(line, hanging)
            self.rows += [line] if line else []

    def _reach(self, cell: Tag, rows: int) -> tuple[int, int]:
        """Over how many columns and rows a cell stands; 0 rows are all that are left."""
        wide = min(max(_span(cell, "colspan"), 1), self._most)
        down = min(_span(cell, "rowspan") or rows, rows)
        if wide * down > self._left:
            self.is_cut = True
            return 1, 1
        self._left -= wide * down
        return wide, down


def _fill(line: list[Tag], hanging: dict[int, tuple[Tag, int]]) -> None:
    """Put in what hangs down from rows above."""
    while len(line) in hanging:
        cell, left = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (cell, left - 1)
        line.append(cell)


def _span(cell: Tag, name: str) -> int:
    number = whole_number(str(cell.get(name)))
    return 1 if number is None else number
