"""Tables: which columns cells stand in, how wide columns are, and rows parted into slugs of one line each.

    ───────────────────────────
    Year    Vessels               head rows, which are set again where the table goes on
    ───────────────────────────
    2030    barges   12           a cell that spans rows runs down beside them, and no rule crosses it
            ───────────────────
            tugs      3
    ───────────────────────────

A row is as many slugs as its longest cell has lines, so that tables are filled into pages like all else. A box in a
cell gives its frame, and the room around it, to the lines that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby, pairwise, takewhile
from math import sqrt
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from converter.model import Block, Row, Table
from converter.stylesheet import BoxFrame
from converter.typeset.slugs import Case, Frame, Rule, Slug, common

if TYPE_CHECKING:
    from converter.typeset.setter import Column

_GUTTER = 8.0
"""Points between two columns, where they are wide enough."""
_PADDING = 3.0
"""Points between a row's lines and the rules above and below."""
_TALL = 12
"""A row of more lines than this may be parted between two pages."""


class Placement(Struct, frozen=True):
    """A cell, the first column that it stands in, and how many columns and rows it spans."""

    at: int
    columns: int
    rows: int
    header: bool
    content: tuple[Block, ...]


class Grid(Struct, frozen=True):
    """A table's cells by row, placed in columns; for each row the columns that are held by cells from above."""

    rows: tuple[tuple[Placement, ...], ...]
    columns: int
    held: tuple[frozenset[int], ...]

    @property
    def heads(self) -> int:
        """How many rows at the top are heads; none when all are."""
        count = len(list(takewhile(lambda row: all(cell.header for cell in row), self.rows)))
        return count if count < len(self.rows) else 0


def grid(table: Table) -> Grid:
    """The cells in their columns: a cell that spans rows holds its columns free in the rows below."""
    left: dict[int, int] = {}
    rows, held = [], []
    for index, row in enumerate(table.rows):
        held.append(frozenset(column for column, count in left.items() if count))
        rows.append(_placed(row, left, len(table.rows) - index))
    return Grid(tuple(rows), max((cell.at + cell.columns for row in rows for cell in row), default=1), tuple(held))


def _placed(row: Row, left: dict[int, int], below: int) -> tuple[Placement, ...]:
    """A row's cells; `left` tells for how many rows columns are held, `below` how many rows there are from here on."""
    out: list[Placement] = []
    taken = {column for column, count in left.items() if count}
    at = 0
    for cell in row.cells:
        while at in taken:
            at += 1
        rows = min(cell.rows, below)
        out.append(Placement(at, cell.columns, rows, cell.header, cell.content))
        left.update(dict.fromkeys(range(at, at + cell.columns), rows))
        at += cell.columns
    for column in left:
        left[column] = max(left[column] - 1, 0)
    return tuple(out)


class Widths(Struct, frozen=True):
    """The columns' widths in points, and the gutter between two."""

    each: tuple[float, ...]
    gutter: float

    def across(self, at: int, count: int, column: Column) -> Column:
        """The part of the text column that a cell is set in."""
        start = sum(self.each[:at]) + self.gutter * at
        width = sum(self.each[at : at + count]) + self.gutter * (count - 1)
        return replace(column, x=column.x + start, width=width)

    def free(self, held: frozenset[int]) -> Iterable[tuple[float, float]]:
        """Where a rule is drawn that crosses no held column: beginnings and widths, from the table's edge."""
        last = len(self.each) - 1
        for is_held, group in groupby(range(last + 1), key=held.__contains__):
            columns = list(group)
            if not is_held:
                first, end = columns[0], columns[-1]
                start = sum(self.each[:first]) + self.gutter * (first - (0.5 if first else 0.0))
                stop = sum(self.each[: end + 1]) + self.gutter * (end + (0.5 if end < last else 0.0))
                yield start, stop - start


