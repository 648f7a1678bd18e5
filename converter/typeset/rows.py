"""Runs put in rows of atoms: by face, by direction, and in each by kind of character.

runs     工作 | 2.5億人 (bold) | [1]        what is known of their characters: traits.py
atoms    工 作 2.5 億 人 [1]               where words may be parted: uax14.py; which way they run: bidi.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import inf

from msgspec.structs import replace

from converter.fonts.face import Face
from converter.language import Direction, direction
from converter.typeset.atoms import EMERGENCY, Atoms, Stretch
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
_TOKENS = re.compile(f"[{SOLID}]+|[wj]+|s|z|kj+")
_BLANKS = {ord(blank): " " for blank in "\t\n\r\f\v\x85\u2028\u2029"}
_MAY, _END, _WHOLE = bytes([ALLOWED]), bytes([MANDATORY]), bytes([PROHIBITED, MANDATORY])
_ISOLATE: Mapping[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
"""The controls LRI and RLI of UAX 9, which PDI, U+2069, ends."""


class _Characters(dict[str, str]):
    """One string for each wide character, however often it is printed."""

    def __missing__(self, character: str) -> str:
        self[character] = character
        return character


_CHARACTERS = _Characters()


class _Row:
    """Atoms while they are put in a row, and what is known of their whole text."""

    def __init__(self, inking: Inking, limit: float, breaks: bytes, levels: bytes, base: int) -> None:
        self.inking, self.limit = inking, limit
        self.may, self.depths, self.base = breaks, levels, base
        self.at = 0
        self.texts: list[str] = []
        self.kinds: list[str] = []
        self.breaks = bytearray()
        self.levels = bytearray()
        self.widths: list[float] = []
        self.extras: dict[int, float] = {}
        self.hyphens: dict[int, float] = {}
        self.stretches: list[Stretch] = []
        self.calls: dict[int, str] = {}
        self.last_ideograph = self.last_alphanumeric = self.solid = False

    def run(self, run: Run, traits: Traits | None) -> None:
        """Append a run: by face, by direction, and in each by kind of character. Without traits it is one atom."""
        if traits is None or run.text == "\n":
            return self._single(run)
        manner, text, kinds = run.manner, run.text, traits.kinds
        self.solid = traits.solid and traits.face is not None
        for face, start, end in self._faces(run, traits.face):
            for first, last, level in self._levels(start, end) if self.depths else ((start, end, 0),):
                used = self._stretch(face, manner, level)
                moves = _moves(text, kinds, used) if manner.chinese and _MARKS.search(kinds) else {}
                for token in _TOKENS.finditer(kinds, first, last):
                    self._token(used, text, token)
                    if moves and token[0][0] in SOLID:
                        self._move(moves, token.start(), token.end())
                if self.depths:
                    self.levels += bytes([level]) * (len(self.texts) - len(self.levels))
        self.at += len(text)
        return None

    def _faces(self, run: Run, face: Face | None) -> Sequence[tuple[Face, int, int]]:
        """The parts of a run that are printed in one face each."""
        if face is not None:
            return ((face, 0, len(run.text)),)
        return self.inking.cut(run.manner).runs(run.text, run.manner.language)

    def _levels(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The parts of the run's characters start to end that are of one level."""
        while start < end:
            level, last = self.depths[self.at + start], start + 1
            while last < end and self.depths[self.at + last] == level:
                last += 1
            yield start, last, level
            start = last

    def _stretch(self, face: Face, manner: Manner, level: int) -> Font:
        used = _font(face, manner, "rtl" if level % 2 else "ltr")
        self.stretches.append(Stretch(len(self.texts), used, manner))
        return used

    def _move(self, moves: Mapping[int, float], start: int, end: int) -> None:
        """Move what stands after some of the last atoms, which are the characters start to end."""
        for place, points in moves.items():
            if start <= place < end:
                self._extra(len(self.texts) - end + place, points)

    def _single(self, run: Run) -> None:
        """Append a note's mark or a printed line break, each one atom, at the level of the paragraph."""
        manner = run.manner
        cut, text = self.inking.cut(manner), run.text.replace("\n", " ")
        first = cut.runs(text, manner.language)[0][0]
        whole = (face for face in (first, *cut.faces) if all(map(face.covers, text)))
        used = self._stretch(next(whole, first), manner, paragraph_level(text))
        if manner.call:
            self.calls[len(self.texts)] = manner.call
            self._append(run.text, "n", used.words[run.text], PROHIBITED)
        else:
            self._append(run.text, "b", 0.0, self.may[self.at])
            self.at += 1
        self.levels.append(self.base)
        self.last_ideograph = self.last_alphanumeric = False

    def _token(self, used: Font, text: str, token: re.Match[str]) -> None:
        kind = token[0][0]
        if kind in SOLID:
            self._wide(used, text[token.start() : token.end()], token)
        elif kind in "wj":
            self._word(used, text[token.start() : token.end()], self.at + token.start())
        elif kind == "k":
            self._cluster(used, text[token.start() : token.end()], self.may[self.at + token.start()])
        else:
            space = text[token.start()]
            self._append(space, kind, used.words[space], self.may[self.at + token.start()])
            self.last_ideograph = self.last_alphanumeric = False

    def _wide(self, used: Font, text: str, token: re.Match[str]) -> None:
        if self.last_alphanumeric and token[0][0] == "h":
            self._extra(len(self.texts) - 1, QUARTER * used.size)
        characters = list(map(_CHARACTERS.__getitem__, text))
        self.widths += [used.size] * len(text) if self.solid else map(used.wide.__getitem__, characters)
        self.texts += characters
        self.kinds.append(token[0])
        self.breaks += self.may[self.at + token.start() : self.at + token.end()]
        self.last_ideograph = token[0][-1] == "h" and used.autospaced
        self.last_alphanumeric = False

    def _cluster(self, used: Font, text: str, may: int) -> None:
        """Append a wide character with what is combined with it."""
        ideograph = text[0].isalnum() and used.autospaced
        if self.last_alphanumeric and ideograph:
            self._extra(len(self.texts) - 1, QUARTER * used.size)
        self._append(text, "k", used.words[text], may)
        self.last_ideograph, self.last_alphanumeric = ideograph, False

    def _word(self, used: Font, text: str, place: int) -> None:
        """Append a word, parted where a line may end in it."""
        if self.last_ideograph and text[0].isalnum():
            self._extra(len(self.texts) - 1, QUARTER * used.size)
        start, end = place, place + len(text)
        while (cut := self.may.find(_MAY, start + 1, end)) > 0:
            self._part(used, text[start - place : cut - place], self.may[start], text)
            start = cut
        self._part(used, text[start - place :], self.may[start], text)
        self.last_ideograph = False
        self.last_alphanumeric = used.autospaced and (text[-1].isalnum() or (len(text) > 1 and joins(text[-1])))

    def _part(self, used: Font, text: str, may: int, whole: str) -> None:
        """Append a part of a word; a long one by its marks, one that is wider than the line by syllables or letters."""
        width = used.words[text]
        if width <= self.limit and width <= _LONG * used.size:
            self._append(text, "w", width, may)
        else:
            parts = _between_marks(text)
            for part in parts:
                self._emergency(used, part, may, hyphenated=parts == [whole])
                may = EMERGENCY
        if text[-1] == SOFT_HYPHEN:
            self.hyphens[len(self.texts) - 1] = used.hyphen

    def _emergency(self, used: Font, text: str, may: int, *, hyphenated: bool) -> None:
        """Append what stands between two marks; where it is too wide, by syllables or by letters."""
        if used.words[text] <= self.limit:
            return self._append(text, "w", used.words[text], may)
        edges = [0, *(syllables(text, used.language) if hyphenated else ()), len(text)]
        for start, end in pairwise(edges):
            syllable = text[start:end]
            fits = used.words[syllable] + used.hyphen <= self.limit
            for piece in [syllable] if fits else clusters(syllable):
                self._append(piece, "w", used.words[piece], may)
                may = EMERGENCY
            if end < len(text):
                self.hyphens[len(self.texts) - 1] = used.hyphen
        return None

    def _append(self, text: str, kind: str, width: float, may: int) -> None:
        self.texts.append(text)
        self.kinds.append(kind)
        self.widths.append(width)
        self.breaks.append(may)

    def _extra(self, atom: int, points: float) -> None:
        self.widths[atom] += points
        self.extras[atom] = self.extras.get(atom, 0.0) + points

    def atoms(self) -> Atoms:
        """The row, finished."""
        return Atoms(
            tuple(self.texts), "".join(self.kinds), bytes(self.breaks) + _END,
            tuple(accumulate(self.widths, initial=0.0)), self.extras, self.hyphens, tuple(self.stretches), self.calls,
            bytes(self.levels) if self.depths else b"", self.base == 1,
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


def _moves(text: str, kinds: str, used: Font) -> dict[int, float]:
    """By place, what is added after a wide mark beside another: neighbours are squeezed, halves of a dash joined."""
    squeezed = squeezes(text, simplified=used.language.endswith("Hans"))
    moves = {place: -share * used.size for place, share in squeezed.items()}
    if "c" in kinds:
        for place, shares in dashes(text).items():
            moves[place] = moves.get(place, 0.0) + shares * used.bearing
    return moves


def atoms(runs: Iterable[Run], inking: Inking, limit: float, language: str = "") -> Atoms:
    """The atoms of runs, a paragraph in a language (the first run's, if none); a word wider than `limit` is parted.

    `limit` is in points; where it is infinite there is one line. Raises Refused (character-missing).
    """
    held = [_blanked(run) for run in runs if run.text]
    known = [None if run.manner.call else inking.traits(run) for run in held]
    text = "".join([run.text for run in held if not run.manner.call])
    base = direction(language or (held[0].manner.language if held else ""))
    depths = _depths(held, text, base)
    may = _breaks(held, known, text) if limit < inf else bytes(len(text) + 1)
    row = _Row(inking, limit, may, depths, int(base == "rtl"))
    for run, traits in zip(held, known, strict=True):
        row.run(run, traits)
    return row.atoms()


def whole(run: Run, inking: Inking) -> Atoms:
    """A run on one line, however wide: one atom, where one face prints it from left to right without wide characters.

    Raises Refused (character-missing).
    """
    manner, text = run.manner, run.text
    face = inking.traits(run).face if text.isascii() and text.isprintable() and text else None
    if face is None or direction(manner.language) == "rtl":
        return atoms([run], inking, inf)
    used = _font(face, manner, "ltr")
    return Atoms(
        (text,), "w", _WHOLE, (0.0, used.words[text]), {}, {}, (Stretch(0, used, manner),), {}, b"", backward=False
    )


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
