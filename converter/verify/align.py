"""Which node of one report is which node of the other.

First those that are the same in every own respect, then those with the same words, then by id, by label, by what
stands in them, and last by likeness between neighbours that are known. A pass sees only what no pass before it has
joined, so that a report whose ids were all given anew, or whose numbers all moved on by one, is still read rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from msgspec import Struct

from converter.model import Note
from converter.verify.flat import Entry, Flat, id_of, label_of, words
from converter.verify.script import equal_pairs, rising
from converter.walk import Walked, lines

_WINDOW = 3
"""How many neighbours are looked at for likeness."""

_LIKENESS_READ = 2000
"""How many characters of a text are looked at for likeness."""


class Alignment(Struct, frozen=True):
    """Two flat reports joined: `there` leads from an expected position to the found one, `back` returns.

    The two lists are filled while the reports are aligned, and not touched afterwards.
    """

    expected: Flat
    found: Flat
    there: list[int | None]
    back: list[int | None]

    def join(self, at: int, to: int) -> None:
        """Say that these two are the same node."""
        self.there[at], self.back[to] = to, at

    def same_kind(self, at: int, to: int) -> bool:
        """Whether the nodes at two positions are of one kind."""
        return type(self.expected.nodes[at]) is type(self.found.nodes[to])


def align(expected: Flat, found: Flat) -> Alignment:
    """The alignment of two flat reports, in time n log n."""
    joined = Alignment(expected, found, [None] * len(expected.nodes), [None] * len(found.nodes))
    joined.join(0, 0)
    _by(joined, _whole, repeated=True)
    _by(joined, _saying)
    _in_gaps(joined, _alike_in_order)
    _by(joined, _named)
    _by(joined, _labelled)
    _adopt(joined)
    _in_gaps(joined, _similar_in_order)
    _by(joined, id_of)
    _by(joined, _words_alone)
    _adopt(joined)
    return joined


Key = Callable[[Entry], Hashable]
"""What a pass compares; None takes a node out of the pass."""


def _whole(node: Entry) -> Hashable:
    if not isinstance(node, Walked):
        return None
    return type(node), node.id, label_of(node), lines(node)


def _saying(node: Entry) -> Hashable:
    text = words(node)
    return (type(node), text) if text else None


def _named(node: Entry) -> Hashable:
    return (type(node), node.id) if isinstance(node, Walked) else None


def _labelled(node: Entry) -> Hashable:
    label = label_of(node)
    return (type(node), label.printed) if label else None


def _words_alone(node: Entry) -> Hashable:
    return None if isinstance(node, Note) else words(node) or None


def _by(joined: Alignment, key: Key, *, repeated: bool = False) -> None:
    """Join nodes with the same key: first to first, second to second when repeated, else only keys that are unique."""
    here = _keyed(joined.expected, joined.there, key)
    beyond = _keyed(joined.found, joined.back, key)
    for name, positions in here.items():
        others = beyond.get(name, [])
        if repeated or len(positions) == len(others) == 1:
            for at, to in zip(positions, others, strict=False):
                joined.join(at, to)


def _keyed(flat: Flat, links: Sequence[int | None], key: Key) -> dict[Hashable, list[int]]:
    positions: dict[Hashable, list[int]] = {}
    for at, node in enumerate(flat.nodes):
        if links[at] is None and (name := key(node)) is not None:
            positions.setdefault(name, []).append(at)
    return positions


def _adopt(joined: Alignment) -> None:
    """Join the parents of joined nodes, from the innermost out."""
    for at in range(len(joined.there) - 1, 0, -1):
        to = joined.there[at]
        if to is None:
            continue
        above, over = joined.expected.parents[at], joined.found.parents[to]
        if joined.there[above] is None and joined.back[over] is None and joined.same_kind(above, over):
            joined.join(above, over)


Gap = tuple[list[int], list[int]]
Matcher = Callable[[Alignment, Gap], Iterator[tuple[int, int]]]


def _in_gaps(joined: Alignment, matcher: Matcher) -> None:
    """Join nodes that stand, on both sides, between the same two joined neighbours."""
    for gap in list(_gaps(joined)):
        for at, to in matcher(joined, gap):
            joined.join(at, to)


def _gaps(joined: Alignment) -> Iterator[Gap]:
    pairs = [(at, to) for at, to in enumerate(joined.there) if to is not None]
    kept = rising([to for _, to in pairs])
    anchors = [pair for index, pair in enumerate(pairs) if index in kept]
    ends = (len(joined.there), len(joined.back))
    for (at, to), (stop, high) in zip(anchors, [*anchors[1:], ends], strict=True):
        here = [index for index in range(at + 1, stop) if joined.there[index] is None]
        beyond = [index for index in range(to + 1, high) if joined.back[index] is None]
        if here and beyond:
            yield here, beyond


def _alike_in_order(joined: Alignment, gap: Gap) -> Iterator[tuple[int, int]]:
    """The nodes with the same kind, label and words, in the order of a shortest edit script."""
    here, beyond = gap
    left = [_looks(joined.expected.nodes[at]) for at in here]
    right = [_looks(joined.found.nodes[at]) for at in beyond]
    for index, other in equal_pairs(left, right):
        if words(joined.expected.nodes[here[index]]):
            yield here[index], beyond[other]


def _looks(node: Entry) -> Hashable:
    return type(node), label_of(node), words(node)


def _similar_in_order(joined: Alignment, gap: Gap) -> Iterator[tuple[int, int]]:
    """The nodes of one kind with much the same words; each is sought among the next few."""
    here, beyond = gap
    start = 0
    for at in here:
        for index in range(start, min(start + _WINDOW, len(beyond))):
            if joined.same_kind(at, beyond[index]) and _similar(
                words(joined.expected.nodes[at]), words(joined.found.nodes[beyond[index]])
            ):
                yield at, beyond[index]
                start = index + 1
                break


def _similar(left: str, right: str) -> bool:
    """Whether half of the pairs of neighbouring characters are shared."""
    if left == right:
        return True
    one, two = _bigrams(left), _bigrams(right)
    return 4 * len(one & two) >= len(one) + len(two) > 0


def _bigrams(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(min(len(text), _LIKENESS_READ) - 1)}


def renamed_ids(joined: Alignment) -> dict[str, str]:
    """From the id of a found node to the id of the expected node that it is, where the two differ."""
    renamed: dict[str, str] = {}
    for at, to in enumerate(joined.there):
        if to is not None:
            old, new = id_of(joined.expected.nodes[at]), id_of(joined.found.nodes[to])
            if old is not None and new is not None and old != new:
                renamed.setdefault(new, old)
    return renamed