def widths(natural: Sequence[float], width: float) -> Widths:
    """Columns by their content: natural and a share of what is left; when there is too little, wide ones give way."""
    gutter = min(_GUTTER, width / (2 * len(natural)))
    room = width - gutter * (len(natural) - 1)
    rest = room - sum(natural)
    if rest >= 0:
        return Widths(tuple(each + rest / len(natural) for each in natural), gutter)
    wide = dict(enumerate(natural))
    while narrow := [index for index, each in wide.items() if each <= room / len(wide)]:
        room -= sum(wide.pop(index) for index in narrow)
    weight = sum(sqrt(each) for each in wide.values())
    return Widths(
        tuple(room * sqrt(each) / weight if index in wide else each for index, each in enumerate(natural)), gutter
    )


def strips(
    cells: Grid,
    rows: Sequence[Sequence[Sequence[Slug]]],
    columns: Widths,
    x: float,
    frames: tuple[Frame, ...],
    rule: float,
) -> tuple[list[Slug], int]:
    """The rows as slugs, line by line across all cells, and how many of these are heads.

    `rows` are the slugs of each cell; a rule stands over each row and under the last.
    """
    counts = _counts(cells, rows)
    starts = list(accumulate(counts, initial=0))
    gathered: list[list[Slug]] = [[] for _ in range(starts[-1])]
    for index, (placed, row) in enumerate(zip(cells.rows, rows, strict=True)):
        for cell, slugs in zip(placed, row, strict=True):
            for place, slug in enumerate(slugs, starts[index]):
                crossed = sum(start <= place for start in starts[index + 1 : index + cell.rows])
                gathered[place].append(_moved(slug, -2 * _PADDING * crossed) if crossed else slug)
    out = []
    for index, placed in enumerate(cells.rows):
        heavy = rule if index else 2 * rule
        over = tuple(Rule(x + start, 0.0, width, heavy) for start, width in columns.free(cells.held[index]))
        found = _row(gathered[starts[index] : starts[index + 1]], over, frames, after_span=bool(cells.held[index]))
        out += [replace(slug, keep=True) for slug in found] if all(cell.header for cell in placed) else found
    first, last = out[0], out[-1]
    under = Rule(x, last.height, sum(columns.each) + columns.gutter * (len(columns.each) - 1), 2 * rule)
    out[0] = replace(first, before=2 * _PADDING)
    out[-1] = replace(out[-1], rules=(*out[-1].rules, under), after=4 * _PADDING, keep=False)
    return out, starts[cells.heads]


def _counts(cells: Grid, rows: Sequence[Sequence[Sequence[Slug]]]) -> list[int]:
    """How many lines each row has; what a cell that spans rows has too many goes to the last of them."""
    ends: list[list[tuple[int, int]]] = [[] for _ in rows]
    for top, (placed, row) in enumerate(zip(cells.rows, rows, strict=True)):
        for cell, slugs in zip(placed, row, strict=True):
            ends[top + cell.rows - 1].append((top, len(slugs)))
    counts: list[int] = []
    for found in ends:
        counts.append(max([1, *(lines - sum(counts[top:]) for top, lines in found)]))
    return counts


def _row(
    lines: Sequence[Sequence[Slug]], over: tuple[Rule, ...], frames: tuple[Frame, ...], *, after_span: bool
) -> list[Slug]:
    """One row's slugs, padded inside, held together unless there are many."""
    out = [
        replace(_strip(line, frames), bond=_bond(lines, index, after_span=after_span))
        for index, line in enumerate(lines)
    ]
    first = _grown(_moved(out[0], _PADDING), _PADDING)
    out[0] = replace(first, rules=(*over, *first.rules))
    out[-1] = _grown(out[-1], _PADDING)
    return out


def _bond(lines: Sequence[Sequence[Slug]], index: int, *, after_span: bool) -> bool:
    """Whether no page ends before a line of a row: in a short one, beside a single line, after the title of a box."""
    if len(lines) <= _TALL:
        return index > 0 or after_span
    return index in (1, len(lines) - 1) or (index > 0 and any(slug.keep for slug in lines[index - 1]))


