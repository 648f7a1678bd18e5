"""Lines: where atoms are parted to fill a measure, and how each line is stretched to it.

A line takes what fits, gives back what may not stand at its end, and is stretched over the joints of wide characters
and over spaces. The last line, and one that a printed break ends, stay natural; a single ideograph is not left alone on
it. Where lines of words gape, the whole paragraph is broken again, and hyphenated if need be (optimum.py).

Lines start at the left whatever their direction (mirror.py turns them); in which order their atoms stand is told by
visual.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from converter.stylesheet import Role
from converter.typeset.atoms import EMERGENCY, Atoms
from converter.typeset.kinds import WIDE
from converter.typeset.optimum import Fill, Parts, hyphenated, optimum
from converter.typeset.uax14 import ALLOWED, MANDATORY

PUSH_IN = 0.012
"""By how much of the measure a line may be pressed together to take one more atom."""
_FULL = 0.6
"""How full a ragged line must be to end at a space rather than between wide characters."""
_LOOSE = 0.2
"""A space that is stretched by more of an em than this makes a line gape."""
_EPSILON = 1e-6
_ELASTIC = re.compile(f"[sz]|[{WIDE}]j*[^jc]|.[hmk]")
"""Kinds of a space, or of two atoms with a joint between them."""
_CLUSTERS = re.compile("kj+")
_SORTED = bytes.maketrans(b"hmkwjsznb", b"|||------")
"""Wide atoms and narrow ones; `c` stays, which has no joint before it."""
_SHARES = {"start": 0.0, "justify": 0.0, "center": 0.5, "end": 1.0}
"""The share of what a line leaves free that stands before it."""
_BROKEN, _MAY, _EMERGENCY = bytes([MANDATORY]), bytes([ALLOWED]), bytes([EMERGENCY])
_FREELY = (ALLOWED, MANDATORY)
_EMPTY = 0.75
"""A line that is less full may end inside a long word."""
_FEW = 8
"""Wide characters are few where there are so many atoms for each."""
_SHORTENED = 0.85
"""How full the last line but one stays, at least, when it gives characters to the last."""


class Line(Struct, frozen=True, gc=False):
    """The atoms of the characters `start` to `end` on one base line; all lengths in points.

    `x` is from the block's edge, `base` from the line's top to its base line. `gap` is added after every atom that
    touches a wide one, `space` to every space. Spaces up to the character `hang` hang over the line's end, unseen.
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


class Measure(Struct, frozen=True, gc=False):
    """What lines are filled to: the inset from the block's edge, the width, and how much the first is indented."""

    x: float
    width: float
    first: float = 0.0


def base(role: Role) -> float:
    """From a line's top to its base line: the letters stand in the middle of the leading."""
    return role.leading / 2 + 0.35 * role.size


def lines(atoms: Atoms, measure: Measure, role: Role) -> list[Line]:
    """The lines of a paragraph, aligned as its role says."""
    count = len(atoms.text)
    if atoms.width <= measure.width - measure.first and atoms.breaks.find(_BROKEN, 1) == count:
        return _set(atoms, [(0, count)], measure, role)
    justified = role.align == "justify"
    out = _set(atoms, _without_runt(atoms, _parted(atoms, measure, ragged=not justified)), measure, role)
    if justified and _of_words(atoms.kinds) and _gape(out, measure, role):
        fill = Fill(measure.width, measure.first, PUSH_IN * measure.width, role.size)
        better = optimum(atoms, fill)
        out = _set(atoms, better, measure, role) if better else out
        if _gape(out, measure, role) and (found := hyphenated(atoms, fill)):
            return _set(*found, measure, role)
    return out


def _of_words(kinds: str) -> bool:
    """Whether lines are stretched at their spaces: wide characters are few among the words, if there are any."""
    if _FEW * kinds.count("h") >= len(kinds):
        return False
    return _FEW * sum(map(kinds.count, WIDE)) < len(kinds) - kinds.count("j")


def _gape(lines: Iterable[Line], measure: Measure, role: Role) -> bool:
    """Whether a line has too wide spaces, or has none and is short."""
    short = measure.x + measure.width - _LOOSE * role.size
    return any(
        line.space > _LOOSE * role.size
        or (not line.space and line.x + line.width < short and line.atoms.breaks[line.hang] != MANDATORY)
        for line in lines
    )


def _set(atoms: Atoms, parts: Parts, measure: Measure, role: Role) -> list[Line]:
    """The lines of these parts, without the spaces that hang over their ends."""
    kinds, breaks, drop = atoms.kinds, atoms.breaks, base(role)
    justified, share, joints = role.align == "justify", _SHARES[role.align], b""
    x, full = measure.x + measure.first, measure.width - measure.first
    out: list[Line] = []
    for start, hang in parts:
        end = hang
        while end > start and kinds[end - 1] in "sb":
            end -= 1
        width = natural(atoms, start, end) if end > start else 0.0
        rest, gap, space = full - width, 0.0, 0.0
        if justified and (rest < 0 or breaks[hang] != MANDATORY):
            joints = joints or _joints(kinds)
            gap, space = _stretch(kinds, joints.count(b"|", start + 1, end), start, end, rest)
        if gap or space:
            out.append(Line(atoms, start, end, hang, x, drop, full, gap, space))
        else:
            out.append(Line(atoms, start, end, hang, x + rest * share, drop, width))
        x, full = measure.x, measure.width
    return out


