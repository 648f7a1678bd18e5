"""How a reader finds a node: `paragraph 81.`, `heading II. > B.`, `note [2]`, `box 3 (after paragraph 46.)`."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from converter.model import (
    Box,
    Cell,
    Division,
    Figure,
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
from converter.verify.flat import Entry, Flat, label_of, words
from converter.verify.quote import quote

NOUNS: dict[type, str] = {
    Report: "report",
    Division: "heading",
    Paragraph: "paragraph",
    List: "list",
    Item: "item",
    Box: "box",
    Quotation: "quotation",
    Table: "table",
    Row: "row",
    Cell: "cell",
    Figure: "figure",
    Unread: "unread piece",
    Note: "note",
}
_LINES: dict[type, str] = {
    Division: "the text of ",
    Box: "the title of ",
    Quotation: "the source of ",
    Table: "the caption of ",
    Figure: "the caption of ",
}


class Names:
    """The names of the nodes of one flat report, each found when it is asked for."""

    def __init__(self, flat: Flat) -> None:
        """Name the nodes of this report."""
        self._nodes, self._parents = flat.nodes, flat.parents

    def where(self, at: int) -> str:
        """The name of the node at this position."""
        node = self._nodes[at]
        match node:
            case Report():
                return "the report"
            case Division():
                return f"heading {self._path(at, Division)}"
            case Paragraph():
                return self._paragraph(at, node)
            case Note():
                return f"note {node.label.printed}{self._told_apart(at)}"
            case Item():
                return f"item {self._path(at, Item)} ({self._context(at)})"
            case Row() | Cell():
                return f"{NOUNS[type(node)]} {self._ordinals[at]} of {self.where(self._parents[at])}"
            case _:
                return f"{NOUNS[type(node)]} {self._mark(at)} ({self._context(at)})"

    def line(self, at: int) -> str:
        """The name of the words that the node itself holds: `the title of box 3 …`, or the paragraph's own name."""
        return _LINES.get(type(self._nodes[at]), "") + self.where(at)

    def inside(self, at: int) -> str:
        """A place in this node: `under heading II.`, `in box 3 (after paragraph 46.)`, `outside all headings`."""
        node = self._nodes[at]
        if isinstance(node, Report):
            return "outside all headings"
        return f"{'under' if isinstance(node, Division) else 'in'} {self.where(at)}"

    def _paragraph(self, at: int, node: Paragraph) -> str:
        parent = self._parents[at]
        above = self._nodes[parent]
        if node.label:
            return f"paragraph {node.label.printed}{self._told_apart(at)}"
        if isinstance(above, Note) and len(above.content) == 1:
            return self.where(parent)
        plain = "unnumbered paragraph" if isinstance(above, Division | Report) else "paragraph"
        return f"{plain} {self._ordinals[at]} {self.inside(parent)}"

    def _told_apart(self, at: int) -> str:
        """What must be added to a label that stands more than once."""
        node = self._nodes[at]
        label = label_of(node)
        if label is None or self._labels[type(node), label.printed] < 2:
            return ""
        return (
            f" (the {_th(self._ordinals[at])} note)" if isinstance(node, Note) else f" {self.inside(self._parents[at])}"
        )

    def _path(self, at: int, kind: type) -> str:
        """The marks from the outermost node of this kind to this one: `II. > B.`"""
        marks: list[str] = []
        while at:
            if isinstance(self._nodes[at], kind):
                marks.append(self._mark(at))
            elif kind is Division or not isinstance(self._nodes[at], List):
                break
            at = self._parents[at]
        return " > ".join(reversed(marks))

    def _mark(self, at: int) -> str:
        """The printed label; without one a heading's words, or the node's number among its like."""
        node = self._nodes[at]
        if label := label_of(node):
            return label.printed if isinstance(node, Division | Item) else quote(label.printed)
        if isinstance(node, Division) and (text := words(node)):
            return quote(text)
        return str(self._ordinals[at])

    def _context(self, at: int) -> str:
        """Where a node without a number of its own stands."""
        parent = self._parents[at]
        while parent and not isinstance(self._nodes[parent], Division | Note | Box | Cell):
            parent = self._parents[parent]
        if isinstance(self._nodes[parent], Note | Box | Cell):
            return self.inside(parent)
        before = self._numbered[at]
        if before > parent or (before and not parent):
            return f"after {self.where(before)}"
        return self.inside(parent) if parent else "at the beginning"

    @cached_property
    def _labels(self) -> Counter[tuple[type, str]]:
        return Counter((type(node), label.printed) for node in self._nodes if (label := label_of(node)))

    @cached_property
    def _ordinals(self) -> list[int]:
        """The number of each node among its like: in its parent, or in the report for what stands by itself."""
        counts: Counter[tuple[type, int]] = Counter()
        ordinals: list[int] = []
        for node, parent in zip(self._nodes, self._parents, strict=True):
            key = (type(node), parent if _counted_in_parent(node) else 0)
            counts[key] += not (isinstance(node, Paragraph) and node.label)
            ordinals.append(counts[key])
        return ordinals

    @cached_property
    def _numbered(self) -> list[int]:
        """For each position, that of the last numbered paragraph before it (0 for none), boxes left aside."""
        last, found = 0, []
        for at, node in enumerate(self._nodes):
            found.append(last)
            if (
                isinstance(node, Paragraph)
                and node.label
                and isinstance(self._nodes[self._parents[at]], Division | Report)
            ):
                last = at
        return found


def _counted_in_parent(node: Entry) -> bool:
    return isinstance(node, Paragraph | Division | Item | Row | Cell)


def _th(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
