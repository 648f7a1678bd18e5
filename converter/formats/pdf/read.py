"""PDF read: a tagged file's structure tree as a report. What write.py writes comes back whole.

    Document [FrontMatter …, Sect [H1, P (Lbl), P [Call, Note], Sect …], …]  +  XMP  ->  Report

Text comes from marked content through the fonts' ToUnicode maps, structure from the tags, and nothing from where things
stand on the page. Files of other programs are read as far as their tags go; untagged ones are refused. What this
project's files say twice (headings in the outline, the title on its page) must agree with the report.
ISO 32000-1, 14.7 to 14.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from converter.diagnostics import Code, Diagnostic
from converter.model import Note, Report
from converter.reading import Reading
from converter.source import Input

if TYPE_CHECKING:
    from converter.formats.pdf.reading.structure import Structure

_MOST = 20
"""How many places of text that is not read are named, and how many contradictions."""
_SHOWN = 60


def read(source: Input) -> Reading:
    """The report in a tagged PDF.

    Raises Refused when the file is no PDF, damaged, locked (input-encrypted), untagged, or too large.
    """
    from converter.formats.pdf.reading.agree.file import contradictions
    from converter.formats.pdf.reading.blocks import Blocks
    from converter.formats.pdf.reading.file import opened, tagged
    from converter.formats.pdf.reading.metadata import language, metadata, packet
    from converter.formats.pdf.reading.structure import Structure

    with opened(source) as pdf:
        said = packet(pdf)
        structure = Structure(source, pdf, tagged(pdf, source), own=said.own)
        document = next((node.language for node in structure.root.nodes("Document")), "")
        spoken = language(pdf, document, source)
        made = Blocks(own=said.own, language=spoken, nodes=structure.nodes)
        content = made.content(structure.root.kids, 1, spoken)
        report = Report(metadata(pdf, said, spoken, source), content, _notes(made.notes, structure))
        told = islice(contradictions(pdf, structure, said, report, source), _MOST)
        return Reading(report, diagnostics=(*made.diagnostics, *_outside(structure, source), *told))


def _notes(notes: dict[str, Note], structure: Structure) -> tuple[Note, ...]:
    """The notes in the order that the file tells, where it tells one, else in that of the tree."""
    said = next((node.properties.get("notes") for node in structure.root.nodes("Document")), None)
    order = {id: place for place, id in enumerate(said.split())} if isinstance(said, str) else {}
    return tuple(sorted(notes.values(), key=lambda note: order.get(note.id, len(order))))


def _outside(structure: Structure, source: Input) -> Iterator[Diagnostic]:
    """What stands on pages, is no page furniture, and has not come to the report."""
    found = (
        (number, text, held.taken)
        for number, page in enumerate(structure.pages, 1)
        for held in (page.loose, *(marked for marked in page.marked.values() if not marked.read))
        if (text := " ".join("".join(held.text).split()))
    )
    for number, text, taken in islice(found, _MOST):
        where = "where nothing is read from" if taken else "that is in no element of the structure"
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        yield Diagnostic(
            Code.UNREAD,
            f"page {number} holds text {where}: “{shown}”",
            hint="Let it stand in a paragraph." if taken else "Tag it, or mark it as an artifact.",
            path=source.name,
        )
