"""The best lines of a paragraph as a whole, for text that is stretched at its spaces alone.

Filling line by line leaves here a line that gapes and there one that is tight. Where that happens, the paragraph is
broken again so that the sum of the squares of all lines' badness is least (after Knuth and Plass, 1981, without
hyphenation): one pass over the places where a line may end, each joined to the best of those one line before it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from converter.typeset.atoms import Atoms
from converter.typeset.breaks import FORBIDDEN

_SPACE = 0.13
"""By how much of the em a space is stretched at a badness of 1."""
_EMPTIEST = 0.55
"""How full a line must be, as a share of the measure, to be thought of."""
_TIGHT = 3.0
"""How much worse it is to press a space together than to stretch it by as much."""
_RUNT = 0.12
"""A last line shorter than this share of the measure is bad."""


class _Way(NamedTuple):
    """The best way to end a line here: what it costs up to here, and where that line begins."""

    cost: float
    start: int


def optimum(atoms: Atoms, width: float, first: float, size: float, pressed: float) -> list[tuple[int, int]] | None:
    """The first and end atom of every line, None when no way fits.

    Lines are `width` points, the first `first` less; `size` is the type's, and a line may be pressed by `pressed`.
    """
    ends = _ends(atoms)
    ways: dict[int, _Way] = {0: _Way(0.0, 0)}
    starts = [0]
    for end in ends:
        way = _best(atoms, ways, starts, end, width, first, size, pressed)
        if way is not None:
            ways[end] = way
            starts.append(end)
    return _lines(ways, ends[-1]) if ends and ends[-1] in ways else None


def _ends(atoms: Atoms) -> list[int]:
    classes = atoms.classes
    inside = [end for end in range(1, len(classes)) if classes[end - 1 : end + 1] not in FORBIDDEN]
    return [*inside, len(classes)] if classes else []


def _best(
    atoms: Atoms, ways: dict[int, _Way], starts: list[int], end: int, width: float, first: float, size: float,
    pressed: float,
) -> _Way | None:  # fmt: skip
    """The best line that ends here."""
    totals, last = atoms.totals, end == len(atoms.texts)
    visible = end
    while visible and atoms.classes[visible - 1] == "s":
        visible -= 1
    reach = totals[visible]
    nearest = bisect_left(starts, reach - width - pressed, key=totals.__getitem__)
    best: _Way | None = None
    for start in starts[nearest:]:
        measure = width - first if start == 0 else width
        natural = reach - totals[start]
        if natural > measure + pressed or visible <= start:
            continue
        if natural < _EMPTIEST * measure and not last:
            break
        spaces = atoms.classes.count("s", start, visible) + atoms.classes.count("z", start, visible)
        cost = ways[start].cost + _cost(natural, measure, spaces, size, last=last)
        if best is None or cost < best.cost:
            best = _Way(cost, start)
    return best


def _cost(natural: float, measure: float, spaces: int, size: float, *, last: bool) -> float:
    """The square of a line's badness."""
    rest = measure - natural
    if last and rest >= 0:
        return 2.0 if natural >= _RUNT * measure else 30.0
    ratio = rest / (max(spaces, 0.25) * _SPACE * size)
    badness: float = 1 + abs(ratio if rest > 0 else _TIGHT * ratio) ** 3
    return badness * badness


def _lines(ways: dict[int, _Way], end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while end:
        start = ways[end].start
        out.append((start, end))
        end = start
    return out[::-1]
