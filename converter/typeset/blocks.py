"""Blocks of the report as slugs: which role sets them, where their label stands, what holds together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from converter import labels
from converter.model import (
    Block,
    Box,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    List,
    Note,
    Paragraph,
    Quotation,
    Table,
    Unread,
)
from converter.stylesheet import Heading, Role
from converter.typeset.atoms import Atoms
from converter.typeset.images import measured
from converter.typeset.lines import base, single
from converter.typeset.mirror import mirrored, turns
from converter.typeset.runs import Run, manner
from converter.typeset.setter import Column, Setter, setter
from converter.typeset.slugs import Frame, Passage, Picture, Piece, Slug, kept, labelled, named
from converter.typeset.tables import Grid, Placement, Widths, abreast, cased, grid, repeated, strips, widths
from converter.walk import plain
from converter.words import words

_GAP = 0.4
"""The least space between a label and its text, as a share of the text's size."""
_WIDEST = 0.95
"""The greatest space between a number and its text: a wider one makes columns of them for programs that read pages."""
_TALLEST = 0.7
"""The tallest that an image is set, as a share of the text area's height."""

_ROUNDED = 1e-6
"""Points that a width may have lost to rounding."""
_ABREAST = 0.5
"""The tallest that a row with boxes in its cells is set in one piece, as a share of the text area's height."""


