"""Slugs: the rows that pages are filled with. A slug is one line with what stands beside it, and is never parted.

All lengths are in points; `x` counts from the left edge of the text area, `y` from the slug's top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from converter.typeset.lines import Line

Part = Literal["label", "text", "title", "caption", "source", "leader", "page", "continued"]
"""Leaders, and what is said again where a page goes on, are no part of the text; `ARTIFACTS` names them."""

ARTIFACTS: frozenset[Part] = frozenset(("leader", "continued"))


class Passage(Struct, frozen=True, gc=False):
    """What a piece of type belongs to: a part of the node with this id."""

    node: str
    part: Part


class Piece(Struct, frozen=True, gc=False):
    """A line of a passage."""

    passage: Passage
    line: Line


class Rule(Struct, frozen=True, gc=False):
    """A horizontal rule."""

    x: float
    y: float
    width: float
    thickness: float


class Picture(Struct, frozen=True, gc=False):
    """The image of a figure, at its set size."""

    node: str
    x: float
    width: float
    height: float
    y: float = 0.0


class Frame(Struct, frozen=True):
    """What encloses slugs, from edge to edge, and is opened again on every page that it goes on to.

    A box is `bordered` and has padding inside; a table and a note are not. `again` makes the slugs that stand at the
    top where it goes on: a title that says so, the heads of a table.
    """

    node: str
    x: float
    width: float
    bordered: bool = True
    again: Callable[[], tuple[Slug, ...]] = tuple


class Case(Struct, frozen=True):
    """The frame of a box in a table's cell, where it passes a slug.

    `above` and `below` tell how far inside the slug it begins and ends. They are less than 0 where it goes on: so far
    outside it is closed when a page ends there.
    """

    frame: Frame
    above: float
    below: float


class Slug(Struct, frozen=True):
    """One row of type.

    `before` and `after` are the least space to its neighbours (the greater of two counts). `calls` are the notes that
    are called here for the first time, `ids` the nodes that begin here, outermost first. `cases` are the frames of
    boxes in cells, which stand side by side, and those of one cell outer before inner. `bond` forbids a page to end
    before this slug, `keep` after it; `fresh` begins a page.
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    before: float = 0.0
    after: float = 0.0
    calls: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cases: tuple[Case, ...] = ()
    bond: bool = False
    keep: bool = False
    fresh: bool = False


def common(upper: Sequence[Frame], lower: Sequence[Frame]) -> int:
    """How many frames two slugs share."""
    pairs = zip(upper, lower, strict=False)
    return next((count for count, (one, other) in enumerate(pairs) if one != other), min(len(upper), len(lower)))


def named(slugs: Sequence[Slug], node: str) -> list[Slug]:
    """The slugs with a node that begins at the first of them."""
    if not slugs:
        return []
    first = slugs[0]
    return [replace(first, ids=(node, *first.ids)), *slugs[1:]]


def labelled(slugs: Sequence[Slug], *pieces: Piece) -> list[Slug]:
    """The slugs with pieces set before those of the first."""
    first = slugs[0]
    return [replace(first, pieces=(*pieces, *first.pieces)), *slugs[1:]]


def kept(slugs: Sequence[Slug]) -> list[Slug]:
    """The slugs held together, and to what follows them."""
    return [replace(slug, keep=True) for slug in slugs]


def spaced(slugs: Sequence[Slug], before: float, after: float) -> list[Slug]:
    """The slugs with at least this space above the first and below the last."""
    if not slugs:
        return []
    out = [replace(slugs[0], before=max(before, slugs[0].before)), *slugs[1:]]
    out[-1] = replace(out[-1], after=max(after, out[-1].after))
    return out
