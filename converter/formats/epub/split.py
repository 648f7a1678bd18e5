"""The cut of a report into leaves: one for each top division and for each section of one, in reading order.

    Introduction       → div-1.xhtml
    Chapter I          → div-2.xhtml          its heading and what stands before its first section
      A.               → div-2-a.xhtml
      B.               → div-2-b.xhtml
    text without a heading → the id of its first block

A leaf that would be larger than e-readers like is cut again: between the divisions in it, and if need be between the
blocks of one of them. A block is never cut.

A note stands in every leaf that calls it, after the leaf's text: a pop-up finds a note only in the file of its call.
The first leaf holds the note under its own id; each further one holds a copy, with `-copy-2` after every id in it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile

from msgspec import Struct, structs
from msgspec.structs import replace

from converter.diagnostics import Code, refuse
from converter.model import Block, Division, Note, NoteRef, Report, Text, Unread
from converter.walk import Walked, blocks, children, inlines, lines

COVER_PAGE, TITLE_PAGE, IMPRINT, NAV = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
"""The pages of the book that hold no text of the report."""


LIMIT = 250_000
"""About so many bytes, notes and markup with them, a leaf may have; from 300 kB on some e-readers are slow."""
_MARKUP = 100
"""About so many bytes of markup a node or an inline needs."""
CALLS = 200_000
"""The most calls in all leaves, with those in every copy of a note."""


class Standing(Struct, frozen=True):
    """A note as it stands in one leaf: the how-manieth time it stands in the book, and the numbers of its calls here.

    Calls are numbered through the book, from 1 for each note. A note that is never called has none. `place` is the
    note's place among all, counted from 1, in a report whose notes stand in another order than here.
    """

    note: Note
    time: int
    calls: range
    place: int | None = None

    @property
    def suffix(self) -> str:
        """What every id in it ends with."""
        return "" if self.time == 1 else f"-copy-{self.time}"


class Leaf(Struct, frozen=True):
    """One page of the book: its file, the level of a division in it, the language around it, and its notes.

    `within` is the division that its content belongs to, None at the top of the report.
    """

    file: str
    content: tuple[Division | Block, ...]
    level: int
    language: str
    within: Division | None = None
    notes: tuple[Standing, ...] = ()


def split(report: Report) -> tuple[Leaf, ...]:
    """The leaves of a report, at least one. Raises Refused when copies of notes would swell the book beyond use."""
    cutter = _Cutter(_sizes(report))
    leaves = tuple(_named(cutter.cut(report.content, 1, report.metadata.language, None)))
    return _with_notes(leaves or (Leaf("text.xhtml", (), 1, report.metadata.language),), report.notes)


def files(leaves: Iterable[Leaf]) -> dict[str, str]:
    """From the id of every node to the file that it stands in, in reading order."""
    found: dict[str, str] = {}
    for leaf in leaves:
        notes = (standing.note for standing in leaf.notes if standing.time == 1)
        for node in blocks((*leaf.content, *notes)):
            found[node.id] = leaf.file
    return found


class _Cutter(Struct, frozen=True):
    """Cuts nodes into leaves; `sizes` has the size of each by its id, in bytes."""

    sizes: Mapping[str, int]

    def cut(
        self, content: Iterable[Division | Block], level: int, language: str, within: Division | None
    ) -> Iterator[Leaf]:
        """Chapters and sections one by one, what is below them and the blocks between in leaves as large as may be."""
        for divided, run in groupby(content, lambda node: isinstance(node, Division)):
            for pack in self.packs(run, alone=divided and level <= 2):
                first = pack[0]
                if isinstance(first, Division) and self.is_cut(first, level):
                    yield from self.parts(first, level, language, within)
                else:
                    yield Leaf(f"{first.id}.xhtml", pack, level, language, within)

    def is_cut(self, division: Division, level: int) -> bool:
        """Whether a division has more than one leaf: a chapter with sections, and whatever is too large for one."""
        sections = level == 1 and any(isinstance(node, Division) for node in division.content)
        return sections or self.sizes[division.id] > LIMIT

    def parts(self, division: Division, level: int, language: str, within: Division | None) -> Iterator[Leaf]:
        """A division in leaves: its heading with the first blocks, further blocks, and what it is divided into."""
        opening = tuple(takewhile(lambda node: not isinstance(node, Division), division.content))
        first, *others = list(self.packs(opening)) or [()]
        yield Leaf(f"{division.id}.xhtml", (structs.replace(division, content=first),), level, language, within)
        inner = division.language or language
        for pack in others:
            yield Leaf(f"{pack[0].id}.xhtml", pack, level + 1, inner, division)
        yield from self.cut(division.content[len(opening) :], level + 1, inner, division)

    def packs(
        self, nodes: Iterable[Division | Block], *, alone: bool = False
    ) -> Iterator[tuple[Division | Block, ...]]:
        """The nodes in runs that are not larger than a leaf may be, or each `alone`."""
        pack: list[Division | Block] = []
        size = 0
        for node in nodes:
            size += self.sizes[node.id]
            if pack and (alone or size > LIMIT):
                yield tuple(pack)
                pack, size = [], self.sizes[node.id]
            pack.append(node)
        if pack:
            yield tuple(pack)


def _sizes(report: Report) -> dict[str, int]:
    """About how many bytes each node becomes, with all in it and the notes that it calls."""
    sizes: dict[str, int] = {}
    _measure(report.notes, sizes)
    _measure(report.content, sizes)
    return sizes


def _measure(nodes: Iterable[Walked], sizes: dict[str, int]) -> None:
    """Those below a node are measured before it."""
    for node in reversed(list(blocks(nodes))):
        size = _MARKUP + (len(node.text.encode()) if isinstance(node, Unread) else 0)
        for inline in inlines(lines(node)):
            size += len(inline.text.encode()) if isinstance(inline, Text) else _MARKUP
            size += sizes.get(inline.note, 0) if isinstance(inline, NoteRef) else 0
        sizes[node.id] = size + sum(sizes[child.id] for child in children(node))


def _named(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """The leaves under names that differ from each other, and from the book's own, in more than case. OCF 4.2.2."""
    seen = Counter((COVER_PAGE, TITLE_PAGE, IMPRINT, NAV))
    for leaf in leaves:
        seen[leaf.file.casefold()] += 1
        again = seen[leaf.file.casefold()]
        yield leaf if again == 1 else replace(leaf, file=f"{leaf.content[0].id}.{again}.xhtml")


