"""What the places of one file are compared by: the report that was read, its headings, and where everything begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import pikepdf
from msgspec import Struct

from converter.formats.pdf.names import FRONT_MATTER
from converter.formats.pdf.reading.content import Marked
from converter.formats.pdf.reading.metadata import Packet
from converter.formats.pdf.reading.structure import Kid, Node, Structure
from converter.labels import numeral, titled
from converter.model import Block, Division, Report
from converter.walk import plain

_DEEPEST = 64
"""The levels of a name tree or a number tree that are read."""
_MOST = 100_000
"""The entries of such a tree, or of an outline, that are read."""


class Heading(NamedTuple):
    """A heading of the report: of which division, on which level, how deep, in which language."""

    id: str
    level: int
    depth: int
    title: str
    language: str


class Facts(Struct, frozen=True, dict=True):
    """One file of this project, opened, and the report that was read from it."""

    pdf: pikepdf.Pdf
    structure: Structure
    packet: Packet
    report: Report

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The report's headings, in order."""
        return tuple(_headings(self.report.content, 1, self.report.metadata.language))

    @cached_property
    def worded(self) -> bool:
        """Whether headings read as they were written: calls are known by links, which pages for print lack."""
        calls = (node for node in self.structure.nodes if node.kind == "Call")
        return bool(self.structure.annotations) or next(calls, None) is None

    @cached_property
    def front(self) -> tuple[Node, ...]:
        """The elements of the front matter."""
        return tuple(node for document in self.structure.root.nodes() for node in document.nodes(FRONT_MATTER))

    @cached_property
    def destinations(self) -> Mapping[str, int]:
        """The index of the page that each named destination leads to; -1 where it leads to none."""
        names = self.pdf.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
        return {name: self.page(to) for name, to in named(tree)}

    @cached_property
    def opens(self) -> Mapping[str, int]:
        """The index of the page where each element that has an id shows its first content."""
        firsts: dict[int, int | None] = {}
        for node in reversed(self.structure.nodes):
            firsts[id(node)] = _first(node.kids[0], firsts) if node.kids else None
        return {
            node.id: page for node in self.structure.nodes if node.id and (page := firsts[id(node)]) is not None
        }  # fmt: skip

    @cached_property
    def labels(self) -> tuple[str, ...] | None:
        """The number of every page, in roman numerals up to the first that holds the report; None where none does."""
        front = {id(marked) for node in self.front for marked in marked_in(node)}
        body = (marked.page for node in self.structure.nodes for marked in node.kids
                if isinstance(marked, Marked) and id(marked) not in front and marked.page is not None)  # fmt: skip
        first = min(body, default=None)
        if first is None:
            return None
        roman = (numeral("roman", place) or str(place) for place in range(1, first + 1))
        return (*roman, *(str(place) for place in range(1, len(self.structure.pages) - first + 1)))

    @cached_property
    def _indexes(self) -> Mapping[tuple[int, int], int]:
        return {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}

    def page(self, destination: object) -> int:
        """The index of the page that an explicit destination leads to, or -1. 12.3.2.2."""
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        first = destination[0] if isinstance(destination, pikepdf.Array) and len(destination) else None
        return self._indexes.get(first.objgen, -1) if isinstance(first, pikepdf.Dictionary) else -1


def _headings(nodes: Iterable[Division | Block], depth: int, language: str) -> Iterator[Heading]:
    for node in nodes:
        if isinstance(node, Division):
            spoken = node.language or language
            words = plain(node.heading).replace("\n", " ").strip()
            yield Heading(node.id, node.level, depth, titled(node.label, words), spoken)
            yield from _headings(node.content, depth + 1, spoken)


def _first(kid: Kid, firsts: Mapping[int, int | None]) -> int | None:
    if isinstance(kid, Marked):
        return kid.page
    return firsts.get(id(kid)) if isinstance(kid, Node) else None


def marked_in(node: Node) -> Iterator[Marked]:
    """The marked content of an element and of all below it but notes, in order."""
    waiting: list[Kid] = node.kids[::-1]
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, Marked):
            yield kid
        elif isinstance(kid, Node) and kid.kind != "Note":
            waiting += kid.kids[::-1]


def shown(node: Node) -> str:
    """What the glyphs of an element say."""
    return "".join(text for marked in marked_in(node) for text in marked.text)


# Trees of names and of numbers. ISO 32000-1, 7.9.6 and 7.9.7


def named(tree: object) -> Iterator[tuple[str, pikepdf.Object]]:
    """The names of a name tree, and what they stand for."""
    return ((str(name), value) for name, value in _pairs(tree, "/Names", _DEEPEST))


def counted(tree: object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The numbers of a number tree, and what they stand for."""
    return ((number, value) for number, value in _pairs(tree, "/Nums", _DEEPEST) if isinstance(number, int))


def _pairs(tree: object, key: str, depth: int) -> Iterator[tuple[object, pikepdf.Object]]:
    if not isinstance(tree, pikepdf.Dictionary) or not depth:
        return
    held, kids = tree.get(key), tree.get("/Kids")
    flat = list(held)[:_MOST] if isinstance(held, pikepdf.Array) else []
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in list(kids)[:_MOST] if isinstance(kids, pikepdf.Array) else ():
        yield from _pairs(kid, key, depth - 1)


def misnamed(tree: object) -> Iterator[str]:
    """The limits of the leaves of a name tree that are not those of their names."""
    kids = tree.get("/Kids") if isinstance(tree, pikepdf.Dictionary) else None
    for kid in list(kids)[:_MOST] if isinstance(kids, pikepdf.Array) else ():
        limits = kid.get("/Limits") if isinstance(kid, pikepdf.Dictionary) else None
        found = [name for name, _ in named(kid)]
        said = [str(limit) for limit in limits] if isinstance(limits, pikepdf.Array) else []
        if said != [*found[:1], *found[-1:]]:
            yield " to ".join(said)
