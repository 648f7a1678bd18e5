"""A book as its reader opens it: with zipfile and lxml, and with nothing of the writer's own."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from lxml import etree

from converter.edition import Edition
from converter.formats.epub.write import write
from converter.model import Block, Division, Metadata, Note, Report
from tests.samples import edition

XML = "{http://www.w3.org/XML/1998/namespace}"
EPUB = "{http://www.idpf.org/2007/ops}"
NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


@dataclass(frozen=True)
class Book:
    """An opened book."""

    data: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its name inside the book's folder, in the order of the archive."""
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            return {name.removeprefix("EPUB/"): package.read(name) for name in package.namelist()}

    def part(self, name: str) -> etree._Element:
        """A part, parsed."""
        return etree.fromstring(self.files[name])

    @cached_property
    def package(self) -> etree._Element:
        return self.part("content.opf")

    @cached_property
    def spine(self) -> list[str]:
        """The files of the spine, in reading order."""
        files = {item.get("id"): item.get("href") for item in find(self.package, "//opf:item")}
        return [files[item.get("idref")] for item in find(self.package, "//opf:itemref")]

    @cached_property
    def leaves(self) -> dict[str, etree._Element]:
        """The pages that hold the report, parsed, in reading order."""
        return {name: root for name in self.spine if kind(root := self.part(name), "bodymatter")}

    @cached_property
    def contents(self) -> list[tuple[int, str, str]]:
        """Depth, text and address of each line of the contents."""
        links = find(self.part("nav.xhtml"), "//h:nav[@epub:type='toc']//h:a")
        return [(len(find(link, "ancestor::h:ol")), words(link), link.get("href")) for link in links]

    def all(self, path: str) -> list[Any]:
        """What an XPath finds in the leaves, in reading order."""
        return [found for root in self.leaves.values() for found in find(root, path)]

    def meta(self, name: str) -> list[str]:
        """The values of a property of the package."""
        return [words(found) for found in find(self.package, f"//opf:meta[@property='{name}']")]


def find(node: etree._Element, path: str) -> list[Any]:
    """What an XPath finds."""
    found: Any = node.xpath(path, namespaces=NAMESPACES)
    return list(found)


def words(node: etree._Element) -> str:
    """All text of an element."""
    return "".join(node.itertext())


def kind(root: etree._Element, name: str) -> bool:
    """Whether a page's body is of this `epub:type`."""
    return find(root, "//h:body/@epub:type") == [name]


class Paged(Edition, frozen=True):
    """An edition whose printed pages begin where the test says: (label, id, offset)."""

    begins: tuple[tuple[str, str, int], ...] = ()

    @property
    def pages(self) -> Any:
        return SimpleNamespace(
            breaks=tuple(SimpleNamespace(label=label, id=id, offset=offset) for label, id, offset in self.begins)
        )


def paged(report: Report, *begins: tuple[str, str, int]) -> Paged:
    """The edition of a report with these page breaks."""
    plain = edition(report)
    return Paged(plain.reading, plain.style, plain.environment, begins=begins)


def book(report: Report, *begins: tuple[str, str, int]) -> Book:
    """The book of a report, opened; nothing may be said against it."""
    written = write(paged(report, *begins))
    assert written.diagnostics == ()
    return Book(written.data)


def report(*content: Division | Block, notes: Sequence[Note] = (), language: str = "en", **known: Any) -> Report:
    """A report of this content."""
    return Report(Metadata(known.pop("title", "A report"), language, **known), content, tuple(notes))
