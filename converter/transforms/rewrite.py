"""A report with its runs of inlines rewritten, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

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
from converter.transforms.sharing import holding, mapped, with_fields

Node = Division | Block
Inlines = tuple[Inline, ...]
Rewriter = Callable[[Inlines, str], Inlines]
"""From a run of inlines and the language it stands in to what stands there instead."""


def rewrite(report: Report, rewriter: Rewriter) -> Report:
    """The report with each heading, paragraph, title, caption and source line rewritten.

    Where the rewriter gives back what it was given, so is what holds it: no value is made anew where nothing changes.
    """
    language = report.metadata.language
    notes = mapped(report.notes, lambda note: _note(note, language, rewriter))
    return with_fields(report, content=_all(report.content, language, rewriter), notes=notes)


def _note(note: Note, language: str, rewriter: Rewriter) -> Note:
    return holding(note, _all(note.content, note.language or language, rewriter))


def _all(nodes: tuple[Node, ...], language: str, rewriter: Rewriter) -> tuple[Node, ...]:
    return mapped(nodes, lambda node: _node(node, language, rewriter))


def _node(node: Node, outer: str, rewriter: Rewriter) -> Node:
    language = node.language or outer
    match node:
        case Paragraph():
            return holding(node, rewriter(node.content, language))
        case Division():
            heading = rewriter(node.heading, language)
            return with_fields(node, heading=heading, content=_all(node.content, language, rewriter))
        case Box():
            title = rewriter(node.title, language)
            return with_fields(node, title=title, content=_all(node.content, language, rewriter))
        case Quotation():
            source = rewriter(node.source, language)
            return with_fields(node, source=source, content=_all(node.content, language, rewriter))
        case List():
            return with_fields(node, items=mapped(node.items, lambda item: _item(item, language, rewriter)))
        case Table():
            rows = mapped(node.rows, lambda row: _row(row, language, rewriter))
            return with_fields(node, caption=rewriter(node.caption, language), rows=rows)
        case Figure():
            return with_fields(node, caption=rewriter(node.caption, language))
        case Unread():
            return node
        case _:
            assert_never(node)


def _item(item: Item, language: str, rewriter: Rewriter) -> Item:
    return holding(item, _all(item.content, language, rewriter))


def _row(row: Row, language: str, rewriter: Rewriter) -> Row:
    return with_fields(row, cells=mapped(row.cells, lambda cell: _cell(cell, language, rewriter)))


def _cell(cell: Cell, language: str, rewriter: Rewriter) -> Cell:
    return holding(cell, _all(cell.content, language, rewriter))
