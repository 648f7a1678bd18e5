"""Setting text: runs into slugs of lines, labels beside them. What cannot be set is gathered, to be told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic, Refused
from converter.edition import Edition
from converter.fonts.family import advice, uncovered
from converter.language import direction
from converter.model import Inline, Label, Note, NoteRef
from converter.stylesheet import Role
from converter.typeset.atoms import Atoms
from converter.typeset.lines import Line, Measure, base, lines, single
from converter.typeset.rows import atoms, whole
from converter.typeset.runs import Inking, Run, manner
from converter.typeset.slugs import Frame, Passage, Piece, Slug
from converter.walk import blocks, inlines
from converter.walk import lines as own_lines

_NARROWEST = 4
"""The least width of a column, in ems."""
_MOST = 20
"""How many missing characters are named."""


class Column(Struct, frozen=True, gc=False):
    """Where blocks are set: inset and width, the language around them, the role of paragraphs, and the boxes."""

    x: float
    width: float
    language: str
    role: Role
    frames: tuple[Frame, ...] = ()

    def inset(self, start: float, end: float) -> Column:
        """The column made narrower, though not so narrow that words cannot be set."""
        spare = max(self.width - _NARROWEST * self.role.size, 0.0)
        start = min(start, spare)
        return replace(self, x=self.x + start, width=self.width - start - min(end, spare - start))

    def holds(self, start: float) -> bool:
        """Whether words can be set beside something as wide as this."""
        return start + _NARROWEST * self.role.size <= self.width

    def speaking(self, language: str | None) -> Column:
        """The column in the language of a node, where it has its own."""
        return replace(self, language=language) if language else self


class Setter(Struct, frozen=True, eq=False, dict=True):
    """Sets the text of one edition. What cannot be set is gathered; `finish` raises it."""

    edition: Edition
    inking: Inking
    called: dict[str, int] = field(default_factory=dict)
    """The notes that were called, and the place of each in the order of reading."""
    lacking: dict[str, str] = field(default_factory=dict)

    @cached_property
    def area(self) -> tuple[float, float]:
        """Width and height of the text area."""
        page = self.edition.style.page
        return page.width - page.inner - page.outer, page.height - page.top - page.bottom

    @property
    def backward(self) -> bool:
        """Whether the report runs from right to left."""
        return direction(self.edition.report.metadata.language) == "rtl"

    def column(self, role: Role) -> Column:
        """The whole text area, with paragraphs in this role."""
        return Column(0.0, self.area[0], self.edition.report.metadata.language, role)

    def finish(self) -> None:
        """Raise Refused when something could not be set (character-missing)."""
        folders = self.edition.environment.folders
        found = [_missing(character, node, folders) for character, node in list(self.lacking.items())[:_MOST]]
        if found:
            raise Refused(*found)

    # Text

    def atoms(self, runs: Iterable[Run], node: str, limit: float, language: str = "") -> Atoms:
        """The atoms of runs of a node, in a language (the first run's, if none).

        What cannot be set is noted, and leaves a blank.
        """
        held = list(runs)
        try:
            return atoms(held, self.inking, limit, language)
        except Refused:
            for character in _unprinted(held, self.inking):
                self.lacking.setdefault(character, node)
            return atoms([replace(held[0], text=" ")], self.inking, limit)

    def whole(self, run: Run, node: str) -> Atoms:
        """A run of a node on one line, however wide. What cannot be set is noted, and leaves a blank."""
        try:
            return whole(run, self.inking)
        except Refused:
            return self.atoms([run], node, float("inf"))

    def line(self, text: str, role: Role, language: str, node: str, x: float = 0.0) -> Line:
        """Words on one line, however wide."""
        return single(self.whole(Run(text, manner(role, language)), node), x, base(role))

    def text(
        self, inlines: tuple[Inline, ...], passage: Passage, role: Role, column: Column, first: float = 0.0
    ) -> list[Slug]:
        """Inlines as slugs of one passage: no line alone at a page's foot or top."""
        runs = self.inking.runs(inlines, manner(role, column.language))
        row = self.atoms(runs, passage.node, column.width, column.language)
        return self.set(row, passage, role, column, first)

    def set(self, row: Atoms, passage: Passage, role: Role, column: Column, first: float = 0.0) -> list[Slug]:
        """Atoms as slugs of one passage."""
        found = lines(row, Measure(column.x, column.width, first), role)
        last = len(found) - 1
        return [
            Slug(
                role.leading, (Piece(passage, line),),
                0.0 if index else role.before, role.after if index == last else 0.0,
                self._calls(line) if row.calls else (), frames=column.frames, bond=index == 1 or index == last > 0,
            )
            for index, line in enumerate(found)
        ]  # fmt: skip

    def _calls(self, line: Line) -> tuple[str, ...]:
        """The notes that a line is the first to call, with the notes that these call in their turn."""
        calls = line.atoms.calls
        found = [calls[atom] for atom in range(line.start, line.end) if atom in calls]
        return tuple(note for call in found for note in self._first(call))

    def _first(self, note: str) -> Iterator[str]:
        if note in self.called or note not in self.inking.notes:
            return
        self.called[note] = len(self.called)
        yield note
        for inner in _calls_in(self.inking.notes[note]):
            yield from self._first(inner)

    def label(self, label: Label, node: str, role: Role, column: Column, x: float) -> Piece:
        """A printed label as a piece at `x`."""
        return Piece(Passage(node, "label"), self.line(label.printed, role, column.language, node, x))


def setter(edition: Edition) -> Setter:
    """A setter of this edition."""
    return Setter(edition, Inking(edition, {note.id: note for note in edition.report.notes}))


def _calls_in(note: Note) -> Iterator[str]:
    """The notes that a note calls."""
    held = (inline for node in blocks(note.content) for inline in inlines(own_lines(node)))
    return (inline.note for inline in held if isinstance(inline, NoteRef))


def _unprinted(runs: Iterable[Run], inking: Inking) -> list[str]:
    """The characters of runs that no face of their cut has."""
    return [
        character
        for run in runs
        for character in uncovered([run.text.replace("\n", " ")], inking.cut(run.manner), run.manner.language)
    ]


def _missing(character: str, node: str, folders: tuple[Path, ...]) -> Diagnostic:
    return Diagnostic(
        Code.CHARACTER_MISSING,
        f"no face has {character} (U+{ord(character):04X}), which stands in {node}",
        hint=advice(character, folders),
    )
