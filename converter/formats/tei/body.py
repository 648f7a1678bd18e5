"""The body of a TEI document, and its back: divisions, and the order of the notes (write.py shows their shape)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from lxml import etree

from converter.formats.tei.blocks import At, open_node, value, write_block, write_head, write_note, write_room
from converter.formats.tei.names import CONTINUATION, NOTES, TEI, XML_ID, division_type
from converter.formats.tei.pen import Pen
from converter.model import Block, Division, Report

_Element = etree._Element


def write_body(pen: Pen, text: _Element, report: Report) -> None:
    """The body under the text, and the back if there are notes that the text does not call."""
    language = report.metadata.language
    at = At(language, noted=False, notes={note.id: note for note in report.notes}, base=language)
    _content(pen, write_room(pen, pen.add(text, "body"), report.content), report.content, at)
    _back(pen, text, at)
    _order(text, report)


# Divisions


def _content(pen: Pen, parent: _Element, content: Iterable[Division | Block], at: At) -> None:
    """Divisions and blocks in their order; blocks that follow a division stand in a continuation."""
    place, divided = parent, False
    for node in content:
        if isinstance(node, Division):
            place, divided = parent, True
            _division(pen, parent, node, at)
        else:
            if divided and place is parent:
                place = pen.add(parent, "div", attributes={"type": CONTINUATION})
            write_block(pen, place, node, at)


def _division(pen: Pen, parent: _Element, division: Division, at: At) -> None:
    element, at = open_division(pen, parent, division, at)
    write_head(pen, element, division.label, division.heading, at)
    _content(pen, element, division.content, at)


def open_division(pen: Pen, parent: _Element, division: Division, at: At) -> tuple[_Element, At]:
    """The element of a division without its heading and content, and where the walk is within it."""
    number = value(division.label)
    return open_node(pen, parent, "div", division, at, type=division_type(division.level), n=number)


def _back(pen: Pen, text: _Element, at: At) -> None:
    """The notes that were given nowhere."""
    left = [note for note in at.notes.values() if note.id not in pen.given]
    if left:
        division = pen.add(pen.add(text, "back"), "div", attributes={"type": NOTES})
        for note in left:
            write_note(pen, division, note, at)


def _order(text: _Element, report: Report) -> None:
    """Where the notes do not stand in the file as they stand in the report, `@next` leads from each to its next."""
    order = [note.id for note in report.notes]
    given = {str(element.get(XML_ID)): element for element in text.iter(TEI + "note")}
    if list(given) != order:
        for id, following in pairwise(order):
            given[id].set("next", f"#{following}")
