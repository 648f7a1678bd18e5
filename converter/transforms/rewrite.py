"""A report with its runs of inlines rewritten, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TypeVar, assert_never

import msgspec
from msgspec.structs import replace

from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    List,
    Note,
    Paragraph,
    Quotation,
    Report,
    Row,
    Table,
    Unread,
)

Node = Division | Block
Inlines = tuple[Inline, ...]
T = TypeVar("T")
N = TypeVar("N", bound=msgspec.Struct)
Rewriter = Callable[[Inlines, str], Inlines]
"""From a run of inlines and the language it stands in to what stands there instead."""


def rewrite(report: Report, rewriter: Rewriter) -> Report:
    """The report with each heading, paragraph, title, caption and source line rewritten.

    Where the rewriter gives back what it was given, so is what holds it: no value is made anew where nothing changes.
    """
    language = report.metadata.language
    notes = _each(report.notes, lambda note: _note(note, language, rewriter))
    return _with(report, content=_all(report.content, language, rewriter), notes=notes)


def _each(old: tuple[T, ...], change: Callable[[T], T]) -> tuple[T, ...]:
    """Each value changed; the same tuple where none has."""
    new = tuple(map(change, old))
    return old if all(map(is_, old, new)) else new


def _with(node: N, **fields: object) -> N:
    """The node with these fields; the same node where it has them."""
    return node if all(getattr(node, name) is value for name, value in fields.items()) else replace(node, **fields)


def _note(note: Note, language: str, rewriter: Rewriter) -> Note:
    return _with(note, content=_all(note.content, note.language or language, rewriter))


def _all(nodes: tuple[Node, ...], language: str, rewriter: Rewriter) -> tuple[Node, ...]:
    return _each(nodes, lambda node: _node(node, language, rewriter))


def _node(node: Node, outer: str, rewriter: Rewriter) -> Node:
    language = node.language or outer
    match node:
        case Paragraph():
            return _with(node, content=rewriter(node.content, language))
        case Division():
            heading = rewriter(node.heading, language)
            return _with(node, heading=heading, content=_all(node.content, language, rewriter))
        case Box():
            title = rewriter(node.title, language)
            return _with(node, title=title, content=_all(node.content, language, rewriter))
        case Quotation():
            source = rewriter(node.source, language)
            return _with(node, source=source, content=_all(node.content, language, rewriter))
        case List():
            return _with(node, items=_each(node.items, lambda item: _item(item, language, rewriter)))
        case Table():
            rows = _each(node.rows, lambda row: _row(row, language, rewriter))
            return _with(node, caption=rewriter(node.caption, language), rows=rows)
        case Figure():
            return _with(node, caption=rewriter(node.caption, language))
        case Unread():
            return node
        case _:
            assert_never(node)


def _item(item: Item, language: str, rewriter: Rewriter) -> Item:
    return _with(item, content=_all(item.content, language, rewriter))


def _row(row: Row, language: str, rewriter: Rewriter) -> Row:
    return _with(row, cells=_each(row.cells, lambda cell: _cell(cell, language, rewriter)))


def _cell(cell: Cell, language: str, rewriter: Rewriter) -> Cell:
    return _with(cell, content=_all(cell.content, language, rewriter))
