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
from converter.transforms.sharing import each, kept

Node = Division | Block
Inlines = tuple[Inline, ...]
Rewriter = Callable[[Inlines, str], Inlines]
"""From a run of inlines and the language it stands in to what stands there instead."""


def rewrite(report: Report, rewriter: Rewriter) -> Report:
    """The report with each heading, paragraph, title, caption and source line rewritten.

    Where the rewriter gives back what it was given, so is what holds it: no value is made anew where nothing changes.
    """
    language = report.metadata.language
    notes = each(report.notes, lambda note: _note(note, language, rewriter))
    return kept(report, content=_all(report.content, language, rewriter), notes=notes)


def _note(note: Note, language: str, rewriter: Rewriter) -> Note:
    return kept(note, content=_all(note.content, note.language or language, rewriter))


def _all(nodes: tuple[Node, ...], language: str, rewriter: Rewriter) -> tuple[Node, ...]:
    return each(nodes, lambda node: _node(node, language, rewriter))


def _node(node: Node, outer: str, rewriter: Rewriter) -> Node:
    language = node.language or outer
    match node:
        case Paragraph():
            return kept(node, content=rewriter(node.content, language))
        case Division():
            heading = rewriter(node.heading, language)
            return kept(node, heading=heading, content=_all(node.content, language, rewriter))
        case Box():
            title = rewriter(node.title, language)
            return kept(node, title=title, content=_all(node.content, language, rewriter))
        case Quotation():
            source = rewriter(node.source, language)
            return kept(node, source=source, content=_all(node.content, language, rewriter))
        case List():
            return kept(node, items=each(node.items, lambda item: _item(item, language, rewriter)))
        case Table():
            rows = each(node.rows, lambda row: _row(row, language, rewriter))
            return kept(node, caption=rewriter(node.caption, language), rows=rows)
        case Figure():
            return kept(node, caption=rewriter(node.caption, language))
        case Unread():
            return node
        case _:
            assert_never(node)


def _item(item: Item, language: str, rewriter: Rewriter) -> Item:
    return kept(item, content=_all(item.content, language, rewriter))


def _row(row: Row, language: str, rewriter: Rewriter) -> Row:
    return kept(row, cells=each(row.cells, lambda cell: _cell(cell, language, rewriter)))


def _cell(cell: Cell, language: str, rewriter: Rewriter) -> Cell:
    return kept(cell, content=_all(cell.content, language, rewriter))
