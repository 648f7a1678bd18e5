"""The best lines of a paragraph as a whole, for text that is stretched at its spaces alone.

Filling line by line leaves here a line that gapes and there one that is tight. Where that happens, the paragraph is
broken again so that the sum of the squares of all lines' badness is least (after Knuth and Plass, 1981): one pass over
the places where a line may end, each joined to the best of those one line before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.typeset.atoms import EMERGENCY, Atoms
from converter.typeset.hyphens import syllables
from converter.typeset.runs import Font
from converter.typeset.uax14 import ALLOWED, MANDATORY, PROHIBITED

_EPSILON = 1e-6
_SPACE = 0.13
"""By how much of the em a space is stretched at a badness of 1."""
_EMPTIEST = 0.55
"""How full a line must be, as a share of the measure, to be thought of."""
_TIGHT = 3.0
"""How much worse it is to press a space together than to stretch it by as much."""
_RUNT = 0.12
"""A last line shorter than this share of the measure is bad."""
_HYPHEN, _LADDER, _LAST_WORD, _IN_LONG_WORD = 30.0, 200.0, 400.0, 150.0
"""What a hyphen costs, a second one in the line after, one in a paragraph's last word, and an end in a long word."""
_WORD = ord("w")


class Fill(Struct, frozen=True):
    """What lines are filled to, in points: the measure, how much less the first has, how far a line may be pressed.

    `size` is the type's.
    """

    width: float
    first: float
    pressed: float
    size: float


class _Way(Struct, frozen=True):
    """The best way to end a line here: what it costs up to here, and where that line begins."""

    cost: float
    start: int


Parts = list[tuple[int, int]]
"""Where every line starts and ends."""


def optimum(atoms: Atoms, fill: Fill) -> Parts | None:
    """The best lines, None when no way fits."""
    ways: dict[int, _Way] = {0: _Way(0.0, 0)}
    starts = [0]
    for end in _places(atoms):
        may = atoms.breaks[end]
        way = _best(atoms, ways, starts, end, fill)
        if way is not None:
            ways[end] = way
            starts.append(end)
        if may == MANDATORY:
            starts = [end]
            if way is None:
                return None
    return _lines(ways, len(atoms.text))


def _places(atoms: Atoms) -> list[int]:
    """Where a line may end."""
    return [place for place, may in enumerate(atoms.breaks) if may != PROHIBITED and place]


def _best(atoms: Atoms, ways: Mapping[int, _Way], starts: Sequence[int], end: int, fill: Fill) -> _Way | None:
    """The best line that ends here."""
    totals, last = atoms.totals, atoms.breaks[end] == MANDATORY
    visible = end
    while visible and atoms.kinds[visible - 1] in "sb":
        visible -= 1
    reach = totals[visible] - atoms.extras.get(visible - 1, 0.0) + atoms.hyphens.get(visible - 1, 0.0)
    nearest = bisect_left(starts, reach - fill.width - fill.pressed, key=totals.__getitem__)
    best: _Way | None = None
    for start in starts[nearest:]:
        measure = fill.width - fill.first if start == 0 else fill.width
        natural = reach - totals[start]
        if natural > measure + fill.pressed or visible <= start:
            continue
        if natural < _EMPTIEST * measure and not last:
            break
        spaces = atoms.kinds.count("s", start, visible) + atoms.kinds.count("z", start, visible)
        if not spaces and natural > measure + _EPSILON:
            continue
        cost = ways[start].cost + _cost(natural, measure, spaces, fill.size, last=last)
        cost += _hyphens(atoms, start, visible, last=last) + _IN_LONG_WORD * (atoms.breaks[end] == EMERGENCY)
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


def _hyphens(atoms: Atoms, start: int, end: int, *, last: bool) -> float:
    """What the hyphens at the end of this line and of the line before cost."""
    if last:
        return _LAST_WORD if start - 1 in atoms.hyphens else 0.0
    if end - 1 not in atoms.hyphens:
        return 0.0
    return _LADDER if start - 1 in atoms.hyphens else _HYPHEN


def _lines(ways: Mapping[int, _Way], end: int) -> Parts:
    out: Parts = []
    while end:
        start = ways[end].start
        out.append((start, end))
        end = start
    return out[::-1]


# Hyphenation


class Hyphenable(Struct, frozen=True):
    """A word and the places in it where it may be hyphenated, by its characters in the row."""

    start: int
    places: tuple[int, ...]
    end: int
    font: Font


def hyphenated(atoms: Atoms, fill: Fill) -> tuple[Atoms, Parts] | None:
    """The best lines when words may be hyphenated, with the atoms parted where lines now end; None as `optimum`."""
    cuts = list(_all_cuts(atoms))
    found = optimum(parted(atoms, cuts), fill) if cuts else None
    if found is None:
        return None
    ends = {end for _, end in found}
    used = [replace(cut, places=tuple(place for place in cut.places if place in ends)) for cut in cuts]
    return parted(atoms, used), found


def _all_cuts(atoms: Atoms) -> Iterator[Hyphenable]:
    """For every word that may be hyphenated, the places for it."""
    edges = pairwise((*atoms.starts, len(atoms.text)))
    for stretch, (first, last) in zip(atoms.stretches, edges, strict=True):
        for start, end in atoms.spans(first, last):
            if atoms.kinds[start] == "w" and (cuts := syllables(atoms.text[start:end], stretch.font.language)):
                yield Hyphenable(start, tuple(start + cut for cut in cuts), end, stretch.font)


def parted(atoms: Atoms, cuts: Iterable[Hyphenable]) -> Atoms:
    """The atoms with words parted at their places, each part but the last with a hyphen for a line's end."""
    kinds, breaks, hyphens = bytearray(atoms.kinds, "ascii"), bytearray(atoms.breaks), dict(atoms.hyphens)
    widths = [after - before for before, after in pairwise(atoms.totals)]
    for cut in cuts:
        for place in cut.places:
            kinds[place], breaks[place], hyphens[place - 1] = _WORD, ALLOWED, cut.font.hyphen
        if cut.places:
            for first, last in pairwise((cut.start, *cut.places, cut.end)):
                widths[first] = cut.font.words[atoms.text[first:last]]
            widths[cut.places[-1]] += atoms.extras.get(cut.end - 1, 0.0)
    totals = tuple(accumulate(widths, initial=0.0))
    return replace(atoms, kinds=kinds.decode("ascii"), breaks=bytes(breaks), totals=totals, hyphens=hyphens)
