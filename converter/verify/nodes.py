"""A node compared with the node that it should be: all that is its own, and nothing that stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from converter.model import Cell, Division, Figure, Label, List, Note, Paragraph, Unread
from converter.verify import texts
from converter.verify.difference import Difference, Kind
from converter.verify.flat import Entry, holds, label_of, language_of
from converter.verify.naming import NOUNS
from converter.verify.quote import quote


def kinds(expected: Entry, found: Entry, where: str) -> Iterator[Difference]:
    """That a node has become one of another kind."""
    if type(expected) is not type(found):
        old, new = NOUNS[type(expected)], NOUNS[type(found)]
        if holds(expected) and not holds(found):
            yield Difference(Kind.MELTED, where, f"{where} has melted into the text around it", old, new)
        else:
            yield Difference(Kind.NODE, where, f"{where} is a {new} here", old, new)


def languages(expected: Entry, found: Entry, where: str) -> Iterator[Difference]:
    """The language of a node that departs from its surroundings."""
    old, new = language_of(expected), language_of(found)
    if old != new:
        if old is None:
            message = f"{where} has the language {new}, which was not expected"
        elif new is None:
            message = f"{where} has lost its language {old}"
        else:
            message = f"{where} has the language {new}, not {old}"
        yield Difference(Kind.LANGUAGE, where, message, old or "", new or "")


def attributes(expected: Entry, found: Entry, where: str) -> Iterator[Difference]:
    """What only one kind of node has: level, order, spans, image, reason."""
    match expected, found:
        case Division(), Division() if expected.level != found.level:
            message = f"{where} stands on level {found.level}, not {expected.level}"
            yield Difference(Kind.LEVEL, where, message, str(expected.level), str(found.level))
        case List(), List() if expected.ordered != found.ordered:
            old, new = ("unordered", "ordered") if found.ordered else ("ordered", "unordered")
            yield Difference(Kind.LIST, where, f"{where} is {new}, not {old}", old, new)
        case Cell(), Cell():
            yield from _cells(expected, found, where)
        case Figure(), Figure():
            yield from _figures(expected, found, where)
        case Unread(), Unread() if expected.reason != found.reason:
            old, new = quote(expected.reason), quote(found.reason)
            yield Difference(Kind.REASON, where, f"the reason of {where} reads {new}, not {old}", old, new)


def _cells(expected: Cell, found: Cell, where: str) -> Iterator[Difference]:
    if expected.header != found.header:
        old, new = ("body cell", "head cell") if found.header else ("head cell", "body cell")
        yield Difference(Kind.CELL, where, f"{where} is a {new}, not a {old}", old, new)
    for old_span, new_span, noun in ((expected.columns, found.columns, "column"), (expected.rows, found.rows, "row")):
        if old_span != new_span:
            message = f"{where} spans {new_span} {noun}{'s' if new_span > 1 else ''}, not {old_span}"
            yield Difference(Kind.CELL, where, message, str(old_span), str(new_span))


def _figures(expected: Figure, found: Figure, where: str) -> Iterator[Difference]:
    if expected.image != found.image:
        old, new = f"{len(expected.image)} bytes", f"{len(found.image)} bytes"
        yield Difference(Kind.FIGURE, where, f"{where} has another image", old, new)
    if expected.media_type != found.media_type:
        message = f"{where} is of type {found.media_type}, not {expected.media_type}"
        yield Difference(Kind.FIGURE, where, message, expected.media_type, found.media_type)
    if expected.alternative != found.alternative:
        stretches = texts.changes(expected.alternative, found.alternative)
        subject = f"the alternative text of {where}"
        yield from texts.told(expected.alternative, found.alternative, stretches, subject, where)


def numbers(expected: Entry, found: Entry, where: str) -> Iterator[Difference]:
    """The printed number or mark; and, printed alike, what was read from it."""
    old, new = label_of(expected), label_of(found)
    if old == new:
        return
    noun = "number" if isinstance(expected, Paragraph | Division) else "mark" if isinstance(expected, Note) else "label"
    if old is None or new is None:
        label = old or new
        printed = label.printed if label else ""
        message = f"has lost its {noun}" if old else f"has the {noun} {printed}, which was not expected"
        yield Difference(
            Kind.NUMBER, where, f"{where} {message}", old.printed if old else "", new.printed if new else ""
        )
    elif old.printed != new.printed:
        message = f"the {noun} of {where} reads {new.printed}"
        yield Difference(Kind.NUMBER, where, message, old.printed, new.printed)
    else:
        here, beyond = _counting(old), _counting(new)
        message = f"the {noun} of {where} counts as {beyond}, not as {here}"
        yield Difference(Kind.COUNT, where, message, here, beyond)


def _counting(label: Label) -> str:
    value = "no value" if label.value is None else str(label.value)
    return f"{label.scheme} {value}" + (f" {label.suffix}" if label.suffix else "")
