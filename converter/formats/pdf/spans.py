"""The parts of a line that are drawn by one operator, and what is moved within them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from converter.typeset.atoms import START, Stretch
from converter.typeset.lines import Line
from converter.typeset.runs import Font


def moves(line: Line, start: int, end: int) -> dict[int, float]:
    """What wide characters are moved by, in points, before each: extras, and the gap that halves of a mark lack."""
    atoms, found = line.atoms, {}
    within, extras = range(start, min(end, line.end - 1)), atoms.extras
    if extras and not extras.keys().isdisjoint(within):
        found = {place + 1: extras[place] for place in extras.keys() & within}
    place = atoms.kinds.find("c", start + 1, end) if line.gap else -1
    while place > 0:
        found[place] = found.get(place, 0.0) - line.gap
        place = atoms.kinds.find("c", place + 1, end)
    return found


def stretches(line: Line) -> Sequence[tuple[int, int, Stretch]]:
    """The parts of a line that are of one font."""
    held = line.atoms.stretches
    if len(held) == 1:
        return ((line.start, line.hang, held[0]),)
    if line.start == line.hang:
        return ()
    out, start = [], line.start
    first = bisect_right(held, start, key=START)
    last = bisect_left(held, line.hang, first, key=START)
    stretch = held[first - 1]
    for after in held[first:last]:
        out.append((start, after.start, stretch))
        start, stretch = after.start, after
    return [*out, (start, line.hang, stretch)]


def spans(line: Line, start: int, end: int, font: Font) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that stand together: what runs from right to left, or hangs, atom by atom."""
    together = min(end, line.end) if font.direction == "ltr" else start
    if together > start:
        yield start, together
    yield from line.atoms.spans(max(together, start), end)
