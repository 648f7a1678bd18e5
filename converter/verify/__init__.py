"""Report against report: what differs, as a reader of the report would say it. No format is known here.

the number of paragraph 81. reads 82.
heading II. > B. stands on level 3, not 2
box “Box 3” (after paragraph 46.) has lost its language zh-Hans
1 invisible character too many in note [2] after “…of the year”: U+200B ZERO WIDTH SPACE

A difference is said once, and what follows from it is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.model import Report
from converter.verify import calls, lines, nodes, numbering, records
from converter.verify.align import Alignment, align, renamed_ids
from converter.verify.calls import Recall
from converter.verify.difference import Difference, Kind
from converter.verify.flat import Entry, flatten
from converter.verify.naming import Names
from converter.verify.places import Placed, Places

__all__ = ["Difference", "Kind", "differences"]


def differences(expected: Report, found: Report) -> tuple[Difference, ...]:
    """What differs between two reports, in document order; empty if and only if they are equal.

    The metadata come first, then the content, then the notes. The time is n log n in the length of the reports.
    Both must be no deeper than `check` allows.
    """
    if expected == found:
        return ()
    joined = align(flatten(expected), flatten(found))
    placed = sorted(_all(joined), key=lambda pair: pair[0])
    return (*records.metadata(expected.metadata, found.metadata), *(difference for _, difference in placed))


def _all(joined: Alignment) -> Iterator[Placed]:
    """Everything outside the metadata, each with the expected position that it belongs to."""
    names, found_names = Names(joined.expected), Names(joined.found)
    places = Places(joined, names, found_names)
    order = places.order()
    yield from places.missing()
    yield from places.added()
    yield from order.differences
    yield from numbering.numbers(joined, names, order.swapped)
    yield from _own(joined, names, found_names)
    yield from numbering.ids(joined, names, order.swapped)


def _own(joined: Alignment, names: Names, found_names: Names) -> Iterator[Placed]:
    """What is each joined node's own; the calls last, since a call may have gone to another node."""
    renamed = renamed_ids(joined)
    recalls: list[Recall] = []
    for at, to in enumerate(joined.there):
        if to is None or at == 0:
            continue
        here, beyond = joined.expected.nodes[at], joined.found.nodes[to]
        if here == beyond and not renamed:
            continue
        yield from ((at, difference) for difference in _attributes(here, beyond, names, at))
        for finding in _words(here, beyond, names, at, renamed):
            if isinstance(finding, Difference):
                yield at, finding
            else:
                recalls.append(finding)
    if recalls:
        notes = calls.names_of_notes(joined.found, found_names) | calls.names_of_notes(joined.expected, names)
        yield from calls.tell(recalls, notes)


def _attributes(here: Entry, beyond: Entry, names: Names, at: int) -> Iterator[Difference]:
    where = names.where(at)
    yield from nodes.kinds(here, beyond, where)
    yield from nodes.attributes(here, beyond, where)
    yield from nodes.languages(here, beyond, where)


def _words(
    here: Entry, beyond: Entry, names: Names, at: int, renamed: Mapping[str, str]
) -> Iterator[Difference | Recall]:
    expected, found = lines.read(here, {}), lines.read(beyond, renamed)
    if expected == found:
        return
    words = lines.Words(expected, found, names.line(at), names.where(at))
    for finding in lines.compare(words):
        yield finding if isinstance(finding, Difference) else Recall(at, finding, words)
