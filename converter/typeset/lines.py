"""Lines: where atoms are parted to fill a measure, and how each line is stretched to it.

A line takes what fits, gives back what may not stand at its end, and is stretched over the joints of wide characters
and over spaces. The last line, and one that a printed break ends, stay natural. Where lines of words gape, the whole
paragraph is broken again (optimum.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converter.stylesheet import Role
from converter.typeset.atoms import Atoms
from converter.typeset.breaks import FORBIDDEN, WIDE
from converter.typeset.optimum import optimum

PUSH_IN = 0.012
"""By how much of the measure a line may be pressed together to take one more atom."""
_FULL = 0.6
"""How full a ragged line must be to end at a space rather than between wide characters."""
_LOOSE = 0.2
"""A space that is stretched by more of an em than this makes a line gape."""
_EPSILON = 1e-6
_WIDE_OR_BROKEN = re.compile(f"[{WIDE}b]")
_NARROW = re.compile("[wWVUyszn]{2,}")


class Line(NamedTuple):
    """Atoms `start` to `end` on one base line; all lengths in points.

    `x` is from the block's edge, `base` from the line's top to its base line. `gap` is added after every atom that
    touches a wide one, `space` to every space. Spaces up to the atom `hang` hang over the line's end, unseen.
    """

    atoms: Atoms
    start: int
    end: int
    hang: int
    x: float
    base: float
    width: float
    gap: float = 0.0
    space: float = 0.0


class Measure(NamedTuple):
    """What lines are filled to: the inset from the block's edge, the width, and how much the first is indented."""

    x: float
    width: float
    first: float = 0.0


def base(role: Role) -> float:
    """From a line's top to its base line: the letters stand in the middle of the leading."""
    return role.leading / 2 + 0.35 * role.size


def lines(atoms: Atoms, measure: Measure, role: Role) -> list[Line]:
    """The lines of a paragraph, aligned as its role says."""
    justified = role.align == "justify"
    out = _set(atoms, _parted(atoms, measure, ragged=not justified), measure, role)
    if justified and any(line.space > _LOOSE * role.size for line in out) and not _WIDE_OR_BROKEN.search(atoms.classes):
        better = optimum(atoms, measure.width, measure.first, role.size, PUSH_IN * measure.width)
        return _set(atoms, better, measure, role) if better else out
    return out


def _set(atoms: Atoms, parts: Iterable[tuple[int, int]], measure: Measure, role: Role) -> list[Line]:
    out: list[Line] = []
    for start, end in parts:
        inset = measure.first if start == 0 else 0.0
        out.append(_line(atoms, start, end, measure.x + inset, measure.width - inset, role))
    return out


def single(atoms: Atoms, x: float, drop: float) -> Line:
    """All atoms on one line, as wide as they are."""
    count = len(atoms.texts)
    return Line(atoms, 0, count, count, x, drop, atoms.width)


def _parted(atoms: Atoms, measure: Measure, *, ragged: bool) -> Iterator[tuple[int, int]]:
    start, count = 0, len(atoms.texts)
    while start < count:
        forced = atoms.classes.find("b", start)
        stop = count if forced < 0 else forced + 1
        width = measure.width - (measure.first if start == 0 else 0.0)
        if ragged:
            end = _at_space(atoms, start, _end(atoms, start, stop, width, 0.0), width)
        else:
            end = _end(atoms, start, stop, width, PUSH_IN * width)
        yield start, end
        start = end


def _end(atoms: Atoms, start: int, stop: int, width: float, pressed: float) -> int:
    """Where a line from `start` ends, at `stop` at the latest, when it may be pressed together by so many points."""
    totals, classes = atoms.totals, atoms.classes
    end = bisect_right(totals, totals[start] + width + _EPSILON, start + 1, stop + 1) - 1
    if end >= stop:
        return stop
    end = max(end, start + 1)
    while end < stop and classes[end] in "sb":
        end += 1
    if end == stop or (classes[end - 1] in "s" and classes[end - 1 : end + 1] not in FORBIDDEN):
        return end
    over = natural(atoms, start, end + 1) - width
    if over <= pressed and _breaks(classes, end + 1, stop) and any(_stretch(classes[start : end + 1], -over)):
        return end + 1
    return _back(classes, start, end, stop)


def _at_space(atoms: Atoms, start: int, end: int, width: float) -> int:
    """Where a line of a heading ends better: at a space that was printed, if that is not far back."""
    space = atoms.classes.rfind("s", start + 1, end) if end < len(atoms.texts) else -1
    return space + 1 if space > 0 and natural(atoms, start, space) >= _FULL * width else end


def _back(classes: str, start: int, end: int, stop: int) -> int:
    """The last place before `end` where a line may end, or `end` itself when there is none."""
    found = end
    while found > start + 1 and not _breaks(classes, found, stop):
        found -= 1
    return found if _breaks(classes, found, stop) else end


def _breaks(classes: str, end: int, stop: int) -> bool:
    return end >= stop or classes[end - 1 : end + 1] not in FORBIDDEN


def natural(atoms: Atoms, start: int, end: int) -> float:
    """The width of atoms as one line, unstretched: what only parts neighbours does not count at its end."""
    return atoms.totals[end] - atoms.totals[start] - atoms.extras.get(end - 1, 0.0)


def _line(atoms: Atoms, start: int, end: int, x: float, measure: float, role: Role) -> Line:
    """The line of these atoms, without the spaces that hang over its end."""
    classes = atoms.classes
    last = end == len(atoms.texts) or classes[end - 1] == "b"
    hang = end
    while end > start and classes[end - 1] in "sb":
        end -= 1
    width = natural(atoms, start, end) if end > start else 0.0
    rest = measure - width
    drop = base(role)
    if role.align == "justify":
        if last and rest >= 0:
            return Line(atoms, start, end, hang, x, drop, width)
        gap, space = _stretch(classes[start:end], rest)
        return Line(atoms, start, end, hang, x, drop, measure if gap or space else width, gap, space)
    shift = {"start": 0.0, "center": rest / 2, "end": rest}[role.align]
    return Line(atoms, start, end, hang, x + shift, drop, width)


def _stretch(classes: str, rest: float) -> tuple[float, float]:
    """What to add at the joints of wide atoms and to spaces, so that a line is wider by `rest`."""
    spaces = classes.count("s") + classes.count("z")
    joints = len(classes) - 1 - sum(len(narrow) - 1 for narrow in _NARROW.findall(classes))
    if joints and 3 * joints > len(classes):
        return rest / joints, 0.0
    return (0.0, rest / spaces) if spaces else (rest / joints if joints else 0.0, 0.0)
