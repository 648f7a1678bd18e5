"""The ways into the book: nav.xhtml (contents, landmarks, page list), and toc.ncx for old reading systems.

    <nav epub:type="toc" role="doc-toc" aria-labelledby="toc-heading"><h1 id="toc-heading">目錄</h1>
      <ol><li><a href="div-2.xhtml#div-2">第一章 導言</a><ol>…</ol></li></ol></nav>
    <nav epub:type="landmarks" aria-label="正文" hidden="">
      <ol><li><a epub:type="bodymatter" href="…">正文</a></li></ol></nav>
    <nav epub:type="page-list" role="doc-pagelist" aria-label="頁" hidden="">
      <ol><li><a href="…#page-1">1</a></li></ol></nav>

Every heading is in the contents, to the last level, with its printed label. EPUB 3.3, 7; NCX: DAISY Z39.86-2005, 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from converter.formats.epub.markup import DECLARATION, document, element, empty, spoken
from converter.formats.epub.printed import page_id
from converter.labels import titled
from converter.model import Block, Division
from converter.walk import plain
from converter.words import Words
from converter.xmltext import escape

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak

_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_NO_WORDS = "…"
"""What stands in the contents for a heading that has no words."""


class Entry(Struct, frozen=True):
    """One line of the contents, and those below it."""

    text: str
    href: str
    language: str | None = None
    entries: tuple[Entry, ...] = ()


class Landmark(Struct, frozen=True):
    """A place that reading systems know: by its `epub:type`, and by the type it has in a guide of EPUB 2."""

    kind: str
    text: str
    href: str
    guide: str


class Ways(Struct, frozen=True):
    """All ways into one book."""

    title: str
    language: str
    contents: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[tuple[str, str], ...] = ()
    """Label and address of each printed page."""


def contents(content: Iterable[Division | Block], files: Mapping[str, str]) -> tuple[Entry, ...]:
    """The divisions as lines of the contents; `files` leads from their ids to their files."""
    return tuple(
        Entry(
            _line(titled(node.label, plain(node.heading))),
            f"{files[node.id]}#{node.id}",
            node.language,
            contents(node.content, files),
        )
        for node in content
        if isinstance(node, Division)
    )


def page_addresses(breaks: Iterable[PageBreak], files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Label and address of each printed page."""
    return tuple((found.label, f"{files[found.id]}#{page_id(found.label)}") for found in breaks)


def nav(ways: Ways, words: Words, *, directed: bool) -> str:
    """The navigation document; the contents are to be seen, the other two are for reading systems."""
    heading = element("h1", {"id": "toc-heading"}, escape(words.contents))
    toc = {"epub:type": "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-heading"}
    parts = [element("nav", toc, f"\n{heading}\n{_lines(ways.contents, directed=directed)}\n")]
    landmarks = "".join(_item(mark.href, mark.text, {"epub:type": mark.kind}) for mark in ways.landmarks)
    parts.append(_hidden({"epub:type": "landmarks", "aria-label": words.text}, landmarks))
    if ways.pages:
        pages = "".join(_item(href, label, {}) for label, href in ways.pages)
        parts.append(_hidden({"epub:type": "page-list", "role": "doc-pagelist", "aria-label": words.page}, pages))
    return document(words.contents, ways.language, "\n".join(parts), kind="frontmatter")


def ncx(ways: Ways, identifier: str) -> str:
    """The same for reading systems of EPUB 2."""
    numbers = [int(label) for label, _ in ways.pages if label.isdecimal()]
    head = {
        "dtb:uid": identifier,
        "dtb:depth": str(_depth(ways.contents)),
        "dtb:totalPageCount": str(len(ways.pages)),
        "dtb:maxPageNumber": str(max(numbers, default=0)),
    }
    parts = [
        element("head", {}, "".join(empty("meta", {"name": name, "content": value}) for name, value in head.items())),
        element("docTitle", {}, _ncx_text(ways.title)),
        element("navMap", {}, _points(ways.contents, "point")),
    ]
    if ways.pages:
        parts.append(element("pageList", {}, "\n".join(map(_target, ways.pages))))
    attributes = {"xmlns": _NCX, "version": "2005-1", "xml:lang": ways.language}
    return DECLARATION + element("ncx", attributes, "\n" + "\n".join(parts) + "\n") + "\n"


def _line(text: str) -> str:
    return " ".join(text.split()) or _NO_WORDS


def _lines(entries: Sequence[Entry], *, directed: bool) -> str:
    items = "\n".join(
        element(
            "li",
            {},
            element("a", {"href": entry.href} | spoken(entry.language, directed=directed), escape(entry.text))
            + (_lines(entry.entries, directed=directed) if entry.entries else ""),
        )
        for entry in entries
    )
    return element("ol", {}, f"\n{items}\n")


def _item(href: str, text: str, attributes: dict[str, str | None]) -> str:
    return "\n" + element("li", {}, element("a", attributes | {"href": href}, escape(text)))


def _hidden(attributes: dict[str, str | None], items: str) -> str:
    return element("nav", attributes | {"hidden": ""}, element("ol", {}, f"{items}\n"))


def _depth(entries: Iterable[Entry]) -> int:
    return max((1 + _depth(entry.entries) for entry in entries), default=0)


def _points(entries: Sequence[Entry], id: str) -> str:
    return "\n".join(
        element(
            "navPoint",
            {"id": f"{id}-{place}"},
            element("navLabel", {}, _ncx_text(entry.text))
            + empty("content", {"src": entry.href})
            + _points(entry.entries, f"{id}-{place}"),
        )
        for place, entry in enumerate(entries, 1)
    )


def _target(page: tuple[str, str]) -> str:
    """One printed page. Its kind follows from its label: counted in figures, or not."""
    label, href = page
    attributes = {"id": f"target-{label}", "type": "normal" if label.isdecimal() else "front"}
    if label.isdecimal():
        attributes["value"] = label
    content = element("navLabel", {}, _ncx_text(label)) + empty("content", {"src": href})
    return element("pageTarget", attributes, content)


def _ncx_text(text: str) -> str:
    return element("text", {}, escape(text))
