"""Elements and characters: makes the elements of one document, and keeps from XML what XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.tei.marks import Mark, Marks
from converter.formats.tei.names import TEI, XML_LANG
from converter.formats.tei.pages import Breaks
from converter.model import Metadata
from converter.xmltext import UNSAYABLE

_WORDY = (TEI + "p", TEI + "item")
_LAID_OUT = (TEI + "list", TEI + "ptr")


class Pen:
    """Makes elements under one another; remembers which notes are given, and characters that XML does not allow.

    `node` is the id of the node that is being written, `said` how many characters of its text have been.
    """

    def __init__(self, symbol: str | None = None, breaks: Breaks | None = None) -> None:
        """A pen that has written nothing of the report with this symbol, whose pages begin at these breaks."""
        self.node = ""
        self.said = 0
        self.given: set[str] = set()
        self.breaks = breaks or Breaks()
        self._marks = Marks(symbol)
        self._illegal: dict[str, list[str]] = {}

    def add(
        self, parent: etree._Element, name: str, text: str = "", attributes: Mapping[str, str | None] | None = None
    ) -> etree._Element:
        """A new TEI element at the end of its parent; attributes that are None are not written."""
        kept = {key: self.legal(value) for key, value in (attributes or {}).items() if value is not None}
        element: etree._Element = etree.SubElement(parent, TEI + name, kept)
        if text:
            element.text = self.legal(text)
        return element

    def each(
        self,
        parent: etree._Element,
        name: str,
        texts: Iterable[str | None],
        attributes: Mapping[str, str | None] | None = None,
    ) -> None:
        """An element for each text that is there."""
        for text in texts:
            if text is not None:
                self.add(parent, name, text, attributes)

    def enter(self, parent: etree._Element, id: str) -> None:
        """Begin the node with this id under its parent, after the break of a page that begins with it."""
        self.node, self.said = id, 0
        for found in self.breaks.take(id, 0):
            self.add(parent, "pb", attributes=found.attributes)

    def set_text(self, parent: etree._Element, last: etree._Element | None, text: str) -> None:
        """Text after the last child of an element, or first in an element without one."""
        kept = self.legal(text) or None
        if last is None:
            parent.text = kept
        else:
            last.tail = kept

    def say(self, parent: etree._Element, last: etree._Element | None, text: str) -> None:
        """Text of the report after the last child of an element, with what is marked in it and the breaks of pages."""
        start, begin = 0, self.said
        self.said += len(text)
        breaks = [(found.offset - begin, found) for found in self.breaks.take(self.node, self.said)]
        places: list[tuple[int, Mark | None, Mapping[str, str | None]]] = [
            (at, None, found.attributes) for at, found in breaks
        ]
        places += [
            (mark.start, mark, mark.attributes)
            for mark in self._marks.find(text)
            if not any(mark.start < at < mark.end for at, _ in breaks)
        ]
        for at, mark, attributes in sorted(places, key=lambda place: place[0]):
            self.set_text(parent, last, text[start:at])
            start = mark.end if mark else at
            last = self.add(parent, mark.name if mark else "pb", text[at:start], attributes)
        self.set_text(parent, last, text[start:])

    def legal(self, text: str) -> str:
        """The text with U+FFFD in the place of every character that XML 1.0 does not allow."""
        return UNSAYABLE.sub(self._replace, text)

    def _replace(self, found: re.Match[str]) -> str:
        self._illegal.setdefault(found[0], []).append(self.node)
        return "\ufffd"

    def diagnostics(self, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
        """A diagnostic (not-carried) for each character that was replaced, with the place of its first occurrence."""
        for character, ids in sorted(self._illegal.items()):
            where = ids[0] or "the metadata"
            yield Diagnostic(
                Code.NOT_CARRIED,
                f"XML cannot hold U+{ord(character):04X} (first in {where}, {len(ids)} in all); written as U+FFFD",
                places.get(ids[0]),
                "Take the character out of the source.",
            )
        yield from self.breaks.left()


def indent(element: etree._Element, level: int = 0) -> None:
    """A line for each child, but where words of the report or of the source stand beside children."""
    if not len(element) or element.text or (element.tag in _WORDY and element[0].tag not in _LAID_OUT):
        return
    space = "\n" + "  " * level
    for child in element:
        indent(child, level + 1)
        child.tail = space + "  "
    element.text, element[-1].tail = space + "  ", space


def english(metadata: Metadata) -> dict[str, str | None]:
    """The language of this project's own words, where the report is in another."""
    return {XML_LANG: None if metadata.language == "en" else "en"}
