"""A row of atoms while it is made: run after run, by face, by direction, and in each by kind of character.

runs     工作 | 2.5億人 (bold) | [1]        what is known of their characters: traits.py
kinds    hhwjjhhnjj                       where words may be parted: uax14.py; which way they run: bidi.py
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from converter.fonts.face import Face
from converter.language import Direction
from converter.typeset.atoms import EMERGENCY, Atoms, Stretch
from converter.typeset.bidi import paragraph_level
from converter.typeset.hyphens import SOFT_HYPHEN, syllables
from converter.typeset.kinds import SOLID, WIDE, clusters, dashes, joins, squeezes
from converter.typeset.runs import Font, Inking, Manner, Run, font
from converter.typeset.traits import Traits
from converter.typeset.uax14 import ALLOWED

QUARTER = 0.25
"""The space between an ideograph and a Latin letter or digit, as a share of the em. CLREQ, 3.2.2; JLREQ, 3.2.6."""

_LONG = 5.0
"""The ems from which on a word is long."""
_AT_MARKS = re.compile(r".[^/_?&=(-]*?(?:[/_?&=-]+|\.(?=\D)|(?=\()|$)")
_MARKS = re.compile("m[mc]")
"""Kinds of two wide marks side by side."""
_TOKEN = re.compile(f"[{SOLID}]+|[wj]+|s|z|kj*".encode())
_SOLID, _WIDE, _OF_WORDS = SOLID.encode(), WIDE.encode(), b"wj"
_WORDS = re.compile(b"w[wj]*")
"""Kinds of words that stand side by side."""
_IDEOGRAPHS = (b"h", b"k")
_JOINED = ord("j")
_MAY = bytes([ALLOWED])


class Row:
    """Atoms while they are put in a row, of which the characters are known, and where lines may end among them."""

    def __init__(self, inking: Inking, limit: float, text: str, breaks: bytearray, levels: bytes) -> None:
        self.inking, self.limit = inking, limit
        self.text, self.breaks, self.levels = text, breaks, levels
        self.kinds = bytearray()
        self.widths = [0.0] * len(text)
        self.extras: dict[int, float] = {}
        self.hyphens: dict[int, float] = {}
        self.stretches: list[Stretch] = []
        self.starts: list[int] = []
        self.runs: list[int] = []
        self.manners: list[Manner] = []
        self.calls: dict[int, str] = {}

    def single(self, run: Run) -> None:
        """Append a note's mark or a printed line break, each one atom."""
        manner, start = run.manner, self._begun(run.manner)
        cut, text = self.inking.cut(manner), run.text.replace("\n", " ")
        first = cut.runs(text, manner.language)[0][0]
        whole = (face for face in (first, *cut.faces) if all(map(face.covers, text)))
        self.kinds += b"n".ljust(len(text), b"j") if manner.call else b"b"
        used = self._stretch(next(whole, first), manner, paragraph_level(text), start, wide=False).font
        if manner.call:
            self.calls[start] = manner.call
            self.widths[start] = used.words[run.text]

    def _begun(self, manner: Manner) -> int:
        """Where a run of this manner starts."""
        start = len(self.kinds)
        self.runs.append(start)
        self.manners.append(manner)
        return start

    def run(self, run: Run, traits: Traits) -> None:
        """Append a run: by face, by direction, and in each by kind of character."""
        manner, start = run.manner, self._begun(run.manner)
        self.kinds += traits.kinds.encode("ascii")
        for face, first, last in self._faces(run, traits):
            for level, begin, stop in self._levels(start + first, start + last):
                wide = _wide(self.kinds[begin:stop])
                self._tokens(self._stretch(face, manner, level, begin, wide=wide), begin, stop, solid=traits.solid)
        if manner.chinese and _MARKS.search(traits.kinds):
            self._squeeze(run, traits.kinds, start)

    def _faces(self, run: Run, traits: Traits) -> Sequence[tuple[Face, int, int]]:
        """The parts of a run that are printed in one face each."""
        if traits.face is not None:
            return ((traits.face, 0, len(run.text)),)
        return self.inking.cut(run.manner).runs(run.text, run.manner.language, traits.classes)

    def _levels(self, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        """The parts of the characters start to end that are of one level."""
        if not self.levels:
            return ((0, start, end),)
        edges = [place for place in range(start + 1, end) if self.levels[place] != self.levels[place - 1]]
        return [(self.levels[first], first, last) for first, last in pairwise((start, *edges, end))]

    def _stretch(self, face: Face, manner: Manner, level: int, start: int, *, wide: bool | None) -> Stretch:
        found = Stretch(font_of(face, manner, "rtl" if level % 2 else "ltr"), manner, wide)
        self.starts.append(start)
        self.stretches.append(found)
        return found

    def _tokens(self, stretch: Stretch, at: int, end: int, *, solid: bool) -> None:
        """Measure what a stretch holds: wide characters by the run, words and spaces one by one."""
        used = stretch.font
        if stretch.wide and solid:
            self.widths[at:end] = [used.size] * (end - at)
            return
        while token := _TOKEN.match(self.kinds, at, end):
            start, at = token.span()
            kind = self.kinds[start]
            if kind in _SOLID:
                wide = self.text[start:at]
                self.widths[start:at] = [used.size] * len(wide) if solid else map(used.wide.__getitem__, wide)
            elif kind in _OF_WORDS:
                self._word(used, start, at)
            else:
                self.widths[start] = used.words[self.text[start:at]]
                self.breaks[start + 1 : at] = bytes(at - start - 1)

    def _word(self, used: Font, start: int, end: int) -> None:
        """Make atoms of a word, parted where a line may end in it."""
        at = start
        while (cut := self.breaks.find(_MAY, at + 1, end)) > 0:
            self._part(used, at, cut, whole=False)
            at = cut
        self._part(used, at, end, whole=at == start)

    def _part(self, used: Font, start: int, end: int, *, whole: bool) -> None:
        """Make atoms of a part of a word; a long one by its marks, one wider than the line by syllables or letters."""
        text = self.text[start:end]
        width = used.words[text]
        if width <= self.limit and width <= _LONG * used.size:
            self._atom(start, end, width)
        else:
            parts = _between_marks(text)
            for at, part in zip(accumulate(map(len, parts), initial=start), parts, strict=False):
                self._emergency(used, at, part, hyphenated=whole and len(parts) == 1)
                if at > start:
                    self.breaks[at] = EMERGENCY
        if text[-1] == SOFT_HYPHEN:
            self.hyphens[end - 1] = used.hyphen

    def _emergency(self, used: Font, start: int, text: str, *, hyphenated: bool) -> None:
        """Make atoms of what stands between two marks; where it is too wide, by syllables or by letters."""
        if used.words[text] <= self.limit:
            return self._atom(start, start + len(text), used.words[text])
        at, end = start, start + len(text)
        for syllable in _syllables(text, used.language) if hyphenated else (text,):
            fits = used.words[syllable] + used.hyphen <= self.limit
            for piece in [syllable] if fits else clusters(syllable):
                self._atom(at, at + len(piece), used.words[piece])
                if at > start:
                    self.breaks[at] = EMERGENCY
                at += len(piece)
            if at < end:
                self.hyphens[at - 1] = used.hyphen
        return None

    def _atom(self, start: int, end: int, width: float) -> None:
        """Make one atom of some characters of a word."""
        self.widths[start] = width
        self.kinds[start:end] = b"w".ljust(end - start, b"j")

    # Space between atoms

    def _squeeze(self, run: Run, kinds: str, start: int) -> None:
        """Bring wide marks side by side together: neighbours are squeezed, halves of a dash joined."""
        for place, share in squeezes(run.text, simplified=run.manner.language.endswith("Hans")).items():
            if kinds[place] in SOLID:
                self._extra(start + place, start + place, -share * run.manner.size)
        if "c" in kinds:
            for place, bearings in dashes(run.text).items():
                if kinds[place] in SOLID:
                    self._extra(start + place, start + place, bearings * self._font(start + place).bearing)

    def _space(self) -> None:
        """Part ideographs from letters and digits, where the language of the first of two does."""
        if not any(manner.chinese for manner in self.manners):
            return
        for word in _WORDS.finditer(self.kinds):
            start, end = word.span()
            if start and self.text[start].isalnum():
                first = self._first(start)
                if self.kinds.startswith(_IDEOGRAPHS, first) and self.text[first].isalnum():
                    self._part_by_quarter(first, start)
            if self.kinds.startswith(_IDEOGRAPHS, end) and self.text[end].isalnum() and self._is_letter(end - 1):
                self._part_by_quarter(self._first(end), end)

    def _first(self, end: int) -> int:
        """The first character of the atom that ends here."""
        first = end - 1
        while self.kinds[first] == _JOINED and first:
            first -= 1
        return first

    def _is_letter(self, last: int) -> bool:
        """Whether a word ends here with a letter or digit, and what is combined with it."""
        edge = self.text[last]
        return edge.isalnum() or (joins(edge) and last > 0 and self.kinds[last - 1] in _OF_WORDS)

    def _part_by_quarter(self, first: int, after: int) -> None:
        if self._manner(first).chinese:
            self._extra(first, after - 1, QUARTER * self._manner(after).size)

    def _manner(self, place: int) -> Manner:
        return self.manners[bisect_right(self.runs, place) - 1]

    def _font(self, place: int) -> Font:
        return self.stretches[bisect_right(self.starts, place) - 1].font

    def _extra(self, first: int, last: int, points: float) -> None:
        self.widths[first] += points
        self.extras[last] = self.extras.get(last, 0.0) + points

    def atoms(self, *, backward: bool) -> Atoms:
        """The row, finished."""
        self._space()
        return Atoms(
            self.text, self.kinds.decode("ascii"), bytes(self.breaks), tuple(accumulate(self.widths, initial=0.0)),
            self.extras, self.hyphens, tuple(self.starts), tuple(self.stretches), self.calls, self.levels, backward,
        )  # fmt: skip


def _wide(kinds: bytearray) -> bool | None:
    """Whether all characters are wide ones by themselves, or none is wide; None where they are mixed, or joined."""
    rest = len(kinds.translate(None, _WIDE))
    return False if rest == len(kinds) else None if rest or b"k" in kinds else True


def _between_marks(text: str) -> list[str]:
    """A word's parts, each but the last with the mark after it."""
    parts: list[str] = []
    for part in _AT_MARKS.findall(text):
        if parts and joins(part[0]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _syllables(text: str, language: str) -> list[str]:
    """A word in the parts between which it may be hyphenated."""
    return [text[start:end] for start, end in pairwise((0, *syllables(text, language), len(text)))]


def font_of(face: Face, manner: Manner, direction: Direction) -> Font:
    """The font of a manner in one of its faces."""
    return font(face, manner.size, manner.language, manner.rise, manner.colour, manner.features, direction)
