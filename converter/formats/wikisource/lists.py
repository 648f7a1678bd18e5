"""Lists: which lines go on with one, and how entries nest.

    (a) …     a list begins with what counts 1, or with a bullet
    (b) …     and goes on with what counts 2
    (i) …     another scheme, counting 1: a list inside the entry above
    (c) …     back to the outer list

A list that counts anew is another list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from converter.formats.wikisource.lines import Line, Number, entry
from converter.labels import read_label
from converter.model import Label, Scheme

_BULLETS = frozenset("•·▪◦‣–—*-")
_SCHEMES: tuple[Scheme, ...] = ("letter", "roman", "decimal", "chinese", "cyrillic", "abjad")


class Entry(Struct, frozen=True):
    """An entry of a list; its text begins at `offset` of the line, and `depth` tells how many lists it is inside."""

    line: Line
    label: Label
    offset: int
    depth: int


class Entries:
    """The open lists, outermost first: the scheme and the last value of each. None are open between lists."""

    def __init__(self) -> None:
        self.open: list[tuple[Scheme, int]] = []

    def read(self, line: Line) -> Entry | None:
        """The entry that this line is, if its label goes on with an open list or begins one; else all lists end.

        Away from the margin, digits with a full stop count too, unless they begin a decimal fraction.
        """
        cut = entry(line.text) or (_counted(line) if line.indent else None)
        listed = self._accept(line, cut.printed, cut.offset) if cut else None
        if listed is None:
            self.open.clear()
        return listed

    def _accept(self, line: Line, printed: str, offset: int) -> Entry | None:
        for depth in range(len(self.open) - 1, -1, -1):
            scheme, last = self.open[depth]
            label = Label(printed) if scheme == "other" else read_label(printed, scheme)
            if label.value == last + 1 or (scheme == "other" and printed in _BULLETS):
                self.open[depth:] = [(scheme, last + 1)]
                return Entry(line, label, offset, depth)
        return self._begin(line, printed, offset)

    def _begin(self, line: Line, printed: str, offset: int) -> Entry | None:
        label = _first(printed)
        if label is None:
            return None
        if any(scheme == label.scheme for scheme, _ in self.open):
            self.open.clear()
        self.open.append((label.scheme, 1))
        return Entry(line, label, offset, len(self.open) - 1)


class Nested(Struct, frozen=True):
    """An entry with the lists inside it."""

    entry: Entry
    inner: tuple[Nested, ...]


def nested(entries: Sequence[Entry]) -> Iterator[tuple[Nested, ...]]:
    """The lists that these entries make: a list ends where its scheme begins anew."""
    tops = [index for index, entry in enumerate(entries) if entry.depth == entries[0].depth]
    items: list[Nested] = []
    for start, stop in zip(tops, [*tops[1:], len(entries)], strict=True):
        if items and _begins(entries[start]):
            yield tuple(items)
            items = []
        inner = [item for row in nested(entries[start + 1 : stop]) for item in row] if stop > start + 1 else []
        items.append(Nested(entries[start], tuple(inner)))
    yield tuple(items)


def _counted(line: Line) -> Number | None:
    text, found = line.text, line.number
    glued = found is not None and found.offset == len(found.printed) and text[found.offset : found.offset + 1].isdigit()
    return None if glued else found


def _begins(entry: Entry) -> bool:
    return entry.label.value == 1


def _first(printed: str) -> Label | None:
    """The label of the first entry of a list, or None when it does not count 1."""
    if printed in _BULLETS:
        return Label(printed)
    labels = (read_label(printed, scheme) for scheme in _SCHEMES)
    return next((label for label in labels if label.value == 1), None)
