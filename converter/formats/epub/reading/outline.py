"""Blocks and headings in a row, as a tree of divisions."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from converter.model import Block, Division, Inline, Label


class Head(NamedTuple):
    """A heading: where a division begins. `depth` is how deep it stands in the book, counted from 1."""

    id: str
    depth: int
    level: int
    label: Label | None
    heading: tuple[Inline, ...]
    language: str | None


class _Open(Struct):
    """A division that still grows."""

    head: Head
    content: list[Division | Block] = field(default_factory=list)


class Outline(Struct):
    """The tree as it grows: what is done, and the divisions that are open, each in the one before it."""

    content: list[Division | Block] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    @property
    def language(self) -> str | None:
        """The language of the innermost open division that says one."""
        said = (open.head.language for open in reversed(self._open) if open.head.language)
        return next(said, None)

    def depth_of(self, id: str) -> int | None:
        """The depth of an open division."""
        return next((open.head.depth for open in self._open if open.head.id == id), None)

    def add(self, node: Head | Block, depth: int | None) -> None:
        """The next node: a block of the open division of this depth, of the innermost one when depth is None."""
        if isinstance(node, Head):
            self.close(node.depth - 1)
            self._open.append(_Open(node))
            return
        if depth is not None:
            self.close(depth)
        self._into().append(node)

    def close(self, depth: int) -> None:
        """End the divisions that are deeper than this."""
        while self._open and self._open[-1].head.depth > depth:
            head, content = self._open[-1].head, tuple(self._open.pop().content)
            self._into().append(Division(head.id, head.level, head.heading, content, head.label, head.language))

    def _into(self) -> list[Division | Block]:
        return self._open[-1].content if self._open else self.content