def _with_notes(leaves: tuple[Leaf, ...], notes: Iterable[Note]) -> tuple[Leaf, ...]:
    """The leaves with the notes that each calls, in order of call; what is never called stands in the last."""
    known = {note.id: note for note in notes}
    within = {note.id: tuple(_called(blocks([note]))) for note in known.values()}
    times: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    found, total = [], 0
    for leaf in leaves:
        called = _calls(leaf, within)
        found.append(tuple(_standing(known, called, times, calls)))
        total += sum(called.values())
        if total > CALLS:
            raise refuse(
                Code.INPUT_TOO_LARGE,
                f"its notes, which stand beside each of their calls, would have more than {CALLS:,} calls",
                "Call notes that call others in fewer places.",
            )
    found[-1] += tuple(Standing(note, 1, range(0)) for note in known.values() if not times[note.id])
    found = _in_place(found, list(known))
    return tuple(replace(leaf, notes=standing) for leaf, standing in zip(leaves, found, strict=True))


def _in_place(found: list[tuple[Standing, ...]], order: list[str]) -> list[tuple[Standing, ...]]:
    """The notes with their places, if they do not stand in this order."""
    met = [standing.note.id for leaf in found for standing in leaf if standing.time == 1]
    if met == order:
        return found
    places = {id: place for place, id in enumerate(order, 1)}
    return [tuple(replace(standing, place=places[standing.note.id]) for standing in leaf) for leaf in found]


def _standing(
    known: Mapping[str, Note], called: Mapping[str, int], times: Counter[str], calls: Counter[str]
) -> Iterator[Standing]:
    """The notes of one leaf; `times` and `calls` count on through the book."""
    for note, count in called.items():
        times[note] += 1
        yield Standing(known[note], times[note], range(calls[note] + 1, calls[note] + count + 1))
        calls[note] += count


def _calls(leaf: Leaf, within: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How often a leaf calls each note, in order of first call, with the calls in the notes that stand in it.

    `within` has the calls in each note.
    """
    counts: dict[str, int] = {}
    waiting = deque([tuple(_called(blocks(leaf.content)))])
    while waiting:
        for note in waiting.popleft():
            if note not in counts:
                waiting.append(within[note])
            counts[note] = counts.get(note, 0) + 1
    return counts


def _called(nodes: Iterable[Walked]) -> Iterator[str]:
    return (inline.note for node in nodes for inline in inlines(lines(node)) if isinstance(inline, NoteRef))
