"""Atoms: what a line is made of. A wide character, a word (or a part of one), a space, a note's mark: each is one.

    text     工作[1] 2.5億人 well-known …
    atoms    工 作 [1] _ 2.5 億 人 _ well- known        kinds   hhnswhhsww
    breaks   whether a line may end before each, and at last after all, as uax14 tells (a note's mark: never before)
    levels   how deep each stands in text of the other direction, as bidi tells; empty when all runs left to right

Atoms stand in parallel rows, with a running total of advances, so that a line is two indices and the breaking of it a
bisection; Chinese, most of a Chinese report, is measured by the run and not by the character.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from converter.typeset.runs import Font, Manner

EMERGENCY = 3
"""Among breaks: where a line may end inside a long word, when it would gape otherwise or the word is too wide."""


class Stretch(Struct, frozen=True, gc=False):
    """Consecutive atoms of one font and manner, from the atom `start` on."""

    start: int
    font: Font
    manner: Manner


class Atoms(Struct, frozen=True, eq=False, gc=False):
    """A paragraph's atoms. `totals` has one more entry than there are atoms: advances up to each, in points.

    `extras` is space (or, negative, what is taken out) that follows an atom and goes when the atom ends a line; it is
    counted in `totals`. `hyphens` are the widths of hyphens that follow atoms only when they end a line. `calls` are
    the notes that are called, by atom. `backward` is whether the paragraph runs from right to left.
    """

    texts: tuple[str, ...]
    kinds: str
    breaks: bytes
    totals: tuple[float, ...]
    extras: Mapping[int, float]
    hyphens: Mapping[int, float]
    stretches: tuple[Stretch, ...]
    calls: Mapping[int, str]
    levels: bytes
    backward: bool

    @property
    def width(self) -> float:
        """The natural width of all atoms on one line."""
        return self.totals[-1]

    def offset(self, atom: int) -> int:
        """How many characters of plain text stand before an atom: marks of notes and line breaks count for none."""
        return sum(
            len(text)
            for index, text in enumerate(self.texts[:atom])
            if self.kinds[index] != "b" and index not in self.calls
        )
