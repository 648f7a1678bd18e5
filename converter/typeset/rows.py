"""Runs put in rows of atoms: by face, by direction, and in each by kind of character.

runs     工作 | 2.5億人 (bold) | [1]        what is known of their characters: traits.py
kinds    hhwjjhhnjj                       where words may be parted: uax14.py; which way they run: bidi.py
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import inf

from msgspec.structs import replace

from converter.fonts.face import Face
from converter.language import Direction, direction
from converter.typeset.atoms import EMERGENCY, START, Atoms, Stretch
from converter.typeset.bidi import levels, paragraph_level
from converter.typeset.hyphens import SOFT_HYPHEN, syllables
from converter.typeset.kinds import SOLID, clusters, dashes, joins, squeezes
from converter.typeset.runs import Font, Inking, Manner, Run, font
from converter.typeset.traits import Traits
from converter.typeset.uax14 import ALLOWED, MANDATORY, PROHIBITED, opportunities

QUARTER = 0.25
"""The space between an ideograph and a Latin letter or digit, as a share of the em. CLREQ, 3.2.2; JLREQ, 3.2.6."""

_LONG = 5.0
"""The ems from which on a word is long."""
_AT_MARKS = re.compile(r".[^/_?&=(-]*?(?:[/_?&=-]+|\.(?=\D)|(?=\()|$)")
_MARKS = re.compile("m[mc]")
"""Kinds of two wide marks side by side."""
_TOKENS = re.compile(f"[{SOLID}]+|[wj]+|s|z|kj*".encode())
_WIDE, _OF_WORDS = SOLID.encode(), b"wj"
_MEETINGS = re.compile(b"h(?=w)|kj*(?=w)|wj*(?=[hk])")
"""Kinds of ideographs before a word, and of words before an ideograph."""
_BLANKS = {ord(blank): " " for blank in "\t\n\r\f\v\x85\u2028\u2029"}
_MAY, _END = bytes([ALLOWED]), bytes([MANDATORY])
_ISOLATE: Mapping[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
"""The controls LRI and RLI of UAX 9, which PDI, U+2069, ends."""


class _Row:
    """Atoms while they are put in a row, of which the characters are known, and where lines may end among them."""

    def __init__(self, inking: Inking, limit: float, text: str, breaks: bytearray, levels: bytes) -> None:
        self.inking, self.limit = inking, limit
        self.text, self.breaks, self.levels = text, breaks, levels
        self.kinds = bytearray()
        self.widths = [0.0] * len(text)
        self.extras: dict[int, float] = {}
        self.hyphens: dict[int, float] = {}
        self.stretches: list[Stretch] = []
        self.calls: dict[int, str] = {}

    def single(self, run: Run) -> None:
        """Append a note's mark or a printed line break, each one atom."""
        manner, start = run.manner, len(self.kinds)
        cut, text = self.inking.cut(manner), run.text.replace("\n", " ")
        first = cut.runs(text, manner.language)[0][0]
        whole = (face for face in (first, *cut.faces) if all(map(face.covers, text)))
        used = self._stretch(next(whole, first), manner, paragraph_level(text), start)
        self.kinds += b"n".ljust(len(text), b"j") if manner.call else b"b"
        if manner.call:
            self.calls[start] = manner.call
            self.widths[start] = used.words[run.text]

    def run(self, run: Run, traits: Traits) -> None:
        """Append a run: by face, by direction, and in each by kind of character."""
        manner, start = run.manner, len(self.kinds)
        self.kinds += traits.kinds.encode("ascii")
        for face, first, last in self._faces(run, traits):
            for level, begin, stop in self._levels(start + first, start + last):
                used = self._stretch(face, manner, level, begin)
                for token in _TOKENS.finditer(self.kinds, begin, stop):
                    self._token(used, *token.span(), solid=traits.solid)
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

    def _stretch(self, face: Face, manner: Manner, level: int, start: int) -> Font:
        used = _font(face, manner, "rtl" if level % 2 else "ltr")
        self.stretches.append(Stretch(start, used, manner))
        return used

    def _token(self, used: Font, start: int, end: int, *, solid: bool) -> None:
        kind = self.kinds[start]
        if kind in _WIDE:
            count = end - start
            self.widths[start:end] = [used.size] * count if solid else map(used.wide.__getitem__, self.text[start:end])
        elif kind in _OF_WORDS:
            self._word(used, start, end)
        else:
            self.widths[start] = used.words[self.text[start:end]]
            self.breaks[start + 1 : end] = bytes(end - start - 1)

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
        for meeting in _MEETINGS.finditer(self.kinds):
            first, after = meeting.span()
            word = self.kinds[first] in _OF_WORDS
            edge = self.text[after - 1 if word else first]
            letter = edge.isalnum() or (word and joins(edge) and after > 1 and self.kinds[after - 2] in _OF_WORDS)
            if letter and self.text[after].isalnum() and self._font(first).autospaced:
                self._extra(first, after - 1, QUARTER * self._font(after).size)

    def _font(self, place: int) -> Font:
        return self.stretches[bisect_right(self.stretches, place, key=START) - 1].font

    def _extra(self, first: int, last: int, points: float) -> None:
        self.widths[first] += points
        self.extras[last] = self.extras.get(last, 0.0) + points

    def atoms(self, *, backward: bool) -> Atoms:
        """The row, finished."""
        self._space()
        return Atoms(
            self.text, self.kinds.decode("ascii"), bytes(self.breaks), tuple(accumulate(self.widths, initial=0.0)),
            self.extras, self.hyphens, tuple(self.stretches), self.calls, self.levels, backward,
        )  # fmt: skip


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


