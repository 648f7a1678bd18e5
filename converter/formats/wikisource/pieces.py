"""The body as a flat row of pieces: headings, numbered paragraphs, list entries, boxes, displayed and plain text.

What a line is, is decided by what it begins with, how it ends, its indent, the edit link by it, and the sequence of
paragraph numbers; never by what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Code
from converter.formats.wikisource.findings import Findings
from converter.formats.wikisource.lines import (
    LONGEST_HEADING,
    Cut,
    Line,
    Number,
    heading_shaped,
    labelled,
    terminated,
)
from converter.formats.wikisource.lists import Entries, Entry
from converter.formats.wikisource.regions import Lines
from converter.formats.wikisource.sequence import Sequence
from converter.labels import read_label
from converter.model import Label, Scheme

_NEAR = 2
"""How many lines below its title a box may begin."""
_SCHEMES: Mapping[str, Scheme] = {"capital": "capital", "chinese": "chinese", "bracketed_chinese": "chinese"}


class Heading(Struct, frozen=True):
    """A heading; `kind` is the class of its label, empty without one.

    Its text begins at `offset` of the line `title`, which is another line where label and title are stacked.
    """

    line: Line
    kind: str
    label: Label | None
    title: Line
    offset: int

    @property
    def text(self) -> str:
        """The heading without its label."""
        return self.title.text[self.offset :]


class Numbered(Struct, frozen=True):
    """A numbered paragraph; its text begins at `offset` of the line."""

    line: Line
    label: Label
    offset: int


class Boxed(Struct, frozen=True):
    """A box: its title line, and the indented lines under it."""

    title: Line
    lines: Lines


class Displayed(Struct, frozen=True):
    """Indented lines without a title: the words of somebody else."""

    lines: Lines


class Plain(Struct, frozen=True):
    """A paragraph without a number."""

    line: Line


Piece = Heading | Numbered | Entry | Boxed | Displayed | Plain


def pieces(lines: Lines, findings: Findings) -> list[Piece]:
    """The pieces of a body, in order; a label and a title that stand one above the other are one heading."""
    return _stacked(_Walk(lines, findings).pieces())


class _Walk:
    """One walk down the lines of a body, with what the lines before tell about the next one."""

    def __init__(self, lines: Lines, findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.entries = Entries()
        self.counts: dict[str, int] = {}
        self.sequence = Sequence.of([(line, line.number) for line in lines if line.number and not line.indent])

    def pieces(self) -> Iterator[Piece]:
        """The pieces, before stacked headings are joined."""
        index = 0
        while index < len(self.lines):
            piece = self._piece(index)
            yield piece
            if not isinstance(piece, Entry):
                self.entries.open.clear()
            index += _height(piece)

    def _piece(self, index: int) -> Piece:
        line = self.lines[index]
        if line.indent > 1:
            return self.entries.read(line) or Displayed(self._indented(index))
        return (
            self._edited(line)
            or (self._numbered(line, line.number) if line.number else None)
            or (None if self._heads_paragraph(index) else self.entries.read(line))
            or self._boxed(index)
            or self._heading(line, last=index + 1 == len(self.lines))
            or Plain(line)
        )

    def _indented(self, index: int) -> Lines:
        """The indented lines from this one on."""
        stop = index
        while stop < len(self.lines) and self.lines[stop].indent > 1:
            stop += 1
        return self.lines[index:stop]

    def _edited(self, line: Line) -> Heading | None:
        """A heading that had an edit link, unless it is a sentence with a number."""
        if not line.edited or len(line.text) > LONGEST_HEADING or (line.number and terminated(line.text)):
            return None
        return self._headed(line, labelled(line.text))

    def _numbered(self, line: Line, found: Number) -> Numbered | Heading | Plain | None:
        """A numbered paragraph, or a heading that is counted in digits."""
        if self.sequence.passes_over(line, found, self.counts.get("decimal", 0)):
            return self._headed(line, Cut("decimal", found.printed, found.offset))
        if not self.sequence.fits(line, found):
            message = f"{line.text[:20]!r} does not go on from paragraph {self.sequence.last}; read as text"
            self.findings.say(Code.AMBIGUOUS, message, line.place())
            return None
        self.sequence.last = found.value
        return Numbered(line, read_label(found.printed, "decimal"), found.offset)

    def _heads_paragraph(self, index: int) -> bool:
        """Whether a line that could begin a list stands as a heading over the next numbered paragraph."""
        line, below = self.lines[index], self.lines[index + 1 : index + 2]
        if self.entries.open or not below or below[0].indent or not heading_shaped(line.text):
            return False
        following = below[0].number
        return following is not None and following.value == self.sequence.last + 1

    def _boxed(self, index: int) -> Boxed | None:
        """A box: a title with indented lines right under it."""
        title, lines = self.lines[index], self._indented(index + 1)
        if not lines or lines[0].row > title.row + _NEAR or not heading_shaped(title.text):
            return None
        return Boxed(title, lines)

    def _heading(self, line: Line, *, last: bool) -> Heading | None:
        """A heading that is told by its look: with a label, or short and with something after it."""
        if not heading_shaped(line.text):
            return None
        cut = labelled(line.text)
        if cut is not None and cut.kind != "decimal":
            return self._headed(line, cut)
        return None if last else self._headed(line, None)

    def _headed(self, line: Line, cut: Cut | None) -> Heading:
        if cut is None:
            return Heading(line, "", None, line, 0)
        kind, label = self._label(cut)
        self.counts[kind] = label.value or self.counts.get(kind, 0) + 1
        return Heading(line, kind, label, line, cut.offset)

    def _label(self, cut: Cut) -> tuple[str, Label]:
        """The class and the label of a heading; the row before it tells whether a lone I is a letter or a numeral."""
        if cut.kind != "roman":
            return cut.kind, read_label(cut.printed, _SCHEMES.get(cut.kind))
        roman, capital = read_label(cut.printed, "capital-roman"), read_label(cut.printed, "capital")
        return ("capital", capital) if self._is_letter(roman.value, capital) else ("roman", roman)

    def _is_letter(self, roman: int | None, capital: Label) -> bool:
        """Whether I, V, X, L or C goes on from H, U, W, K or B, or makes no sense as a numeral here."""
        if capital.value is None or capital.value > 26:
            return False
        letters, numerals = self.counts.get("capital", 0), self.counts.get("roman", 0)
        return capital.value == letters + 1 > 1 or (
            (roman is None or roman > numerals + 1) and capital.value <= letters + 3
        )


def _height(piece: Piece) -> int:
    """How many lines a piece has."""
    match piece:
        case Boxed(_, lines):
            return 1 + len(lines)
        case Displayed(lines):
            return len(lines)
        case _:
            return 1


def _stacked(row: Iterable[Piece]) -> list[Piece]:
    """The row with each lone label joined to the heading under it."""
    joined: list[Piece] = []
    for piece in row:
        above = joined[-1] if joined else None
        if _is_lone_label(above) and isinstance(piece, Heading) and piece.label is None:
            joined[-1] = replace(above, title=piece.title, offset=0)
        else:
            joined.append(piece)
    return joined


def _is_lone_label(piece: Piece | None) -> TypeGuard[Heading]:
    return isinstance(piece, Heading) and piece.label is not None and not piece.text
