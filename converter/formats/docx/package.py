"""The package: python-docx's parts and relationships, our XML in them, and one deterministic zip.

    [Content_Types].xml
    _rels/.rels
    word/document.xml      word/_rels/document.xml.rels
    word/styles.xml  word/numbering.xml  word/settings.xml  word/fontTable.xml  word/footnotes.xml  word/header1.xml …
    docProps/core.xml  docProps/custom.xml  customXml/item1.xml  customXml/itemProps1.xml

A footnotes part is of the same kind as the comments part that python-docx has: an XML part that the document is related
to, with relationships of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Types
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.spec import default_content_types
from docx.package import Package

from converter.archive import archive
from converter.formats.docx.markup import Element, serialised


class StoryPart(Part):
    """A part whose XML is made last, when the text has found out what it is related to."""

    root: Element

    @property
    def blob(self) -> bytes:
        """The part's bytes."""
        return serialised(self.root)


def story_parts() -> tuple[StoryPart, StoryPart]:
    """A new package with its document part, and the footnotes part beside it; both wait for their text."""
    package = Package()
    document = StoryPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, None, package)
    footnotes = StoryPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, None, package)
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    return document, footnotes


def add(owner: Part | Package, name: str, content_type: str, relationship: str, content: Element) -> Part:
    """A finished part, related to another part or to the package."""
    package = owner if isinstance(owner, Package) else owner.package
    part = Part(PackURI(name), content_type, serialised(content), package)
    owner.relate_to(part, relationship)
    return part


def packed(package: Package, now: datetime) -> bytes:
    """The file's bytes: content types first, then relationships and parts in the order in which they were related."""
    return archive(_members(package), now)


def _members(package: Package) -> Iterator[tuple[str, bytes]]:
    parts = package.parts
    yield "[Content_Types].xml", _content_types(parts)
    yield PACKAGE_URI.rels_uri.membername, _bytes(package.rels.xml)
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, _bytes(part.rels.xml)


def _content_types(parts: list[Part]) -> bytes:
    """A type by extension for relationships, XML and pictures, and one for every other part. ECMA-376 Part 2, 10.1."""
    defaults = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    new: Any = CT_Types.new
    types = new()
    others = []
    for part in parts:
        if (part.partname.ext.lower(), part.content_type) in default_content_types and part.partname.ext != "xml":
            defaults[part.partname.ext] = part.content_type
        else:
            others.append(part)
    for extension, content_type in sorted(defaults.items()):
        types.add_default(extension, content_type)
    for part in others:
        types.add_override(part.partname, part.content_type)
    return serialised(types)


def _bytes(xml: str | bytes) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode("utf-8")
