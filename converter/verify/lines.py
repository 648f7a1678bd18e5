"""The words of a node compared: its characters, and the marks on them. Calls are handed on, to be paired elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from converter import walk
from converter.model import Cell, Report, Row, Unread
from converter.verify import marks, texts
from converter.verify.difference import Difference, Kind
from converter.verify.flat import Entry
from converter.verify.marks import Change, Line, Mark
from converter.verify.quote import after, quote


class Words(NamedTuple):
    """The words of a node on both sides, and what the messages call them."""

    expected: Line
    found: Line
    subject: str
    where: str


def read(node: Entry, renamed: Mapping[str, str]) -> Line:
    """The words that are a node's own."""
    if isinstance(node, Report | Row | Cell):
        return Line("")
    return Line(node.text, (), (len(node.text),)) if isinstance(node, Unread) else marks.line(walk.lines(node), renamed)


def compare(words: Words) -> Iterator[Difference | Change]:
    """What differs; a changed call is given as it is."""
    expected, found = words.expected, words.found
    if expected == found:
        return
    stretches = texts.changes(expected.text, found.text)
    yield from texts.told(expected.text, found.text, stretches, words.subject, words.where)
    changes = marks.changes(expected, found, stretches)
    for change in changes:
        calls = any(mark.kind is Kind.CALL for mark in change if mark)
        yield change if calls else _tell(change, words)
    if not stretches and not changes:
        yield Difference(Kind.PIECES, words.where, f"{words.subject} is cut into other pieces")


def _tell(change: Change, words: Words) -> Difference:
    """A changed mark in words."""
    match change:
        case (Mark() as lost, Mark() as gained):
            return _altered(lost, gained, words)
        case (Mark() as lost, None):
            thing = _thing(lost, words.expected, words.subject)
            if lost.kind is Kind.BREAK:
                message = f"{words.subject} has lost {thing}"
            else:
                message = f"{thing} has lost {_called(lost)}"
            return Difference(lost.kind, words.where, message, lost.value)
        case (None, Mark() as gained):
            thing = _thing(gained, words.found, words.subject)
            if gained.kind is Kind.BREAK:
                message = f"{words.subject} has {thing}, which was not expected"
            else:
                message = f"{thing} has {_called(gained)}, which was not expected"
            return Difference(gained.kind, words.where, message, "", gained.value)
    raise AssertionError(change)


def _thing(mark: Mark, line: Line, subject: str) -> str:
    """What a mark stands on."""
    if mark.kind is Kind.BREAK:
        return "a line break " + after(line.text, mark.start)
    return f"{quote(line.text[mark.start : mark.stop])} in {subject}"


def _altered(lost: Mark, gained: Mark, words: Words) -> Difference:
    """A mark that has another value, or stands on other characters."""
    old, new = words.expected.text[lost.start : lost.stop], words.found.text[gained.start : gained.stop]
    if lost.kind is Kind.BREAK:
        here, beyond = after(words.expected.text, lost.start), after(words.found.text, gained.start)
        message = f"a line break in {words.subject} stands {beyond}, not {here}"
    elif lost.value != gained.value:
        here, beyond = lost.value, gained.value
        message = f"{quote(old)} in {words.subject} has {_called(gained)}, not {_called(lost)}"
    else:
        here, beyond = quote(old), quote(new)
        message = f"{_called(lost)} in {words.subject} stands on {beyond}, not on {here}"
    return Difference(lost.kind, words.where, message, here, beyond)


_NOUNS = {Kind.STYLE: "the style", Kind.LANGUAGE: "the language", Kind.LINK: "the link to"}


def _called(mark: Mark) -> str:
    return f"{_NOUNS[mark.kind]} {mark.value}"
