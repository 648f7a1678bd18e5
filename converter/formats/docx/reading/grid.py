"""A table's rows with every cell once, and how far each one reaches.

w:gridSpan 2, then w:vMerge restart over w:vMerge continue      ->      columns 2; rows 2
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from converter.formats.docx.reading.entries import Entry, Grid

_MOST = 1000
"""The most columns or rows that a cell of a report spans."""


class Laid(Struct):
    """One cell: what it holds, its columns and rows, and whether its row is repeated on every page."""

    entries: Sequence[Entry]
    columns: int
    rows: int
    head: bool


def laid(grid: Grid) -> list[list[Laid]]:
    """The rows that have cells of their own. ECMA-376 Part 1, 17.4.17 and 17.4.84."""
    return list(_rows(grid))


def _rows(grid: Grid) -> Iterator[list[Laid]]:
    above: dict[int, Laid] = {}
    made: list[list[Laid]] = []
    for row in grid.rows:
        begun = [cell for cell in row if not cell.continues or cell.column not in above]
        if not begun:
            continue
        here: list[Laid] = []
        below: dict[int, Laid] = {}
        for cell in row:
            if cell.continues and cell.column in above:
                below[cell.column] = above[cell.column]
                below[cell.column].rows = min(below[cell.column].rows + 1, _MOST)
            else:
                below[cell.column] = Laid(cell.entries, cell.columns, 1, cell.head)
                here.append(below[cell.column])
        above = below
        made.append(here)
    yield from made
