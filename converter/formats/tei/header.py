"""The teiHeader and the title page: what is known of a report, and how it became this file.

    <teiHeader>
      <fileDesc>
        <titleStmt><title type="main">…</title><title type="sub">…</title><author>…</author><meeting>…</meeting>…
        <extent><measure unit="paragraph" quantity="153">…</measure>…</extent>
        <publicationStmt>
          <publisher>…</publisher><authority>the organ</authority><pubPlace>…</pubPlace><date when="2023-07-07">…</date>
          <idno type="symbol">…</idno><idno type="URN">urn:uuid:…</idno>
          <availability><licence target="…"><p>…</p></licence></availability>
        <seriesStmt><title level="s">…</title></seriesStmt>
        <notesStmt><relatedItem type="previous"><bibl><title>…</title></bibl></relatedItem>…
        <sourceDesc><bibl type="document">…</bibl><bibl type="file"><title>…</title><idno type="SHA-256">…</idno></bibl>
      <encodingDesc>projectDesc editorialDecl refsDecl appInfo</encodingDesc>
      <profileDesc><langUsage><language ident="zh-Hant" usage="97">…</language>…</langUsage></profileDesc>
      <revisionDesc><change when="…">…</change></revisionDesc>
    </teiHeader>

This project's own words are in English and say so where the report is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from converter import __version__
from converter.edition import Edition
from converter.formats.tei.names import APPLICATION, XML_LANG
from converter.formats.tei.pen import Pen
from converter.identifier import urn
from converter.language import UN_LANGUAGES, canonical, primary
from converter.model import Box, Inline, Item, Lang, Link, Metadata, Paragraph, Report, Rights, Styled, Text
from converter.walk import Walked, blocks, children, lines
from converter.words import words

_Element = etree._Element

_PROJECT = (
    "Official reports are encoded so that what was printed stays as printed: every number, heading, box and note keeps "
    "its label, its place and its language, and each has an xml:id that other files of the same report share."
)
_CORRECTION = "Nothing was corrected. Printed numbers and labels are kept with their gaps, repeats and disorder."
_MARKS = "Quotation marks are characters of the text."
_SEGMENTATION = (
    "Divisions follow the printed headings. The label element holds a label as printed; @n beside it gives its value "
    "in figures. A division of type continuation holds what follows a subdivision. A note stands at its first call in "
    "the text; a ref of type noteref calls it again. An ab of type unread holds what could not be placed, and why."
)
_CITED = "Numbered paragraphs count through the whole report: the reference 47 is to the paragraph whose n is 47."
_PARAGRAPHS = "/TEI/text/body//p[@n][not(ancestor::note or ancestor::floatingText)]"
_UNSPACED = ("zh", "ja", "th", "km", "lo", "my")
"""Languages that do not set spaces between words."""


def write_header(pen: Pen, root: _Element, edition: Edition) -> None:
    """The teiHeader under the root."""
    header = pen.add(root, "teiHeader")
    _file(pen, header, edition)
    _encoding(pen, header, edition)
    _profile(pen, header, edition)
    _revision(pen, header, edition)
    etree.indent(header)
    header.tail = "\n"


def write_front(pen: Pen, text: _Element, metadata: Metadata) -> None:
    """The front matter under the text: the title page, from the metadata."""
    front = pen.add(text, "front")
    page = pen.add(front, "titlePage")
    title = pen.add(page, "docTitle")
    pen.add(title, "titlePart", metadata.title, {"type": "main"})
    _each(pen, title, "titlePart", [metadata.subtitle], type="sub")
    _each(pen, page, "titlePart", [metadata.symbol], type="symbol")
    _each(pen, page, "docAuthor", metadata.authors)
    _each(pen, page, "titlePart", [metadata.session], type="session")
    _imprint(pen, page, metadata)
    etree.indent(front)


def _imprint(pen: Pen, page: _Element, metadata: Metadata) -> None:
    if not (metadata.organ or metadata.publisher or metadata.place or metadata.date):
        return
    imprint = pen.add(page, "docImprint")
    _each(pen, imprint, "orgName", [metadata.organ])
    _each(pen, imprint, "publisher", [metadata.publisher])
    _each(pen, imprint, "pubPlace", [metadata.place])
    _date(pen, imprint, "docDate", metadata)


# fileDesc


def _file(pen: Pen, header: _Element, edition: Edition) -> None:
    report, metadata = edition.report, edition.report.metadata
    file = pen.add(header, "fileDesc")
    _titles(pen, pen.add(file, "titleStmt"), metadata)
    _extent(pen, file, report)
    _publication(pen, pen.add(file, "publicationStmt"), report)
    _series(pen, file, metadata)
    _source(pen, pen.add(file, "sourceDesc"), edition)


def _titles(pen: Pen, statement: _Element, metadata: Metadata) -> None:
    pen.add(statement, "title", metadata.title, {"type": "main"})
    _each(pen, statement, "title", [metadata.subtitle], type="sub")
    _each(pen, statement, "author", metadata.authors)
    _each(pen, statement, "meeting", [metadata.session])
    responsible = pen.add(statement, "respStmt", attributes=_english(metadata))
    pen.add(responsible, "resp", "TEI encoding by")
    pen.add(responsible, "name", "converter", {"type": "software"})


def _extent(pen: Pen, file: _Element, report: Report) -> None:
    extent = pen.add(file, "extent", attributes=_english(report.metadata))
    for unit, name, quantity in _measures(report):
        pen.add(extent, "measure", f"{name}: {quantity:,}", {"unit": unit, "quantity": str(quantity)})


def _measures(report: Report) -> Iterator[tuple[str, str, int]]:
    """Unit, its name, and how many: numbered paragraphs, boxes, notes, characters that are no spaces, words."""
    walked = list(blocks(report.content))
    yield "paragraph", "numbered paragraphs", sum(isinstance(node, Paragraph) and bool(node.label) for node in walked)
    yield "box", "boxes", sum(isinstance(node, Box) for node in walked)
    yield "note", "notes", len(report.notes)
    yield "character", "characters", sum(_characters(report).values())
    if primary(report.metadata.language) not in _UNSPACED:
        yield "word", "words", sum(len(text.split()) for _, text in _spoken(report))


def _publication(pen: Pen, statement: _Element, report: Report) -> None:
    """Publisher and organ first: TEI wants somebody before it takes place, date and numbers."""
    metadata = report.metadata
    _each(pen, statement, "publisher", [metadata.publisher])
    _each(pen, statement, "authority", [metadata.organ])
    if metadata.publisher is None and metadata.organ is None:
        pen.add(statement, "distributor", "Not stated in the source.", _english(metadata))
    _each(pen, statement, "pubPlace", [metadata.place])
    _date(pen, statement, "date", metadata)
    _each(pen, statement, "idno", [metadata.symbol], type="symbol")
    pen.add(statement, "idno", urn(metadata), {"type": "URN"})
    if metadata.rights:
        _rights(pen, statement, metadata.rights)


def _rights(pen: Pen, statement: _Element, rights: Rights) -> None:
    """The licence by its URI or its name, and what the source says of it."""
    named = rights.licence is not None and ":" not in rights.licence
    licence = pen.add(
        pen.add(statement, "availability"), "licence", attributes={"target": None if named else rights.licence}
    )
    _each(pen, licence, "label", [rights.licence if named else None])
    _each(pen, licence, "p", rights.statement)


def _series(pen: Pen, file: _Element, metadata: Metadata) -> None:
    """The series, and the reports before and after this one in it."""
    series = metadata.series
    if series is None:
        return
    pen.add(pen.add(file, "seriesStmt"), "title", series.title, {"level": "s"})
    kinds = (("previous", series.previous), ("next", series.next))
    neighbours = [(kind, title) for kind, title in kinds if title is not None]
    notes = pen.add(file, "notesStmt") if neighbours else file
    for kind, title in neighbours:
        pen.add(pen.add(pen.add(notes, "relatedItem", attributes={"type": kind}), "bibl"), "title", title)


def _source(pen: Pen, description: _Element, edition: Edition) -> None:
    """The document that was published, and the file that was read."""
    metadata = edition.report.metadata
    document = pen.add(description, "bibl", attributes={"type": "document"})
    _each(pen, document, "author", metadata.authors)
    pen.add(document, "title", metadata.title, {"level": "m"})
    _each(pen, document, "idno", [metadata.symbol], type="symbol")
    _each(pen, document, "publisher", [metadata.publisher or metadata.organ])
    _each(pen, document, "pubPlace", [metadata.place])
    _date(pen, document, "date", metadata)
    if metadata.source:
        file = pen.add(description, "bibl", attributes={"type": "file"})
        pen.add(file, "title", metadata.source.name)
        pen.add(file, "idno", metadata.source.digest, {"type": "SHA-256"})
        encoding = edition.reading.encoding
        _each(pen, file, "note", [f"Read as {encoding}." if encoding else None], **_english(metadata))


# encodingDesc


def _encoding(pen: Pen, header: _Element, edition: Edition) -> None:
    description = pen.add(header, "encodingDesc", attributes=_english(edition.report.metadata))
    _said(pen, description, "projectDesc", _PROJECT)
    editorial = pen.add(description, "editorialDecl")
    _said(pen, editorial, "correction", _CORRECTION)
    _said(pen, editorial, "normalization", *_replaced(edition), *_left_out(edition))
    _said(pen, editorial, "quotation", _MARKS).set("marks", "all")
    _said(pen, editorial, "segmentation", _SEGMENTATION)
    structure = pen.add(
        pen.add(description, "refsDecl"),
        "citeStructure",
        attributes={"unit": "paragraph", "match": _PARAGRAPHS, "use": "@n"},
    )
    pen.add(structure, "desc", _CITED)
    application = pen.add(
        pen.add(description, "appInfo"), "application", attributes={"ident": APPLICATION, "version": __version__}
    )
    pen.add(application, "label", "converter")


def _replaced(edition: Edition) -> Iterator[str]:
    """Which characters stand for others throughout the text, in figures."""
    for done in edition.reading.normalised:
        times = "once" if done.count == 1 else f"{done.count:,} times"
        yield f"{done.before} in the source is {done.after} in the text, {times}."


def _left_out(edition: Edition) -> Iterator[str]:
    """What of the source does not stand in the text, in figures, reason by reason."""
    passages: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for dropped in edition.reading.dropped:
        passages[dropped.reason] += 1
        characters[dropped.reason] += _size(dropped.text)
    if not passages:
        yield "Nothing of the source was left out."
        return
    yield f"Left out of the text, white space not counted: {_amount(passages.total(), characters.total())}."
    for reason, count in passages.items():
        yield f"{reason}: {_amount(count, characters[reason])}."


def _amount(passages: int, characters: int) -> str:
    return " with ".join(
        f"{count:,} {noun}{'' if count == 1 else 's'}"
        for count, noun in ((passages, "passage"), (characters, "character"))
    )


# profileDesc, revisionDesc


def _profile(pen: Pen, header: _Element, edition: Edition) -> None:
    profile = pen.add(header, "profileDesc")
    usage = pen.add(profile, "langUsage")
    counts = _characters(edition.report)
    whole = max(sum(counts.values()), 1)
    for tag, count in counts.items():
        share = str(round(100 * count / whole))
        pen.add(usage, "language", _language(tag, edition), {"ident": tag, "usage": share})


def _language(tag: str, edition: Edition) -> str:
    """A language's own name for itself, or its tag where this project has no words in it."""
    known = {primary(each) for each in UN_LANGUAGES}
    return words(tag, edition.environment).language if primary(canonical(tag) or tag) in known else tag


