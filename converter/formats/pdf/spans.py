"""The parts of a line that are drawn by one operator, and what is moved within them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from converter.typeset.lines import Line
from converter.typeset.runs import Font, Manner

_START = attrgetter("start")


def moves(line: Line, start: int, end: int) -> dict[int, float]:
    """What wide characters are moved by, in points, before each: extras, and the gap that halves of a mark lack."""
    atoms = line.atoms
    found = {place + 1: atoms.extras[place] for place in among(atoms.extras, start, min(end, line.end - 1))}
    place = atoms.kinds.find("c", start + 1, end) if line.gap else -1
    while place > 0:
        found[place] = found.get(place, 0.0) - line.gap
        place = atoms.kinds.find("c", place + 1, end)
    return found


def among(extras: Mapping[int, float], start: int, end: int) -> Iterable[int]:
    """The characters from start to end that have an extra."""
    return (
        filter(extras.__contains__, range(start, end))
        if len(extras) > end - start
        else (place for place in extras if start <= place < end)
    )


def stretches(line: Line) -> Iterator[tuple[int, int, Font, Manner]]:
    """The parts of a line that are of one font."""
    held = line.atoms.stretches
    if len(held) == 1:
        yield line.start, line.hang, held[0].font, held[0].manner
        return
    place = max(bisect_right(held, line.start, key=_START) - 1, 0)
    start = line.start
    while start < line.hang:
        stretch, place = held[place], place + 1
        end = line.hang if place == len(held) else min(held[place].start, line.hang)
        if end > start:
            yield start, end, stretch.font, stretch.manner
        start = end


def spans(line: Line, start: int, end: int, font: Font) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that stand together: what runs from right to left, or hangs, atom by atom."""
    together = min(end, line.end) if font.direction == "ltr" else start
    if together > start:
        yield start, together
    yield from line.atoms.spans(max(together, start), end)
