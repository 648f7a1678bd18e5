"""The parts of a line that are drawn by one operator, and what is moved within them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from converter.typeset.atoms import START, Stretch
from converter.typeset.lines import Line
from converter.typeset.runs import Font


def moves(line: Line, start: int, end: int) -> dict[int, float]:
    """What wide characters are moved by, in points, before each: extras, and the gap that halves of a mark lack."""
    atoms = line.atoms
    found = {place + 1: atoms.extras[place] for place in _among(atoms.extras, start, min(end, line.end - 1))}
    place = atoms.kinds.find("c", start + 1, end) if line.gap else -1
    while place > 0:
        found[place] = found.get(place, 0.0) - line.gap
        place = atoms.kinds.find("c", place + 1, end)
    return found


def _among(extras: Mapping[int, float], start: int, end: int) -> Iterable[int]:
    """The characters from start to end that have an extra."""
    if len(extras) > end - start:
        return filter(extras.__contains__, range(start, end))
    return [place for place in extras if start <= place < end]


def stretches(line: Line) -> Sequence[tuple[int, int, Stretch]]:
    """The parts of a line that are of one font."""
    held = line.atoms.stretches
    if len(held) == 1:
        return ((line.start, line.hang, held[0]),)
    if line.start == line.hang:
        return ()
    first = bisect_right(held, line.start, key=START)
    last = bisect_left(held, line.hang, first, key=START)
    edges = (line.start, *(stretch.start for stretch in held[first:last]), line.hang)
    return [(*edge, stretch) for edge, stretch in zip(pairwise(edges), held[first - 1 : last], strict=True)]


def spans(line: Line, start: int, end: int, font: Font) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that stand together: what runs from right to left, or hangs, atom by atom."""
    together = min(end, line.end) if font.direction == "ltr" else start
    if together > start:
        yield start, together
    yield from line.atoms.spans(max(together, start), end)
