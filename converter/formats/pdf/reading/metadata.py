"""The metadata of a file: this project's own from its XMP properties, others' from Dublin Core and the information
dictionary.

    <report:symbol>A/78/1</report:symbol>   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">…</rdf:li></rdf:Alt>
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf
from lxml import etree
from msgspec import Struct

from converter.formats.pdf.names import NAMESPACE
from converter.language import canonical
from converter.model import Date, Metadata, Rights, Series, Source
from converter.source import Input

OWN, DC = f"{{{NAMESPACE}}}", "{http://purl.org/dc/elements/1.1/}"
PDF, XMP = "{http://ns.adobe.com/pdf/1.3/}", "{http://ns.adobe.com/xap/1.0/}"
PROPERTIES = frozenset((
    "subtitle", "symbol", "authors", "organ", "place", "date", "dateISO", "session", "publisher", "rights", "licence",
    "series", "previous", "next", "source", "digest",
))  # fmt: skip
"""The properties of this project's namespace that are read."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST = 4 * 1024 * 1024


class Packet(Struct, frozen=True):
    """The properties of an XMP packet by qualified name, each with its values in order.

    `repeated` are those that stand in it again; the last one counts.
    """

    values: dict[str, tuple[str, ...]]
    repeated: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Whether this project wrote the file."""
        return f"{OWN}authors" in self.values

    def first(self, name: str) -> str | None:
        """The first value of a property."""
        found = self.values.get(name)
        return found[0] if found else None


def packet(pdf: pikepdf.Pdf) -> Packet:
    """The packet of a file, empty where there is none or it cannot be read."""
    stream = pdf.Root.get("/Metadata")
    data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
    if not data or len(data) > _MOST or b"<!DOCTYPE" in data:
        return Packet({})
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    except etree.XMLSyntaxError:
        return Packet({})
    found: dict[str, tuple[str, ...]] = {}
    repeated: list[str] = []
    for name, values in (said for description in root.iter(f"{_RDF}Description") for said in _said(description)):
        if name in found:
            repeated.append(name)
        found[name] = values
    return Packet(found, tuple(repeated))


def _said(description: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The properties of a description."""
    for name, value in description.attrib.items():
        if name != f"{_RDF}about":
            yield str(name), (str(value),)
    for each in description:
        yield str(each.tag), _values(each)


def _values(element: etree._Element) -> tuple[str, ...]:
    """A value, or those of a list."""
    items = [item for group in element for item in group if item.tag == f"{_RDF}li"]
    if len(element):
        return tuple(item.text or "" for item in items)
    return (element.text or "",)


def language(pdf: pikepdf.Pdf, document: str, source: Input) -> str:
    """The language of a report: as the user said, else of its document element, else of the file."""
    tags = (source.language, document, str(pdf.Root.get("/Lang", "")))
    return next((tag for each in tags if each and (tag := canonical(each))), "und")


def metadata(pdf: pikepdf.Pdf, said: Packet, language: str, source: Input) -> Metadata:
    """The metadata of a report in this language."""
    title = said.first(f"{DC}title") or information(pdf, "/Title")
    if said.own:
        return _own(said, title, language)
    return Metadata(
        title=title,
        language=language,
        authors=tuple(author for author in said.values.get(f"{DC}creator", ()) if author)
        or tuple(filter(None, (information(pdf, "/Author"),))),
        publisher=said.first(f"{DC}publisher") or None,
        rights=Rights(statement) if (statement := said.values.get(f"{DC}rights")) else None,
        source=Source(source.name, hashlib.sha256(source.data).hexdigest()),
    )


def _own(said: Packet, title: str, language: str) -> Metadata:
    def get(name: str) -> str | None:
        return said.first(OWN + name)

    date, series, source = get("date"), get("series"), get("source")
    rights = said.values.get(f"{OWN}rights")
    return Metadata(
        title=title,
        language=language,
        subtitle=get("subtitle"),
        symbol=get("symbol"),
        authors=said.values.get(f"{OWN}authors", ()),
        organ=get("organ"),
        place=get("place"),
        date=None if date is None else Date(date, get("dateISO")),
        session=get("session"),
        publisher=get("publisher"),
        rights=None if rights is None else Rights(rights, get("licence")),
        series=None if series is None else Series(series, get("previous"), get("next")),
        source=None if source is None else Source(source, get("digest") or ""),
    )


def information(pdf: pikepdf.Pdf, key: str) -> str:
    """A text of the information dictionary, empty where there is none."""
    held = pdf.trailer.get("/Info")
    found = held.get(key) if isinstance(held, pikepdf.Dictionary) else None
    return str(found) if isinstance(found, pikepdf.String) else ""
