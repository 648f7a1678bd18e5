"""Notes: the list at the foot of the page, and the calls in the text that lead to it.

    … for the past year,[1] the work …            a call
      1. The figures are of the calendar year.    the note; the mark of its call is its label

A note that nothing calls keeps the mark of its list, and stands after all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct, field

from converter.diagnostics import Code, Place
from converter.formats.wikisource.findings import Findings
from converter.formats.wikisource.lines import Number
from converter.formats.wikisource.regions import ARROW, Lines
from converter.labels import read_label
from converter.model import Inline, Note, NoteRef, Paragraph, Text

_CALL = re.compile(r"\[(?:[^\W\d_]{1,10}\.?\s?)?(\d{1,4})\]")
_YEARS = range(1900, 2101)


class Given(Struct, frozen=True):
    """A note as its list gives it: the mark, and its lines; `offset` is where the text of the first line begins."""

    value: int
    mark: str
    lines: Lines
    offset: int

    @property
    def place(self) -> Place:
        """Where its mark stands."""
        return self.lines[0].place()


class Calls(Struct):
    """The notes that can be called, and how each was called first."""

    given: dict[int, Given]
    findings: Findings
    printed: dict[int, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)

    def inlines(self, text: str, place: Place) -> tuple[Inline, ...]:
        """The inlines of a text that begins at this place, its calls made into references."""
        if "[" not in text:
            return (Text(text),) if text else ()
        return tuple(self._split(text, place))

    def _split(self, text: str, place: Place) -> Iterator[Inline]:
        start = 0
        for match in _CALL.finditer(text):
            if not self._leads(match, Place(place.line, place.column + match.start())):
                continue
            if match.start() > start:
                yield Text(text[start : match.start()])
            yield NoteRef(f"note-{int(match[1])}")
            start = match.end()
        if start < len(text):
            yield Text(text[start:])

    def _leads(self, match: re.Match[str], place: Place) -> bool:
        """Whether a call leads to a note; if it does not, it stays in the text."""
        value = int(match[1])
        if value not in self.given:
            if value not in _YEARS:
                hint = "The mark was kept in the text."
                self.findings.say(
                    Code.NOTE_NOT_GIVEN, f"note {match[0]} is called, but its text is not given", place, hint
                )
            return False
        if value not in self.printed:
            self.order.append(value)
        if self.printed.setdefault(value, match[0]) != match[0]:
            self.findings.say(Code.AMBIGUOUS, f"{match[0]} may call the note {self.printed[value]}", place)
            return False
        return True


def split_notes(lines: Lines) -> tuple[Given, ...]:
    """The notes of a list: each begins with a number, and lines without one go on with it."""
    marks = [(index, found) for index, line in enumerate(lines) if (found := line.number)]
    stops = [*(index for index, _ in marks), len(lines)][1:]
    return tuple(_given(lines[start:stop], found) for (start, found), stop in zip(marks, stops, strict=True))


def _given(lines: Lines, found: Number) -> Given:
    text = lines[0].text
    rest = text[found.offset :].lstrip(ARROW).lstrip()
    return Given(found.value, found.printed, lines, len(text) - len(rest))


def by_value(given: tuple[Given, ...], findings: Findings) -> dict[int, Given]:
    """The notes by number; the first of two with one number is the one that is called."""
    notes: dict[int, Given] = {}
    for note in given:
        if note.value in notes:
            findings.say(Code.NOTE_REPEATED, f"note {note.value} is given twice", note.place)
        notes.setdefault(note.value, note)
    return notes


def read_notes(given: tuple[Given, ...], calls: Calls) -> tuple[Note, ...]:
    """The notes in the order of their first call, which may stand in another note; those never called at the end."""
    drafts: dict[Place, _Draft] = {}
    for note in chain((calls.given[value] for value in calls.order), given):  # the order grows when notes call notes
        if note.place not in drafts:
            drafts[note.place] = _draft(note, calls)
    called = {calls.given[value].place: calls.printed[value] for value in calls.order}
    lone = [note.place for note in given if note.place not in called]
    return tuple(_note(drafts[place], called.get(place), calls.findings) for place in (*called, *lone))


class _Draft(Struct, frozen=True):
    """A note whose label is not known before all calls are."""

    given: Given
    id: str
    content: tuple[Paragraph, ...]


def _draft(note: Given, calls: Calls) -> _Draft:
    id = calls.findings.claim(f"note-{note.value}", note.place)
    return _Draft(note, id, tuple(_paragraphs(note, id, calls)))


def _note(draft: _Draft, printed: str | None, findings: Findings) -> Note:
    """The note with the mark of its call; one that nothing calls keeps the mark that its list gives it."""
    note, line = draft.given, draft.given.lines[0]
    if printed is None:
        findings.say(Code.NOTE_NOT_CALLED, f"note {note.value} is given, but never called", note.place)
    start, reason = (0, "mark of a note in its list") if printed else (len(note.mark), "arrow of a note")
    findings.drop(line.place(start), line.text[start : note.offset], reason)
    return Note(draft.id, read_label(printed or note.mark, "decimal"), draft.content)


def _paragraphs(note: Given, id: str, calls: Calls) -> Iterator[Paragraph]:
    for position, line in enumerate(note.lines, 1):
        offset = 0 if position > 1 else note.offset
        place = line.place(offset)
        yield Paragraph(calls.findings.claim(f"{id}-p-{position}", place), calls.inlines(line.text[offset:], place))
