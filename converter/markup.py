"""XML that may come from anywhere, parsed safely: nothing outside the bytes is read, and nothing in them expands.

DTDs, external entities and XInclude are never followed. A DOCTYPE may name a document type; one that declares
entities is refused, and so is a reference to an entity that only an unread DTD could declare. Elements stand at most
256 deep and one text is at most 10 million bytes long (the bounds that libxml2 keeps unless it is told not to).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from converter.diagnostics import Code, Place, Refused, refuse
from converter.source import MAX_BYTES

_UNDECLARED = (etree.ErrorTypes.WAR_UNDECLARED_ENTITY, etree.ErrorTypes.ERR_UNDECLARED_ENTITY)
_REPAIR = "Mend the file with an XML editor."
_ENTITIES = "Resolve its entities, and take the DOCTYPE out."


def parse_xml(data: bytes, *, path: str, part: str = "") -> etree._Element:
    """The root element of an XML document, without its comments and processing instructions; linear.

    `path` names the file and `part` the place inside a package, for what is refused. Raises Refused: input-empty,
    input-too-large, input-malformed with line and column (also for entities, for an `xml:id` that is given twice and
    for nesting that is too deep).
    """
    if not data.strip():
        raise refuse(Code.INPUT_EMPTY, "the file is empty", "Give a file that holds XML.", path=path, part=part)
    if len(data) > MAX_BYTES:
        message = f"the XML has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        raise refuse(Code.INPUT_TOO_LARGE, message, "Cut it into parts.", path=path, part=part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error, path, part) from None
    _no_entities(root, parser, path, part)
    return root


def parse_bit_by_bit(file: BinaryIO, tags: Sequence[str], *, path: str) -> Iterator[tuple[str, etree._Element]]:
    """The starts and the ends of these elements as they are met; whoever takes them clears what is done with.

    As safe as `parse_xml`, and stricter: a document with a DOCTYPE is refused. An `xml:id` that is given twice is not
    seen. Raises Refused (input-malformed) where the XML goes wrong, after what stands before it was given.
    """
    events = etree.iterparse(
        file, ("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        for number, (event, element) in enumerate(events):
            if not number and element.getroottree().docinfo.internalDTD is not None:
                message = "it has a DOCTYPE, which is not followed in a file as large as this"
                raise refuse(Code.INPUT_MALFORMED, message, _ENTITIES, place=Place(1), path=path)
            yield event, element
    except etree.XMLSyntaxError as error:
        raise _malformed(error, path, "") from None


def _malformed(error: etree.XMLSyntaxError, path: str, part: str) -> Refused:
    line, column = error.position
    said = (error.msg or "").rpartition(", line ")[0] or error.msg
    if "Excessive depth" in (error.msg or ""):
        said = "elements stand more than 256 deep"
    place = Place(max(line or 1, 1), max(column or 1, 1))
    return refuse(Code.INPUT_MALFORMED, f"this is no XML: {said}", _REPAIR, place=place, path=path, part=part)


def _no_entities(root: etree._Element, parser: etree.XMLParser, path: str, part: str) -> None:
    """Raises Refused where the DOCTYPE declares entities, or one is referred to that is not declared here."""
    doctype = root.getroottree().docinfo.internalDTD
    if doctype is None:
        return
    names = sorted({entity.name or "" for entity in doctype.iterentities()})
    if names:
        message = f"its DOCTYPE declares entities ({', '.join(names[:3])}), which are never followed"
        raise refuse(Code.INPUT_MALFORMED, message, _ENTITIES, place=Place(1), path=path, part=part)
    for entry in parser.error_log:
        if entry.type in _UNDECLARED:
            message = f"{entry.message.lower()}: no DTD is followed"
            place = Place(max(entry.line, 1), max(entry.column, 1))
            raise refuse(Code.INPUT_MALFORMED, message, _ENTITIES, place=place, path=path, part=part)
