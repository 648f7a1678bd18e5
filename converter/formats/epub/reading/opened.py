"""A book opened: the zip measured, its container and package read, and its pages parsed; nothing is written or fetched.

    mimetype · META-INF/container.xml → content.opf → manifest (parts by name), spine (pages in order), metadata

Every name is looked up in the zip and nowhere else. EPUB 3.3, 4 (OCF) and 5 (package); EPUB 2 has
the same frame.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import name2codepoint
from urllib.parse import unquote, urlsplit

from lxml import etree
from msgspec import Struct

from converter.archive import Archive, open_archive
from converter.diagnostics import Code, Refused, refuse
from converter.formats.epub.markup import XHTML
from converter.formats.epub.names import VOCABULARY
from converter.markup import parse_xml
from converter.source import MAX_BYTES, Input

TEXT = 16 << 20
"""The most bytes of text that are read of a book; a Bible has about five million."""
MARKUP = 400_000
"""The most tags and attributes, as far as they can be counted before anything is parsed."""
IMAGES = 64 << 20
"""The most bytes of images."""

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_OPF, _OCF = "{http://www.idpf.org/2007/opf}", "{urn:oasis:names:tc:opendocument:xmlns:container}"
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"
_OBFUSCATIONS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""What may be encrypted in a book that anyone can read: its fonts. EPUB 3.3, 4.4."""
PAGES = ("application/xhtml+xml", "text/html")
"""What a page may be by its media type."""
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = (b"lt", b"gt", b"amp", b"quot", b"apos")
_AGAIN = "Get the book again from where it was made."

Element = etree._Element


class Resource(Struct, frozen=True):
    """A part that the manifest names: where it stands in the zip, what it is, and what the package says of it."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


class Page(Struct, frozen=True):
    """A page of the spine, parsed."""

    name: str
    body: Element
    language: str | None


class Opened(Struct, frozen=True):
    """An opened book. `own` tells one that this project wrote, whose text is exact to the character."""

    name: str
    archive: Archive
    package: Element
    package_name: str
    resources: Mapping[str, Resource]
    own: bool

    def spine(self) -> Iterator[Resource]:
        """The parts in reading order, each once. Raises Refused where one is not in the manifest or not in the zip."""
        by_id = {item.id: item for item in self.resources.values()}
        names = [found.get("idref", "") for found in self.package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
        for id in dict.fromkeys(names):
            if id not in by_id:
                raise _malformed(
                    self.name, f"the spine names {id!r}, which the manifest does not have", self.package_name
                )
            yield by_id[id]

    def parse(self, name: str) -> Element:
        """The root of a part that is XML. Raises Refused."""
        if self.archive.size(name) > TEXT:
            raise _too_large(self.name, name)
        return parse_xml(_resolved(self.archive.read(name)), path=self.name, part=name)


def open_book(source: Input) -> Opened:
    """Open a book. Raises Refused when it is none, is damaged, too large, or locked."""
    if not source.data:
        raise refuse(Code.INPUT_EMPTY, "the file is empty", "Give a file that holds a report.", path=source.name)
    if len(source.data) > MAX_BYTES:
        raise _too_large(source.name, "")
    archive = open_archive(source.data)
    _check_frame(archive, source.name)
    package_name = _package_name(archive, source.name)
    package = parse_xml(_bounded(archive, package_name, source.name), path=source.name, part=package_name)
    resources = {found.name: found for found in _resources(package, package_name)}
    own = VOCABULARY in package.get("prefix", "").split()
    return Opened(source.name, archive, package, package_name, resources, own)


def pages(book: Opened) -> tuple[Page, ...]:
    """The pages of the spine, parsed; what else stands in the spine (an SVG) is none. Raises Refused."""
    items = [item for item in book.spine() if item.media_type in PAGES]
    _measure(book, [item.name for item in items])
    return tuple(_page(book, item.name) for item in items)


def resolve(base: str, reference: str) -> tuple[str, str] | None:
    """The part and the fragment that a reference in `base` leads to; None when it leads out of the book."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
    return None if name.startswith("..") else (name, unquote(parts.fragment))


