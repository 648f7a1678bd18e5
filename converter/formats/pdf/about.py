"""The report's own metadata in XMP: properties of this project's namespace, described as PDF/A asks.

    <rdf:Description rdf:about="" xmlns:report="urn:x-report-converter:metadata:">
      <report:symbol>A/78/1</report:symbol> <report:authors><rdf:Seq><rdf:li>…</rdf:li></rdf:Seq></report:authors>

Title and language are the file's own (dc:title, /Lang). Authors are always said, be they none: by them a file of this
project is known. ISO 16684-1, 7; ISO 19005-2, 6.6.2.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.formats.pdf.names import NAMESPACE
from converter.model import Metadata
from converter.xmltext import escape

_FIELDS = {
    "subtitle": "The subtitle",
    "symbol": "The document symbol",
    "authors": "The authors, in order",
    "organ": "The organ that the report is of or for",
    "place": "Where the report was issued",
    "date": "The date as printed",
    "dateISO": "The date as ISO 8601",
    "session": "The session",
    "publisher": "The publisher",
    "rights": "What the source says of rights, paragraph by paragraph",
    "licence": "The licence: an address or a name",
    "series": "The series that the report stands in",
    "previous": "The report before this one in the series",
    "next": "The report after this one in the series",
    "source": "The name of the file that was read",
    "digest": "The SHA-256 of the file that was read",
}
_SEQUENCES = frozenset(("authors", "rights"))


def described(metadata: Metadata) -> str:
    """The properties of a report, as a description of the packet."""
    lines = [f"   <report:{name}>{_value(value)}</report:{name}>" for name, value in _said(metadata)]
    return '  <rdf:Description rdf:about=""\n    xmlns:report="{}">\n{}\n  </rdf:Description>'.format(
        NAMESPACE, "\n".join(lines)
    )


def _said(metadata: Metadata) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every property that the report has, in the order of the table."""
    date, rights, series, source = metadata.date, metadata.rights, metadata.series, metadata.source
    values: dict[str, str | tuple[str, ...] | None] = {
        "subtitle": metadata.subtitle, "symbol": metadata.symbol, "authors": metadata.authors,
        "organ": metadata.organ, "place": metadata.place, "session": metadata.session, "publisher": metadata.publisher,
    }  # fmt: skip
    if date:
        values |= {"date": date.printed, "dateISO": date.iso}
    if rights:
        values |= {"rights": rights.statement, "licence": rights.licence}
    if series:
        values |= {"series": series.title, "previous": series.previous, "next": series.next}
    if source:
        values |= {"source": source.name, "digest": source.digest}
    return ((name, value) for name in _FIELDS if (value := values.get(name)) is not None)


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"<rdf:Seq>{''.join(f'<rdf:li>{escape(each)}</rdf:li>' for each in value)}</rdf:Seq>"


def schema() -> str:
    """The description of the namespace, for the packet's list of extension schemas."""
    return _SCHEMA.format(
        NAMESPACE, "\n".join(_PROPERTY.format(name, _type(name), said) for name, said in _FIELDS.items())
    )


def _type(name: str) -> str:
    return "seq Text" if name in _SEQUENCES else "Text"


_PROPERTY = """\
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>{}</pdfaProperty:name>
         <pdfaProperty:valueType>{}</pdfaProperty:valueType>
         <pdfaProperty:category>external</pdfaProperty:category>
         <pdfaProperty:description>{}</pdfaProperty:description>
        </rdf:li>"""
_SCHEMA = """\
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>The metadata of an official report</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>report</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
{}
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>"""
