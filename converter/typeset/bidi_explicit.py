"""Explicit levels and isolating run sequences: the rules X1 to X10 of Unicode UAX 9, on classes as letters.

The letters are those of `bidi.LETTERS`. Embeddings, overrides and isolates give every character a level; characters
of one level that stand together, isolates apart, make a sequence within which the rules W, N and I work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_DEEPEST = 125
"""The highest level that an embedding may have: max_depth, BD2."""
_EMBEDDINGS = "1234"
_OVERRIDES = {"3": "L", "4": "R"}
_RIGHT_TO_LEFT = "247"
_ISOLATES = "678"
_REMOVED = frozenset("b12345")
_CONTROLS = re.compile("[1-9]")
_STRONG_OR_ISOLATE = re.compile("[LRA6789]")


def first_strong(classes: str, start: int) -> str:
    """P2: the first strong class outside isolates; from within an isolate, the search ends where that does (X5c)."""
    depth = 0
    for found in _STRONG_OR_ISOLATE.finditer(classes, start):
        if found[0] in _ISOLATES:
            depth += 1
        elif found[0] == "9":
            if start and not depth:
                break
            depth = max(depth - 1, 0)
        elif not depth:
            return found[0]
    return "L"


class _Entry(NamedTuple):
    """An entry of the directional status stack."""

    level: int
    override: str = ""
    isolate: bool = False


class Explicit:
    """X1 to X8: the embedding level of every character, its class after overrides, and what closes each isolate."""

    def __init__(self, classes: str, paragraph: int) -> None:
        self.classes = classes
        self.letters = classes
        self.levels = bytearray([paragraph]) * len(classes)
        self.closed_by: dict[int, int] = {}
        if _CONTROLS.search(classes):
            self._stack = [_Entry(paragraph)]
            self._overflowing_isolates = self._overflowing_embeddings = self._valid_isolates = 0
            self._open: list[int] = []
            self.letters = "".join([self._letter(at, letter) for at, letter in enumerate(classes)])

    def _letter(self, at: int, letter: str) -> str:
        """Take the next character: its class after overrides."""
        if letter in _EMBEDDINGS:
            self._embed(letter)
        elif letter == "5":
            self._end_embedding()
        elif letter in _ISOLATES:
            placed = self._place(at, letter)
            self._isolate(at, letter)
            return placed
        elif letter == "9":
            self._end_isolate(at)
            return self._place(at, letter)
        elif letter not in "bP":
            return self._place(at, letter)
        return letter

    def _place(self, at: int, letter: str) -> str:
        """X6, and its like in X5a, X5b and X6a. (X8 needs nothing: B has the level of the paragraph.)"""
        top = self._stack[-1]
        self.levels[at] = top.level
        return top.override or letter

    def _next_level(self, *, odd: bool) -> int:
        level = self._stack[-1].level
        return (level + 1) | 1 if odd else (level + 2) & ~1

    def _embed(self, letter: str) -> None:
        """X2 to X5."""
        level = self._next_level(odd=letter in _RIGHT_TO_LEFT)
        if level <= _DEEPEST and not self._overflowing_isolates and not self._overflowing_embeddings:
            self._stack.append(_Entry(level, _OVERRIDES.get(letter, "")))
        elif not self._overflowing_isolates:
            self._overflowing_embeddings += 1

    def _isolate(self, at: int, letter: str) -> None:
        """X5a to X5c."""
        self._open.append(at)
        if self._overflowing_isolates or self._overflowing_embeddings:
            self._overflowing_isolates += 1
            return
        odd = letter in _RIGHT_TO_LEFT or (letter == "8" and first_strong(self.classes, at + 1) in "RA")
        level = self._next_level(odd=odd)
        if level <= _DEEPEST:
            self._valid_isolates += 1
            self._stack.append(_Entry(level, isolate=True))
        else:
            self._overflowing_isolates += 1

    def _end_isolate(self, at: int) -> None:
        """X6a, and the match of BD9."""
        if self._open:
            self.closed_by[self._open.pop()] = at
        if self._overflowing_isolates:
            self._overflowing_isolates -= 1
        elif self._valid_isolates:
            self._overflowing_embeddings = 0
            while not self._stack.pop().isolate:
                pass
            self._valid_isolates -= 1

    def _end_embedding(self) -> None:
        """X7."""
        if self._overflowing_isolates:
            return
        if self._overflowing_embeddings:
            self._overflowing_embeddings -= 1
        elif not self._stack[-1].isolate and len(self._stack) > 1:
            self._stack.pop()


class Sequence(NamedTuple):
    """An isolating run sequence: the places of its characters, their level, and its sos and eos."""

    places: list[int]
    level: int
    before: str
    after: str


def sequences_of(explicit: Explicit, paragraph: int) -> Iterator[Sequence]:
    """X9, X10: level runs without removed characters, joined from the start of an isolate to its end."""
    kept = [at for at, letter in enumerate(explicit.classes) if letter not in _REMOVED]
    awaiting: dict[int, list[int]] = {}
    sequences: list[list[int]] = []
    for _, run_places in groupby(kept, explicit.levels.__getitem__):
        run = list(run_places)
        sequence = awaiting.pop(run[0], None)
        if sequence is None:
            sequences.append(sequence := [])
        sequence += run
        if closing := explicit.closed_by.get(run[-1]):
            awaiting[closing] = sequence
    for places in sequences:
        yield _bounded(explicit, places, paragraph)


def _bounded(explicit: Explicit, places: list[int], paragraph: int) -> Sequence:
    """X10: sos and eos, from the higher of the levels on either side."""
    level = explicit.levels[places[0]]
    before = _level_beside(explicit, places[0] - 1, -1, paragraph)
    unclosed = explicit.classes[places[-1]] in _ISOLATES
    after = paragraph if unclosed else _level_beside(explicit, places[-1] + 1, 1, paragraph)
    return Sequence(places, level, direction_of(max(level, before)), direction_of(max(level, after)))


def _level_beside(explicit: Explicit, at: int, step: int, paragraph: int) -> int:
    while 0 <= at < len(explicit.classes):
        if explicit.classes[at] not in _REMOVED:
            return explicit.levels[at]
        at += step
    return paragraph


def direction_of(level: int) -> str:
    """The class of a level's direction."""
    return "R" if level & 1 else "L"
