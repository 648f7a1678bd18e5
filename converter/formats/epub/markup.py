"""XHTML as strings: elements, escaped text, the language of an element, and the document around a page.

    <?xml version="1.0" encoding="utf-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="fr" xml:lang="fr">
    <head><title>…</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
    <body>…</body>
    </html>

Pages are written as strings because they are written once and never changed; the tests parse every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from converter.language import direction
from converter.xmltext import escape

Attributes = Mapping[str, str | None]
"""Attribute names and values in the order in which they are written; those that are None are left out."""

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
STYLE = "style.css"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

_QUOTE = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def element(name: str, attributes: Attributes, content: str = "") -> str:
    """One element; the attributes are escaped here, the content is markup already."""
    given = ((key, escape(value).translate(_QUOTE)) for key, value in attributes.items() if value is not None)
    written = "".join(f' {key}="{value}"' for key, value in given)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}></{name}>"


def empty(name: str, attributes: Attributes) -> str:
    """One element that can hold nothing (`img`, `link`, `meta`)."""
    return element(name, attributes).replace(f"></{name}>", "/>")


def spoken(language: str | None, *, directed: bool) -> dict[str, str | None]:
    """What an element says of its language; with its direction in a book that has lines of both."""
    if language is None:
        return {}
    return {"lang": language, "xml:lang": language, "dir": direction(language) if directed else None}


def document(title: str, language: str, body: str, *, kind: str | None = None) -> str:
    """A whole page; `kind` is the body's `epub:type`."""
    head = element("title", {}, escape(title)) + empty("link", {"rel": "stylesheet", "type": "text/css", "href": STYLE})
    root: dict[str, str | None] = {"xmlns": XHTML, "xmlns:epub": EPUB}
    root |= spoken(language, directed=direction(language) == "rtl")
    page = f"\n{element('head', {}, head)}\n{element('body', {'epub:type': kind}, body)}\n"
    return f"{DECLARATION}<!DOCTYPE html>\n{element('html', root, page)}\n"
