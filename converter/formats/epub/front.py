"""The pages before the text: cover, title page, and imprint; all that they say comes from the metadata."""

from __future__ import annotations

from collections.abc import Iterator

from converter.formats.epub.inline import followable
from converter.formats.epub.markup import document, element, empty
from converter.formats.epub.metadata import title_of
from converter.model import Metadata
from converter.words import Words
from converter.xmltext import escape


def cover_page(metadata: Metadata, words: Words, file: str) -> str:
    """The page that shows the cover's image, and says its words to those who cannot see it."""
    title = title_of(metadata, words)
    image = empty("img", {"src": file, "alt": f"{words.cover}{words.colon}{title}", "role": "doc-cover"})
    return document(words.cover, metadata.language, element("div", {"class": "cover"}, image), kind="cover")


def title_page(metadata: Metadata, words: Words) -> str:
    """Symbol, organ and session; title and subtitle; authors, place and date."""
    head = (metadata.symbol, metadata.organ, metadata.session)
    foot = (*metadata.authors, metadata.place, metadata.date.printed if metadata.date else None)
    parts = [
        *(_line("masthead", text) for text in head if text),
        element("h1", {"class": "title"}, escape(title_of(metadata, words))),
        *(_line("subtitle", text) for text in [metadata.subtitle] if text),
        *(_line("masthead", text) for text in foot if text),
    ]
    section = element("section", {"epub:type": "titlepage", "class": "title-page"}, "\n".join(parts))
    return document(words.title_page, metadata.language, section, kind="frontmatter")


def imprint(metadata: Metadata, words: Words) -> str | None:
    """Publisher, series, source and rights; None where nothing of that is known."""
    lines = [_line("imprint", f"{name}{words.colon}{value}") for name, value in _facts(metadata, words)]
    if metadata.rights:
        lines += [_line("imprint", text) for text in metadata.rights.statement]
        lines += [_licence(text) for text in [metadata.rights.licence] if text]
    if not lines:
        return None
    attributes = {"epub:type": "copyright-page", "class": "imprint-page", "aria-label": words.rights}
    return document(
        words.rights, metadata.language, element("section", attributes, "\n".join(lines)), kind="frontmatter"
    )


def _facts(metadata: Metadata, words: Words) -> Iterator[tuple[str, str]]:
    """Names and values of what is known beside the rights."""
    series, source = metadata.series, metadata.source
    facts = (
        (words.publisher, metadata.publisher),
        (words.series, series and series.title),
        (words.previous, series and series.previous),
        (words.next, series and series.next),
        (words.source, source and source.name),
        (words.digest, source and source.digest),
    )
    return ((name, value) for name, value in facts if value)


def _line(role: str, text: str) -> str:
    return element("p", {"class": role}, escape(text))


def _licence(text: str) -> str:
    shown = escape(text)
    return element("p", {"class": "imprint"}, element("a", {"href": text}, shown) if followable(text) else shown)
