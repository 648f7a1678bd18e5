"""A difference, as a value: what sort, where, in words, and what was expected and found there."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The closed list of what can differ."""

    METADATA = "metadata"
    # where a node stands
    MISSING = "missing"
    ADDED = "added"
    MELTED = "melted"
    MOVED = "moved"
    SWAPPED = "swapped"
    # what a node is
    NODE = "node"
    LEVEL = "level"
    NUMBER = "number"
    NUMBERING = "numbering"
    COUNT = "count"
    LANGUAGE = "language"
    LIST = "list"
    CELL = "cell"
    FIGURE = "figure"
    REASON = "reason"
    ID = "id"
    # what a node says
    TEXT = "text"
    CHARACTER = "character"
    INVISIBLE = "invisible"
    CALL = "call"
    STYLE = "style"
    LINK = "link"
    BREAK = "break"
    PIECES = "pieces"


class Difference(Struct, frozen=True):
    """One difference: `where` is how a reader finds the place, `expected` and `found` are short excerpts."""

    kind: Kind
    where: str
    message: str
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        """The message alone, which names the place."""
        return self.message
