"""Tables: which columns cells stand in, how wide columns are, and rows parted into slugs of one line each."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from converter.model import Block, Row, Table
from converter.typeset.slugs import Frame, Rule, Slug

if TYPE_CHECKING:
    from converter.typeset.setter import Column

GUTTER = 8.0
"""Points between two columns."""
_PADDING = 3.0
"""Points between a row's lines and the rules above and below."""
_TALL = 12
"""A row of more lines than this may be parted between two pages."""


class Placement(NamedTuple):
    """A cell and the first column that it stands in."""

    at: int
    columns: int
    header: bool
    content: tuple[Block, ...]


class Grid(NamedTuple):
    """A table's cells by row, placed in columns."""

    rows: tuple[tuple[Placement, ...], ...]
    columns: int


def grid(table: Table) -> Grid:
    """The cells in their columns: a cell that spans rows holds its columns free in the rows below."""
    held: dict[int, int] = {}
    rows = tuple(_placed(row, held) for row in table.rows)
    return Grid(rows, max((cell.at + cell.columns for row in rows for cell in row), default=1))


def _placed(row: Row, held: dict[int, int]) -> tuple[Placement, ...]:
    out: list[Placement] = []
    taken = {column for column, left in held.items() if left}
    at = 0
    for cell in row.cells:
        while at in taken:
            at += 1
        out.append(Placement(at, cell.columns, cell.header, cell.content))
        held.update(dict.fromkeys(range(at, at + cell.columns), cell.rows))
        at += cell.columns
    for column in held:
        held[column] = max(held[column] - 1, 0)
    return tuple(out)


class Widths(NamedTuple):
    """The columns' widths in points, gutters apart."""

    each: tuple[float, ...]

    def across(self, at: int, count: int, column: Column) -> Column:
        """The part of the text column that a cell is set in."""
        start = sum(self.each[:at]) + GUTTER * at
        width = sum(self.each[at : at + count]) + GUTTER * (count - 1)
        return column._replace(x=column.x + start, width=width)


def widths(natural: Sequence[float], width: float) -> Widths:
    """Columns by their content: natural and a share of what is left, or in proportion when there is too little."""
    room = width - GUTTER * (len(natural) - 1)
    rest = room - sum(natural)
    if rest >= 0:
        return Widths(tuple(each + rest / len(natural) for each in natural))
    weights = [sqrt(max(each, 1.0)) for each in natural]
    return Widths(tuple(room * weight / sum(weights) for weight in weights))


def strips(
    cells: Grid,
    rows: Sequence[Sequence[Sequence[Slug]]],
    x: float,
    width: float,
    frames: tuple[Frame, ...],
    rule: float,
) -> list[Slug]:
    """The rows as slugs: line by line across all cells of a row, with a rule over each row and under the last."""
    out: list[Slug] = []
    for placed, row in zip(cells.rows, rows, strict=True):
        heavy = 2 * rule if not out else rule
        found = _strips(row, frames)
        found[0] = found[0]._replace(rules=(Rule(x, -_PADDING, width, heavy),), before=2 * _PADDING)
        if all(cell.header for cell in placed):
            found = [slug._replace(keep=True) for slug in found]
        out += found
    if out:
        last = out[-1]
        bottom = Rule(x, last.height + _PADDING, width, 2 * rule)
        out[-1] = last._replace(rules=(*last.rules, bottom), after=4 * _PADDING, keep=False)
    return out


def _strips(row: Sequence[Sequence[Slug]], frames: tuple[Frame, ...]) -> list[Slug]:
    count = max((len(cell) for cell in row), default=0) or 1
    whole = count <= _TALL
    return [
        _strip([cell[index] for cell in row if index < len(cell)], frames)._replace(bond=whole and index > 0)
        for index in range(count)
    ]


def _strip(slugs: Sequence[Slug], frames: tuple[Frame, ...]) -> Slug:
    """Slugs of neighbouring cells as one; a picture or a frame inside a cell is the first cell's."""
    return Slug(
        max((slug.height for slug in slugs), default=0.0),
        tuple(piece for slug in slugs for piece in slug.pieces),
        calls=tuple(call for slug in slugs for call in slug.calls),
        ids=tuple(node for slug in slugs for node in slug.ids),
        frames=frames,
        picture=next((slug.picture for slug in slugs if slug.picture), None),
    )
