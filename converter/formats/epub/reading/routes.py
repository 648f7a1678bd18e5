"""What a book's own ways into it say of its outline: the depth and the words of each entry of its contents.

nav.xhtml:  <nav epub:type="toc"><ol><li><a href="a.xhtml#x">I. One</a><ol>…        toc.ncx:  <navPoint>…
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.formats.epub.markup import EPUB, XHTML
from converter.formats.epub.reading.opened import Element, Opened, resolve

_H, _NCX = f"{{{XHTML}}}", "{http://www.daisy.org/z3986/2005/ncx/}"
_NCX_TYPE = "application/x-dtbncx+xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_NO_TEXT = {"cover": "cover", "toc": "contents", "title-page": "title page"}
"""The pages that a guide of EPUB 2 names and that hold no text of the book."""

Address = tuple[str, str]
"""A part, and a fragment in it (empty for its beginning)."""


def routes(book: Opened) -> Mapping[Address, tuple[int, str]]:
    """Depth, counted from 1, and words of every entry, by where it leads; the first entry of a place counts."""
    found: dict[Address, tuple[int, str]] = {}
    for where, depth, text in _entries(book):
        if where:
            found.setdefault(where, (depth, text))
    return found


def furniture(book: Opened) -> Mapping[str, str]:
    """The pages that are no text of the book, and what each is."""
    found = {item.name: "navigation" for item in book.resources.values() if "nav" in item.properties}
    for reference in book.package.iterfind(f"{_OPF}guide/{_OPF}reference"):
        where = resolve(book.package_name, reference.get("href", ""))
        if where and reference.get("type") in _NO_TEXT:
            found.setdefault(where[0], _NO_TEXT[reference.get("type", "")])
    return found


def _entries(book: Opened) -> Iterator[tuple[Address | None, int, str]]:
    """The entries of the navigation document, else those of the NCX."""
    nav = next((item.name for item in book.resources.values() if "nav" in item.properties), None)
    if nav and nav in book.archive.names:
        for element in book.parse(nav).iter(f"{_H}nav"):
            if element.get(f"{{{EPUB}}}type") == "toc":
                for link in element.iter(f"{_H}a"):
                    depth = sum(1 for above in link.iterancestors(f"{_H}ol"))
                    yield resolve(nav, link.get("href", "")), depth, " ".join("".join(link.itertext()).split())
                return
    ncx = next((item.name for item in book.resources.values() if item.media_type == _NCX_TYPE), None)
    if ncx and ncx in book.archive.names:
        for point in book.parse(ncx).iter(f"{_NCX}navPoint"):
            yield from _point(point, ncx)


def _point(point: Element, ncx: str) -> Iterator[tuple[Address | None, int, str]]:
    content = point.find(f"{_NCX}content")
    depth = 1 + sum(1 for above in point.iterancestors(f"{_NCX}navPoint"))
    text = point.findtext(f"{_NCX}navLabel/{_NCX}text") or ""
    yield resolve(ncx, content.get("src", "") if content is not None else ""), depth, " ".join(text.split())
