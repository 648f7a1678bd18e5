"""What a document of ours says in two places: its metadata, the marks of its notes, its language.

meta_symbol reads X/1/Add.2, and <property name="Symbol"> reads X/1/Add.3      ->      a contradiction
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.diagnostics import Code, Diagnostic
from converter.formats.docx.languages import region, words
from converter.formats.docx.reading.entries import Para
from converter.formats.docx.reading.names import Names
from converter.formats.docx.reading.notes import Notes
from converter.formats.docx.reading.record import PRINTED, Record
from converter.formats.docx.reading.shared import Shared, short
from converter.language import direction, primary
from converter.model import Report
from converter.walk import nodes

_LISTS = {"author": "Authors", "rights": "Rights"}
"""The property that holds the lines of numbered bookmarks."""
_CORE = {"title": "title", "subtitle": "subject", "symbol": "identifier", "series": "category"}
"""The element of Dublin Core that says the same as a bookmark."""


def contradictions(shared: Shared, record: Record, front: Sequence[Para]) -> None:
    """Tell where title page, properties and styles are not of one mind, and the words there that nothing reads."""
    printed = _printed(shared)
    for name, value, other in _pairs(printed, record):
        if _plain(value) != _plain(other):
            shared.contradict(_message(name, value, other), part=shared.parts.main)
    _languages(shared, record)
    for para in front:
        unread(shared, para, "the front pages")


def unread(shared: Shared, para: Para, where: str, part: str = "") -> None:
    """Tell the words of a paragraph that stand where only fields and metadata do."""
    if any(character.isalnum() for character in para.loose):
        message = f"{short(para.loose.strip())} stands on {where}, and in no part of the report"
        said = Diagnostic(
            Code.UNREAD, message, para.place, "Put it into the text.", shared.parts.name, part or shared.parts.main
        )
        shared.parts.diagnostics.append(said)


def marks(shared: Shared, notes: Notes) -> None:
    """Tell the notes that have another mark at their feet than at their calls."""
    for note, entries in notes.entries.items():
        first = entries[0] if entries else None
        if not isinstance(first, Para):
            continue
        at_foot = [leaf.text for leaf in first.leaves[:2] if leaf.kind == "own-mark"]
        called = shared.marks.get(note, "")
        if not at_foot or at_foot[0] != called:
            found = short(at_foot[0]) if at_foot and at_foot[0] else "no mark of its own" if called else "none"
            message = f"a note is called by {short(called) if called else 'its number'} and has {found} before its text"
            shared.contradict(message, first.place, shared.parts.related(shared.parts.main, "footnotes") or "")


def unmarked(names: Names, report: Report) -> None:
    """Tell the nodes that the structure knows and whose bookmarks are gone, although the nodes are there."""
    shared, known = names.shared, {node.id for node in nodes(report)}
    for name in shared.structure.facts if shared.structure else ():
        if name not in shared.anchors and names.id_of(name) in known:
            shared.contradict(f"{names.id_of(name)} has lost its bookmark {name}, of which the structure speaks")


def _printed(shared: Shared) -> dict[str, str]:
    """The metadata in bookmarks: by name, numbered ones as lines in their order."""
    found: dict[str, str] = {}
    for name, value in shared.record.items():
        plain = name.removeprefix("meta_")
        stem, _, number = plain.rpartition("_")
        if stem in _LISTS and number.isdecimal():
            found[stem] = f"{found[stem]}\n{value}" if stem in found else value
        else:
            found[plain] = value
    return found


def _pairs(printed: dict[str, str], record: Record) -> Iterator[tuple[str, str, str]]:
    """What is said twice: its name, what is printed, what the properties say."""
    for name, other in {**PRINTED, **_LISTS}.items():
        if record.custom:
            yield other, printed.get(name, ""), record.custom.get(other, "")
    for name, other in _CORE.items():
        if name in ("title", "subtitle") or other in record.core:
            yield f"dc:{other}", printed.get(name, ""), record.core.get(other, "")
    if "keywords" in record.core:
        yield "cp:keywords", printed.get("symbol", ""), record.core["keywords"]
    if "creator" in record.core:
        authors = printed.get("author", "").split("\n") if "author" in printed else []
        yield "dc:creator", "; ".join(authors) or printed.get("organ", ""), record.core["creator"]


def _message(name: str, printed: str, property: str) -> str:
    said = f"the front pages read {short(printed)}" if printed else "the front pages say nothing"
    other = f"the property {name} reads {short(property)}" if property else f"there is no property {name}"
    return f"{said}, and {other}"


def _languages(shared: Shared, record: Record) -> None:
    """The language in the properties, and the one that the styles give to all that names none."""
    language = record.language
    latin, east, bidi = shared.looks.languages
    if language is None or not latin:
        return
    said = [latin]
    said += [east] if primary(language) == "zh" else []
    said += [bidi] if direction(language) == "rtl" else []
    for word in said:
        if word != region(language):
            part = shared.parts.related(shared.parts.main, "styles") or ""
            shared.contradict(f"the properties say {language}, and the styles {word}", part=part)
    tags = shared.structure.tags if shared.structure else {}
    if tags and language not in tags.values():
        shared.contradict(f"the properties say {language}, which the structure does not know")
    named = words(tags.values())
    for word, tag in tags.items():
        if word != named[tag]:
            shared.contradict(f"the structure says that {word} is {tag}, which Word calls {named[tag]}")


def _plain(text: str) -> str:
    return " ".join(text.split())