def atoms(runs: Iterable[Run], inking: Inking, limit: float, language: str = "") -> Atoms:
    """The atoms of runs, a paragraph in a language (the first run's, if none); a word wider than `limit` is parted.

    `limit` is in points; where it is infinite there is one line. Raises Refused (character-missing).
    """
    held = [_blanked(run) for run in runs if run.text]
    known = [None if run.manner.call else inking.look(run.manner).traits(run.text) for run in held]
    plain = "".join([run.text for run in held if not run.manner.call])
    base = direction(language or (held[0].manner.language if held else ""))
    may = _breaks(held, known, plain)[: len(plain)] if limit < inf else bytes(len(plain))
    breaks = bytearray(_with_calls(may, held, PROHIBITED) + _END)
    depths = _depths(held, plain, base)
    deep = _with_calls(depths, held, int(base == "rtl")) if depths else b""
    row = _Row(inking, limit, "".join([run.text for run in held]), breaks, deep)
    for run, traits in zip(held, known, strict=True):
        if traits is None or run.text == "\n":
            row.single(run)
        else:
            row.run(run, traits)
    return row.atoms(backward=base == "rtl")


def _with_calls(values: bytes, runs: Sequence[Run], value: int) -> bytes:
    """Values by character of plain text, with `value` put in for each character of a note's mark."""
    if not any(run.manner.call for run in runs):
        return values
    out, at = bytearray(), 0
    for run in runs:
        if run.manner.call:
            out += bytes([value]) * len(run.text)
        else:
            out += values[at : at + len(run.text)]
            at += len(run.text)
    return bytes(out)


def whole(run: Run, inking: Inking) -> Atoms:
    """A run on one line, however wide: one atom, where one face prints it from left to right without wide characters.

    Raises Refused (character-missing).
    """
    manner, text = run.manner, run.text
    face = inking.look(manner).face(text) if text.isascii() and text.isprintable() and text else None
    if face is None or direction(manner.language) == "rtl":
        return atoms([run], inking, inf)
    used = _font(face, manner, "ltr")
    totals, kinds = (0.0, *[used.words[text]] * len(text)), "w".ljust(len(text), "j")
    return Atoms(
        text, kinds, bytes(len(text)) + _END, totals, {}, {}, (Stretch(0, used, manner),), {}, b"", backward=False
    )  # fmt: skip


def _font(face: Face, manner: Manner, direction: Direction) -> Font:
    """The font of a manner in one of its faces."""
    return font(face, manner.size, manner.language, manner.rise, manner.colour, manner.features, direction)


def _blanked(run: Run) -> Run:
    """The run with a space for whatever white space its text has; a printed line break stays."""
    if run.text == "\n" or run.text.isprintable():
        return run
    return replace(run, text=run.text.translate(_BLANKS))


def _depths(runs: Sequence[Run], text: str, base: Direction) -> bytes:
    """The level of every character, nothing when all are 0; what is in a language of the other direction is isolated.

    The controls that isolate it stand in no report, and their levels are left out.
    """
    parts = [(run.text, direction(run.manner.language)) for run in runs if not run.manner.call]
    if all(own == base for _, own in parts):
        found = levels(text, base)
    else:
        deep = levels("".join(f"{_ISOLATE[own]}{part}\u2069" if own != base else part for part, own in parts), base)
        found, at = b"", 0
        for part, own in parts:
            at += own != base
            found += deep[at : at + len(part)]
            at += len(part) + (own != base)
    return found if base == "rtl" or found.count(0) < len(found) else b""


def _breaks(runs: Sequence[Run], known: Iterable[Traits | None], text: str) -> bytes:
    """Where the runs' text may be parted, each run by its own language."""
    spoken = dict.fromkeys([run.manner.language for run in runs])
    if len(spoken) < 2:
        return opportunities(text, next(iter(spoken), None), "".join([traits.letters for traits in known if traits]))
    by_language = {language: opportunities(text, language) for language in spoken}
    found = bytearray()
    for run in runs:
        if not run.manner.call:
            found += by_language[run.manner.language][len(found) : len(found) + len(run.text)]
    return bytes(found)
