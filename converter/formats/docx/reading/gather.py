"""What belongs together although nothing encloses it: items of lists in documents of others, and headings' divisions.

(a) one   (i) two   (ii) three   (b) four      ->      List((a) one, List((i), (ii))), (b) four)
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from converter.formats.docx.reading.names import Names
from converter.labels import frame, read_label
from converter.model import Block, Division, Inline, Item, Label, List


class Loose(Struct, frozen=True):
    """An item that was met in a row: how deep it stands, its label, and what it holds."""

    depth: int
    label: Label | None
    content: tuple[Block, ...]


class Head(Struct, frozen=True):
    """A heading that was met in a row."""

    id: str
    level: int
    heading: tuple[Inline, ...]
    label: Label | None
    language: str | None


def listed(items: Sequence[Loose], names: Names) -> List:
    """One list of the items, the deeper ones in lists within the item before them."""
    id, base = names.next("list"), items[0].depth
    made: list[Item] = []
    at = 0
    while at < len(items):
        one = items[at]
        end = at + 1
        while end < len(items) and items[end].depth > base:
            end += 1
        inner = (listed(items[at + 1 : end], names),) if end > at + 1 else ()
        made.append(Item(names.next(f"{id}-item"), (*one.content, *inner), one.label))
        at = end
    return List(id, tuple(made), ordered=any(item.label and item.label.value is not None for item in made))


def depth(label: Label, around: list[Label]) -> tuple[int, Label]:
    """How deep an item with a typed label stands, and its label read among its neighbours: (i) after (h) is a letter.

    `around` holds the last label of every depth and is brought up to date.
    """
    for at in range(len(around) - 1, -1, -1):
        last = around[at]
        other = read_label(label.printed, last.scheme)
        if last.value is None or other.value == last.value + 1:
            label = other if other.value else label
        if _alike(last, label) and (last.value is None or (label.value or 0) > last.value):
            around[at:] = [label]
            return at, label
    if label.value != 1 and around:
        around[-1:] = [label]
        return len(around) - 1, label
    around.append(label)
    return len(around) - 1, label


def _alike(one: Label, other: Label) -> bool:
    return one.scheme == other.scheme and (one.value is None or frame(one) == frame(other))


def divided(row: Sequence[Head | Block]) -> tuple[Division | Block, ...]:
    """The row with every block in the division of the heading before it, and divisions in those of higher level."""
    done: list[tuple[Head | None, list[Division | Block]]] = [(None, [])]
    for one in row:
        if isinstance(one, Head):
            _close(done, one.level)
            done.append((one, []))
        else:
            done[-1][1].append(one)
    _close(done, 0)
    return tuple(done[0][1])


def _close(done: list[tuple[Head | None, list[Division | Block]]], level: int) -> None:
    """End the divisions that a heading of this level ends."""
    while (head := done[-1][0]) is not None and head.level >= level:
        _, content = done.pop()
        done[-1][1].append(Division(head.id, head.level, head.heading, tuple(content), head.label, head.language))
