"""Where the atoms of a line stand: from left to right as they are read, or reordered where directions mix.

    read     in ABC 12 DE     levels  0 0 1 1 2 1 1     stands   in ED 12 CBA

All lengths are in points, from the line's left edge.
"""

from __future__ import annotations

from itertools import pairwise

from converter.typeset.bidi import reorder
from converter.typeset.kinds import WIDE
from converter.typeset.lines import Line


def added(line: Line, start: int, end: int) -> float:
    """What stands after an atom of these characters, in the order of reading; nothing after the line's last."""
    if end >= line.end:
        return 0.0
    atoms = line.atoms
    space = atoms.extras.get(end - 1, 0.0)
    if line.space and atoms.kinds[start] in "sz":
        space += line.space
    if line.gap and _joined(atoms.kinds[start], atoms.kinds[end]):
        space += line.gap
    return space


def _joined(kind: str, after: str) -> bool:
    """Whether two neighbours may be moved apart by the gap of a line."""
    return after != "c" and (kind in WIDE or after in WIDE)


def edges(line: Line, start: int, end: int) -> tuple[float, float]:
    """The left and the right edge of the atoms from `start` to `end`, of what is not seen apart."""
    if not line.atoms.levels:
        return _advance(line, start), _advance(line, min(end, line.end))
    found = [spot for place, spot in places(line).items() if start <= place < min(end, line.end)]
    return min((left for left, _ in found), default=0.0), max((right for _, right in found), default=0.0)


def places(line: Line) -> dict[int, tuple[float, float]]:
    """The edges of every atom of a line with levels, by its first character; spaces that hang stand outside."""
    atoms, out = line.atoms, dict[int, tuple[float, float]]()
    held = atoms.spans(line.start, line.end)
    at = 0.0
    for index in reorder(bytes([atoms.levels[start] for start, _ in held])):
        start, end = held[index]
        width, after = _width(line, start, end), added(line, start, end)
        left = at + after if atoms.levels[start] % 2 else at
        out[start] = (left, left + width)
        at += width + after
    at = 0.0 if atoms.backward else at
    for start, end in atoms.spans(line.end, line.hang):
        width = _width(line, start, end)
        at -= width if atoms.backward else 0.0
        out[start] = (at, at + width)
        at += 0.0 if atoms.backward else width
    return out


def _width(line: Line, start: int, end: int) -> float:
    """The advance of an atom alone."""
    totals = line.atoms.totals
    return totals[end] - totals[start] - line.atoms.extras.get(end - 1, 0.0)


def _advance(line: Line, place: int) -> float:
    """How far from a line's beginning an atom stands that begins at a place, as the line is stretched."""
    atoms = line.atoms
    advance = atoms.totals[place] - atoms.totals[line.start]
    if not (line.space or line.gap):
        return advance
    before = atoms.kinds[line.start : place].replace("j", "")
    if line.space:
        return advance + line.space * (before.count("s") + before.count("z"))
    joined = before + atoms.kinds[place : min(place + 1, line.end)]
    return advance + line.gap * sum(_joined(a, b) for a, b in pairwise(joined))