class Blocks(Struct, frozen=True, eq=False):
    """Sets the blocks of one edition, with one setter."""

    setter: Setter

    # Divisions

    def content(self, nodes: Iterable[Division | Block], column: Column) -> list[Slug]:
        """Divisions and blocks, in order."""
        out: list[Slug] = []
        for node in nodes:
            out += self.division(node, column) if isinstance(node, Division) else self.block(node, column)
        return out

    def division(self, node: Division, column: Column) -> list[Slug]:
        """A division: its heading, held to what follows, and its content."""
        return self._turned(self._division(node, column.speaking(node.language)), node.language, column)

    def _division(self, node: Division, column: Column) -> list[Slug]:
        role = self.setter.edition.style.heading(node.level)
        slugs = kept(self._heading(node, role, column)) + self.content(node.content, column)
        slugs = named(slugs, node.id)
        return [replace(slugs[0], fresh=True), *slugs[1:]] if role.page and slugs else slugs

    def _heading(self, node: Division, role: Heading, column: Column) -> list[Slug]:
        passage = Passage(node.id, "title")
        column = column.inset(role.start, role.end)
        if node.label is None:
            return self.setter.text(node.heading, passage, role, column)
        piece = self.setter.label(node.label, node.id, role, column, column.x)
        beside = replace(column, role=role).holds(piece.line.width + role.gap)
        if role.stacked or not node.heading or not beside:
            first = Slug(role.leading, (piece,), before=role.before, frames=column.frames)
            return [first, *self.setter.text(node.heading, passage, role, column)]
        slugs = self.setter.text(node.heading, passage, role, column.inset(piece.line.width + role.gap, 0.0))
        return labelled(slugs, piece)

    # Blocks

    def block(self, node: Block, column: Column) -> list[Slug]:
        """A block of any kind."""
        inner = column.speaking(node.language)
        match node:
            case Paragraph():
                slugs = self._paragraph(node, inner)
            case List():
                slugs = self._list(node, inner)
            case Box():
                slugs = self._box(node, inner)
            case Quotation():
                slugs = self._quotation(node, inner)
            case Table():
                slugs = self._table(node, inner)
            case Figure():
                slugs = self._figure(node, inner)
            case Unread():
                slugs = self._unread(node, inner)
            case _:
                assert_never(node)
        return named(self._turned(slugs, node.language, column), node.id)

    def _turned(self, slugs: list[Slug], language: str | None, column: Column) -> list[Slug]:
        """The slugs of a node of a column, mirrored in it when the node's language runs the other way."""
        if turns(language, column.language):
            return mirrored(slugs, column.x, column.width, len(column.frames))
        return slugs

    def _paragraph(self, node: Paragraph, column: Column) -> list[Slug]:
        passage, role = Passage(node.id, "text"), column.role
        if node.label is None:
            return self.setter.text(node.content, passage, role, column, role.indent)
        numbers = self.setter.edition.style.numbers
        piece = self.setter.label(node.label, node.id, role, column, column.x)
        beside = _beside(piece, numbers.width, role)
        if not column.holds(beside):
            return [_alone(piece, role, column), *self.setter.text(node.content, passage, role, column)]
        if numbers.form == "hanging":
            first = max(piece.line.width + _GAP * role.size - numbers.width, 0.0)
            slugs = self.setter.text(node.content, passage, role, column.inset(numbers.width, 0.0), first)
        else:
            slugs = self.setter.text(node.content, passage, role, column, beside)
        return labelled(slugs or [Slug(role.leading, frames=column.frames)], piece)

    def _list(self, node: List, column: Column) -> list[Slug]:
        return [slug for item in node.items for slug in self._item(item, column)]

    def _item(self, item: Item, column: Column) -> list[Slug]:
        style, role = self.setter.edition.style.lists, column.role
        label = item.label or Label(style.bullet)
        piece = self.setter.label(label, item.id, role, column, column.x)
        width = max(style.width, piece.line.width + _GAP * role.size)
        inset = max(width - piece.line.width - _WIDEST * role.size, 0.0)
        piece = replace(piece, line=replace(piece.line, x=column.x + inset))
        slugs = self.content(item.content, column.inset(width, 0.0)) or [Slug(role.leading, frames=column.frames)]
        if not column.holds(width):
            return named([_alone(piece, role, column), *slugs], item.id)
        return named(labelled(slugs, piece), item.id)

    def _quotation(self, node: Quotation, column: Column) -> list[Slug]:
        role = self.setter.edition.style.roles.quotation
        inner = replace(column, role=role).inset(role.start, role.end)
        slugs = self.content(node.content, inner)
        if not node.source:
            return slugs
        source = self.setter.text(node.source, Passage(node.id, "source"), role, inner)
        return slugs + [replace(slug, bond=True) for slug in source]

    def _box(self, node: Box, column: Column) -> list[Slug]:
        style, roles = self.setter.edition.style.box, self.setter.edition.style.roles
        inner = replace(column.inset(style.padding, style.padding), role=roles.box)
        again = cache(lambda: self._again(node.id, node.label, node.title, roles.box_title, inner))
        inner = _framed(inner, Frame(node.id, column.x, column.width, again=again))
        return self._captioned(node.label, node.title, Passage(node.id, "title"), roles.box_title, inner) + (
            self.content(node.content, inner)
        )

    def _again(
        self, node: str, label: Label | None, title: tuple[Inline, ...], role: Role, column: Column
    ) -> tuple[Slug, ...]:
        """What opens a box or a table again on the next page: its label, or else its title, and that it goes on."""
        name = label.printed.rstrip(" .:：") if label else plain(title)
        row = self._continued(name, node, role, column)
        return tuple(kept(self.setter.set(row, Passage(node, "continued"), role, column)))

    def _continued(self, name: str, node: str, role: Role, column: Column) -> Atoms:
        """A name, and that what it names goes on from the page before."""
        word = words(column.language, self.setter.edition.environment).continued
        look = manner(role, column.language)
        said = f"（{word}）" if look.chinese else f" ({word})" if name else f"({word})"
        return self.setter.atoms([Run(name + said, look)], node, column.width)

    def _captioned(
        self, label: Label | None, words: tuple[Inline, ...], passage: Passage, role: Role, column: Column
    ) -> list[Slug]:
        """Label and title, or caption, on one line if they fit, held to what follows."""
        if label is None:
            return kept(self.setter.text(words, passage, role, column))
        piece = self.setter.label(label, passage.node, role, column, column.x)
        if not words:
            return [Slug(role.leading, (piece,), after=role.after, frames=column.frames, keep=True)]
        first = piece.line.width + 0.7 * role.size
        if not replace(column, role=role).holds(first):
            return [_alone(piece, role, column), *kept(self.setter.text(words, passage, role, column))]
        return kept(labelled(self.setter.text(words, passage, role, column, first), piece))

    def _table(self, node: Table, column: Column) -> list[Slug]:
        roles = self.setter.edition.style.roles
        cells, apart = grid(node), Blocks(setter(self.setter.edition))
        columns = widths([apart._natural(cells, index, column) for index in range(cells.columns)], column.width)
        caption = self._captioned(node.label, node.caption, Passage(node.id, "caption"), roles.caption, column)
        rows = [self._row(row, columns, column) for row in cells.rows]
        return caption + self._strips(node, cells, rows, columns, column)

    def _strips(
        self, node: Table, cells: Grid, rows: list[list[list[Slug]]], columns: Widths, column: Column
    ) -> list[Slug]:
        """The rows of a table, with what opens it again: its caption, and its heads."""
        role, rule = self.setter.edition.style.roles.caption, self.setter.edition.style.running.rule
        named = bool(node.label or node.caption)

        @cache
        def again() -> tuple[Slug, ...]:
            title = self._again(node.id, node.label, node.caption, role, column) if named else ()
            return (*title, *repeated(slugs[:heads]))

        inner = _framed(column, Frame(node.id, column.x, column.width, bordered=False, again=again))
        slugs, heads = strips(cells, rows, columns, column.x, inner.frames, rule)
        return slugs

    def _row(self, row: tuple[Placement, ...], columns: Widths, column: Column) -> list[list[Slug]]:
        """The slugs of a row's cells."""
        found = [
            self._cell(cell.content, columns.across(cell.at, cell.columns, column), header=cell.header) for cell in row
        ]
        return abreast(row, found, _ABREAST * self.setter.area[1])

    def _cell(self, content: tuple[Block, ...], column: Column, *, header: bool) -> list[Slug]:
        roles = self.setter.edition.style.roles
        slugs = self.content(content, replace(column, role=roles.table_head if header else roles.table))
        return cased(slugs, len(column.frames), self.setter.edition.style.box)

    def _natural(self, cells: Grid, index: int, column: Column) -> float:
        """The width that a column's cells would take on one line each, from whichever side."""
        wide, padding = replace(column, x=0.0, width=1e5), self.setter.edition.style.box.padding
        found = [
            min(piece.line.x + piece.line.width, wide.width - piece.line.x) + padding * len(slug.cases)
            for row in cells.rows
            for cell in row
            if cell.at == index and cell.columns == 1
            for slug in self._cell(cell.content, wide, header=cell.header)
            for piece in slug.pieces
        ]
        return max(found, default=0.0) + _ROUNDED

    def _figure(self, node: Figure, column: Column) -> list[Slug]:
        roles = self.setter.edition.style.roles
        width, tall = measured(node, column.width, _TALLEST * self.setter.area[1])
        picture = Picture(node.id, column.x + (column.width - width) / 2, width, tall)
        image = Slug(tall, before=roles.caption.before, after=roles.caption.after, frames=column.frames,
                     pictures=(picture,))  # fmt: skip
        if not node.caption and node.label is None:
            return [replace(image, after=column.role.after)]
        caption = self._captioned(node.label, node.caption, Passage(node.id, "caption"), roles.caption, column)
        return [replace(image, keep=True), *(replace(slug, keep=False) for slug in caption)]

    def _unread(self, node: Unread, column: Column) -> list[Slug]:
        role, words = self.setter.edition.style.roles.unread, self.setter.edition.words
        piece = self.setter.label(Label(words.unread + words.colon.rstrip()), node.id, role, column, column.x)
        look = manner(role, column.language)
        parts = node.text.splitlines() or [""]
        runs = [run for part in parts for run in (Run("\n", look), Run(part, look))][1:]
        first = piece.line.width + _GAP * role.size
        slugs = self.setter.set(
            self.setter.atoms(runs, node.id, column.width), Passage(node.id, "text"), role, column, first
        )
        return labelled(slugs or [Slug(role.leading, frames=column.frames)], piece)

    # Notes

    def notes(self) -> Mapping[str, Sequence[Slug]]:
        """Every note's slugs: its mark, raised, and its text inset beside it."""
        return {note.id: self._note(note) for note in self.setter.edition.report.notes}

    def _note(self, note: Note) -> list[Slug]:
        role = self.setter.edition.style.roles.note
        column = self.setter.column(role).speaking(note.language)
        raised = self.setter.inking.raised(manner(role, column.language))
        row = self.setter.whole(Run(labels.mark(note.label), raised), note.id)
        piece = Piece(Passage(note.id, "label"), single(row, 0.0, base(role)))
        inset = max(self.setter.edition.style.notes.width, piece.line.width + _GAP * role.size)
        inner = column.inset(inset, 0.0)
        again = cache(lambda: self._note_again(replace(piece, passage=Passage(note.id, "continued")), role, inner))
        inner = _framed(inner, Frame(note.id, 0.0, column.width, bordered=False, again=again))
        slugs = self.content(note.content, inner) or [Slug(role.leading, frames=inner.frames)]
        slugs = self._turned(labelled(slugs, piece), note.language, self.setter.column(role))
        return named([replace(slug, calls=()) for slug in slugs], note.id)

    def _note_again(self, mark: Piece, role: Role, column: Column) -> tuple[Slug, ...]:
        """What opens a note again: its mark, and that it goes on."""
        line = single(self._continued("", mark.passage.node, role, column), column.x, base(role))
        return (Slug(role.leading, (mark, Piece(mark.passage, line)), keep=True, frames=column.frames),)


def _alone(piece: Piece, role: Role, column: Column) -> Slug:
    """A label on a line of its own, where the column is too narrow for words beside it."""
    return Slug(role.leading, (piece,), role.before, frames=column.frames, keep=True)


def _framed(column: Column, frame: Frame) -> Column:
    """The column inside one more frame."""
    return replace(column, frames=(*column.frames, frame))


def _beside(piece: Piece, width: float, role: Role) -> float:
    """Where text begins beside its number: at the tab, unless that leaves too little space between, or too much."""
    number, em = piece.line.width, role.size
    return min(max(width, number + _GAP * em), number + _WIDEST * em)
