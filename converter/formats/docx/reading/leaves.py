"""The smallest pieces of a paragraph, each with the marks upon it, and how they are gathered into inlines.

    <w:r><w:rPr><w:i/></w:rPr><w:t>voilà</w:t></w:r>   ->   Leaf("text", "voilà", (("style", "emphasis"),))

Word marks runs, not stretches of text: the mark that reaches furthest is the outer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, Protocol, get_args

from converter.model import Break, Inline, Lang, Link, NoteRef, Style, Styled, Text

Kind = Literal["text", "tab", "break", "note", "recall", "label", "own-mark"]
"""`recall` repeats the mark of the note that a bookmark is about; `own-mark` is a note's mark in the note itself."""

Mark = tuple[str, str, int]
"""`link`, `language` or `style`; its target, tag or name; and a number that parts links beside each other."""

STYLES: tuple[Style, ...] = get_args(Style)
_ORDER = ("link", "language", "style")


class Leaf(NamedTuple):
    """One piece: its characters (or the id that a note has in the file), and its marks, the outermost kind first."""

    kind: Kind
    text: str
    marks: tuple[Mark, ...] = ()


class Names(Protocol):
    """What the names in a file lead to in the report."""

    def note(self, name: str) -> str | None:
        """The id of a note, by what its call says."""

    def target(self, target: str) -> str | None:
        """Where a link leads; None where it leads nowhere, and its words are text."""


def inlines(leaves: Sequence[Leaf], names: Names) -> tuple[Inline, ...]:
    """The leaves as inlines."""
    return tuple(_joined(_gathered(leaves, frozenset(), names)))


def plain(leaves: Iterable[Leaf]) -> str:
    """The characters alone; a break is a newline."""
    return "".join("\n" if leaf.kind == "break" else leaf.text for leaf in leaves if leaf.kind in _PLAIN)


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks as they stand around each other when they reach equally far."""
    return tuple(sorted(set(marks), key=_rank))


_PLAIN = ("text", "tab", "label", "break")


def _rank(mark: Mark) -> tuple[int, int, str]:
    name: Any = mark[1]
    return _ORDER.index(mark[0]), STYLES.index(name) if name in STYLES else 0, name


def _gathered(leaves: Sequence[Leaf], used: frozenset[Mark], names: Names) -> Iterator[Inline]:
    at = 0
    while at < len(leaves):
        free = [mark for mark in leaves[at].marks if mark not in used]
        if not free:
            yield from _single(leaves[at], names)
            at += 1
            continue
        ends = {mark: _reach(leaves, at, mark) for mark in free}
        outer = max(free, key=lambda mark: ends[mark])
        content = tuple(_joined(_gathered(leaves[at : ends[outer]], used | {outer}, names)))
        yield from _wrapped(outer, content, names)
        at = ends[outer]


def _reach(leaves: Sequence[Leaf], at: int, mark: Mark) -> int:
    while at < len(leaves) and mark in leaves[at].marks:
        at += 1
    return at


def _single(leaf: Leaf, names: Names) -> Iterator[Inline]:
    if leaf.kind == "break":
        yield Break()
    elif leaf.kind in ("note", "recall"):
        if note := names.note(leaf.text):
            yield NoteRef(note)
    elif leaf.kind != "own-mark" and leaf.text:
        yield Text(leaf.text)


def _wrapped(mark: Mark, content: tuple[Inline, ...], names: Names) -> Iterator[Inline]:
    kind, value, _ = mark
    style: Any = value
    if not content:
        return
    if kind == "language":
        yield Lang(value, content)
    elif kind == "style":
        yield Styled(style, content)
    elif target := names.target(value):
        yield Link(target, content)
    else:
        yield from content


def _joined(found: Iterable[Inline]) -> Iterator[Inline]:
    """Texts that adjoin as one."""
    held: list[str] = []
    for inline in found:
        if isinstance(inline, Text):
            held.append(inline.text)
            continue
        if held:
            yield Text("".join(held))
            held.clear()
        yield inline
    if held:
        yield Text("".join(held))
