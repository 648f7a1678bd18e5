"""Elements and characters: makes the elements of one document, and keeps from XML what XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.tei.names import TEI

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (production 2)."""


class Pen:
    """Makes elements under one another; remembers which notes are given, and characters that XML does not allow.

    `node` is the id of the node that is being written.
    """

    def __init__(self) -> None:
        """A pen that has written nothing."""
        self.node = ""
        self.given: set[str] = set()
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

    def legal(self, text: str) -> str:
        """The text with U+FFFD in the place of every character that XML 1.0 does not allow."""
        return _ILLEGAL.sub(self._replace, text)

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
