"""Placed pages: what stands where on every page. Points, counted from the left edge and the top of the page."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from converter.typeset.lines import Line
from converter.typeset.slugs import Rule, Slug


class Placed(Struct, frozen=True, gc=False):
    """A slug on a page: `x` is where its text area begins, `y` its top."""

    slug: Slug
    x: float
    y: float


class Furniture(Struct, frozen=True, gc=False):
    """A line in a margin."""

    line: Line
    x: float
    y: float


class BoxPart(Struct, frozen=True, gc=False):
    """The part of a box's frame that stands on a page."""

    node: str
    x: float
    y: float
    width: float
    height: float


class Page(Struct, frozen=True, gc=False):
    """One page: text, notes at its foot, frames of boxes, rules, and what stands in its margins."""

    label: str
    text: tuple[Placed, ...]
    notes: tuple[Placed, ...] = ()
    boxes: tuple[BoxPart, ...] = ()
    rules: tuple[Rule, ...] = ()
    overleaf: tuple[Furniture, ...] = ()
    """Under the last note, in the margin: that it goes on on the next page."""
    heads: tuple[Furniture, ...] = ()
    feet: tuple[Furniture, ...] = ()


class Position(Struct, frozen=True, gc=False):
    """Where a node begins: the page's place among all pages, counted from 0, and the point on it."""

    page: int
    x: float
    y: float


class PageBreak(Struct, frozen=True, gc=False):
    """Where a page begins in the report: before a node, or (`offset` > 0) inside its plain text.

    `offset` counts characters of text; marks of notes and printed line breaks count for none.
    """

    label: str
    id: str
    offset: int


class Pages(Struct, frozen=True):
    """All pages of an edition: front matter (i, ii, …), then the body (1, 2, …)."""

    width: float
    height: float
    front: tuple[Page, ...]
    body: tuple[Page, ...]
    breaks: tuple[PageBreak, ...]
    """One for each page of the body."""
    positions: Mapping[str, Position]
    """By id, for every node that begins on a page."""

    @property
    def all(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return self.front + self.body

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed label of every page."""
        return tuple(page.label for page in self.all)
