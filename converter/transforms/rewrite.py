"""A report with its runs of inlines rewritten, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

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
Rewriter = Callable[[Inlines, str], Inlines]
"""From a run of inlines and the language it stands in to what stands there instead."""


def rewrite(report: Report, rewriter: Rewriter) -> Report:
    """The report with each heading, paragraph, title, caption and source line rewritten."""
    language = report.metadata.language
    notes = tuple(_note(note, language, rewriter) for note in report.notes)
    return replace(report, content=_all(report.content, language, rewriter), notes=notes)


def _note(note: Note, language: str, rewriter: Rewriter) -> Note:
    return replace(note, content=_all(note.content, note.language or language, rewriter))


def _all(nodes: tuple[Node, ...], language: str, rewriter: Rewriter) -> tuple[Node, ...]:
    return tuple(_node(node, language, rewriter) for node in nodes)


def _node(node: Node, outer: str, rewriter: Rewriter) -> Node:
    language = node.language or outer
    match node:
        case Paragraph():
            return replace(node, content=rewriter(node.content, language))
        case Division():
            heading = rewriter(node.heading, language)
            return replace(node, heading=heading, content=_all(node.content, language, rewriter))
        case Box():
            title = rewriter(node.title, language)
            return replace(node, title=title, content=_all(node.content, language, rewriter))
        case Quotation():
            source = rewriter(node.source, language)
            return replace(node, source=source, content=_all(node.content, language, rewriter))
        case List():
            return replace(node, items=tuple(_item(item, language, rewriter) for item in node.items))
        case Table():
            rows = tuple(_row(row, language, rewriter) for row in node.rows)
            return replace(node, caption=rewriter(node.caption, language), rows=rows)
        case Figure():
            return replace(node, caption=rewriter(node.caption, language))
        case Unread():
            return node
        case _:
            assert_never(node)


def _item(item: Item, language: str, rewriter: Rewriter) -> Item:
    return replace(item, content=_all(item.content, language, rewriter))


def _row(row: Row, language: str, rewriter: Rewriter) -> Row:
    return replace(row, cells=tuple(_cell(cell, language, rewriter) for cell in row.cells))


def _cell(cell: Cell, language: str, rewriter: Rewriter) -> Cell:
    return replace(cell, content=_all(cell.content, language, rewriter))
