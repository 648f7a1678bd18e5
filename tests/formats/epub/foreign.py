"""Books as other people make them, in as few lines as a test needs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from converter.formats.epub.read import read
from converter.reading import Reading
from converter.source import Input

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TITLE = "<dc:title>Somebody's book</dc:title><dc:language>en</dc:language>"


def page(body: str, *, language: str = "en") -> str:
    """An XHTML page of this body."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'xml:lang="{language}"><head><title>x</title></head><body>{body}</body></html>'
    )


def toc(items: str) -> str:
    """A navigation document with these items in its list."""
    return page(f'<nav epub:type="toc"><ol>{items}</ol></nav>')


def opf(files: Mapping[str, str | bytes], metadata: str = TITLE, guide: str = "") -> str:
    """A package of these files: those that end in xhtml are its spine, in this order; nav.xhtml is its contents."""
    kinds = {
        "xhtml": "application/xhtml+xml",
        "png": "image/png",
        "gif": "image/gif",
        "ncx": "application/x-dtbncx+xml",
    }
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="{kinds[name.rpartition(".")[2]]}"'
        + (' properties="nav"/>' if name == "nav.xhtml" else "/>")
        for n, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n, name in enumerate(files) if name.endswith("xhtml"))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf" version="3.0"><metadata>{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"
    )


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def frame(files: Mapping[str, str | bytes], **known: str) -> dict[str, str | bytes]:
    """The members of a book of these files."""
    members: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    return members | {"OEBPS/book.opf": opf(files, **known)} | {f"OEBPS/{name}": data for name, data in files.items()}


def opened(files: Mapping[str, str | bytes], **known: str) -> Reading:
    """A book of these files, read."""
    return read(Input("book.epub", packed(frame(files, **known))))


def body(content: str, **others: str | bytes) -> Reading:
    """A book of one page with this body, read."""
    return opened({"a.xhtml": page(content)} | {name.replace("_", "."): data for name, data in others.items()})
