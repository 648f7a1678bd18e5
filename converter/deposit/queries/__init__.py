"""The ready-made queries: an XQuery 3.1 file each, over `$root` and, where it takes one, `$value`.

A row of what a query finds is a line, its cells parted by tabs. The first cell names the edition by its place below
`$root`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

_HERE = Path(__file__).resolve().parent


class Query(Struct, frozen=True):
    """A query: its name, which is its file's, what it finds, its columns, and what its value is, if it takes one."""

    name: str
    title: str
    columns: tuple[str, ...]
    value: str = ""

    def text(self) -> str:
        """The XQuery."""
        return (_HERE / f"{self.name}.xq").read_text(encoding="utf-8")


_ROWS = (
    Query("editions", "what is held", ("edition", "symbol", "title", "language", "paragraphs", "notes", "boxes")),
    Query("outline", "the headings of each edition", ("edition", "level", "id", "label", "heading", "paragraph")),
    Query("paragraph", "a paragraph by its number", ("edition", "id", "label", "text"), "number"),
    Query("notes", "all paragraphs that call a note", ("edition", "paragraph", "id", "notes")),
    Query("boxes", "all boxes in a language", ("edition", "id", "language", "title"), "language tag"),
    Query("search", "paragraphs that hold a text", ("edition", "paragraph", "id", "text"), "text"),
)

QUERIES: Mapping[str, Query] = MappingProxyType({row.name: row for row in _ROWS})
"""The ready-made queries by name."""
