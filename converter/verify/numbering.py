"""Numbers and ids compared over the whole report: a numbering that is off, or of another form, is said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from converter.model import Label
from converter.verify import nodes
from converter.verify.align import Alignment
from converter.verify.difference import Difference, Kind
from converter.verify.flat import Entry, id_of, label_of
from converter.verify.naming import Names
from converter.verify.places import Placed


class Shift(NamedTuple):
    """How a number was changed: moved on by so much, and printed in another form (empty where it is the old one)."""

    by: int = 0
    form: str = ""


class Numbered(Struct, frozen=True):
    """A joined pair with labels; `shift` is how the number was changed, None when that cannot be said."""

    at: int
    to: int
    shift: Shift | None


def numbers(joined: Alignment, names: Names, swapped: Mapping[int, int]) -> Iterator[Placed]:
    """The labels that differ, kind by kind."""
    rows: dict[type, list[Numbered]] = {}
    for at, to in enumerate(joined.there):
        node = joined.expected.nodes[at]
        if to is not None and joined.same_kind(at, to) and (label_of(node) or label_of(joined.found.nodes[to])):
            shift = None if _exchanged(joined, at, swapped) else _shift(joined, at, to)
            rows.setdefault(type(node), []).append(Numbered(at, to, shift))
    for row in rows.values():
        for run in _runs(row):
            yield from _told(joined, run, names, swapped)


def _shift(joined: Alignment, at: int, to: int) -> Shift | None:
    old, new = label_of(joined.expected.nodes[at]), label_of(joined.found.nodes[to])
    if old is None or new is None or old.value is None or new.value is None or old.printed == new.printed:
        return Shift() if old == new else None
    form = _form(new)
    shift = Shift(new.value - old.value, form if form != _form(old) else "")
    return shift if any(shift) else None


def _form(label: Label) -> str:
    """What labels that count together have in common: their scheme, and the signs around the number."""
    return label.scheme + "".join(sign for sign in label.printed if not sign.isalnum())


def _runs(row: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Neighbours whose numbers were changed in the same way."""
    run: list[Numbered] = []
    for numbered in row:
        if run and (numbered.shift is None or numbered.shift != run[-1].shift):
            yield run
            run = []
        run.append(numbered)
    if run:
        yield run


def _told(joined: Alignment, run: list[Numbered], names: Names, swapped: Mapping[int, int]) -> Iterator[Placed]:
    if run[0].shift == Shift():
        return
    if len(run) > 1:
        yield run[0].at, _run(joined, run, names)
        return
    at, to = run[0].at, run[0].to
    if not _exchanged(joined, at, swapped):
        here, beyond = joined.expected.nodes[at], joined.found.nodes[to]
        yield from ((at, difference) for difference in nodes.numbers(here, beyond, names.where(at)))


def _run(joined: Alignment, run: list[Numbered], names: Names) -> Difference:
    """A numbering that is off, or printed in another form, from its first number to its last."""
    first, last = names.where(run[0].at), names.where(run[-1].at)
    one, other = label_of(joined.found.nodes[run[0].to]), label_of(joined.found.nodes[run[-1].to])
    assert one is not None
    assert other is not None
    moved = run[0].shift and run[0].shift.by
    off = "has another form from" if not moved else "restarts at" if one.value == 1 else "is off from"
    message = f"the numbering {off} {first}, which reads {one.printed}, to {last}, which reads {other.printed}"
    return Difference(Kind.NUMBERING, first, message, first, one.printed)


def _exchanged(joined: Alignment, at: int, swapped: Mapping[int, int]) -> bool:
    """Whether two nodes have taken each other's place and, with it, each other's label."""
    other = swapped.get(at)
    if other is None:
        return False
    to, beyond = joined.there[at], joined.there[other]
    assert to is not None
    assert beyond is not None
    mine, its = joined.expected.nodes[at], joined.expected.nodes[other]
    return label_of(joined.found.nodes[to]) == label_of(its) and label_of(joined.found.nodes[beyond]) == label_of(mine)


def ids(joined: Alignment, names: Names, swapped: Mapping[int, int]) -> Iterator[Placed]:
    """The ids that differ, where neither the kind, the number nor the id that it is made from says why."""
    pairs = [(at, to) for at, to in enumerate(joined.there) if to is not None]
    differing = [
        (at, to, old, new)
        for at, to in pairs
        if (old := id_of(joined.expected.nodes[at])) != (new := id_of(joined.found.nodes[to])) and old and new
    ]
    renamed = {old: new for _, _, old, new in differing}
    for at, to, old, new in differing:
        relabelled = _printed(joined.expected.nodes[at]) != _printed(joined.found.nodes[to])
        if relabelled or not joined.same_kind(at, to) or at in swapped or _inherited(old, new, renamed):
            continue
        yield at, Difference(Kind.ID, names.where(at), f"the id of {names.where(at)} is {new}, not {old}", old, new)


def _printed(node: Entry) -> str | None:
    label = label_of(node)
    return label.printed if label else None


def _inherited(old: str, new: str, renamed: Mapping[str, str]) -> bool:
    """Whether an id differs only in the id that it begins with: `par-2-a` in `par-2`."""
    cut = old.rfind("-")
    while cut > 0:
        ending = old[cut:]
        if new.endswith(ending) and renamed.get(old[:cut]) == new[: len(new) - len(ending)]:
            return True
        cut = old.rfind("-", 0, cut)
    return False
