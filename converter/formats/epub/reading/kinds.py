"""What the elements of XHTML are, for the reader: which stand in a line, which hold blocks, which say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from converter.formats.epub.markup import EPUB, XHTML
from converter.formats.epub.reading.opened import Element
from converter.model import Scheme, Style

_TYPE = f"{{{EPUB}}}type"
_H = f"{{{XHTML}}}"

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *HEADINGS,
})  # fmt: skip
"""The elements that end a line before and after them."""
HOLDERS = BLOCKS - {"hr", "p", "pre", "summary", "dt", *HEADINGS}
"""Those that may hold others."""
SILENT = frozenset({"head", "hr", "link", "meta", "param", "source", "style", "template", "title", "track", "wbr"})
"""The elements that print nothing."""
FOREIGN = frozenset({
    "audio", "button", "canvas", "embed", "iframe", "input", "math", "object", "script", "select", "textarea", "video",
})  # fmt: skip
"""The elements that the model has no node for."""
STYLES: Mapping[str, Style] = MappingProxyType({
    "b": "strong", "cite": "emphasis", "dfn": "emphasis", "em": "emphasis", "i": "emphasis", "ins": "underline",
    "strong": "strong", "sub": "subscript", "sup": "superscript", "u": "underline", "var": "emphasis",
})  # fmt: skip
SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {"1": "decimal", "a": "letter", "A": "capital", "i": "roman", "I": "capital-roman"}
)
"""The scheme of each `type` of `ol`."""

FOOTNOTES = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
FOOTNOTE_LISTS = frozenset({"footnotes", "endnotes", "rearnotes", "doc-endnotes"})
CALLS = frozenset({"noteref", "doc-noteref"})
BACKS = frozenset({"backlink", "doc-backlink", "referrer"})
PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
WAYS = frozenset({"toc", "landmarks", "page-list", "doc-toc", "doc-pagelist"})
COVERS: Mapping[str, str] = MappingProxyType(
    {"cover": "cover", "titlepage": "title page", "toc": "contents", "doc-toc": "contents", "doc-cover": "cover"}
)
"""The pages that are no text, by type or role, and what each is."""


def tag(element: Element) -> str:
    """The local name of an XHTML element; `{namespace}name` for one of another vocabulary."""
    name = element.tag
    return name.removeprefix(_H) if isinstance(name, str) else ""


def types(element: Element | None) -> frozenset[str]:
    """The values of `epub:type` and `role`."""
    if element is None:
        return frozenset()
    said = f"{element.get(_TYPE, '')} {element.get('role', '')}"
    return frozenset(said.split()) if said != " " else frozenset()
