"""The title page of an edition, made from the metadata: a reader may pass over it."""

from __future__ import annotations

from lxml import etree

from converter.formats.tei.pen import Pen, indent
from converter.model import Metadata

_Element = etree._Element


def write_front(pen: Pen, text: _Element, metadata: Metadata) -> None:
    """The front matter under the text: the title page, from the metadata."""
    front = pen.add(text, "front")
    page = pen.add(front, "titlePage")
    title = pen.add(page, "docTitle")
    pen.add(title, "titlePart", metadata.title, {"type": "main"})
    pen.each(title, "titlePart", [metadata.subtitle], {"type": "sub"})
    pen.each(page, "titlePart", [metadata.symbol], {"type": "symbol"})
    pen.each(page, "docAuthor", metadata.authors)
    pen.each(page, "titlePart", [metadata.session], {"type": "session"})
    _imprint(pen, page, metadata)
    indent(front)


def _imprint(pen: Pen, page: _Element, metadata: Metadata) -> None:
    if not (metadata.organ or metadata.publisher or metadata.place or metadata.date):
        return
    imprint = pen.add(page, "docImprint")
    pen.each(imprint, "orgName", [metadata.organ])
    pen.each(imprint, "publisher", [metadata.publisher])
    pen.each(imprint, "pubPlace", [metadata.place])
    if metadata.date:
        pen.add(imprint, "docDate", metadata.date.printed, {"when": metadata.date.iso})
