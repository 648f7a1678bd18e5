"""Atoms: what a line is made of. A wide character, a word (or a part of one), a space, a note's mark: each is one.

    text     工作[1] 2.5億人 well-known …
    kinds    hhnjjswjjhhswjjjjwjjjj           an atom is a character and all j after it
    breaks   whether a line may end before each character, and at last after all, as uax14 tells: never within an atom
    levels   how deep each stands in text of the other direction, as bidi tells; empty when all runs left to right

All of it stands by character in parallel rows, with a running total of advances, so that a line is two indices and the
breaking of it a bisection; Chinese, most of a Chinese report, is measured by the run and not by the character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from converter.typeset.runs import Font, Manner

EMERGENCY = 3
"""Among breaks: where a line may end inside a long word, when it would gape otherwise or the word is too wide."""

_ATOM = re.compile("[^j]j*")
_NOT_PLAIN = re.compile("nj*|b")


class Stretch(Struct, frozen=True, gc=False):
    """Consecutive characters of one font and manner.

    `wide` is whether each of them is a wide character by itself; None where only some are, or have others joined.
    """

    font: Font
    manner: Manner
    wide: bool | None


class Atoms(Struct, frozen=True, eq=False, gc=False):
    """A paragraph's atoms. `totals` has one more entry than there are characters: advances up to each, in points.

    An atom's first character has all of its advance. `extras` is space (or, negative, what is taken out) that follows
    an atom and goes when the atom ends a line; it is counted in `totals`. `hyphens` are the widths of hyphens that
    follow atoms only when they end a line. Both are found by an atom's last character, the notes that are called by the
    first of the mark. `starts` are the characters that stretches begin at. `backward` is whether the paragraph runs
    from right to left.
    """

    text: str
    kinds: str
    breaks: bytes
    totals: tuple[float, ...]
    extras: Mapping[int, float]
    hyphens: Mapping[int, float]
    starts: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    calls: Mapping[int, str]
    levels: bytes
    backward: bool

    @property
    def width(self) -> float:
        """The natural width of all atoms on one line."""
        return self.totals[-1]

    def offset(self, place: int) -> int:
        """How many characters of plain text stand before one: marks of notes and line breaks count for none."""
        return len(_NOT_PLAIN.sub("", self.kinds[:place]))

    def after(self, place: int) -> int:
        """The end of the atom that begins at a place."""
        place += 1
        while self.kinds.startswith("j", place):
            place += 1
        return place

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The start and the end of each atom between two places."""
        if self.kinds.count("j", start + 1, end) == end - start - 1:
            return [(start, end)]
        return [atom.span() for atom in _ATOM.finditer(self.kinds, start, end)]
