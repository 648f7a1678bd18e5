r"""A report in its one form, as model.py states it. What a reader of the report would see replaced is told.

    Text("a\n"), Text(""), Text("b")                 Text("a"), Break(), Text("b")
    Styled(strong, Styled(emphasis, Text("x")))      Styled(emphasis, Styled(strong, Text("x")))
    Paragraph(…, Label(""), language="en")           Paragraph(…)      in a report in English

A report in its one form is given back as it is: no value is made anew where nothing changes.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from converter.check import bounded
from converter.model import (
    Block,
    Box,
    Cell,
    Date,
    Division,
    Figure,
    Item,
    Label,
    List,
    Metadata,
    Note,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Row,
    Series,
    Source,
    Table,
    Unread,
)
from converter.reading import Reading
from converter.transforms.characters import fit, one_line, whole_lines
from converter.transforms.marks import Inlines, line, tongue
from converter.transforms.sharing import mapped, with_fields
from converter.transforms.spans import fitted
from converter.transforms.told import Told

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"


def canonical(reading: Reading) -> Reading:
    """The reading with its report in its one form; linear. Raises Refused where nodes stand more than 64 deep."""
    told = Told()
    report = canonical_report(reading.report, told)
    said = tuple(told.diagnostics(reading.places))
    return reading if report is reading.report and not said else replace(reading, report=report).saying(*said)


def canonical_report(report: Report, told: Told | None = None) -> Report:
    """The report in its one form; the same object where it is in it already."""
    bounded(report)
    form = _Form(told or Told())
    metadata = form.metadata(report.metadata)
    content = form.all(report.content, metadata.language)
    notes = mapped(report.notes, lambda note: form.note(note, metadata.language))
    return with_fields(report, metadata=metadata, content=content, notes=notes)


class _Form:
    """Gives nodes their one form; what is replaced is told."""

    def __init__(self, told: Told) -> None:
        self._told = told

    # Nodes

    def all(self, content: tuple[Division | Block, ...], around: str) -> tuple[Division | Block, ...]:
        """Nodes that stand where this language is spoken."""
        return mapped(content, lambda node: self.node(node, around))

    def blocks(self, content: tuple[Block, ...], around: str) -> tuple[Block, ...]:
        """Blocks that stand where this language is spoken."""
        return mapped(content, lambda block: self.block(block, around))

    def node(self, node: Division | Block, around: str) -> Division | Block:
        """A division, or a block."""
        if not isinstance(node, Division):
            return self.block(node, around)
        language, inner = self._enter(node, around)
        label, heading = self._label(node.label), self._line(node.heading, inner)
        content = self.all(node.content, inner)
        return with_fields(node, label=label, heading=heading, content=content, language=language)

    def block(self, node: Block, around: str) -> Block:
        """A block."""
        language, inner = self._enter(node, around)
        match node:
            case Paragraph():
                label, content = self._label(node.label), self._line(node.content, inner)
                if label is node.label and content is node.content and language is node.language:
                    return node  # as most are
                return replace(node, label=label, content=content, language=language)
            case Box():
                label, title = self._label(node.label), self._line(node.title, inner)
                return with_fields(
                    node, label=label, title=title, content=self.blocks(node.content, inner), language=language
                )
            case Quotation():
                source, quoted = self._line(node.source, inner), self.blocks(node.content, inner)
                return with_fields(node, source=source, content=quoted, language=language)
            case List():
                items = mapped(node.items, lambda item: self._item(item, inner))
                return with_fields(node, items=items, language=language)
            case Table():
                return self._table(node, language, inner)
            case Figure():
                return self._figure(node, language, inner)
            case Unread():
                text, reason = whole_lines(node.text, self._told), one_line(node.reason, self._told)
                return with_fields(node, text=text, reason=reason, language=language)
            case _:
                assert_never(node)

    def note(self, note: Note, around: str) -> Note:
        """A note; its language is the report's unless it says another."""
        language, inner = self._enter(note, around)
        label = self._label(note.label) or note.label
        return with_fields(note, label=label, content=self.blocks(note.content, inner), language=language)

    def _item(self, item: Item, around: str) -> Item:
        self._told.here = item.id
        return with_fields(item, label=self._label(item.label), content=self.blocks(item.content, around))

    def _table(self, table: Table, language: str | None, inner: str) -> Table:
        label, caption = self._label(table.label), self._line(table.caption, inner)
        rows = mapped(fitted(table.rows, self._told), lambda row: self._row(row, inner))
        return with_fields(table, label=label, caption=caption, rows=rows, language=language)

    def _row(self, row: Row, around: str) -> Row:
        return with_fields(row, cells=mapped(row.cells, lambda cell: self._cell(cell, around)))

    def _cell(self, cell: Cell, around: str) -> Cell:
        return with_fields(cell, content=self.blocks(cell.content, around))

    def _figure(self, figure: Figure, language: str | None, inner: str) -> Figure:
        label, caption = self._label(figure.label), self._line(figure.caption, inner)
        alternative = one_line(figure.alternative, self._told)
        known = {_PNG: "image/png", _JPEG: "image/jpeg"}
        kind = next((kind for begun, kind in known.items() if figure.image.startswith(begun)), figure.media_type)
        media_type = figure.media_type if kind == figure.media_type else kind
        return with_fields(
            figure, label=label, caption=caption, alternative=alternative, media_type=media_type, language=language
        )

    # What nodes share

    def _enter(self, node: Division | Block | Note, around: str) -> tuple[str | None, str]:
        """The language that a node says, where it departs from the one around, and the one that is spoken in it."""
        self._told.here = node.id
        tag = tongue(node.language, self._told) if node.language else None
        return (None, around) if tag is None or tag == around else (tag, tag)

    def _line(self, content: Inlines, around: str) -> Inlines:
        return line(content, around, self._told)

    def _label(self, label: Label | None) -> Label | None:
        """A label in one line; one that prints nothing is not there."""
        if label is None or not label.printed or label.printed.isspace():
            return None
        if fit(label.printed) and fit(label.suffix):
            return label
        return with_fields(
            label, printed=one_line(label.printed, self._told), suffix=one_line(label.suffix, self._told)
        )

    # Metadata

    def metadata(self, about: Metadata) -> Metadata:
        """The metadata, each field in one line; what says nothing is not there."""
        self._told.here = ""
        return with_fields(
            about,
            title=one_line(about.title, self._told),
            language=tongue(about.language, self._told) or about.language,
            subtitle=self._value(about.subtitle),
            symbol=self._value(about.symbol),
            authors=self._values(about.authors),
            organ=self._value(about.organ),
            place=self._value(about.place),
            date=self._date(about.date),
            session=self._value(about.session),
            publisher=self._value(about.publisher),
            rights=self._rights(about.rights),
            series=self._series(about.series),
            source=self._source(about.source),
        )

    def _value(self, value: str | None) -> str | None:
        return one_line(value, self._told) if value and not value.isspace() else None

    def _values(self, values: tuple[str, ...]) -> tuple[str, ...]:
        said = tuple(one for value in values if (one := self._value(value)))
        return values if said == values else said

    def _date(self, date: Date | None) -> Date | None:
        """A date as printed; one that was not printed is printed as ISO 8601 has it."""
        printed = self._value(date.printed) or date.iso if date else None
        return with_fields(date, printed=printed) if date and printed else None

    def _rights(self, rights: Rights | None) -> Rights | None:
        statement = self._values(rights.statement) if rights else ()
        licence = self._value(rights.licence) if rights else None
        return with_fields(rights, statement=statement, licence=licence) if rights and (statement or licence) else None

    def _series(self, series: Series | None) -> Series | None:
        """A series; one of which only neighbours are known has no title."""
        if series is None:
            return None
        title, before, after = (self._value(value) for value in (series.title, series.previous, series.next))
        return with_fields(series, title=title or "", previous=before, next=after) if title or before or after else None

    def _source(self, source: Source | None) -> Source | None:
        if source is None:
            return None
        name, digest = self._value(source.name) or "", self._value(source.digest) or ""
        return with_fields(source, name=name, digest=digest) if name or digest else None
