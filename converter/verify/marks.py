"""Inlines as a text and the marks on it: calls, breaks, styles, languages, links, each with its stretch of the text.

H<sub>2</sub>O, see<call 1>      text `H2O, see`, marks (style subscript 1–2), (call note-1 8–8)

Marks are compared in the characters that both texts have, so that a lost word does not move all marks after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from converter.model import Break, Inline, Lang, Link, NoteRef, Styled, Text
from converter.verify.difference import Kind
from converter.verify.script import Hunk


class Mark(NamedTuple):
    """A mark on the characters from `start` to `stop`; calls and breaks stand between characters."""

    kind: Kind
    value: str
    start: int
    stop: int


class Line(NamedTuple):
    """Inlines as one text with marks, the outer ones first; `pieces` tells how the text was cut up."""

    text: str
    marks: tuple[Mark, ...] = ()
    pieces: tuple[int, ...] = ()


class Change(NamedTuple):
    """A mark that was lost, one that was gained, or one that became the other."""

    lost: Mark | None
    gained: Mark | None


def line(content: Iterable[Inline], renamed: Mapping[str, str]) -> Line:
    """The line that inlines make; ids that were only given anew are read as the old ones."""
    builder = _Builder([], [], [], renamed)
    _gather(content, 0, builder)
    return Line("".join(builder.texts), tuple(builder.marks), tuple(builder.pieces))


class _Builder(NamedTuple):
    texts: list[str]
    marks: list[Mark]
    pieces: list[int]
    renamed: Mapping[str, str]


_MARK, _END = -1, -2
"""Among the pieces: a mark begins, the marks' content ends. Other numbers are lengths of texts."""


def _gather(content: Iterable[Inline], at: int, builder: _Builder) -> int:
    """Add inlines that begin at this character; gives the character that they end at."""
    for inline in content:
        if isinstance(inline, Text):
            builder.texts.append(inline.text)
            builder.pieces.append(len(inline.text))
            at += len(inline.text)
            continue
        place = len(builder.marks)
        builder.marks.append(_mark(inline, at, builder.renamed))
        builder.pieces.append(_MARK)
        if isinstance(inline, Styled | Lang | Link):
            at = _gather(inline.content, at, builder)
            builder.marks[place] = builder.marks[place]._replace(stop=at)
            builder.pieces.append(_END)
    return at


def _mark(inline: Styled | Lang | Link | NoteRef | Break, at: int, renamed: Mapping[str, str]) -> Mark:
    match inline:
        case Break():
            return Mark(Kind.BREAK, "", at, at)
        case NoteRef():
            return Mark(Kind.CALL, renamed.get(inline.note, inline.note), at, at)
        case Styled():
            return Mark(Kind.STYLE, inline.style, at, at)
        case Lang():
            return Mark(Kind.LANGUAGE, inline.language, at, at)
        case Link():
            target = inline.target
            new = "#" + renamed.get(target[1:], target[1:]) if target.startswith("#") else target
            return Mark(Kind.LINK, new, at, at)
        case _:
            assert_never(inline)


def changes(expected: Line, found: Line, stretches: tuple[Hunk, ...]) -> tuple[Change, ...]:
    """The marks that differ, whatever became of the characters under them; in the order of the expected text."""
    if expected.marks == found.marks and not stretches:
        return ()
    left = [_shared(mark, [(hunk.start, hunk.stop) for hunk in stretches]) for mark in expected.marks]
    right = [_shared(mark, [(hunk.low, hunk.high) for hunk in stretches]) for mark in found.marks]
    lost = _without(left, expected.marks, Counter(right))
    gained = _without(right, found.marks, Counter(left))
    return tuple(_paired(lost, gained))


def _shared(mark: Mark, stretches: list[tuple[int, int]]) -> Mark:
    """The mark counted in those characters alone that both texts have."""
    return mark._replace(start=_shared_before(mark.start, stretches), stop=_shared_before(mark.stop, stretches))


def _shared_before(at: int, stretches: list[tuple[int, int]]) -> int:
    index = bisect_right(stretches, (at, at))
    return at - sum(min(stop, at) - start for start, stop in stretches[:index])


Placed = tuple[Mark, Mark]
"""A mark in shared characters, and as it stands in its own text."""


def _without(marks: list[Mark], own: tuple[Mark, ...], others: Counter[Mark]) -> list[Placed]:
    """The marks that the other side does not have."""
    left: list[Placed] = []
    for mark, original in zip(marks, own, strict=True):
        if others[mark]:
            others[mark] -= 1
        else:
            left.append((mark, original))
    return left


def _paired(lost: list[Placed], gained: list[Placed]) -> list[Change]:
    """Lost and gained marks as changes: with another value in the same place, or with the same value in another."""
    waiting = dict(enumerate(gained))
    pairs: dict[int, int] = {}
    for same in (_same_place, _same_value):
        keys: dict[Mark, list[int]] = {}
        for index, (mark, _) in reversed(waiting.items()):
            keys.setdefault(same(mark), []).append(index)
        for index, (mark, _) in enumerate(lost):
            if index not in pairs and (found := keys.get(same(mark))):
                pairs[index] = found.pop()
                del waiting[pairs[index]]
    changed = [Change(mark, gained[pairs[i]][1] if i in pairs else None) for i, (_, mark) in enumerate(lost)]
    return [*changed, *(Change(None, mark) for _, mark in waiting.values())]


def _same_place(mark: Mark) -> Mark:
    return mark._replace(value="")


def _same_value(mark: Mark) -> Mark:
    return mark._replace(start=0, stop=0)
