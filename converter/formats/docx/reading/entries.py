"""What a part with running text consists of: paragraphs and tables, with pictures and text boxes in them.

Paragraphs are counted through the whole document from 1, for bookmarks to say what they enclose: `first` and `last`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from converter.diagnostics import Place
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.reading.lists import Number


class Picture(Struct):
    """An image in a paragraph, and what is said of it."""

    data: bytes
    media_type: str
    alternative: str


class Frame(Struct):
    """A text box: the entries in it."""

    entries: list[Entry]


class Para(Struct):
    """One paragraph. `names` are the bookmarks that begin before its first word; `floats` stand in it as objects."""

    first: int
    last: int
    place: Place
    style: str
    leaves: Sequence[Leaf]
    number: Number | None = None
    level: int | None = None
    language: str = ""
    names: Sequence[str] = ()
    floats: Sequence[Picture | Frame] = ()
    loose: str = ""
    """The words that belong to no field, label or metadata, where none should stand."""
    is_table: bool = False


class GridCell(Struct):
    """One cell at its column; `continues` when it only goes on from the row above."""

    column: int
    columns: int
    entries: list[Entry]
    continues: bool
    head: bool


class Grid(Struct):
    """A table: rows of cells."""

    first: int
    last: int
    rows: list[list[GridCell]]
    is_table: bool = True


Entry = Para | Grid
