"""A story: one part with running text (the body, the footnotes), and what its text needs from the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition
from converter.formats.docx.languages import region, words
from converter.formats.docx.markup import Element, w
from converter.formats.docx.numbering import Numbering, native_numbers
from converter.labels import mark
from converter.model import Note
from converter.stylesheet import StyleSheet
from converter.walk import languages


class Called(Struct, frozen=True):
    """A note that was called: its number among the footnotes, and whether Word's own count shows its mark."""

    note: Note
    number: int
    automatic: bool


class Notes:
    """The notes of a report while its text is written, numbered as Word numbers them: by their first calls."""

    def __init__(self, notes: Iterable[Note]) -> None:
        """No note is called yet."""
        self.by_id = {note.id: note for note in notes}
        self.called: dict[str, Called] = {}
        self._counted = 0

    def mark(self, note: str) -> str:
        """The mark as it is printed at the call, without brackets."""
        return mark(self.by_id[note].label)

    def call(self, note: str) -> Called:
        """Count the first call of a note. Word does not count the notes that bring a mark of their own."""
        automatic = self.mark(note) == str(self._counted + 1)
        self._counted += automatic
        self.called[note] = Called(self.by_id[note], len(self.called) + 1, automatic)
        return self.called[note]


class Story(Struct, dict=True):
    """A part's text under way. `calls`: whether notes can be called in it; `here`: the id of the node being written."""

    edition: Edition
    part: Part
    bookmarks: Mapping[str, str]
    numbering: Numbering
    notes: Notes
    diagnostics: list[Diagnostic]
    calls: bool = True
    here: str = ""
    lead: list[Element] = field(default_factory=list)
    """Runs that begin the next paragraph, whichever it is: a note's mark."""
    captions: dict[str, int] = field(default_factory=dict)
    """The last number of each sequence of captions."""
    _targets: dict[str, str] = field(default_factory=dict)
    _marks: int = 0

    @cached_property
    def language(self) -> str:
        """The document's language."""
        return self.edition.report.metadata.language

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return words(languages(self.edition.report))

    def word(self, tag: str) -> str:
        """The language of a tag as Word knows it."""
        return self._words.get(tag) or region(tag)

    @cached_property
    def style(self) -> StyleSheet:
        """The look."""
        return self.edition.style

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The native numbers of paragraphs and headings by id, as a field that refers to them shows them."""
        return native_numbers(self.edition.report, self.numbering)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {identifier: number for number, identifier in enumerate(self.bookmarks, 1)}

    def order(self, identifier: str) -> int:
        """A number that belongs to this id alone, from 1."""
        return self._order[identifier]

    def lose(self, what: str) -> None:
        """Say what the file cannot carry, and where it stood."""
        place = self.edition.reading.places.get(self.here)
        where = f"{self.here}: " if self.here else ""
        self.diagnostics.append(Diagnostic(Code.NOT_CARRIED, f"{where}DOCX does not carry {what}", place))

    def relate(self, address: str) -> str:
        """The relationship that leads out of the package to this address."""
        if address not in self._targets:
            identifier = f"rId{len(self.part.rels) + 1}"
            self.part.rels.add_relationship(RT.HYPERLINK, address, identifier, is_external=True)
            self._targets[address] = identifier
        return self._targets[address]

    def bookmarked(self, identifier: str, content: Iterable[Element]) -> Iterator[Element]:
        """Content within a paragraph, between the ends of the bookmark of this id."""
        start, end = self.bookmark(identifier)
        yield start
        yield from content
        yield end

    def marked(self, name: str) -> tuple[Element, Element]:
        """Both ends of a bookmark that is no node's."""
        self._marks += 1
        order = len(self.bookmarks) + self._marks
        return w("bookmarkStart", id=order, name=name), w("bookmarkEnd", id=order)

    def bookmark(self, identifier: str) -> tuple[Element, Element]:
        """Both ends of the bookmark of this id."""
        order = self.order(identifier)
        return w("bookmarkStart", id=order, name=self.bookmarks[identifier]), w("bookmarkEnd", id=order)
