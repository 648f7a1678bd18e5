"""Notes in the structure: their labels, and the marks that calls of them show.

Note [Lbl “1”, P “words”]
Note [P [Lbl “1”, “words”]]        the label may stand in the first paragraph
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from converter.formats.pdf.reading.lines import Lines
from converter.formats.pdf.reading.structure import Kid, Node


def note_label(node: Node) -> Node | None:
    """A note's label."""
    for held in (node, *node.nodes()[:1]):
        for kid in held.nodes("Lbl")[:1]:
            return kid
    return None


def without(kid: Kid, label: Node | None) -> Kid:
    """A kid of a note without the label, which is the note's own."""
    if isinstance(kid, Node) and label in kid.kids:
        return replace(kid, kids=[inner for inner in kid.kids if inner is not label])
    return kid


def marks(nodes: Iterable[Node]) -> dict[str, str]:
    """The drawn marks of notes, by id."""
    plain = Lines(own=True, marks={}, note=lambda node: node.id).plain
    labels = ((node.id, note_label(node)) for node in nodes if node.kind == "Note" and node.id)
    return {id: plain(label.kids) for id, label in labels if label}
