"""Blocks of a TEI document, with the notes and the inlines in them (write.py shows their shape)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

from lxml import etree

from converter.formats.tei.names import (
    BOX,
    CONTINUATION,
    NOTE_CALL,
    RENDITIONS,
    UNREAD,
    XML_ID,
    XML_LANG,
    XML_SPACE,
    label_attributes,
    number,
)
from converter.formats.tei.pen import Pen
from converter.labels import mark
from converter.model import (
    Block,
    Box,
    Break,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Row,
    Styled,
    Table,
    Text,
    Unread,
)

_Element = etree._Element


class At(NamedTuple):
    """Where the walk is: the language around it, whether in a note, and the notes by their ids with their language.

    A note that is not among them is given elsewhere; what is written of a whole report has them all.
    """

    language: str
    noted: bool
    notes: dict[str, Note]
    base: str


def write_room(pen: Pen, body: _Element, content: Sequence[Division | Block]) -> _Element:
    """Where a body's content goes: a body that would hold nothing, or figures only, needs a division to be valid."""
    if all(isinstance(node, Figure) for node in content):
        return pen.add(body, "div", attributes={"type": CONTINUATION})
    return body


# Blocks


def write_blocks(pen: Pen, parent: _Element, blocks: Iterable[Block], at: At) -> None:
    """Blocks under an element."""
    for block in blocks:
        write_block(pen, parent, block, at)


def write_block(pen: Pen, parent: _Element, block: Block, at: At) -> None:
    """A block under an element, with the notes that are called first in it."""
    match block:
        case Paragraph():
            element, at = open_node(pen, parent, "p", block, at, n=value(block.label))
            _fill(pen, element, block.content, at, after=_label(pen, element, block.label))
        case List():
            _list(pen, parent, block, at)
        case Box():
            element, at = open_node(pen, parent, "floatingText", block, at, type=BOX, n=value(block.label))
            body = pen.add(element, "body")
            write_head(pen, body, block.label, block.title, at)
            write_blocks(pen, write_room(pen, body, block.content), block.content, at)
        case Quotation():
            _quotation(pen, parent, block, at)
        case Table():
            _table(pen, parent, block, at)
        case Figure():
            _figure(pen, parent, block, at)
        case Unread():
            element, at = open_node(pen, parent, "ab", block, at, type=UNREAD, **{XML_SPACE: "preserve"})
            pen.add(element, "desc", block.reason, _english(at)).tail = pen.legal(block.text)
        case _:
            assert_never(block)


def _list(pen: Pen, parent: _Element, block: List, at: At) -> None:
    """Labels stand before their items when all items have one, else in the items: TEI has it one way or the other."""
    labels = [item.label for item in block.items if item.label]
    schemes = {label.scheme for label in labels}
    paired = len(labels) == len(block.items)
    kind = "ordered" if block.ordered else "unordered"
    scheme = labels[0].scheme if paired and len(schemes) == 1 else None
    element, at = open_node(pen, parent, "list", block, at, type=kind, subtype=scheme)
    for item in block.items:
        pen.enter(element, item.id)
        if paired:
            _label(pen, element, item.label)
        _item(pen, element, item, None if paired else item.label, at)


def _item(pen: Pen, parent: _Element, item: Item, label: Label | None, at: At) -> None:
    element = pen.add(parent, "item", attributes={"n": value(item.label), XML_ID: item.id})
    _label(pen, element, label)
    write_blocks(pen, element, item.content, at)


def _quotation(pen: Pen, parent: _Element, block: Quotation, at: At) -> None:
    if not block.source:
        element, at = open_node(pen, parent, "quote", block, at)
        write_blocks(pen, element, block.content, at)
        return
    element, at = open_node(pen, parent, "cit", block, at)
    write_blocks(pen, pen.add(element, "quote"), block.content, at)
    _fill(pen, pen.add(element, "bibl"), block.source, at)


def _table(pen: Pen, parent: _Element, block: Table, at: At) -> None:
    element, at = open_node(pen, parent, "table", block, at, n=value(block.label))
    write_head(pen, element, block.label, block.caption, at)
    for row in block.rows:
        _row(pen, element, row, at)


def _row(pen: Pen, parent: _Element, row: Row, at: At) -> None:
    role = "label" if all(cell.header for cell in row.cells) else "data"
    element = pen.add(parent, "row", attributes={"role": role})
    for cell in row.cells:
        write_blocks(pen, pen.add(element, "cell", attributes=_spans(cell)), cell.content, at)


