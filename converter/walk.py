"""Ways through a report in document order: its blocks, its inlines, its text, its languages, its calls of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import assert_never

from converter.model import (
    Block,
    Box,
    Break,
    Division,
    Figure,
    Inline,
    Item,
    Lang,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Styled,
    Table,
    Text,
    Unread,
)

Walked = Division | Block | Item | Note
"""Every node that has an id."""


def nodes(report: Report) -> Iterator[Walked]:
    """Every node that has an id: the content depth-first, then each note with its blocks."""
    return blocks((*report.content, *report.notes))


def blocks(nodes: Iterable[Walked]) -> Iterator[Walked]:
    """These nodes and all below them, depth-first in document order; the blocks of a table's cells row by row.

    It keeps its own stack: no depth of nesting is too much for it.
    """
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if below := children(node):
            stack += below[::-1]


def children(node: Walked) -> tuple[Walked, ...]:
    """The nodes that stand directly in this one."""
    match node:
        case Paragraph() | Figure() | Unread():
            return ()
        case Division() | Box() | Quotation() | Item() | Note():
            return node.content
        case List():
            return node.items
        case Table():
            return tuple(block for row in node.rows for cell in row.cells for block in cell.content)
        case _:
            assert_never(node)


def lines(node: Walked) -> tuple[Inline, ...]:
    """The inlines that a node holds itself: a paragraph's text, a heading, a title, a caption, a source."""
    match node:
        case Paragraph():
            return node.content
        case Division():
            return node.heading
        case Box():
            return node.title
        case Quotation():
            return node.source
        case Table() | Figure():
            return node.caption
        case List() | Item() | Note() | Unread():
            return ()
        case _:
            assert_never(node)


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """These inlines and all within them, depth-first in document order."""
    stack = list(content)[::-1]
    while stack:
        inline = stack.pop()
        yield inline
        match inline:
            case Text() | NoteRef() | Break():
                pass
            case Styled() | Lang() | Link():
                stack.extend(inline.content[::-1])
            case _:
                assert_never(inline)


def plain(content: Sequence[Inline]) -> str:
    """The text alone: a break is a newline, a call of a note is nothing."""
    if len(content) == 1 and isinstance(content[0], Text):  # as nearly all of it is
        return content[0].text
    found = [inline for inline in inlines(content) if isinstance(inline, Text | Break)]
    return "".join([inline.text if isinstance(inline, Text) else "\n" for inline in found])


def languages(report: Report) -> tuple[str, ...]:
    """Every language tag of the report, its own first, in the order in which they appear."""
    tags = chain([report.metadata.language], chain.from_iterable(map(_tags, nodes(report))))
    return tuple(dict.fromkeys(tags))


def _tags(node: Walked) -> Iterator[str]:
    if not isinstance(node, Item) and node.language:
        yield node.language
    yield from (inline.language for inline in inlines(lines(node)) if isinstance(inline, Lang))


def calls(report: Report) -> Iterator[str]:
    """The ids of the notes in the order of their calls, once per call: those of the content, then those in notes."""
    return (inline.note for node in nodes(report) for inline in inlines(lines(node)) if isinstance(inline, NoteRef))
