"""DOCX as it is read: any document of Word into a report, our own ones without loss.

    numbering.xml + styles.xml + <w:p>…</w:p>   ->   47. as Word shows it, and the words of paragraph 47

A document of ours brings a custom XML part that says what its bookmarks enclose (structure.py); all text is what stands
in the document now. Places count the paragraphs of a part, from 1, as lines. Tracked changes are read as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic, refuse
from converter.formats.docx.markup import Element, W
from converter.formats.docx.reading import containers
from converter.formats.docx.reading.bounds import Bound
from converter.formats.docx.reading.builder import Builder
from converter.formats.docx.reading.ends import unfound, unlike
from converter.formats.docx.reading.entries import Entry, Grid
from converter.formats.docx.reading.furniture import read_furniture
from converter.formats.docx.reading.gather import divided
from converter.formats.docx.reading.leaves import plain
from converter.formats.docx.reading.lists import read_lists
from converter.formats.docx.reading.looks import read_looks
from converter.formats.docx.reading.names import Names
from converter.formats.docx.reading.notes import Notes
from converter.formats.docx.reading.parts import Parts, open_parts
from converter.formats.docx.reading.record import Record
from converter.formats.docx.reading.shared import Shared
from converter.formats.docx.reading.shown import hold
from converter.formats.docx.reading.story import Story
from converter.formats.docx.reading.twice import contradictions, marks, unmarked
from converter.formats.docx.structure import Fact, Structure, read_structure
from converter.language import canonical, language_of
from converter.model import Block, Division, Metadata, Note, Report
from converter.reading import Reading
from converter.source import Input
from converter.walk import plain as words

_W = "{" + W + "}"
_CONTAINERS = frozenset({"list", "item", "quotation", "box", "table", "figure", "note"})


def read(source: Input) -> Reading:
    """The report in a DOCX file; a language that the user said stands above the one in the file.

    Raises Refused (input-empty, input-malformed, input-too-large) when the bytes are no such file, are damaged or
    encrypted, or hold no text.
    """
    parts = open_parts(source)
    body = _body(parts)
    record = Record(parts)
    shared = _shared(parts, record.language)
    notes = Notes(shared, body)
    story = Story(shared, parts.main)
    entries = story.entries(body)
    story.close(body)
    notes.read()
    language = (record.language if shared.own else source.language) or _language(entries, shared, record)
    builder, content = _built(shared, notes, entries, language)
    made = _noted(builder, notes)
    if not content and not made and not builder.front:
        raise refuse(Code.INPUT_EMPTY, "the document holds no text", "Give a file with a report.", path=source.name)
    report = Report(_metadata(source, record, builder, content), content, made)
    read_furniture(shared)
    if shared.own:
        contradictions(shared, record, builder.front)
        marks(shared, notes)
        unmarked(builder.names, report)
        unfound(shared, body)
        unlike(shared)
        hold(shared, builder.names, record, report)
    _tell(parts, shared, builder.names)
    return Reading(report, builder.places, tuple(shared.dropped), (), tuple(parts.diagnostics))


def _body(parts: Parts) -> Element:
    root = parts.xml(parts.main)
    body = root.find(f"{_W}body") if root is not None and root.tag == f"{_W}document" else None
    if body is None:
        hint = "Give a .docx file."
        raise refuse(Code.INPUT_MALFORMED, "holds no text of Word", hint, path=parts.name, part=parts.main)
    return body


def _shared(parts: Parts, language: str | None) -> Shared:
    """The looks, the lists and the structure that all stories of the document share."""
    structure = _structure(parts)
    looks = read_looks(_part(parts, "styles"))
    lists = read_lists(_part(parts, "numbering"), looks)
    tags = {**(structure.tags if structure else {}), "": language or ""}
    return Shared(parts, looks, lists, structure, tags)


def _part(parts: Parts, kind: str) -> Element | None:
    name = parts.related(parts.main, kind)
    return parts.xml(name) if name else None


def _structure(parts: Parts) -> Structure | None:
    """What a document of ours says of its bookmarks, among its custom XML parts."""
    for name in parts.all_related(parts.main, "customXml"):
        root = parts.xml(name)
        if root is not None and (found := read_structure(root)):
            return found
    return None


def _language(entries: list[Entry], shared: Shared, record: Record) -> str:
    """The language by the evidence of the text, else the one that the properties or the styles name."""
    text = " ".join(_texts(entries))
    return (
        language_of(text)
        or record.language
        or next(filter(None, map(canonical, filter(None, shared.looks.languages))), "en")
    )


def _texts(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Grid):
            yield from _texts([inner for row in entry.rows for cell in row for inner in cell.entries])
        else:
            yield plain(entry.leaves)


def _built(
    shared: Shared, notes: Notes, entries: list[Entry], language: str
) -> tuple[Builder, tuple[Division | Block, ...]]:
    """The content. In a document of others, links that lead onward are known when all has been named once."""
    builder = Builder(Names(shared), _bounds(shared), language)
    _name_notes(builder.names, notes)
    content = divided(builder.row(entries, language, heads=True))
    if shared.own or not any(target.startswith("#") for target in builder.names.lost):
        return builder, content
    builder = Builder(Names(shared, known=builder.names.paragraphs), (), language)
    _name_notes(builder.names, notes)
    return builder, divided(builder.row(entries, language, heads=True))


def _bounds(shared: Shared) -> list[Bound]:
    """The bookmarks of containers, in the order of their beginnings."""
    if shared.structure is None:
        return []
    facts = shared.structure.facts
    found = (
        Bound(name, facts[name], first, shared.ends.get(name, first))
        for name, first in shared.starts.items()
        if name in facts and facts[name].kind in _CONTAINERS and name not in shared.calls
    )
    return sorted(found, key=lambda bound: bound.first)


def _name_notes(names: Names, notes: Notes) -> None:
    """Give every note its id: its bookmark's, else its number's."""
    shared = names.shared
    bookmarks = {note: name for name, note in shared.calls.items() if shared.own and names.fact(name).kind == "note"}
    for number, note in enumerate(notes.entries, 1):
        names.notes[note] = names.id_of(bookmarks[note]) if note in bookmarks else names.claim(f"note-{number}")
    if shared.structure:
        names.notes |= {
            name: names.id_of(name)
            for name, fact in shared.structure.facts.items()
            if fact.kind == "note" and name in shared.anchors and name not in shared.calls
        }


def _noted(builder: Builder, notes: Notes) -> tuple[Note, ...]:
    """The notes: those of ours in the order that the report had, a new one after the note that is called before it."""
    shown, facts = notes.shown(), _facts(builder.names)
    usual = next((fact for fact in facts.values() if fact.before or fact.after), Fact())
    made = [
        containers.note(builder, id, shown[note], facts.get(id, usual), notes.entries[note])
        for note, id in builder.names.notes.items()
        if note in notes.entries
    ]
    made += builder.uncalled
    order = {id: number for number, id in enumerate(facts)}
    placed: list[tuple[int, int, Note]] = []
    for number, note in enumerate(made):
        last = placed[-1][0] if placed else -1
        placed.append((order.get(note.id, last), number, note))
    return tuple(note for *_, note in sorted(placed, key=lambda each: each[:2]))


def _facts(names: Names) -> Mapping[str, Fact]:
    """What is known of notes, by their ids, in the order that the report had."""
    facts = names.shared.structure.facts if names.shared.structure else {}
    return {names.id_of(name): fact for name, fact in facts.items() if fact.kind == "note"}


def _metadata(source: Input, record: Record, builder: Builder, content: tuple[Division | Block, ...]) -> Metadata:
    shared = builder.names.shared
    if shared.own:
        printed = {name.removeprefix("meta_"): value for name, value in shared.record.items()}
        found = record.own(printed, builder.front, shared.looks, builder.language)
        return replace(found, language=source.language) if source.language else found
    first = next((node for node in content if isinstance(node, Division)), None)
    title = words(first.heading) if first else PurePosixPath(source.name).stem
    return record.others(source, builder.front, shared.looks, builder.language, title)


def _tell(parts: Parts, shared: Shared, names: Names) -> None:
    """What there is to say of the document as a whole."""
    found = [f"a link to {target!r}, which leads nowhere; its words are kept" for target in names.lost]
    found += [f"the list {num}, which is named here and is not there" for num in shared.lists.missing]
    if shared.changes:
        found.append(f"{shared.changes} tracked change(s), read as accepted")
    comments = parts.related(parts.main, "comments")
    root = parts.xml(comments) if comments else None
    if root is not None and (count := sum(1 for _ in root.iter(f"{_W}comment"))):
        found.append(f"{count} comment(s) in the margin")
    for what in found:
        parts.diagnostics.append(Diagnostic(Code.NOT_CARRIED, what, part=parts.main, path=parts.name))