def _spans(cell: Cell) -> dict[str, str | None]:
    return {
        "role": "label" if cell.header else "data",
        "rows": str(cell.rows) if cell.rows > 1 else None,
        "cols": str(cell.columns) if cell.columns > 1 else None,
    }


def _figure(pen: Pen, parent: _Element, block: Figure, at: At) -> None:
    element, at = open_node(pen, parent, "figure", block, at, n=value(block.label))
    write_head(pen, element, block.label, block.caption, at)
    pen.add(
        element,
        "binaryObject",
        b64encode(block.image).decode("ascii"),
        {"mimeType": block.media_type, "encoding": "base64"},
    )
    pen.add(element, "figDesc", block.alternative)


def write_note(pen: Pen, parent: _Element, note: Note, at: At) -> _Element:
    """A note, whose language is the report's unless it says otherwise, wherever it is called.

    One that says the report's own where another language is around says it on its label too: what is said of a note
    alone is there for what surrounds it.
    """
    pen.given.add(note.id)
    language = note.language or at.base
    outside, said = pen.node, pen.said
    element = pen.add(
        parent,
        "note",
        attributes={
            "place": "bottom",
            "n": mark(note.label),
            XML_ID: note.id,
            XML_LANG: note.language or (language if language != at.language else None),
        },
    )
    pen.add(element, "label", note.label.printed, label_attributes(note.label) | _repeated(note, at))
    write_blocks(pen, element, note.content, at._replace(language=language, noted=True))
    pen.node, pen.said = outside, said
    return element


def _repeated(note: Note, at: At) -> dict[str, str]:
    return {XML_LANG: at.base} if note.language == at.base != at.language else {}


# What blocks share


def open_node(
    pen: Pen, parent: _Element, name: str, node: Division | Block, at: At, **attributes: str | None
) -> tuple[_Element, At]:
    """The element of a node with its id and its language, and where the walk is within it."""
    pen.enter(parent, node.id)
    element = pen.add(parent, name, attributes={**attributes, XML_ID: node.id, XML_LANG: node.language})
    return element, at._replace(language=node.language) if node.language else at


def value(label: Label | None) -> str | None:
    """`@n` of what bears a label, if it bears one."""
    return number(label) if label else None


def _english(at: At) -> dict[str, str | None]:
    """The language of this project's own words."""
    return {XML_LANG: None if at.language == "en" else "en"}


def _label(pen: Pen, parent: _Element, label: Label | None) -> _Element | None:
    return pen.add(parent, "label", label.printed, label_attributes(label)) if label else None


def write_head(pen: Pen, parent: _Element, label: Label | None, content: Sequence[Inline], at: At) -> None:
    """A label and words as the head of an element, if there are any."""
    if label or content:
        head = pen.add(parent, "head")
        _fill(pen, head, content, at, after=_label(pen, head, label))


# Inlines


def _fill(pen: Pen, parent: _Element, content: Iterable[Inline], at: At, *, after: _Element | None = None) -> None:
    """Inlines into an element, after its label if it has one."""
    last, words = after, list[str]()
    for inline in content:
        if isinstance(inline, Text):
            words.append(inline.text)
        else:
            _say(pen, parent, last, words)
            last, words = _inline(pen, parent, inline, at), []
    _say(pen, parent, last, words)


def _say(pen: Pen, parent: _Element, last: _Element | None, words: Iterable[str]) -> None:
    if text := "".join(words):
        pen.say(parent, last, text)


def _inline(pen: Pen, parent: _Element, inline: Styled | Lang | Link | NoteRef | Break, at: At) -> _Element:
    match inline:
        case Styled():
            element = pen.add(parent, "hi", attributes={"rend": RENDITIONS[inline.style]})
            _fill(pen, element, inline.content, at)
        case Lang():
            element = pen.add(parent, "foreign", attributes={XML_LANG: inline.language})
            _fill(pen, element, inline.content, at._replace(language=inline.language))
        case Link():
            element = pen.add(parent, "ref", attributes={"target": inline.target})
            _fill(pen, element, inline.content, at)
        case NoteRef():
            element = _call(pen, parent, inline.note, at)
        case Break():
            element = pen.add(parent, "lb")
        case _:
            assert_never(inline)
    return element


def _call(pen: Pen, parent: _Element, id: str, at: At) -> _Element:
    """The note itself at its first call in the text; a reference to it at later calls, and at calls in notes."""
    note = at.notes.get(id)
    if note is None or id in pen.given or at.noted:
        return pen.add(parent, "ref", note.label.printed if note else "", {"type": NOTE_CALL, "target": f"#{id}"})
    return write_note(pen, parent, note, at)