def _check_frame(archive: Archive, path: str) -> None:
    """The mimetype is that of a book, and nothing but fonts is encrypted."""
    if "mimetype" not in archive.names:
        raise _malformed(path, "it has no mimetype: this is no EPUB", "mimetype")
    if archive.size("mimetype") > 64 or archive.read("mimetype").strip() != b"application/epub+zip":
        raise _malformed(path, "its mimetype is not that of an EPUB", "mimetype")
    if _ENCRYPTION not in archive.names:
        return
    root = parse_xml(_bounded(archive, _ENCRYPTION, path), path=path, part=_ENCRYPTION)
    for data in root.iter(f"{_ENC}EncryptedData"):
        method = data.find(f"{_ENC}EncryptionMethod")
        if method is None or method.get("Algorithm") not in _OBFUSCATIONS:
            message = "the book is encrypted, and cannot be read without its key"
            raise refuse(Code.INPUT_MALFORMED, message, "Get it without DRM.", path=path, part=_ENCRYPTION)


def _package_name(archive: Archive, path: str) -> str:
    if _CONTAINER not in archive.names:
        raise _malformed(path, "it has no container: this is no EPUB", _CONTAINER)
    root = parse_xml(_bounded(archive, _CONTAINER, path), path=path, part=_CONTAINER)
    names = [found.get("full-path", "") for found in root.iter(f"{_OCF}rootfile")]
    name = next((name for name in names if name in archive.names), None)
    if name is None:
        raise _malformed(path, f"its package {names[0] if names else ''!r} is not in the book", _CONTAINER)
    return name


def _resources(package: Element, base: str) -> Iterator[Resource]:
    """The parts that the manifest names; those that lead out of the book are none of it."""
    for found in package.iterfind(f"{_OPF}manifest/{_OPF}item"):
        where = resolve(base, found.get("href", ""))
        if where:
            properties = frozenset(found.get("properties", "").split())
            yield Resource(found.get("id", ""), where[0], found.get("media-type", ""), properties)


def _measure(book: Opened, names: Iterable[str]) -> None:
    """All pages together are not too much, before one of them is parsed."""
    size = markup = 0
    for name in names:
        if name not in book.archive.names:
            raise _malformed(book.name, "is named in the spine but not in the book", name)
        size += book.archive.size(name)
        if size > TEXT:
            raise _too_large(book.name, name)
        data = book.archive.read(name)
        markup += data.count(b"<") + data.count(b"=")
        if markup > MARKUP:
            raise _too_large(book.name, name)


def _page(book: Opened, name: str) -> Page:
    root = book.parse(name)
    body = root.find(f"{{{XHTML}}}body")
    if body is None:
        raise _malformed(book.name, "is no XHTML page", name)
    language = said_language(body) or said_language(root)
    return Page(name, body, language)


def said_language(element: Element) -> str | None:
    """The language that an element says itself, as it says it."""
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("lang") or None


def _bounded(archive: Archive, name: str, path: str) -> bytes:
    if archive.size(name) > TEXT:
        raise _too_large(path, name)
    return archive.read(name)


def _resolved(data: bytes) -> bytes:
    """The XML with the named characters of HTML as numbers: old books have them from a DTD, which is never read."""
    if b"<!ENTITY" in data or b"<![CDATA[" in data:
        return data
    return _ENTITY.sub(_number, data)


def _number(match: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(match[1].decode()) if match[1] not in _XML_ENTITIES else None
    return match[0] if code is None else b"&#%d;" % code


def _malformed(path: str, message: str, part: str) -> Refused:
    return refuse(Code.INPUT_MALFORMED, message, _AGAIN, path=path, part=part)


def _too_large(path: str, part: str) -> Refused:
    message = f"is larger than a report; {TEXT >> 20} MiB of text and {MARKUP:,} tags and attributes are read at most"
    return refuse(Code.INPUT_TOO_LARGE, message, "Cut the book into parts.", path=path, part=part)
