"""Values of a report with something changed in them: no value is made anew where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TypeVar

from msgspec.structs import replace

from converter.model import Cell, Item, Node, Note, Paragraph

N = TypeVar("N", bound=Node)
H = TypeVar("H", Paragraph, Item, Note, Cell)
T = TypeVar("T")


def with_fields(node: N, **fields: object) -> N:
    """The node with these fields; the same object where all of them are what it has."""
    for name, value in fields.items():
        if getattr(node, name) is not value:
            return replace(node, **fields)
    return node


def holding(node: H, content: tuple[Node, ...]) -> H:
    """The node with this content; the same object where it has it. What `with_fields` does, for nodes that are many."""
    return node if content is node.content else replace(node, content=content)


def mapped(values: tuple[T, ...], form: Callable[[T], T]) -> tuple[T, ...]:
    """Each value in its form; the same object where nothing has changed."""
    made = tuple(map(form, values))
    return values if all(map(is_, made, values)) else made
