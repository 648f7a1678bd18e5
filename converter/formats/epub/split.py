"""The cut of a report into leaves: one for each top division and for each section of one, in reading order.

    Introduction       → div-1.xhtml
    Chapter I          → div-2.xhtml          its heading and what stands before its first section
      A.               → div-2-a.xhtml
      B.               → div-2-b.xhtml
    text without a heading → the id of its first block

A note stands in every leaf that calls it, after the leaf's text: a pop-up finds a note only in the file of its call.
The first leaf holds the note under its own id; each further one holds a copy, with `-copy-2` after every id in it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec import structs

from converter.model import Block, Division, Note, NoteRef, Report
from converter.walk import Walked, blocks, inlines, lines

COVER_PAGE, TITLE_PAGE, IMPRINT, NAV = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
"""The pages of the book that hold no text of the report."""


@dataclass(frozen=True)
class Standing:
    """A note as it stands in one leaf: the how-manieth time it stands in the book, and the numbers of its calls here.

    Calls are numbered through the book, from 1 for each note. A note that is never called has none.
    """

    note: Note
    time: int
    calls: range

    @property
    def suffix(self) -> str:
        """What every id in it ends with."""
        return "" if self.time == 1 else f"-copy-{self.time}"


@dataclass(frozen=True)
class Leaf:
    """One page of the book: its file, the level of a division in it, the language around it, and its notes."""

    file: str
    content: tuple[Division | Block, ...]
    level: int
    language: str
    notes: tuple[Standing, ...] = ()


def split(report: Report) -> tuple[Leaf, ...]:
    """The leaves of a report, at least one."""
    leaves = tuple(_named(_cut(report.content, 1, report.metadata.language)))
    return _with_notes(leaves or (Leaf("text.xhtml", (), 1, report.metadata.language),), report.notes)


def files(leaves: Iterable[Leaf]) -> dict[str, str]:
    """From the id of every node to the file that it stands in, in reading order."""
    found: dict[str, str] = {}
    for leaf in leaves:
        notes = (standing.note for standing in leaf.notes if standing.time == 1)
        for node in blocks((*leaf.content, *notes)):
            found[node.id] = leaf.file
    return found


def _cut(content: Iterable[Division | Block], level: int, language: str) -> Iterator[Leaf]:
    """Divisions one by one, and the blocks between them; the divisions of level 1 are cut once more."""
    for divided, run in groupby(content, lambda node: isinstance(node, Division)):
        if not divided:
            yield _leaf(tuple(run), level, language)
        else:
            for division in run:
                assert isinstance(division, Division)
                yield from _sections(division, level, language)


def _sections(division: Division, level: int, language: str) -> Iterator[Leaf]:
    sections = [n for n, node in enumerate(division.content) if isinstance(node, Division)]
    if level > 1 or not sections:
        yield _leaf((division,), level, language)
        return
    opening, rest = division.content[: sections[0]], division.content[sections[0] :]
    yield _leaf((structs.replace(division, content=opening),), level, language)
    yield from _cut(rest, level + 1, division.language or language)


def _leaf(content: tuple[Division | Block, ...], level: int, language: str) -> Leaf:
    return Leaf(f"{content[0].id}.xhtml", content, level, language)


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
    times: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    found = [tuple(_standing(known, _calls(leaf, known), times, calls)) for leaf in leaves]
    found[-1] += tuple(Standing(note, 1, range(0)) for note in known.values() if not times[note.id])
    return tuple(replace(leaf, notes=standing) for leaf, standing in zip(leaves, found, strict=True))


def _standing(
    known: Mapping[str, Note], called: Mapping[str, int], times: Counter[str], calls: Counter[str]
) -> Iterator[Standing]:
    """The notes of one leaf; `times` and `calls` count on through the book."""
    for note, count in called.items():
        times[note] += 1
        yield Standing(known[note], times[note], range(calls[note] + 1, calls[note] + count + 1))
        calls[note] += count


def _calls(leaf: Leaf, known: Mapping[str, Note]) -> dict[str, int]:
    """How often a leaf calls each note, in order of first call, with the calls in the notes that stand in it."""
    counts: dict[str, int] = {}
    waiting: deque[Division | Block | Note] = deque(leaf.content)
    while waiting:
        for note in _called(blocks([waiting.popleft()])):
            if note not in counts:
                waiting.append(known[note])
            counts[note] = counts.get(note, 0) + 1
    return counts


def _called(nodes: Iterable[Walked]) -> Iterator[str]:
    return (inline.note for node in nodes for inline in inlines(lines(node)) if isinstance(inline, NoteRef))
