"""The notes of a TEI document, found before it is read: a note may stand long after, or before, where it is called.

words<note n="1">…</note>                                                   called where it stands
words<ref target="#n1">1</ref> … <note xml:id="n1">…</note>                 called from afar
words<anchor xml:id="a1"/> … <note target="#a1">…</note>                    pointing to where it is called
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.inlines import is_call
from converter.formats.tei.names import TEI
from converter.formats.tei.record import Record, tag, words
from converter.model import Note, Report
from converter.walk import calls

_Element = etree._Element


def find_notes(record: Record, text: _Element) -> None:
    """Give each note of a text its id and its mark, and tell how it is called."""
    notes = list(text.iter(TEI + "note"))
    for note in notes:
        record.note_ids[note] = record.claim(note, "note", note)
        _points(record, note)
    _mark(record, notes, _printed(record, text))


def _points(record: Record, note: _Element) -> None:
    """Where in the text a note says that it is called."""
    for target in note.get("target", "").split():
        there = record.known.get(target[1:]) if target.startswith("#") else None
        if there is not None and tag(there) != "note":
            record.away.add(note)
            record.called.add(record.note_ids[note])
            if tag(there) not in ("ref", "ptr") or there.get("target") is None:
                record.calls.setdefault(target[1:], []).append(record.note_ids[note])


def _printed(record: Record, text: _Element) -> dict[str, str]:
    """What is printed at the first call of each note that is called from afar, and that they are called."""
    printed: dict[str, str] = {}
    for reference in text.iter(TEI + "ref", TEI + "ptr"):
        note = record.known.get(reference.get("target", "").strip().removeprefix("#"))
        if note is not None and note in record.note_ids and is_call(reference):
            id = record.note_ids[note]
            record.called.add(id)
            printed[id] = printed.get(id) or words(reference)
    return printed


def _mark(record: Record, notes: Sequence[_Element], printed: Mapping[str, str]) -> None:
    """The mark of each note: `@n`, else what is printed at its call, else the next number that no other note has."""
    for note in notes:
        id = record.note_ids[note]
        record.marks[id] = note.get("n", "").strip() or printed.get(id, "")
    taken = set(record.marks.values())
    free = (str(number) for number in count(1) if str(number) not in taken)
    for note in notes:
        if not record.marks[record.note_ids[note]]:
            record.marks[record.note_ids[note]] = next(free)
            if not any(tag(child) == "label" for child in note):
                record.tell(Code.AMBIGUOUS, "a note without a number has the next free one", note)


def ordered(record: Record) -> tuple[Note, ...]:
    """The notes of an edition of our own as they stand, or as `@next` leads from each to its next."""
    notes, following = record.notes, record.following
    if not following:
        return tuple(notes.values())
    led = set(following.values())
    first = next((id for id in notes if id not in led), "")
    chain = dict.fromkeys(id for id in _chain(first, following) if id in notes)
    return tuple(notes[id] for id in (*chain, *(id for id in notes if id not in chain)))


def _chain(first: str, following: Mapping[str, str]) -> Iterator[str]:
    """The ids from the first on, each once."""
    seen: set[str] = set()
    while first and first not in seen:
        seen.add(first)
        yield first
        first = following.get(first, "")


def by_call(report: Report) -> tuple[Note, ...]:
    """The notes in the order of their first call, those never called at the end."""
    order = {id: position for position, id in enumerate(dict.fromkeys(calls(report)))}
    return tuple(sorted(report.notes, key=lambda note: order.get(note.id, len(order))))
