"""Where nodes stand: what is missing, added, melted into the text, moved, swapped.

Each thing is said once. What stands in a missing node is missing with it; what stood in a box that has melted stands
where the box stood; what follows a heading that was lost, or that went up or down a level, goes with the text around.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from converter.model import Cell, Division, Note, Report, Row
from converter.verify.align import Alignment
from converter.verify.difference import Difference, Kind
from converter.verify.flat import holds
from converter.verify.naming import Names
from converter.verify.script import rising
from converter.walk import calls

Placed = tuple[float, Difference]
"""A difference, and the expected position that it belongs to."""


class Order(NamedTuple):
    """What differs in order and place, and which expected nodes have taken each other's place."""

    differences: tuple[Placed, ...]
    swapped: dict[int, int]


class Places:
    """The places of the nodes of two aligned reports, compared."""

    def __init__(self, joined: Alignment, names: Names, found_names: Names) -> None:
        """Compare the places of these."""
        self._joined, self._names, self._found_names = joined, names, found_names
        self._before = _last_joined(joined.there)
        self._found_before = _last_joined(joined.back)

    def missing(self) -> Iterator[Placed]:
        """The expected nodes that are not found: each whole subtree once."""
        nodes, parents, there = self._joined.expected.nodes, self._joined.expected.parents, self._joined.there
        alive = _alive(parents, there)
        for at, to in enumerate(there):
            if to is not None or not (there[parents[at]] is not None or alive[parents[at]]):
                continue
            where = self._names.where(at)
            if alive[at] and not isinstance(nodes[at], Division | Note | Row | Cell):
                yield at, Difference(Kind.MELTED, where, f"{where} has melted into the text around it")
            else:
                whole = " with all that stands under it" if isinstance(nodes[at], Division) and not alive[at] else ""
                yield at, Difference(Kind.MISSING, where, f"{where} is missing{whole}")

    def added(self) -> Iterator[Placed]:
        """The found nodes that were not expected: each whole subtree once."""
        parents, back = self._joined.found.parents, self._joined.back
        alive = _alive(parents, back)
        for to, at in enumerate(back):
            if at is not None or not (back[parents[to]] is not None or alive[parents[to]]):
                continue
            where = self._found_names.where(to)
            around = ", around expected text" if alive[to] else ""
            message = f"{where} was not expected{around}"
            yield (back[self._found_before[to]] or 0) + 0.5, Difference(Kind.ADDED, where, message)

    def order(self) -> Order:
        """The nodes that stand in another node than expected, or in another order in the right one."""
        rows: dict[tuple[int, bool], list[int]] = {}
        strayed: list[tuple[int, int, int]] = []
        for at, to in enumerate(self._joined.there[1:], 1):
            if to is None:
                continue
            holder, other = self._holder(at), self._found_holder(to)
            if self._joined.there[holder] == other:
                rows.setdefault((holder, isinstance(self._joined.expected.nodes[at], Note)), []).append(at)
            elif not self._follows(at, to):
                strayed.append((at, holder, other))
        swapped: dict[int, int] = {}
        moved = list(self._strayed(strayed))
        for row in rows.values():
            moved += self._row(row, swapped)
        return Order(tuple(moved), swapped)

    def _holder(self, at: int) -> int:
        """The nearest node around an expected one that is found and can hold others still."""
        while at := self._joined.expected.parents[at]:
            to = self._joined.there[at]
            if to is not None and self._both_hold(at, to):
                break
        return at

    def _found_holder(self, to: int) -> int:
        while to := self._joined.found.parents[to]:
            at = self._joined.back[to]
            if at is not None and self._both_hold(at, to):
                break
        return to

    def _both_hold(self, at: int, to: int) -> bool:
        return holds(self._joined.expected.nodes[at]) and holds(self._joined.found.nodes[to])

    def _follows(self, at: int, to: int) -> bool:
        """Whether a node is elsewhere only because a heading beside or above it is not what it was."""
        above, over = self._joined.expected.parents[at], self._joined.found.parents[to]
        between = isinstance(self._joined.expected.nodes[above], Division | Report) and isinstance(
            self._joined.found.nodes[over], Division | Report
        )
        altered = self._altered(at, to) or self._altered(above, self._joined.there[above])
        altered = altered or self._altered(self._joined.back[over], over)
        return between and altered and self._joined.there[self._before[at]] == self._found_before[to]

    def _altered(self, at: int | None, to: int | None) -> bool:
        """Whether a node is missing, or is a heading on one side and not, or on another level, on the other."""
        if at is None or to is None:
            return True
        here, beyond = self._joined.expected.nodes[at], self._joined.found.nodes[to]
        return _level(here) != _level(beyond)

    def _strayed(self, strayed: Sequence[tuple[int, int, int]]) -> Iterator[Placed]:
        """Nodes that stand in another node; neighbours that went the same way are said together."""
        parents = self._joined.expected.parents
        run: list[int] = []
        for index, (at, holder, other) in enumerate(strayed):
            run.append(at)
            following = strayed[index + 1] if index + 1 < len(strayed) else None
            if following and following[1:] == (holder, other) and parents[following[0]] == parents[at]:
                continue
            here, beyond = self._names.inside(holder), self._found_names.inside(other)
            yield run[0], self._moved(run, f"{beyond}, not {here}", here, beyond)
            run = []

    def _moved(self, run: Sequence[int], words: str, expected: str, found: str) -> Difference:
        where = self._names.where(run[0])
        several = f" to {self._names.where(run[-1])}" if len(run) > 1 else ""
        verb = "stand" if several else "stands"
        alone_in_note = where == expected.removeprefix("in ")
        text = "the text of " if alone_in_note else ""
        return Difference(Kind.MOVED, where, f"{text}{where}{several} {verb} {words}", expected, found)

    def _row(self, row: list[int], swapped: dict[int, int]) -> Iterator[Placed]:
        """What is out of order among nodes that stand in one."""
        targets = [self._joined.there[at] or 0 for at in row]
        ranks = {to: rank for rank, to in enumerate(sorted(targets))}
        order = [ranks[to] for to in targets]
        if order == sorted(order) or self._called_so(row):
            return
        for index, rank in enumerate(order):
            if index < rank and order[rank] == index:
                order[index], order[rank] = index, rank
                swapped |= {row[index]: row[rank], row[rank]: row[index]}
                yield row[index], self._swap(row[index], row[rank])
        yield from self._shifted(row, order, rising(order))

    def _swap(self, one: int, two: int) -> Difference:
        first, second = self._names.where(one), self._names.where(two)
        return Difference(Kind.SWAPPED, first, f"{first} and {second} are swapped", first, second)

    def _shifted(self, row: Sequence[int], order: Sequence[int], kept: frozenset[int]) -> Iterator[Placed]:
        """Runs of nodes that stand elsewhere in their row."""
        found_order = {rank: index for index, rank in enumerate(order)}
        run: list[int] = []
        for index, rank in enumerate(order):
            if index in kept:
                continue
            run.append(index)
            if index + 1 < len(order) and index + 1 not in kept and order[index + 1] == rank + 1:
                continue
            lead = order[run[0]] - 1
            here = self._after(row, run[0] - 1)
            beyond = self._after(row, found_order[lead] if lead >= 0 else -1)
            yield row[run[0]], self._moved([row[i] for i in run], f"{beyond}, not {here}", here, beyond)
            run = []

    def _after(self, row: Sequence[int], index: int) -> str:
        return f"after {self._names.where(row[index])}" if index >= 0 else "first"

    def _called_so(self, row: Sequence[int]) -> bool:
        """Whether these are notes in the order of their first calls on both sides: then the calls have moved."""
        expected, found = self._joined.expected.nodes, self._joined.found.nodes
        return isinstance(expected[row[0]], Note) and _in_call_order(expected[0]) and _in_call_order(found[0])


def _in_call_order(report: object) -> bool:
    """Whether the content alone calls every note, and in this order."""
    if not isinstance(report, Report):
        return False
    called = dict.fromkeys(calls(replace(report, notes=())))
    return list(called) == [note.id for note in report.notes]


def _alive(parents: Sequence[int], links: Sequence[int | None]) -> list[bool]:
    """For each position, whether anything in it is joined."""
    alive = [False] * len(parents)
    for at in range(len(parents) - 1, 0, -1):
        if alive[at] or links[at] is not None:
            alive[parents[at]] = True
    return alive


def _last_joined(links: Sequence[int | None]) -> list[int]:
    """For each position, the last joined one before it."""
    last, before = 0, []
    for at, link in enumerate(links):
        before.append(last)
        if link is not None:
            last = at
    return before


def _level(node: object) -> int | None:
    return node.level if isinstance(node, Division) else None
