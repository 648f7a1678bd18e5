"""The containers of a document of ours, as their bookmarks enclose them; tables, boxes and notes of any document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from converter.diagnostics import Place
from converter.formats.docx.reading import labels, recognised
from converter.formats.docx.reading.bounds import Group
from converter.formats.docx.reading.entries import Entry, Grid, Para, Picture
from converter.formats.docx.reading.grid import Laid, laid
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.structure import Fact
from converter.labels import read_label
from converter.model import Block, Box, Cell, Figure, Inline, Item, Label, List, Note, Quotation, Row, Table

if TYPE_CHECKING:
    from converter.formats.docx.reading.builder import Builder, Piece

Pieces = Sequence["Piece"]


def group(build: Builder, found: Group, around: str) -> Iterator[Block]:
    """The node of a container."""
    fact, id, pieces = found.bound.fact, build.names.id_of(found.bound.name), found.entries
    here = fact.language or around
    build.places[id] = _place(pieces)
    match fact.kind:
        case "list":
            yield from _list(build, id, pieces, fact, here)
        case "quotation":
            yield _quotation(build, id, pieces, fact, here)
        case "box" | "table":
            yield from _table(build, id, pieces, fact, here)
        case "figure":
            yield from _figure(build, id, pieces, fact, here)
        case "note":
            build.uncalled.append(_uncalled(build, id, pieces, fact, here))
        case _:
            yield from build.blocks(pieces, around)


def _list(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Iterator[Block]:
    """The items; what stands among them and is none is an item when it has a number, else a part of the one before."""
    items: list[Item] = []
    _level(build, pieces)
    for piece in pieces:
        if isinstance(piece, Group) and piece.bound.fact.kind == "item":
            build.used.add(piece.bound.name)
            items.append(_item(build, build.names.id_of(piece.bound.name), piece.entries, piece.bound.fact, here))
        elif isinstance(piece, Para) and (piece.number or not items):
            items.append(_item(build, build.names.next(f"{id}-item"), [piece], Fact(), here))
        else:
            last = items.pop() if items else Item(build.names.next(f"{id}-item"), ())
            items.append(Item(last.id, (*last.content, *build.blocks([piece], here)), last.label))
    if items:
        yield List(id, tuple(items), fact.ordered, fact.language)


def _level(build: Builder, pieces: Pieces) -> None:
    """Tell a list of ours whose items Word counts on different levels."""
    firsts = [piece.entries[0] for piece in pieces if isinstance(piece, Group) and piece.entries]
    levels = {first.number.level + 1: first for first in firsts if isinstance(first, Para) and first.number}
    if len(levels) > 1:
        message = f"the items of one list stand on the levels {' and '.join(map(str, sorted(levels)))} of Word's"
        build.names.shared.contradict(message, next(iter(levels.values())).place)


def _item(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Item:
    """An item; its label stands on its first paragraph."""
    build.places[id] = _place(pieces)
    first = pieces[0] if pieces else None
    if not isinstance(first, Para):
        return Item(id, build.blocks(pieces, here))
    label, read = labels.item(first, fact, build.fact(first))
    if label is None and fact.kind and first.number and not first.number.bullet:
        message = f"Word counts {first.number.label.printed} before an item that the structure says to have no label"
        build.names.shared.contradict(message, first.place)
    return Item(id, (*build.told(first, read, here), *build.blocks(pieces[1:], here)), label)


def _quotation(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Quotation:
    last = pieces[-1] if pieces else None
    if isinstance(last, Para) and build.look(last) == "source":
        return Quotation(id, build.blocks(pieces[:-1], here), build.inlines(last.leaves), fact.language)
    return Quotation(id, build.blocks(pieces, here), (), fact.language)


def _table(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Iterator[Block]:
    """A box or a table with its caption, and whatever else its bookmark has come to enclose."""
    captions: list[Leaf] = []
    for piece in pieces:
        if isinstance(piece, Para) and build.look(piece) == "caption":
            captions += piece.leaves
        elif isinstance(piece, Grid):
            yield table(build, id, piece, captions, fact, here)
            id, captions = build.names.next(fact.kind), []
        else:
            yield from build.blocks([piece], here)


def table(build: Builder, id: str, grid: Grid, captions: Sequence[Leaf], fact: Fact, around: str) -> Block:
    """A table; one of a single cell is a box."""
    rows = laid(grid)
    if fact.kind == "box" or (not fact.kind and len(rows) == 1 and len(rows[0]) == 1):
        return box(build, id or build.names.next("box"), rows[0][0].entries if rows else (), fact, around)
    label, words = labels.literal(captions, fact) if build.own else recognised.caption(captions)
    id = id or build.names.next("table")
    heading = build.inlines(words)
    made = tuple(Row(tuple(_cell(build, cell, around) for cell in row)) for row in rows)
    return Table(id, made or (Row((Cell(()),)),), heading, label, fact.language)


def _cell(build: Builder, cell: Laid, around: str) -> Cell:
    styled = any(isinstance(entry, Para) and build.look(entry) == "table-head" for entry in cell.entries)
    content = build.blocks(build.pieces(cell.entries), around)
    return Cell(content, styled if build.own else cell.head or styled, cell.columns, cell.rows)


def box(build: Builder, id: str, entries: Sequence[Entry], fact: Fact, around: str) -> Box:
    """A box; a first paragraph in the style of titles is its title."""
    first = entries[0] if entries else None
    if not isinstance(first, Para) or build.look(first) != "box-title":
        return Box(id, (), build.blocks(build.pieces(entries), around), None, fact.language)
    label, words = labels.literal(first.leaves, fact)
    title = build.inlines(words)
    return Box(id, title, build.blocks(build.pieces(entries[1:]), around), label, fact.language)


def _figure(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Iterator[Block]:
    paras = [piece for piece in pieces if isinstance(piece, Para)]
    pictures = [one for para in paras for one in para.floats if isinstance(one, Picture)]
    if len(pictures) != 1 or not pictures[0].data:
        yield from build.blocks(pieces, here)
        return
    captions = [leaf for para in paras if build.look(para) == "caption" for leaf in para.leaves]
    label, words = labels.literal(captions, fact)
    yield pictured(id, pictures[0], build.inlines(words), label, fact.language)


def pictured(
    id: str, picture: Picture, caption: tuple[Inline, ...], label: Label | None, language: str | None
) -> Figure:
    """A picture as a figure."""
    kind = picture.media_type
    assert kind in ("image/png", "image/jpeg")
    return Figure(id, picture.data, kind, picture.alternative, caption, label, language)  # type: ignore[arg-type]


def _uncalled(build: Builder, id: str, pieces: Pieces, fact: Fact, here: str) -> Note:
    """A note that stands after the text, because nothing calls it."""
    first = pieces[0] if pieces else None
    leaves = first.leaves if isinstance(first, Para) else []
    shown = "".join(leaf.text for leaf in leaves if leaf.kind == "own-mark")
    return Note(id, _mark(shown, fact), _noted(build, pieces, here), fact.language)


def note(build: Builder, id: str, shown: str, fact: Fact, entries: Sequence[Entry]) -> Note:
    """A note of the file, whose mark in the text is `shown`."""
    content = _noted(build, build.pieces(entries), fact.language or build.language)
    return Note(id, _mark(shown, fact), content, fact.language)


def _noted(build: Builder, pieces: Pieces, here: str) -> tuple[Block, ...]:
    """The content of a note without the mark that leads it and what parts the mark from the words."""
    first = pieces[0] if pieces else None
    if not isinstance(first, Para):
        return build.blocks(pieces, here)
    leaves = _unmarked(first.leaves)
    if leaves and leaves[0].kind == "tab":
        leaves = _unmarked(leaves[1:])  # LibreOffice sets a mark of its own twice
    read = labels.literal(leaves, build.fact(first))
    return (*build.told(first, read, here), *build.blocks(pieces[1:], here))


def _unmarked(leaves: Sequence[Leaf]) -> list[Leaf]:
    return list(dropwhile(lambda leaf: leaf.kind == "own-mark", leaves))


def _mark(shown: str, fact: Fact) -> Label:
    """A note's label: the mark as Word shows it, in the brackets that the report printed."""
    return labels.known(read_label(f"{fact.before}{shown}{fact.after}"), fact)


def _place(pieces: Pieces) -> Place:
    for piece in pieces:
        if isinstance(piece, Para):
            return piece.place
        found = piece.entries if isinstance(piece, Group) else [e for row in piece.rows for c in row for e in c.entries]
        if found:
            return _place(found)
    return Place(1)
