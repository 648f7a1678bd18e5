"""The parts of a line that are drawn by one operator, and what is moved within them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from converter.typeset.atoms import Stretch
from converter.typeset.lines import Line
from converter.typeset.runs import Font


def moves(line: Line, start: int, end: int) -> dict[int, float]:
    """What wide characters are moved by, in points, before each: extras, and the gap that halves of a mark lack."""
    atoms, found = line.atoms, {}
    if extras := atoms.extras:
        within = range(start, min(end, line.end - 1))
        if not extras.keys().isdisjoint(within):
            found = {place + 1: extras[place] for place in extras.keys() & within}
    place = atoms.kinds.find("c", start + 1, end) if line.gap else -1
    while place > 0:
        found[place] = found.get(place, 0.0) - line.gap
        place = atoms.kinds.find("c", place + 1, end)
    return found


def stretches(line: Line) -> Iterable[tuple[int, int, Stretch]]:
    """The parts of a line that are of one font."""
    starts, held = line.atoms.starts, line.atoms.stretches
    if len(held) == 1:
        return ((line.start, line.hang, held[0]),)
    if line.start == line.hang:
        return ()
    first = bisect_right(starts, line.start)
    last = bisect_left(starts, line.hang, first)
    if first == last:
        return ((line.start, line.hang, held[first - 1]),)
    edges = (line.start, *starts[first:last], line.hang)
    return zip(edges[:-1], edges[1:], held[first - 1 : last], strict=True)


def spans(line: Line, start: int, end: int, font: Font) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that stand together: what runs from right to left, or hangs, atom by atom."""
    together = min(end, line.end) if font.direction == "ltr" else start
    if together > start:
        yield start, together
    yield from line.atoms.spans(max(together, start), end)
