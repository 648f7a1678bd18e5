"""The teiHeader: what is known of a report, and how it became this file.

    <teiHeader>
      <fileDesc>
        <titleStmt><title type="main">…</title><title type="sub">…</title><author>…</author><meeting>…</meeting>…
        <editionStmt><edition>…</edition></editionStmt>
        <extent><measure unit="paragraph" quantity="153">…</measure>…</extent>
        <publicationStmt>
          <publisher>…</publisher><authority>the organ</authority><pubPlace>…</pubPlace><date when="2023-07-07">…</date>
          <idno type="symbol">…</idno><idno type="URN">urn:uuid:…</idno>
          <availability><licence target="…"><p>…</p></licence></availability>
        <seriesStmt><title level="s">…</title></seriesStmt>
        <notesStmt><relatedItem type="previous"><bibl><title>…</title></bibl></relatedItem>…
        <sourceDesc><bibl type="document">…</bibl><bibl type="file"><title>…</title><idno type="SHA-256">…</idno></bibl>
      <encodingDesc>projectDesc samplingDecl editorialDecl refsDecl appInfo</encodingDesc>          account.py
      <profileDesc><langUsage><language ident="zh-Hant" usage="97">…</language>…</langUsage></profileDesc>
      <revisionDesc><change when="…">…</change></revisionDesc>
    </teiHeader>

This project's own words are in English and say so where the report is not. What holds a value whose place in the
source is known has an id, `about-title` and so on, to which the account of the source leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import etree

from converter.environment import Environment
from converter.formats.tei.account import field_id, write_normalization, write_sampling
from converter.formats.tei.extent import Size, size, write_extent, write_languages
from converter.formats.tei.names import APPLICATION, XML_ID
from converter.formats.tei.pen import Pen, english, indent
from converter.identifier import urn
from converter.model import Metadata, Rights
from converter.reading import Reading
from converter.release import RELEASE

_Element = etree._Element
Account = Callable[[Pen, _Element, Reading], None]

OWN_DATE = "The date is the report's own."
"""What the revision says where nobody has told the hour."""

_PROJECT = (
    "Official reports are encoded so that what was printed stays as printed: every number, heading, box and note keeps "
    "its label, its place and its language, and each has an xml:id that other files of the same report share."
)
_CORRECTION = "Nothing was corrected. Printed numbers and labels are kept with their gaps, repeats and disorder."
_MARKS = "Quotation marks are characters of the text."
_SEGMENTATION = (
    "Divisions follow the printed headings. The label element holds a label as printed; @n beside it gives its value "
    "in figures. A division of type continuation holds what follows a subdivision. A note stands at its first call in "
    "the text; a ref of type noteref calls it again. A floatingText of type box holds boxed text beside the run of the "
    "report. An ab of type unread holds what could not be placed, and why."
)
_CITED = "Numbered paragraphs count through the whole report: the reference 47 is to the paragraph whose n is 47."
_PARAGRAPHS = "/TEI/text/body//p[@n][not(ancestor::note or ancestor::floatingText)]"
_ONE_PARAGRAPH = "#xpath(//body//p[@n='$1'][not(ancestor::note or ancestor::floatingText)])"
_HYPHENATION = "Hyphens are characters of the text: none was added at the end of a line, and none taken away."
_INTERPRETATION = (
    "Marked in the text, where the form alone is certain: as idno, document symbols in the series of the report itself "
    "and in the principal series of the United Nations; as date, dates that name a day of the calendar."
)


def write_header(
    pen: Pen, root: _Element, reading: Reading, world: Environment, account: Account = write_sampling
) -> None:
    """The teiHeader under the root; `account` writes what it says of the file that was read."""
    header = pen.add(root, "teiHeader")
    measured = size(reading.report)
    _file(pen, header, reading, measured)
    _encoding(pen, header, reading, account)
    write_languages(pen, pen.add(header, "profileDesc"), measured, world)
    _revision(pen, header, reading, world)
    indent(header)
    header.tail = "\n"


# fileDesc


def _file(pen: Pen, header: _Element, reading: Reading, measured: Size) -> None:
    file = pen.add(header, "fileDesc")
    _titles(pen, pen.add(file, "titleStmt"), reading)
    statement = pen.add(file, "editionStmt", attributes=english(reading.report.metadata))
    pen.add(statement, "edition", f"Archival edition in TEI P5, made by converter {RELEASE}")
    write_extent(pen, file, measured, reading.report.metadata)
    _publication(pen, pen.add(file, "publicationStmt"), reading)
    _series(pen, file, reading)
    _source(pen, pen.add(file, "sourceDesc"), reading)


def _titles(pen: Pen, statement: _Element, reading: Reading) -> None:
    metadata = reading.report.metadata
    pen.add(statement, "title", metadata.title, {"type": "main"} | _at(reading, "title"))
    pen.each(statement, "title", [metadata.subtitle], {"type": "sub"} | _at(reading, "subtitle"))
    for position, author in enumerate(metadata.authors, 1):
        pen.add(statement, "author", author, _at(reading, f"authors-{position}"))
    pen.each(statement, "meeting", [metadata.session], _at(reading, "session"))
    responsible = pen.add(statement, "respStmt", attributes=english(metadata))
    pen.add(responsible, "resp", "TEI encoding by")
    pen.add(responsible, "name", "converter", {"type": "software"})


def _publication(pen: Pen, statement: _Element, reading: Reading) -> None:
    """Publisher and organ first: TEI wants somebody before it takes place, date and numbers."""
    metadata = reading.report.metadata
    pen.each(statement, "publisher", [metadata.publisher], _at(reading, "publisher"))
    pen.each(statement, "authority", [metadata.organ], _at(reading, "organ"))
    if metadata.publisher is None and metadata.organ is None:
        pen.add(statement, "distributor", "Not stated in the source.", english(metadata))
    pen.each(statement, "pubPlace", [metadata.place], _at(reading, "place"))
    _date(pen, statement, "date", metadata, _at(reading, "date"))
    pen.each(statement, "idno", [metadata.symbol], {"type": "symbol"} | _at(reading, "symbol"))
    pen.add(statement, "idno", urn(metadata), {"type": "URN"})
    if metadata.rights:
        _rights(pen, statement, metadata.rights, reading)


def _rights(pen: Pen, statement: _Element, rights: Rights, reading: Reading) -> None:
    """The licence by its URI or its name, and what the source says of it."""
    named = rights.licence is not None and ":" not in rights.licence
    licence = pen.add(
        pen.add(statement, "availability"), "licence", attributes={"target": None if named else rights.licence}
    )
    pen.each(licence, "label", [rights.licence if named else None])
    for position, said in enumerate(rights.statement, 1):
        pen.say(pen.add(licence, "p", attributes=_at(reading, f"rights-{position}")), None, said)


def _series(pen: Pen, file: _Element, reading: Reading) -> None:
    """The series, and the reports before and after this one in it."""
    series = reading.report.metadata.series
    if series is None:
        return
    pen.add(pen.add(file, "seriesStmt"), "title", series.title, {"level": "s"} | _at(reading, "series"))
    kinds = (("previous", series.previous), ("next", series.next))
    neighbours = [(kind, title) for kind, title in kinds if title is not None]
    notes = pen.add(file, "notesStmt") if neighbours else file
    for kind, title in neighbours:
        bibl = pen.add(pen.add(notes, "relatedItem", attributes={"type": kind}), "bibl")
        pen.add(bibl, "title", title, _at(reading, kind))


def _source(pen: Pen, description: _Element, reading: Reading) -> None:
    """The document that was published, and the file that was read."""
    metadata = reading.report.metadata
    document = pen.add(description, "bibl", attributes={"type": "document"})
    pen.each(document, "author", metadata.authors)
    pen.add(document, "title", metadata.title, {"level": "m"})
    pen.each(document, "idno", [metadata.symbol], {"type": "symbol"})
    pen.each(document, "publisher", [metadata.publisher or metadata.organ])
    pen.each(document, "pubPlace", [metadata.place])
    _date(pen, document, "date", metadata)
    if metadata.source:
        file = pen.add(description, "bibl", attributes={"type": "file"})
        pen.add(file, "title", metadata.source.name)
        pen.add(file, "idno", metadata.source.digest, {"type": "SHA-256"})
        kind, encoding = reading.kind, reading.encoding
        pen.each(file, "note", [kind or None], {"type": "kind"} | english(metadata))
        pen.each(file, "note", [encoding or None], {"type": "encoding"} | english(metadata))


# encodingDesc


def _encoding(pen: Pen, header: _Element, reading: Reading, account: Account) -> None:
    description = pen.add(header, "encodingDesc", attributes=english(reading.report.metadata))
    _said(pen, description, "projectDesc", _PROJECT)
    account(pen, pen.add(description, "samplingDecl"), reading)
    editorial = pen.add(description, "editorialDecl")
    _said(pen, editorial, "correction", _CORRECTION)
    write_normalization(pen, editorial, reading)
    _said(pen, editorial, "quotation", _MARKS).set("marks", "all")
    _said(pen, editorial, "hyphenation", _HYPHENATION).set("eol", "all")
    _said(pen, editorial, "segmentation", _SEGMENTATION)
    _said(pen, editorial, "interpretation", _INTERPRETATION)
    _references(pen, description)
    application = pen.add(
        pen.add(description, "appInfo"), "application", attributes={"ident": APPLICATION, "version": RELEASE}
    )
    pen.add(application, "label", "converter")


def _references(pen: Pen, description: _Element) -> None:
    """How paragraph 47 is cited, for those who follow `citeStructure` and for those who follow `cRefPattern`."""
    cited: dict[str, str | None] = {"unit": "paragraph", "match": _PARAGRAPHS, "use": "@n"}
    structure = pen.add(pen.add(description, "refsDecl"), "citeStructure", attributes=cited)
    pen.add(structure, "desc", _CITED)
    pattern: dict[str, str | None] = {"matchPattern": "([^']+)", "replacementPattern": _ONE_PARAGRAPH}
    pen.add(pen.add(pen.add(description, "refsDecl"), "cRefPattern", attributes=pattern), "p", _CITED)


# profileDesc, revisionDesc


def _revision(pen: Pen, header: _Element, reading: Reading, world: Environment) -> None:
    """The one hour of the edition, and where it comes from; nothing where it comes from nowhere."""
    metadata = reading.report.metadata
    own = world.epoch is None
    dated = not own or bool(metadata.date and metadata.date.iso)
    said = f"Encoded in TEI P5 by converter {RELEASE}."
    revision = pen.add(header, "revisionDesc", attributes=english(metadata))
    pen.add(
        revision,
        "change",
        f"{said} {OWN_DATE}" if own and dated else said,
        {"when": world.now(reading.report).date().isoformat() if dated else None},
    )


# What the parts share


def _said(pen: Pen, parent: _Element, name: str, *paragraphs: str) -> _Element:
    """An element of paragraphs."""
    element = pen.add(parent, name)
    pen.each(element, "p", paragraphs)
    return element


def _date(
    pen: Pen,
    parent: _Element,
    name: str,
    metadata: Metadata,
    attributes: Mapping[str, str | None] = MappingProxyType({}),
) -> None:
    if metadata.date:
        pen.add(parent, name, metadata.date.printed, {"when": metadata.date.iso, **attributes})


def _at(reading: Reading, field: str) -> dict[str, str | None]:
    """The id of what holds a field whose place in the source is known."""
    return {XML_ID: field_id(reading, field)}