def single(atoms: Atoms, x: float, drop: float) -> Line:
    """All atoms on one line, as wide as they are."""
    count = len(atoms.text)
    return Line(atoms, 0, count, count, x, drop, atoms.width)


def _parted(atoms: Atoms, measure: Measure, *, ragged: bool) -> Parts:
    """Where lines end that are filled one by one."""
    parts: Parts = []
    start, stop, count = 0, 0, len(atoms.text)
    width, pressed = measure.width - measure.first, 0.0 if ragged else PUSH_IN
    while start < count:
        if start == stop:
            stop = atoms.breaks.index(_BROKEN, start + 1)
        end = _end(atoms, start, stop, width, pressed * width)
        if ragged:
            end = _at_space(atoms, start, end, width)
        parts.append((start, end))
        start, width = end, measure.width
    return parts


def _without_runt(atoms: Atoms, parts: Parts) -> Parts:
    """The parts with a second ideograph on a last line that had a single one, when the line before can spare it."""
    if len(parts) < 2:
        return parts
    (before, end), (_, last) = parts[-2:]
    if atoms.breaks[end] == MANDATORY or atoms.kinds[end:last].strip("mcnszj") not in ("h", "k"):
        return parts
    ideograph = max(atoms.kinds.rfind("h", before, end), atoms.kinds.rfind("w", before, end))
    moved = atoms.breaks.rfind(_MAY, before + 1, ideograph + 1)
    spared = moved > 0 and natural(atoms, before, moved) >= _SHORTENED * natural(atoms, before, end)
    return [*parts[:-2], (before, moved), (moved, last)] if spared else parts


def _end(atoms: Atoms, start: int, stop: int, width: float, pressed: float) -> int:
    """Where a line from `start` ends, at `stop` at the latest, when it may be pressed together by so many points."""
    totals, kinds, breaks = atoms.totals, atoms.kinds, atoms.breaks
    reach = totals[start] + width + _EPSILON
    if totals[stop] <= reach:
        return stop
    end = bisect_right(totals, reach, start + 1, stop) - 1
    if end == start:
        end = atoms.after(start)
    while end < stop and kinds[end] in "sb":
        end += 1
    if end == stop or (kinds[end - 1] == "s" and breaks[end]):
        return end
    after = atoms.after(end)
    if breaks[after] in _FREELY:
        over = natural(atoms, start, after) - width
        if over <= _EPSILON or (over <= pressed and _ELASTIC.search(kinds, start, after)):
            return after
    if breaks[end] == ALLOWED and end - 1 not in atoms.extras and not atoms.hyphens:
        return end
    found = _last(atoms, start, end, width, _MAY)
    if found < 0 or natural(atoms, start, found) < _EMPTY * width:
        found = max(found, _last(atoms, start, end, width, _EMERGENCY))
    return found if found > 0 else end


def _last(atoms: Atoms, start: int, end: int, width: float, kind: bytes) -> int:
    """The last break of a kind, at `end` at the latest, that a line from `start` reaches in this width; -1 for none."""
    found = atoms.breaks.rfind(kind, start + 1, end + 1)
    while found > 0 and natural(atoms, start, found) > width + _EPSILON:
        found = atoms.breaks.rfind(kind, start + 1, found)
    return found


def _at_space(atoms: Atoms, start: int, end: int, width: float) -> int:
    """Where a line of a heading ends better: at a space that was printed, if that is not far back."""
    space = atoms.kinds.rfind("s", start + 1, end) if end < len(atoms.text) else -1
    return space + 1 if space > 0 and natural(atoms, start, space) >= _FULL * width else end


def natural(atoms: Atoms, start: int, end: int) -> float:
    """The width of atoms as one line, unstretched: what parts neighbours does not count at its end, a hyphen does."""
    width = atoms.totals[end] - atoms.totals[start] - atoms.extras.get(end - 1, 0.0)
    return width + atoms.hyphens.get(end - 1, 0.0) if atoms.hyphens else width


def _joints(kinds: str) -> bytes:
    """The kinds of a paragraph with `|` for all that has a joint before it.

    A joint stands before every wide atom but a later half, and before every stretch of narrow ones; not at a line's
    beginning.
    """
    if "k" in kinds:
        kinds = _CLUSTERS.sub(lambda found: "k".ljust(len(found[0]), "c"), kinds)
    return kinds.encode("ascii").translate(_SORTED).replace(b"|-", b"||").replace(b"c-", b"c|")


def _stretch(kinds: str, joints: int, start: int, end: int, rest: float) -> tuple[float, float]:
    """What to add at the joints of wide atoms and to spaces, so that a line is wider by `rest`."""
    if 3 * joints > end - start - kinds.count("j", start, end):
        return rest / joints, 0.0
    spaces = kinds.count("s", start, end) + kinds.count("z", start, end)
    return (0.0, rest / spaces) if spaces else (rest / joints if joints else 0.0, 0.0)
