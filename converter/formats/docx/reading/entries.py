"""What a part with running text consists of: paragraphs and tables, with pictures and text boxes in them.

Paragraphs are counted through the whole document from 1, for bookmarks to say what they enclose: `first` and `last`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from converter.diagnostics import Place
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.reading.lists import Number


@dataclass
class Picture:
    """An image in a paragraph, and what is said of it."""

    data: bytes
    media_type: str
    alternative: str


@dataclass
class Frame:
    """A text box: the entries in it."""

    entries: list[Entry]


@dataclass
class Para:
    """One paragraph. `names` are the bookmarks that begin before its first word; `floats` stand in it as objects."""

    first: int
    last: int
    place: Place
    style: str
    leaves: list[Leaf]
    number: Number | None = None
    level: int | None = None
    language: str = ""
    names: list[str] = field(default_factory=list)
    floats: list[Picture | Frame] = field(default_factory=list)
    is_table: bool = False


@dataclass
class GridCell:
    """One cell at its column; `continues` when it only goes on from the row above."""

    column: int
    columns: int
    entries: list[Entry]
    continues: bool
    head: bool


@dataclass
class Grid:
    """A table: rows of cells."""

    first: int
    last: int
    rows: list[list[GridCell]]
    is_table: bool = True


Entry = Para | Grid