def _revision(pen: Pen, header: _Element, edition: Edition) -> None:
    """The one hour of the edition, and where it comes from; nothing where it comes from nowhere."""
    metadata, world = edition.report.metadata, edition.environment
    own = world.epoch is None
    dated = not own or bool(metadata.date and metadata.date.iso)
    said = f"Encoded in TEI P5 by converter {__version__}."
    revision = pen.add(header, "revisionDesc", attributes=_english(metadata))
    pen.add(
        revision,
        "change",
        f"{said} The date is the report's own." if own and dated else said,
        {"when": edition.now.date().isoformat() if dated else None},
    )


# What the parts share


def _each(pen: Pen, parent: _Element, name: str, texts: Iterable[str | None], **attributes: str | None) -> None:
    """An element for each text that is there."""
    for text in texts:
        if text is not None:
            pen.add(parent, name, text, attributes)


def _said(pen: Pen, parent: _Element, name: str, *paragraphs: str) -> _Element:
    """An element of paragraphs."""
    element = pen.add(parent, name)
    _each(pen, element, "p", paragraphs)
    return element


def _date(pen: Pen, parent: _Element, name: str, metadata: Metadata) -> None:
    if metadata.date:
        pen.add(parent, name, metadata.date.printed, {"when": metadata.date.iso})


def _english(metadata: Metadata) -> dict[str, str | None]:
    return {XML_LANG: None if metadata.language == "en" else "en"}


def _size(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def _characters(report: Report) -> Counter[str]:
    """How many characters each language has, the report's own first, then in the order of appearance."""
    counts = Counter({report.metadata.language: 0})
    for language, text in _spoken(report):
        counts[language] += _size(text)
    return counts


def _spoken(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of the content and the notes with its language."""
    return _nodes((*report.content, *report.notes), report.metadata.language)


def _nodes(nodes: Iterable[Walked], language: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        own = language if isinstance(node, Item) else node.language or language
        yield from _inlines(lines(node), own)
        yield from _nodes(children(node), own)


def _inlines(content: Iterable[Inline], language: str) -> Iterator[tuple[str, str]]:
    for inline in content:
        match inline:
            case Text():
                yield language, inline.text
            case Lang():
                yield from _inlines(inline.content, inline.language)
            case Styled() | Link():
                yield from _inlines(inline.content, language)
            case _:
                pass
