"""The outline: the level of each heading, and the pieces nested under their headings.

Classes of labels rank in the order of their first appearance (第一章, then A., then 1.). Headings without a label rank
below labelled ones, in two steps when the page tells two apart: by edit links on some and not on others, else by
wordings that come back under several headings, as fixed subheadings do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from converter.formats.wikisource.pieces import Heading, Piece

FIXED, FREE = "fixed", "free"
_UNLABELLED = (FIXED, FREE)


class Branch(Struct, frozen=True):
    """A heading with its level and all that stands under it."""

    heading: Heading
    level: int
    content: tuple[Branch | Piece, ...]


def outline(row: Sequence[Piece]) -> tuple[Branch | Piece, ...]:
    """The pieces nested under their headings."""
    levels = _levels([piece for piece in row if isinstance(piece, Heading)])
    nested, _ = _nest(row, 0, 0, levels)
    return nested


def _nest(
    row: Sequence[Piece], index: int, above: int, levels: dict[tuple[int, int], int]
) -> tuple[tuple[Branch | Piece, ...], int]:
    """The content under a heading of level `above`, from this index on, and where it ends."""
    content: list[Branch | Piece] = []
    while index < len(row):
        piece = row[index]
        if not isinstance(piece, Heading):
            content.append(piece)
            index += 1
            continue
        level = levels[piece.line.row, piece.line.column]
        if level <= above:
            break
        inner, index = _nest(row, index + 1, level, levels)
        content.append(Branch(piece, level, inner))
    return tuple(content), index


def _levels(headings: Sequence[Heading]) -> dict[tuple[int, int], int]:
    """The level of each heading, by its line and column."""
    ranks = _Ranks()
    fixed = _fixed(headings)
    levels = {}
    for heading in headings:
        rank = heading.kind or (FIXED if id(heading) in fixed else FREE)
        levels[heading.line.row, heading.line.column] = ranks.enter(rank)
    return levels


def _fixed(headings: Sequence[Heading]) -> frozenset[int]:
    """Those of the headings without a label that are fixed subheadings."""
    plain = [heading for heading in headings if not heading.kind]
    edited = [heading for heading in plain if heading.line.edited]
    if 0 < len(edited) < len(plain):
        return frozenset(map(id, edited))
    times = Counter(heading.text for heading in plain)
    return frozenset(id(heading) for heading in plain if times[heading.text] > 1)


class _Ranks:
    """The classes of headings seen so far, outermost first, and those of the open headings."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.open: list[str] = []

    def enter(self, rank: str) -> int:
        """Open a heading of this class, closing those that it ends; its level."""
        if rank not in self.order:
            self.order.insert(self._room_for(rank), rank)
        place = self.order.index(rank)
        while self.open and self.order.index(self.open[-1]) >= place:
            self.open.pop()
        self.open.append(rank)
        return len(self.open)

    def _room_for(self, rank: str) -> int:
        """Where a new class belongs: under the open headings, but never a label under none, nor fixed under free."""
        if rank == FIXED and FREE in self.order:
            return self.order.index(FREE)
        if rank not in _UNLABELLED and all(above in _UNLABELLED for above in self.open):
            return next((index for index, above in enumerate(self.order) if above in _UNLABELLED), len(self.order))
        return self.order.index(self.open[-1]) + 1 if self.open else len(self.order)
