"""A report saved as text from its Wikisource page, read into the model.

    bytes → text → page without furniture → header · body · rights · notes → metadata, outline, nodes

Nothing is lost: each character that is not white space stands in the report or in the list of what was dropped.
"""

from __future__ import annotations

from hashlib import sha256
from types import MappingProxyType

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.wikisource.findings import Findings
from converter.formats.wikisource.furniture import clear
from converter.formats.wikisource.header import holds_field, metadata, read_header, title_of
from converter.formats.wikisource.lines import LONGEST_HEADING
from converter.formats.wikisource.nodes import Maker
from converter.formats.wikisource.notes import Calls, by_value, read_notes, split_notes
from converter.formats.wikisource.outline import outline
from converter.formats.wikisource.pieces import Numbered, pieces
from converter.formats.wikisource.regions import Lines, divide
from converter.formats.wikisource.rights import read_rights
from converter.language import canonical, language_of
from converter.model import Report, Source, Unread
from converter.reading import Reading
from converter.source import Input, decode, table


def read(source: Input) -> Reading:
    """Read a page saved as plain text. Raises Refused when its bytes hold no text (see `decode`)."""
    decoded = decode(source)
    page = clear(table(decoded.text))
    findings = Findings(dropped=list(page.dropped), diagnostics=list(decoded.diagnostics))
    title = title_of(page.lines[0].text[:LONGEST_HEADING] if page.lines else "")
    regions = divide(page, lambda line: holds_field(line, title))
    language = (canonical(source.language) if source.language else None) or _language(page.lines)
    given = split_notes(regions.notes)
    for line in regions.notes_heading:
        findings.drop(line.place(), line.text, "heading of the notes")
    calls = Calls(by_value(given, findings), findings)
    row = pieces(regions.body, findings)
    if not any(isinstance(piece, Numbered) for piece in row):
        findings.say(Code.NUMBER_NONE, "no numbered paragraph was found", hint="Is this the page of a report?")
    content = Maker(findings, calls, language).content(outline(row)) + _unread(regions.rest, findings)
    header = read_header(regions.header, findings)
    findings.fields.update((f"rights-{row}", line.place()) for row, line in enumerate(regions.rights, 1))
    about = metadata(
        header, language, read_rights(page, regions.rights), Source(source.name, sha256(source.data).hexdigest())
    )
    report = Report(about, content, read_notes(given, calls))
    places = MappingProxyType(findings.places)
    dropped = tuple(sorted(findings.dropped, key=lambda dropped: dropped.place))
    return Reading(
        report,
        places,
        dropped,
        diagnostics=_in_order(findings.diagnostics),
        encoding=decoded.encoding,
        words=MappingProxyType(findings.words),
        fields=MappingProxyType(findings.fields),
    )


def _in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda said: said.place or Place(0)))


def _language(lines: Lines) -> str:
    """The language of the lines at the margin, else of all lines, by evidence; `und` where there is too little."""
    at_margin = "\n".join(line.text for line in lines if not line.indent)
    return language_of(at_margin) or language_of("\n".join(line.text for line in lines)) or "und"


def _unread(lines: Lines, findings: Findings) -> tuple[Unread, ...]:
    """The lines after the notes, kept word for word."""
    for line in lines:
        findings.say(Code.UNREAD, f"no place for this line: {line.text[:60]}", line.place())
    return tuple(
        Unread(findings.claim(f"unread-{position}", line.place()), line.text, "stands after the notes")
        for position, line in enumerate(lines, 1)
    )
