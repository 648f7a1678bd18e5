"""Boxes and tables as tables of Word.

    <w:tbl><w:tblPr><w:tblStyle w:val="Box"/><w:tblW w:w="8731" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>
      <w:tblGrid><w:gridCol w:w="8731"/></w:tblGrid>
      <w:tr><w:tc><w:tcPr><w:tcW w:w="8731" w:type="dxa"/></w:tcPr><w:p>…</w:p></w:tc></w:tr></w:tbl>

The cell of a box has its frame and its ground from the table style; its row may split over pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from converter.formats.docx.markup import Element, w
from converter.model import Block, Cell, Row


class Fill(Protocol):
    """Makes the paragraphs of a cell of this width in twips."""

    def __call__(self, content: Sequence[Block], width: int, *, header: bool) -> list[Element]:
        """The content of a `w:tc`."""


def box_table(content: Iterable[Element], width: int, inset: int, *, rtl: bool) -> Element:
    """One cell with a frame; its row may split over pages."""
    cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
    return _table("Box", width, inset, [width], [w("tr", cell)], rtl=rtl)


def grid_table(rows: Sequence[Row], width: int, inset: int, fill: Fill, *, rtl: bool) -> Element:
    """Rows of cells in equal columns; leading rows of nothing but header cells are repeated on every page."""
    laid = list(_laid(rows))
    count = max((place.end for row in laid for place in row), default=1)
    column = width // count
    made = []
    heads = True
    for row, places in zip(rows, laid, strict=True):
        heads = heads and bool(row.cells) and all(cell.header for cell in row.cells)
        made.append(_row(places, count, column, fill, head=heads))
    made = made or [_row((), 1, column, fill, head=False)]
    return _table("ReportTable", width, inset, [column] * count, made, rtl=rtl)


class _Place(Struct, frozen=True):
    """A cell at its column; `left` rows are still to come, `continues` when it only goes on from the row above."""

    column: int
    cell: Cell
    left: int
    continues: bool = False

    @property
    def end(self) -> int:
        """The column after the cell."""
        return self.column + max(1, self.cell.columns)


def _laid(rows: Iterable[Row]) -> Iterator[tuple[_Place, ...]]:
    """Every row with its cells at their columns, and with those that reach down into it from above."""
    above: tuple[_Place, ...] = ()
    for row in rows:
        above = tuple(_row_places(row, [place for place in above if place.left > 1]))
        yield above


def _row_places(row: Row, reaching: list[_Place]) -> Iterator[_Place]:
    """The places of one row, from left to right; a cell that another one overlaps ends above it."""
    cells, reaching, column = list(row.cells)[::-1], reaching[::-1], 0
    while cells or reaching:
        while reaching and reaching[-1].column < column:
            reaching.pop()
        if reaching and reaching[-1].column == column:
            old = reaching.pop()
            place = _Place(column, old.cell, old.left - 1, continues=True)
        elif cells:
            cell = cells.pop()
            place = _Place(column, cell, cell.rows)
        elif reaching:
            place = _Place(column, Cell((), columns=reaching[-1].column - column), 1)
        else:
            return
        yield place
        column = place.end


def _row(places: Sequence[_Place], count: int, column: int, fill: Fill, *, head: bool) -> Element:
    """A row; what it lacks at its end is told as columns left out. ECMA-376 Part 1, 17.4.14."""
    end = places[-1].end if places else 0
    if end == 0:
        places, end = (_Place(0, Cell(()), 1),), 1
    lacking = [w("gridAfter", val=count - end)] if end < count else []
    cells = [_cell(place, column, fill) for place in places]
    return w("tr", w("trPr", *lacking, w("cantSplit"), w("tblHeader") if head else None), *cells)


def _cell(place: _Place, column: int, fill: Fill) -> Element:
    spanned = place.end - place.column
    width = column * spanned
    tall = place.left > 1 or place.continues
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=spanned) if spanned > 1 else None,
        w("vMerge", val="continue" if place.continues else "restart") if tall else None,
    )
    content = () if place.continues else place.cell.content
    return w("tc", properties, *fill(content, width, header=place.cell.header))


def _table(
    style: str, width: int, inset: int, columns: Sequence[int], rows: Iterable[Element], *, rtl: bool
) -> Element:
    """A table, its properties in the order of ECMA-376 Part 1, 17.4.60."""
    look = w("tblLook", val="0420" if style == "ReportTable" else "0400")
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("bidiVisual") if rtl else None,
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=inset, type="dxa") if inset else None,
        w("tblLayout", type="fixed"),
        look,
    )
    grid = w("tblGrid", *(w("gridCol", w=column) for column in columns))
    return w("tbl", properties, grid, *rows)
