"""Atoms: what a line is made of. A wide character, a word (or a part of one), a space, a note's mark: each is one.

Atoms stand in parallel rows (text, break class, running total of advances), so that a line is two indices and the
breaking of it is a bisection; Chinese, most of a Chinese report, is measured by the run and not by the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from converter.fonts.face import Face
from converter.fonts.family import uncovered
from converter.typeset.breaks import CHINESE, OTHER, WIDE, WIDENED, shown, squeezes, widen, word_class, word_parts
from converter.typeset.runs import Font, Inking, Manner, Run, font

QUARTER = 0.25
"""The space between an ideograph and a Latin letter or digit, as a share of the em. CLREQ, 3.2.2."""

_TOKENS = re.compile(f"[{WIDE}]+|s|z|w+")
_BLANKS = {ord(blank): " " for blank in "\t\n\r\f\v"}
_SOURCE = str.maketrans({stand_in: narrow for stand_in, (narrow, _) in WIDENED.items()})


class Stretch(NamedTuple):
    """Consecutive atoms of one font and manner, from the atom `start` on."""

    start: int
    font: Font
    manner: Manner


@dataclass(frozen=True, eq=False, slots=True)
class Atoms:
    """A paragraph's atoms. `totals` has one more entry than there are atoms: advances up to each, in points.

    `extras` is space (or, negative, what is taken out) that follows an atom and goes when the atom ends a line; it is
    counted in `totals`. `calls` are the notes that are called, by atom.
    """

    texts: tuple[str, ...]
    classes: str
    totals: tuple[float, ...]
    extras: Mapping[int, float]
    stretches: tuple[Stretch, ...]
    calls: Mapping[int, str]

    @property
    def width(self) -> float:
        """The natural width of all atoms on one line."""
        return self.totals[-1]

    def offset(self, atom: int) -> int:
        """How many characters of plain text stand before an atom: marks of notes and line breaks count for none."""
        return sum(
            len(text)
            for index, text in enumerate(self.texts[:atom])
            if self.classes[index] != "b" and index not in self.calls
        )


def plain(text: str) -> str:
    """An atom's characters as the source has them."""
    return text.translate(_SOURCE)


class _Row:
    """Atoms while they are put in a row."""

    def __init__(self, inking: Inking, limit: float) -> None:
        self.inking, self.limit = inking, limit
        self.texts: list[str] = []
        self.classes: list[str] = []
        self.widths: list[float] = []
        self.extras: dict[int, float] = {}
        self.stretches: list[Stretch] = []
        self.calls: dict[int, str] = {}
        self.last_wide = self.last_alphanumeric = False

    def run(self, run: Run) -> None:
        """Append a run: by face, and in each face by kind of character."""
        manner = run.manner
        if manner.call or run.text == "\n":
            return self._single(run)
        chinese = manner.chinese
        text = run.text if run.text.isprintable() else run.text.translate(_BLANKS)
        text = widen(text) if chinese else text
        visible = shown(text) if chinese else text
        kinds = text.translate(CHINESE if chinese else OTHER)
        taken = squeezes(visible, simplified=manner.language.endswith("Hans")) if chinese else {}
        for face, start, end in self.inking.cut(manner).runs(visible, manner.language):
            used = self._stretch(face, manner)
            for token in _TOKENS.finditer(kinds, start, end):
                self._token(used, text[token.start() : token.end()], token[0])
                if taken and token[0][0] in WIDE:
                    self._squeeze(taken, token.start(), token.end(), used)
        return None

    def _stretch(self, face: Face, manner: Manner) -> Font:
        used = font(face, manner.size, manner.language, manner.rise, manner.colour, manner.features)
        self.stretches.append(Stretch(len(self.texts), used, manner))
        return used

    def _squeeze(self, taken: Mapping[int, float], start: int, end: int, used: Font) -> None:
        """Take out what is too much between the marks among the last atoms, which are the characters start to end."""
        for place, share in taken.items():
            if start <= place < end:
                self._extra(len(self.texts) - end + place, -share * used.size)

    def _single(self, run: Run) -> None:
        """Append a note's mark or a printed line break, each one atom."""
        manner = run.manner
        cut, text = self.inking.cut(manner), run.text.replace("\n", " ")
        first = cut.runs(text, manner.language)[0][0]
        whole = (face for face in (first, *cut.faces) if all(map(face.covers, text)))
        used = self._stretch(next(whole, first), manner)
        if manner.call:
            self.calls[len(self.texts)] = manner.call
        self._append(run.text, "n" if manner.call else "b", used.words[run.text] if manner.call else 0.0)
        self.last_wide = self.last_alphanumeric = False

    def _token(self, used: Font, text: str, kinds: str) -> None:
        kind = kinds[0]
        if kind in WIDE:
            self._wide(used, text, kinds)
        elif kind == "w":
            self._word(used, text)
        else:
            self._append(text, kind, used.words[text])
            self.last_wide = self.last_alphanumeric = False

    def _wide(self, used: Font, text: str, kinds: str) -> None:
        if self.last_alphanumeric and kinds[0] == "h":
            self._extra(len(self.texts) - 1, QUARTER * used.size)
        self.widths += map(used.wide.__getitem__, text)
        self.texts += text
        self.classes.append(kinds)
        self.last_wide, self.last_alphanumeric = kinds[-1] == "h", False

    def _word(self, used: Font, text: str) -> None:
        if self.last_wide and text[0].isalnum():
            self._extra(len(self.texts) - 1, QUARTER * used.size)
        parts = word_parts(text)
        for part in parts[:-1]:
            self._part(used, part, "y")
        self._part(used, parts[-1], word_class(parts[-1]))
        self.last_wide, self.last_alphanumeric = False, text[-1].isalnum()

    def _part(self, used: Font, text: str, kind: str) -> None:
        """Append a word; one that is wider than the line by characters, between which lines may then end."""
        if used.words[text] <= self.limit:
            return self._append(text, kind, used.words[text])
        for character in text[:-1]:
            self._append(character, "y", used.words[character])
        return self._append(text[-1], kind, used.words[text[-1]])

    def _append(self, text: str, kind: str, width: float) -> None:
        self.texts.append(text)
        self.classes.append(kind)
        self.widths.append(width)

    def _extra(self, atom: int, points: float) -> None:
        self.widths[atom] += points
        self.extras[atom] = self.extras.get(atom, 0.0) + points

    def atoms(self) -> Atoms:
        """The row, finished."""
        return Atoms(
            tuple(self.texts), "".join(self.classes), tuple(accumulate(self.widths, initial=0.0)), self.extras,
            tuple(self.stretches), self.calls,
        )  # fmt: skip


def atoms(runs: Iterable[Run], inking: Inking, limit: float) -> Atoms:
    """The atoms of runs; a word wider than `limit` (points) is parted. Raises Refused (character-missing)."""
    row = _Row(inking, limit)
    for run in runs:
        if run.text:
            row.run(run)
    return row.atoms()


def missing(runs: Iterable[Run], inking: Inking) -> list[str]:
    """The characters of runs that no face of their cut has."""
    return [
        character
        for run in runs
        for character in uncovered([run.text.replace("\n", " ")], inking.cut(run.manner), run.manner.language)
    ]
