"""Blocks of every kind but paragraphs, from elements of their kinds.

    L [LI [Lbl, LBody]] -> List     Table [Caption, TR [TH, TD]] -> Table     Figure [image, Caption] -> Figure
    Box [BoxTitle (Lbl), …], BlockQuote […, Source], Unread -> themselves

What a block cannot be made of is kept word for word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeGuard

from converter.diagnostics import Code, Diagnostic
from converter.formats.pdf.names import COUNTING
from converter.formats.pdf.reading.content import Marked
from converter.formats.pdf.reading.images import image
from converter.formats.pdf.reading.lines import LABELS, leave
from converter.formats.pdf.reading.structure import Kid, Node
from converter.model import Block, Box, Cell, Figure, Inline, Item, Label, List, Quotation, Row, Table, Unread

if TYPE_CHECKING:
    from converter.formats.pdf.reading.blocks import Blocks

_SPAN = range(1, 1001)
"""How many columns or rows a cell may span."""


def _list(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    id, inner = made.id(node.id, "list"), language or around
    items: list[Item] = []
    for kid in node.nodes():
        if kid.kind == "LI" or not items:
            items.append(_item(made, kid, inner))
        else:
            last = items[-1]
            items[-1] = Item(last.id, (*last.content, *made.blocks([kid], inner)), last.label)
    if not items:
        return _kept(made, id, node, "a list without items", language)
    said = node.properties.get("ordered")
    counts = str(node.attributes.get("ListNumbering", ""))[1:] in COUNTING
    return List(id, tuple(items), said if isinstance(said, bool) else counts, language)


def _item(made: Blocks, node: Node, around: str) -> Item:
    id = made.id(node.id, "item")
    found = next(iter(node.nodes("Lbl")), None)
    for bullet in node.nodes("Bullet"):
        leave(bullet)
    kids = [inner for kid in node.kids for inner in (kid.kids if _is(kid, "LBody") else [kid])]
    content = made.blocks([kid for kid in kids if not _is(kid, *LABELS)], around)
    return Item(id, content, made.lines.label(found))


def _box(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    id, inner = made.id(node.id, "box"), language or around
    heading = next(iter(node.nodes("BoxTitle")), Node("BoxTitle"))
    label, title = made.labelled(heading, inner)
    return Box(id, title, made.blocks([kid for kid in node.kids if kid is not heading], inner), label, language)


def _quotation(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    id, inner = made.id(node.id, "quotation"), language or around
    source = next(iter(node.nodes("Source")), Node("Source"))
    content = made.blocks([kid for kid in node.kids if kid is not source], inner)
    return Quotation(id, content, made.lines.line(source.kids, inner), language)


def _table(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    id, inner = made.id(node.id, "table"), language or around
    label, caption = _caption(made, node, inner)
    groups = [node, *node.nodes("THead", "TBody", "TFoot")]
    rows = [_row(made, row, inner) for group in groups for row in group.nodes("TR") if row.nodes("TH", "TD")]
    if not rows:
        return _kept(made, id, node, "a table without rows", language)
    return Table(id, tuple(rows), caption, label, language)


def _row(made: Blocks, row: Node, around: str) -> Row:
    return Row(tuple(_cell(made, cell, around) for cell in row.nodes("TH", "TD")))


def _cell(made: Blocks, cell: Node, around: str) -> Cell:
    content = made.blocks(cell.kids, made.language(cell, around) or around)
    spans = (cell.attributes.get("ColSpan"), cell.attributes.get("RowSpan"))
    columns, rows = (span if isinstance(span, int) and span in _SPAN else 1 for span in spans)
    return Cell(content, cell.kind == "TH", columns, rows)


def _caption(made: Blocks, node: Node, around: str) -> tuple[Label | None, tuple[Inline, ...]]:
    return made.labelled(next(iter(node.nodes("Caption")), Node("Caption")), around)


def _figure(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    inner = node.nodes("Figure")
    if inner:
        return _figure(made, inner[0], around, language)
    id = made.id(node.id, "figure")
    drawn = next((found for kid in node.kids if isinstance(kid, Marked) for found in kid.images), None)
    file = image(drawn, node.image)
    if file is None:
        return _kept(made, id, node, "a figure without an image that can be read", language)
    label, caption = _caption(made, node, language or around)
    said = node.properties.get("alternative")
    alternative = said if isinstance(said, str) else node.alternative
    return Figure(id, file.data, file.media_type, alternative, caption, label, language)


def _unread(made: Blocks, node: Node, around: str, language: str | None) -> Block:
    """What could not be placed; the label is the file's own, not the report's."""
    for label in node.nodes("Lbl")[:1]:
        leave(label)
    words = made.lines.plain([kid for kid in node.kids if not _is(kid, *LABELS)])
    return Unread(made.id(node.id, "unread"), words, str(node.properties.get("reason", "")), language)


def _kept(made: Blocks, id: str, node: Node, reason: str, language: str | None) -> Unread:
    """An element that no node can be made of: its words."""
    words = made.lines.plain(node.kids).strip() or node.alternative
    made.diagnostics.append(Diagnostic(Code.UNREAD, f"{id} is {reason}", part=id))
    return Unread(id, words, reason, language)


def _is(kid: Kid, *kinds: str) -> TypeGuard[Node]:
    return isinstance(kid, Node) and kid.kind in kinds


MAKERS: Mapping[str, Callable[[Blocks, Node, str, str | None], Block]] = {
    "L": _list, "Box": _box, "BlockQuote": _quotation, "Table": _table, "Figure": _figure, "Unread": _unread,
}  # fmt: skip
"""By kind: what makes a block of an element, in a language, with the language that it says itself."""
