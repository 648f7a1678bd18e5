"""The package: EbookLib holds manifest, spine and metadata, and writes container.xml and content.opf.

    mimetype
    META-INF/container.xml
    EPUB/content.opf   nav.xhtml   toc.ncx   style.css   cover.xhtml   cover.png   title.xhtml   …

Its habits are kept in check here and nowhere else. Pages are plain `EpubItem`s, because an `EpubHtml` parses its
page and writes it anew. `Writer` replaces four of its methods: it hands our navigation documents on as they are,
says the package's language, and puts the parts into our own archive, which knows no clock. The random identifier of
a new `EpubBook` is replaced before anything sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ebooklib import epub
from msgspec import Struct

from converter.archive import archive
from converter.formats.epub.facts import Fact
from converter.formats.epub.metadata import IDENTIFIER
from converter.formats.epub.names import PREFIX, VOCABULARY
from converter.language import direction
from converter.release import RELEASE
from converter.xmltext import sayable

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MIMETYPE = "mimetype"

GENERATOR = f"report-converter {RELEASE}"
"""What wrote the book. The same one makes the same book of the same report again."""

COVER_ID, NAV_ID, NCX_ID = "cover-image", "nav", "ncx"
"""The manifest ids of the parts that EbookLib has kinds of its own for."""
STYLE_ID, FONT = "style", "font-"
"""The manifest id of the style sheet, and what those of the fonts begin with."""
_KINDS = {COVER_ID: epub.EpubCover, NAV_ID: epub.EpubNav, NCX_ID: epub.EpubNcx}


class Part(Struct, frozen=True):
    """A file of the book. Pages stand in the spine; `id` is its name in the manifest."""

    id: str
    file: str
    media_type: str
    data: bytes
    page: bool = False


class Guide(Struct, frozen=True):
    """A place that reading systems of EPUB 2 know."""

    kind: str
    title: str
    file: str


class Book(Struct, frozen=True):
    """All that a package holds, its parts in the order of the archive and of the spine."""

    language: str
    identifier: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    guide: tuple[Guide, ...]


class _Parts:
    """Stands where EbookLib opens its zip: keeps the parts that are written into it, in order."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes]] = []

    def writestr(self, name: str, data: str | bytes) -> None:
        """Keep one part."""
        self.members.append((name, data.encode() if isinstance(data, str) else data))


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, into `_Parts`; navigation documents are items like any other."""

    def write(self) -> None:
        """Write container, package and items, in this order."""
        self.out = _Parts()
        self.out.writestr(_MIMETYPE, "application/epub+zip")
        self._write_container()
        self._write_opf()
        self._write_items()

    def _get_nav(self, item: Any) -> bytes:
        content: bytes = item.content
        return content

    def _get_ncx(self) -> bytes:
        content: bytes = next(item.content for item in self.book.get_items() if isinstance(item, epub.EpubNcx))
        return content

    def _write_opf_file(self, root: Any) -> None:
        """The package document with its language, of which EbookLib has no notion. EPUB 3.3, 5.4."""
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)


def package(book: Book, now: datetime) -> bytes:
    """The bytes of the book. EPUB 3.3, and OCF for the zip: mimetype first and stored."""
    return archive(members(book, now), now, stored=frozenset({_MIMETYPE}))


def members(book: Book, now: datetime) -> list[tuple[str, bytes]]:
    """The files of the book, each under its name in the zip: mimetype, container and package before the parts."""
    writer = _Writer("", _shelved(book), {"mtime": now, "package_direction": True})
    writer.write()
    return writer.out.members


def _shelved(book: Book) -> epub.EpubBook:
    shelved = epub.EpubBook()
    shelved.IDENTIFIER_ID = IDENTIFIER
    shelved.metadata = {}
    shelved.uid = book.identifier
    shelved.language = book.language
    shelved.add_prefix(PREFIX, VOCABULARY)
    if direction(book.language) == "rtl":
        shelved.set_direction("rtl")
    _add_facts(shelved, book.facts)
    for part in book.parts:
        shelved.add_item(_item(part))
    shelved.spine = [part.id for part in book.parts if part.page]
    shelved.guide = [{"type": place.kind, "title": place.title, "href": place.file} for place in book.guide]
    return shelved


def _add_facts(shelved: epub.EpubBook, facts: Iterable[Fact]) -> None:
    for fact in facts:
        element = fact.name.removeprefix("dc:")
        attributes = {
            "id": fact.id,
            "refines": fact.refines and f"#{fact.refines}",
            "property": None if element != fact.name else fact.name,
            "scheme": fact.scheme,
            _XML_LANG: fact.language,
        }
        kept = {name: value for name, value in attributes.items() if value}
        if element != fact.name:
            shelved.add_metadata("DC", element, sayable(fact.value), kept)
        else:
            shelved.add_metadata(None, "meta", sayable(fact.value), kept)
    for name, content in (("cover", COVER_ID), ("generator", GENERATOR)):
        shelved.add_metadata(None, "meta", "", {"name": name, "content": content})


def _item(part: Part) -> epub.EpubItem:
    item = _KINDS.get(part.id, epub.EpubItem)(uid=part.id, file_name=part.file)
    item.media_type = part.media_type
    item.content = part.data
    return item
