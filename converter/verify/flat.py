"""A report laid flat: its nodes in document order, rows and cells of tables among them, each with its parent."""

from __future__ import annotations

from msgspec import Struct

from converter.model import Cell, Figure, Label, Paragraph, Report, Row, Table, Unread
from converter.walk import Walked, children, lines, plain

Entry = Report | Walked | Row | Cell
"""What stands in the flat report; the report itself is the first."""


class Flat(Struct, frozen=True):
    """Nodes by position, the position of each one's parent (the report's own is 0)."""

    nodes: tuple[Entry, ...]
    parents: tuple[int, ...]


def flatten(report: Report) -> Flat:
    """The report laid flat; its notes follow its content."""
    nodes: list[Entry] = []
    parents: list[int] = []
    stack: list[tuple[Entry, int]] = [(report, 0)]
    while stack:
        node, parent = stack.pop()
        at = len(nodes)
        nodes.append(node)
        parents.append(parent)
        stack.extend((below, at) for below in reversed(_below(node)))
    return Flat(tuple(nodes), tuple(parents))


def _below(node: Entry) -> tuple[Entry, ...]:
    match node:
        case Report():
            return (*node.content, *node.notes)
        case Table():
            return node.rows
        case Row():
            return node.cells
        case Cell():
            return node.content
        case _:
            return children(node)


def holds(node: Entry) -> bool:
    """Whether other nodes can stand in this one."""
    return not isinstance(node, Paragraph | Figure | Unread)


def label_of(node: Entry) -> Label | None:
    """The node's label; None for kinds that have none."""
    return getattr(node, "label", None)


def id_of(node: Entry) -> str | None:
    """The node's id; None for the report, rows and cells."""
    return getattr(node, "id", None)


def language_of(node: Entry) -> str | None:
    """The language set on the node; None for kinds that have none."""
    return getattr(node, "language", None)


def words(node: Entry) -> str:
    """The text that is the node's own: of a paragraph, a heading, a title, a caption, a source."""
    if isinstance(node, Report | Row | Cell):
        return ""
    return node.text if isinstance(node, Unread) else plain(lines(node))
