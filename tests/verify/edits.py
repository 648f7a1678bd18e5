"""Damage done to a report, as functions from report to report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from converter.model import Inline, Node, Report
from tests.samples import paragraph

Edit = Callable[[Report], Report]


_INNER = ("content", "notes", "items", "rows", "cells")


def everywhere(change: Callable[[Any], tuple[Any, ...]]) -> Edit:
    """Each node of a report replaced by what `change` gives for it, from the innermost out."""

    def many(nodes: tuple[Node, ...]) -> tuple[Any, ...]:
        return tuple(new for node in nodes for new in change(within(node)))

    def within(node: Any) -> Any:
        inner = {name: getattr(node, name) for name in _INNER if isinstance(getattr(node, name, None), tuple)}
        return replace(node, **{name: many(value) for name, value in inner.items()}) if inner else node

    return within


def at(id: str, change: Callable[[Any], Any]) -> Edit:
    """The node with this id changed; taken out where `change` gives None, or replaced by several."""

    def changed(node: Any) -> tuple[Any, ...]:
        if getattr(node, "id", None) != id:
            return (node,)
        new = change(node)
        return () if new is None else new if isinstance(new, tuple) else (new,)

    return everywhere(changed)


def gone(_: Any) -> None:
    """Nothing in the place of a node."""


def fields(**values: Any) -> Callable[[Any], Any]:
    """A node with other values."""
    return lambda node: replace(node, **values)


def reading(*content: str | Inline) -> Callable[[Any], Any]:
    """A paragraph with other words."""
    return fields(content=paragraph("x", *content).content)


def inline(old: Inline, *new: Inline) -> Edit:
    """An inline replaced by others, wherever it stands."""
    return everywhere(lambda node: new if node == old else (node,))


def swapped(one: str, two: str) -> Edit:
    """Two siblings in each other's place."""

    def change(node: Any) -> tuple[Any, ...]:
        ids = [getattr(child, "id", "") for child in getattr(node, "content", ())]
        if one not in ids or two not in ids:
            return (node,)
        content = list(node.content)
        i, j = ids.index(one), ids.index(two)
        content[i], content[j] = content[j], content[i]
        return (replace(node, content=tuple(content)),)

    return everywhere(change)


def both(*edits: Edit) -> Edit:
    """One after another."""

    def run(report: Report) -> Report:
        for edit in edits:
            report = edit(report)
        return report

    return run


def metadata(**values: Any) -> Edit:
    """The metadata with other values."""
    return lambda report: replace(report, metadata=replace(report.metadata, **values))


def row(index: int, **values: Any) -> Callable[[Any], Any]:
    """The first cell of a table's row, counted from 0, with other values."""

    def change(table: Any) -> Any:
        rows = list(table.rows)
        rows[index] = replace(rows[index], cells=(replace(rows[index].cells[0], **values), *rows[index].cells[1:]))
        return replace(table, rows=tuple(rows))

    return change
