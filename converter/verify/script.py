"""Edit scripts: the shortest way from one sequence to another, and the longest rising run; both bounded.

The script is that of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), given up after MOST edits:
the cost is at most MOST times the length, whatever the sequences are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MOST = 32
"""How many edits are looked for; beyond that, two sequences are simply two."""


class Hunk(NamedTuple):
    """A stretch that differs: from `start` to `stop` in the expected sequence, `low` to `high` in the found one."""

    start: int
    stop: int
    low: int
    high: int


def hunks(expected: Sequence[Hashable], found: Sequence[Hashable], apart: int = 1) -> tuple[Hunk, ...]:
    """The stretches that differ, in order; stretches with fewer than `apart` equal elements between them are one.

    When more than MOST edits are needed, all between the common ends is one stretch.
    """
    head = _common(expected, found)
    tail = _common(expected[head:][::-1], found[head:][::-1])
    left, right = expected[head : len(expected) - tail], found[head : len(found) - tail]
    if not left and not right:
        return ()
    edits = _edits(left, right) if left and right else None
    if edits is None:
        return (Hunk(head, head + len(left), head, head + len(right)),)
    return tuple(_joined(edits, head, apart))


def equal_pairs(expected: Sequence[Hashable], found: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The indices of elements that are the same on both sides, outside the stretches that differ."""
    i = j = 0
    for hunk in (*hunks(expected, found), Hunk(len(expected), 0, len(found), 0)):
        yield from zip(range(i, hunk.start), range(j, hunk.low), strict=True)
        i, j = hunk.stop, hunk.high


def _common(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """How many elements at the beginning are the same."""
    return next(
        (index for index, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )


def _edits(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Hunk] | None:
    """Single edits in order, or None when there are more than MOST."""
    trace = _trace(left, right)
    if trace is None:
        return None
    x, y = len(left), len(right)
    edits: list[Hunk] = []
    for step in range(len(trace) - 1, 0, -1):
        ends, k = trace[step], x - y
        down = k == -step or (k != step and ends[k - 1] < ends[k + 1])
        before = ends[k + 1] if down else ends[k - 1]
        x, y = before, before - (k + 1 if down else k - 1)
        edits.append(Hunk(x, x, y, y + 1) if down else Hunk(x, x + 1, y, y))
    return edits[::-1]


def _trace(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[dict[int, int]] | None:
    """For each number of edits, how far each diagonal had been followed before."""
    ends = {1: 0}
    trace: list[dict[int, int]] = []
    for step in range(MOST + 1):
        trace.append(ends.copy())
        for k in range(-step, step + 1, 2):
            down = k == -step or (k != step and ends[k - 1] < ends[k + 1])
            x = _slide(left, right, ends[k + 1] if down else ends[k - 1] + 1, k)
            ends[k] = x
            if x >= len(left) and x - k >= len(right):
                return trace
    return None


def _slide(left: Sequence[Hashable], right: Sequence[Hashable], x: int, k: int) -> int:
    """Where the diagonal leads while both sides are the same."""
    stop = min(len(left), len(right) + k)
    while x < stop and left[x] == right[x - k]:
        x += 1
    return x


def _joined(edits: list[Hunk], head: int, apart: int) -> Iterator[Hunk]:
    """Edits made into stretches, and counted from the beginning of the whole sequences."""
    now = edits[0]
    for edit in edits[1:]:
        if edit.start - now.stop < apart:
            now = Hunk(now.start, edit.stop, now.low, edit.high)
        else:
            yield Hunk(*(index + head for index in now))
            now = edit
    yield Hunk(*(index + head for index in now))


def rising(values: Sequence[int]) -> frozenset[int]:
    """The indices of a longest strictly rising run of values; n log n."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tops, value)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    run: list[int] = []
    end = ends[-1] if ends else -1
    while end >= 0:
        run.append(end)
        end = before[end]
    return frozenset(run)
