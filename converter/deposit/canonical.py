"""What a document says, however its bytes are spelt: the digest of its canonical form.

    <p  n='47' >…</p>  and  <p n="47">…</p>  →  one SHA-256 of <p n="47">…</p>

The form is Canonical XML 2.0 with comments: elements, attributes, namespaces, text, comments and instructions count,
every space among them; quotation marks, encoding, the XML declaration and empty-element tags do not. It is made while
the bytes come in, so that memory does not grow with the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import C14NWriterTarget, ParseError, XMLParser

from msgspec import Struct


class NotXML(Exception):
    """Bytes that are no well-formed document, or one with a document type declaration. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        """Carry what is wrong, and where."""
        super().__init__(message)
        self.line = line


class Fingerprint(Struct, frozen=True):
    """The SHA-256 of a document's canonical form, in hexadecimal, and the name of its root: `{namespace}name`."""

    digest: str
    root: str


class _Canonical(C14NWriterTarget):
    """Writes the canonical form; keeps the root's name; takes no document type, and so no entities."""

    root = ""

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        self.root = self.root or tag
        super().start(tag, attrs)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise NotXML("it has a document type declaration, which no repository keeps", 1)


def fingerprint(chunks: Iterable[bytes]) -> Fingerprint | None:
    """The fingerprint of a document that comes in pieces; None when there is not one byte. Raises NotXML."""
    digest = hashlib.sha256()
    target = _Canonical(lambda text: digest.update(text.encode()), with_comments=True)
    parser = XMLParser(target=target)  # noqa: S314 - a document type, the only source of entities, is refused
    empty = True
    try:
        for chunk in chunks:
            empty = False
            parser.feed(chunk)
        if empty:
            return None
        parser.close()
    except ParseError as error:
        raise NotXML(f"it is not well-formed XML: {error.msg}", error.position[0]) from None
    return Fingerprint(digest.hexdigest(), target.root)
