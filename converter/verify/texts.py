"""Two texts compared: which characters differ, told with the words before them."""

from __future__ import annotations

from collections.abc import Iterator

from converter.verify.difference import Difference, Kind
from converter.verify.quote import after, point, quote, unseen
from converter.verify.script import Hunk, hunks

_APART = 4
"""Changes with fewer equal characters between them are told as one."""


def changes(expected: str, found: str) -> tuple[Hunk, ...]:
    """The stretches of characters that differ."""
    return () if expected == found else hunks(expected, found, _APART)


def told(expected: str, found: str, stretches: tuple[Hunk, ...], subject: str, where: str) -> Iterator[Difference]:
    """What differs between two texts: each stretch, or, where little is the same, the texts as a whole."""
    changed = sum(max(hunk.stop - hunk.start, hunk.high - hunk.low) for hunk in stretches)
    if stretches and min(len(expected), len(found)) > 0 and 2 * changed > max(len(expected), len(found)) > 3:
        yield _another(expected, found, stretches[0], subject, where)
        return
    for hunk in stretches:
        yield _told(expected, hunk, found[hunk.low : hunk.high], subject, where)


def _another(expected: str, found: str, first: Hunk, subject: str, where: str) -> Difference:
    """Texts that share less than half: both from shortly before the first difference."""
    start = max(0, first.start - 12)
    here, there = quote(expected[start:]), quote(found[start:])
    message = f"{subject} has another text: expected {here}, found {there}"
    return Difference(Kind.TEXT, where, message, here, there)


def _told(expected: str, hunk: Hunk, new: str, subject: str, where: str) -> Difference:
    """One stretch: characters lost, added or replaced."""
    old, place = expected[hunk.start : hunk.stop], after(expected, hunk.start)
    unseen_only = all(map(unseen, old + new))
    if unseen_only and not old:
        message = f"{_count(new, 'invisible character')} too many in {subject} {place}: {_points(new)}"
    elif unseen_only and not new:
        message = f"{subject} has lost {_count(old, 'invisible character')} {place}: {_points(old)}"
    elif not new:
        message = f"{subject} has lost {_count(old, 'character')} {place}: {quote(old)}"
    elif not old:
        message = f"{_count(new, 'character')} too many in {subject} {place}: {quote(new)}"
    elif len(old) == len(new) == 1:
        message = f"a character of {subject} is replaced {place}: {point(old)} reads {point(new)}"
    else:
        message = f"{_count(old, 'character')} of {subject} differ {place}: expected {quote(old)}, found {quote(new)}"
    return Difference(_kind(old, new, unseen_only=unseen_only), where, message, quote(old), quote(new))


def _kind(old: str, new: str, *, unseen_only: bool) -> Kind:
    if unseen_only:
        return Kind.INVISIBLE
    return Kind.CHARACTER if len(old) == len(new) == 1 else Kind.TEXT


def _count(text: str, noun: str) -> str:
    return f"{len(text)} {noun}{'s' if len(text) > 1 else ''}"


def _points(text: str) -> str:
    return ", ".join(map(point, text[:8])) + (", …" if len(text) > 8 else "")
