"""The metadata of a file: this project's own from its XMP properties, others' from Dublin Core and the information
dictionary.

    <report:symbol>A/78/1</report:symbol>   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">…</rdf:li></rdf:Alt>
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pikepdf
from lxml import etree

from converter.formats.pdf.names import NAMESPACE
from converter.language import canonical
from converter.model import Date, Metadata, Rights, Series, Source
from converter.source import Input

_OWN, _DC = f"{{{NAMESPACE}}}", "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Packet:
    """The properties of an XMP packet by qualified name, each with its values in order."""

    values: dict[str, tuple[str, ...]]

    @property
    def own(self) -> bool:
        """Whether this project wrote the file."""
        return f"{_OWN}authors" in self.values

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
    for description in root.iter(f"{_RDF}Description"):
        found |= {str(name): (str(value),) for name, value in description.attrib.items()}
        found |= {str(each.tag): _values(each) for each in description}
    return Packet(found)


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
    title = said.first(f"{_DC}title") or _information(pdf, "/Title")
    if said.own:
        return _own(said, title, language)
    return Metadata(
        title=title,
        language=language,
        authors=tuple(author for author in said.values.get(f"{_DC}creator", ()) if author)
        or tuple(filter(None, (_information(pdf, "/Author"),))),
        publisher=said.first(f"{_DC}publisher") or None,
        rights=Rights(statement) if (statement := said.values.get(f"{_DC}rights")) else None,
        source=Source(source.name, hashlib.sha256(source.data).hexdigest()),
    )


def _own(said: Packet, title: str, language: str) -> Metadata:
    def get(name: str) -> str | None:
        return said.first(_OWN + name)

    date, series, source = get("date"), get("series"), get("source")
    rights = said.values.get(f"{_OWN}rights")
    return Metadata(
        title=title,
        language=language,
        subtitle=get("subtitle"),
        symbol=get("symbol"),
        authors=said.values.get(f"{_OWN}authors", ()),
        organ=get("organ"),
        place=get("place"),
        date=None if date is None else Date(date, get("dateISO")),
        session=get("session"),
        publisher=get("publisher"),
        rights=None if rights is None else Rights(rights, get("licence")),
        series=None if series is None else Series(series, get("previous"), get("next")),
        source=None if source is None else Source(source, get("digest") or ""),
    )


def _information(pdf: pikepdf.Pdf, key: str) -> str:
    held = pdf.trailer.get("/Info")
    found = held.get(key) if isinstance(held, pikepdf.Dictionary) else None
    return str(found) if isinstance(found, pikepdf.String) else ""
