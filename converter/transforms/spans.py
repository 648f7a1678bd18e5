"""The cells of a table as a grid: none reaches into another or out of the table, and no place lies open between two.

A cell takes the first free place of its row. One that is too wide ends where the cell from above begins, one that is
too tall ends with the table; places left open before a cell from above are an empty cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from converter.model import Cell, Row
from converter.transforms.told import Told

_Reaching = dict[int, int]
"""How many more rows, with this one, the columns are taken by cells from above."""


def fitted(rows: tuple[Row, ...], told: Told) -> tuple[Row, ...]:
    """The rows with each cell in places of its own. The same object where nothing has changed. Linear in the places."""
    if all(cell.rows == 1 for row in rows for cell in row.cells) and all(row.cells for row in rows):
        return rows
    made: list[Row] = []
    taken: _Reaching = {}
    for number, row in enumerate(rows):
        cells = tuple(_placed(row, len(rows) - number, taken))
        made.append(row if cells == row.cells else replace(row, cells=cells))
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
    if any(new.cells[: len(old.cells)] != old.cells for new, old in zip(made, rows, strict=True)):
        told.tell("a cell that reaches into another, or out of its table, ends there", "Mend the spans of its cells.")
    return tuple(made) if made != list(rows) else rows


def _placed(row: Row, left: int, taken: _Reaching) -> Iterator[Cell]:
    """The cells of a row with `left` rows to the end of the table; what they take is added to `taken`."""
    above = sorted(taken)
    column = 0
    for cell in row.cells:
        while column in taken:
            column += 1
        at = bisect_right(above, column)
        room = above[at] - column if at < len(above) else cell.columns
        columns, rows = min(cell.columns, room), min(cell.rows, left)
        yield cell if (columns, rows) == (cell.columns, cell.rows) else replace(cell, columns=columns, rows=rows)
        taken |= dict.fromkeys(range(column, column + columns), rows)
        column += columns
    yield from _open(column, above, empty=not row.cells)


def _open(column: int, above: list[int], *, empty: bool) -> Iterator[Cell]:
    """An empty cell for each run of open places before a cell from above; a row without any cell gets one."""
    for other in above:
        if other > column:
            yield Cell((), columns=other - column)
            empty = False
        column = max(column, other + 1)
    if empty:
        yield Cell(())
