"""Where the atoms of a line stand: from left to right as they are read, or reordered where directions mix.

    read     in ABC 12 DE     levels  0 0 1 1 2 1 1     stands   in ED 12 CBA

All lengths are in points, from the line's left edge.
"""

from __future__ import annotations

from itertools import pairwise

from converter.typeset.bidi import reorder
from converter.typeset.kinds import WIDE
from converter.typeset.lines import Line


def added(line: Line, atom: int) -> float:
    """What stands after an atom, in the order of reading; nothing after the line's last."""
    if atom + 1 >= line.end:
        return 0.0
    atoms = line.atoms
    space = atoms.extras.get(atom, 0.0)
    if line.space and atoms.kinds[atom] in "sz":
        space += line.space
    if line.gap and _joined(atoms.kinds[atom], atoms.kinds[atom + 1]):
        space += line.gap
    return space


def _joined(kind: str, after: str) -> bool:
    """Whether two neighbours may be moved apart by the gap of a line."""
    return after != "c" and (kind in WIDE or after in WIDE)


def edges(line: Line, start: int, end: int) -> tuple[float, float]:
    """The left and the right edge of the atoms from `start` to `end`, of what is not seen apart."""
    if not line.atoms.levels:
        return _advance(line, start), _advance(line, min(end, line.end))
    found = places(line)[start - line.start : min(end, line.end) - line.start]
    return min((left for left, _ in found), default=0.0), max((right for _, right in found), default=0.0)


def places(line: Line) -> list[tuple[float, float]]:
    """The edges of every atom of a line with levels, in the order of reading; spaces that hang stand outside."""
    levels = line.atoms.levels
    out = [(0.0, 0.0)] * (line.hang - line.start)
    at = 0.0
    for index in reorder(levels[line.start : line.end]):
        width, after = _width(line, line.start + index), added(line, line.start + index)
        left = at + after if levels[line.start + index] % 2 else at
        out[index] = (left, left + width)
        at += width + after
    at = 0.0 if line.atoms.backward else at
    for index in range(line.end - line.start, line.hang - line.start):
        width = _width(line, line.start + index)
        at -= width if line.atoms.backward else 0.0
        out[index] = (at, at + width)
        at += 0.0 if line.atoms.backward else width
    return out


def _width(line: Line, atom: int) -> float:
    """The advance of an atom alone."""
    totals = line.atoms.totals
    return totals[atom + 1] - totals[atom] - line.atoms.extras.get(atom, 0.0)


def _advance(line: Line, atom: int) -> float:
    """How far from a line's beginning an atom stands, as the line is stretched."""
    atoms = line.atoms
    natural = atoms.totals[atom] - atoms.totals[line.start]
    if line.space:
        before = atoms.kinds[line.start : atom]
        return natural + line.space * (before.count("s") + before.count("z"))
    if line.gap:
        joined = atoms.kinds[line.start : min(atom + 1, line.end)]
        return natural + line.gap * sum(_joined(a, b) for a, b in pairwise(joined))
    return natural