def _strip(slugs: Sequence[Slug], frames: tuple[Frame, ...]) -> Slug:
    """Slugs of neighbouring cells as one."""
    height = max((slug.height for slug in slugs), default=0.0)
    return Slug(
        height,
        tuple(piece for slug in slugs for piece in slug.pieces),
        max((slug.before for slug in slugs), default=0.0),
        max((slug.after for slug in slugs), default=0.0),
        tuple(call for slug in slugs for call in slug.calls),
        tuple(node for slug in slugs for node in slug.ids),
        frames,
        tuple(rule for slug in slugs for rule in slug.rules),
        tuple(picture for slug in slugs for picture in slug.pictures),
        tuple(case for slug in slugs for case in _grown(slug, height - slug.height).cases),
    )


def _moved(slug: Slug, down: float) -> Slug:
    """The slug with what stands on it moved down."""
    return replace(
        slug,
        pieces=tuple(replace(piece, line=replace(piece.line, base=piece.line.base + down)) for piece in slug.pieces),
        rules=tuple(replace(rule, y=rule.y + down) for rule in slug.rules),
        pictures=tuple(replace(picture, y=picture.y + down) for picture in slug.pictures),
        cases=tuple(replace(case, above=case.above + down, below=case.below - down) for case in slug.cases),
    )


def _grown(slug: Slug, points: float) -> Slug:
    """The slug made higher below what stands on it."""
    cases = tuple(replace(case, below=case.below + points) for case in slug.cases)
    return replace(slug, height=slug.height + points, cases=cases)


# Boxes in cells


def cased(slugs: Sequence[Slug], outer: int, style: BoxFrame) -> list[Slug]:
    """The slugs of a cell; the frames of its boxes, after `outer` other ones, are made cases, with room around them."""
    inner = [tuple(frame for frame in slug.frames[outer:] if frame.bordered) for slug in slugs]
    if not any(inner):
        return list(slugs)
    around = [(), *inner, ()]
    out = [
        _cased(slug, frames, common(around[place], frames), common(frames, around[place + 2]), style)
        for place, (slug, frames) in enumerate(zip(slugs, inner, strict=True))
    ]
    out[0] = replace(out[0], before=slugs[0].before)
    out[-1] = replace(out[-1], after=0.0)
    return out


def _cased(slug: Slug, frames: Sequence[Frame], upper: int, lower: int, style: BoxFrame) -> Slug:
    """A slug in frames, so many of which it shares with the slug above it and with the one below it."""
    opened, closed = len(frames) - upper, len(frames) - lower
    cases = tuple(
        Case(frame, style.padding * (depth - upper), style.padding * (depth - lower))
        for depth, frame in enumerate(frames)
    )
    roomy = _grown(_moved(slug, style.padding * opened), style.padding * (opened + closed))
    return replace(
        roomy,
        before=max(slug.before, style.before) if opened else slug.before,
        after=style.after if closed else slug.after,
        cases=(*cases, *roomy.cases),
    )


def abreast(row: Sequence[Placement], cells: list[list[Slug]], height: float) -> list[list[Slug]]:
    """The slugs of a row's cells; of each one alone, where boxes would pull the lines beside them apart.

    Not where it would be higher than this, or a cell spans rows.
    """
    if all(cell.rows == 1 for cell in row) and any(slug.cases for slugs in cells for slug in slugs):
        stacked = [_stacked(slugs) for slugs in cells if slugs]
        if max(slug.height for slug in stacked) <= height:
            return [[_stacked(slugs)] if slugs else [] for slugs in cells]
    return cells


def _stacked(slugs: Sequence[Slug]) -> Slug:
    """Slugs under each other as one."""
    downs = (upper.height + max(upper.after, lower.before) for upper, lower in pairwise(slugs))
    tops = accumulate(downs, initial=0.0)
    stack = _strip([_grown(_moved(slug, top), top) for slug, top in zip(slugs, tops, strict=True)], ())
    return replace(stack, before=slugs[0].before, after=slugs[-1].after)


def repeated(slugs: Iterable[Slug]) -> tuple[Slug, ...]:
    """The slugs once more, as what is said again: nothing begins there and nothing is called."""
    return tuple(
        replace(
            slug,
            pieces=tuple(replace(piece, passage=replace(piece.passage, part="continued")) for piece in slug.pieces),
            calls=(),
            ids=(),
            pictures=(),
        )
        for slug in slugs
    )
