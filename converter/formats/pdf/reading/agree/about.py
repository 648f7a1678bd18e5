"""What a file says of itself in several places: its metadata, its information dictionary, its language, its source.

    /Info <</Title(…)>>   dc:title   report:symbol   /Root <</Lang(en)>>   dc:language   /EmbeddedFile <</CheckSum<…>>>

ISO 32000-1, 14.3.3 (information), 7.11.4 (embedded files); ISO 19005-2, 6.6.3 and table 1: which properties are pairs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf

from converter.diagnostics import Diagnostic, Refused
from converter.formats import BUILT_IN
from converter.formats.pdf.reading.agree.facts import Facts, named
from converter.formats.pdf.reading.agree.told import contradiction, quoted, unlike
from converter.formats.pdf.reading.metadata import DC, OWN, PDF, PROPERTIES, XMP, Packet, information
from converter.model import Report
from converter.source import Input
from converter.verify import differences

_PAIRS = (
    ("/Title", f"{DC}title"), ("/Author", f"{DC}creator"), ("/Subject", f"{DC}description"),
    ("/Keywords", f"{PDF}Keywords"), ("/Producer", f"{PDF}Producer"), ("/Creator", f"{XMP}CreatorTool"),
    ("/CreationDate", f"{XMP}CreateDate"), ("/ModDate", f"{XMP}ModifyDate"), ("/ModDate", f"{XMP}MetadataDate"),
)  # fmt: skip
"""Entries of the information dictionary, and the properties that say the same."""
_LISTS = frozenset((f"{OWN}authors", f"{OWN}rights"))


def information_of_others(pdf: pikepdf.Pdf, packet: Packet) -> Iterator[Diagnostic]:
    """A file of another program: its title, where it is said twice."""
    title, said = information(pdf, "/Title"), packet.first(f"{DC}title")
    if title.strip() and said and said.strip() and _line(title) != _line(said):
        yield unlike("/Title of /Info", _line(title), "dc:title in the metadata reads", _line(said))


def information_of_own(facts: Facts) -> Iterator[Diagnostic]:
    """The information dictionary against the packet, and the packet against the report."""
    for key, name in _PAIRS:
        said, expected = information(facts.pdf, key), facts.packet.first(name) or ""
        if "Date" in key:
            said, expected = _digits(said), _digits(expected)
        if _line(said) != _line(expected):
            yield unlike(f"{key} of /Info", _line(said), f"{_short(name)} in the metadata reads", _line(expected))
    for name, expected in _derived(facts.report).items():
        said = ", ".join(facts.packet.values.get(name, ()))
        if _line(said) != _line(expected):
            yield unlike(
                f"{_short(name)} in the metadata", _line(said), "the report's own metadata say", _line(expected)
            )
    yield from _properties(facts.packet)
    spoken = facts.report.metadata.language
    if (said := str(facts.pdf.Root.get("/Lang", ""))) != spoken:
        yield unlike("/Lang of the file", said, "the language of the report is", spoken)


def _derived(report: Report) -> dict[str, str]:
    """What properties of other namespaces say of the report."""
    said = report.metadata
    return {
        f"{DC}creator": ", ".join(said.authors) or said.organ or "",
        f"{DC}description": said.subtitle or said.symbol or "",
        f"{PDF}Keywords": ", ".join(filter(None, (said.symbol, said.session))),
        f"{DC}language": said.language,
        f"{DC}format": "application/pdf",
    }


def _properties(packet: Packet) -> Iterator[Diagnostic]:
    """Properties that are said twice, or that nothing reads."""
    for name in packet.repeated:
        yield contradiction(f"{_short(name)} stands in the metadata twice")
    for name, values in packet.values.items():
        own = name.startswith(OWN)
        if own and name.removeprefix(OWN) not in PROPERTIES:
            yield contradiction(f"{_short(name)} in the metadata says {quoted(', '.join(values))}, which nothing reads")
        if len(values) > 1 and name not in _LISTS and (own or name == f"{DC}title"):
            yield contradiction(f"{_short(name)} in the metadata has {len(values)} values: {quoted('; '.join(values))}")


def attachments(facts: Facts) -> Iterator[Diagnostic]:
    """Files inside the file: whole, under one name, and saying what the pages say."""
    names = facts.pdf.Root.get("/Names")
    for name, specification in named(names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None):
        if isinstance(specification, pikepdf.Dictionary):
            yield from _attachment(facts, name, specification)


def _attachment(facts: Facts, name: str, said: pikepdf.Object) -> Iterator[Diagnostic]:
    held = said.get("/EF")
    stream = held.get("/F") if isinstance(held, pikepdf.Dictionary) else None
    for key in ("/F", "/UF"):
        if (other := str(said.get(key, ""))) != name:
            yield unlike(f"{key} of the attached file", other, "the list of attached files reads", name, name)
    if not isinstance(stream, pikepdf.Stream):
        yield contradiction("the attached file is not in the file", name)
        return
    data, parameters = stream.read_bytes(), stream.get("/Params")
    found = parameters.get("/CheckSum") if isinstance(parameters, pikepdf.Dictionary) else None
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    if not isinstance(found, pikepdf.String) or bytes(found) != digest:
        yield contradiction("the attached file is not the one that its /CheckSum was made of", name)
    kind = str(stream.get("/Subtype", ""))[1:]
    if f"{facts.report.metadata.title} ({kind})" != str(said.get("/Desc", "")):
        expected = f"{facts.report.metadata.title} ({kind})"
        yield unlike("/Desc of the attached file", str(said.get("/Desc", "")), "its title and kind are", expected, name)
    yield from _said(facts.report, Input(name, data), kind)


def _said(report: Report, attached: Input, kind: str) -> Iterator[Diagnostic]:
    """What an attached report says otherwise than the pages; it is read as the table of formats says."""
    format = next((format for format in BUILT_IN if format.media_type == kind), None)
    if format is None:
        yield contradiction(f"the attached file is of the kind {kind}, which is none that a report is attached in")
        return
    try:
        found = format.read(attached)
    except Refused as refusal:
        yield contradiction(f"the attached file cannot be read: {refusal.diagnostics[0].message}", attached.name)
        return
    told = [difference.message for difference in differences(report, found.report)]
    told = told or [diagnostic.message for diagnostic in found.diagnostics]
    if told:
        more = f", and {len(told) - 1} more" if len(told) > 1 else ""
        yield contradiction(f"the attached file contradicts the pages: {told[0]}{more}", attached.name)


def _line(text: str) -> str:
    return " ".join(text.split())


def _digits(date: str) -> str:
    return "".join(filter(str.isdigit, date))


def _short(name: str) -> str:
    """A property with the usual prefix of its namespace."""
    prefixes = ((DC, "dc:"), (PDF, "pdf:"), (XMP, "xmp:"), (OWN, "report:"))
    return next((short + name.removeprefix(space) for space, short in prefixes if name.startswith(space)), name)
