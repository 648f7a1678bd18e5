"""EPUB 3.3: the report cut into leaves, each leaf a page; cover, navigation, look and metadata around them; packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition, Written
from converter.formats.epub.cover import COVER, cover
from converter.formats.epub.front import cover_page, imprint, title_page
from converter.formats.epub.inline import Setting, followable
from converter.formats.epub.look import css
from converter.formats.epub.markup import STYLE, forbidden, held
from converter.formats.epub.metadata import facts, identifier, title_of
from converter.formats.epub.navigation import Entry, Landmark, Ways, contents, nav, ncx, page_addresses
from converter.formats.epub.package import COVER_ID, NAV_ID, NCX_ID, Book, Guide, Part, package
from converter.formats.epub.page import image_file, page
from converter.formats.epub.printed import PrintedPages, printed_pages
from converter.formats.epub.split import COVER_PAGE, IMPRINT, NAV, TITLE_PAGE, Leaf, files, split
from converter.labels import mark, titled
from converter.language import direction
from converter.model import Division, Figure, Link, Report
from converter.walk import inlines, languages, lines, nodes, plain

_XHTML = "application/xhtml+xml"

Content = tuple[str, str, str, str]
"""Manifest id, file, media type and text of a part."""


def write(edition: Edition) -> Written:
    """The report as an e-book. What it cannot carry (links of a kind that is not safe, page numbers) is told."""
    leaves = split(edition.report)
    places = files(leaves)
    printed = printed_pages(edition, places)
    ways = _ways(edition, leaves, places, printed)
    texts = list(_texts(edition, leaves, places, printed, ways))
    metadata = edition.report.metadata
    book = Book(
        metadata.language,
        identifier(metadata),
        facts(edition, paged=bool(printed.breaks)),
        (*map(_part, texts), *_images(edition.report)),
        tuple(Guide(place.guide, place.text, place.href) for place in ways.landmarks),
    )
    said = (*printed.diagnostics, *_unsafe_links(edition.report), *_unheld(texts))
    return Written(package(book, edition.now), said)


def _texts(
    edition: Edition, leaves: tuple[Leaf, ...], places: Mapping[str, str], printed: PrintedPages, ways: Ways
) -> Iterator[Content]:
    """Every part that is text, in the order of the archive; the pages among them in the order of the spine."""
    metadata, words, tags = edition.report.metadata, edition.words, languages(edition.report)
    directed = any(direction(tag) == "rtl" for tag in tags)
    yield NCX_ID, "toc.ncx", "application/x-dtbncx+xml", ncx(ways, identifier(metadata))
    yield "style", STYLE, "text/css", css(edition.style, tags)
    yield COVER_ID, COVER, "image/svg+xml", cover(metadata, edition.style, words)
    yield "cover", COVER_PAGE, _XHTML, cover_page(metadata, words)
    yield "title", TITLE_PAGE, _XHTML, title_page(metadata, words)
    if text := imprint(metadata, words):
        yield "imprint", IMPRINT, _XHTML, text
    yield NAV_ID, NAV, _XHTML, nav(ways, words, directed=directed)
    marks = {note.id: mark(note.label) for note in edition.report.notes}
    breaks = printed.by_block()
    for leaf in leaves:
        setting = Setting.of(leaf, words, places, marks, breaks, directed=directed)
        yield f"leaf-{leaf.file.removesuffix('.xhtml')}", leaf.file, _XHTML, page(leaf, _title(leaf, edition), setting)


def _part(content: Content) -> Part:
    id, file, media_type, text = content
    return Part(id, file, media_type, held(text).encode(), page=media_type == _XHTML)


def _images(report: Report) -> Iterator[Part]:
    figures = (node for node in nodes(report) if isinstance(node, Figure))
    return (Part(f"image-{node.id}", image_file(node), node.media_type, node.image) for node in figures)


def _title(leaf: Leaf, edition: Edition) -> str:
    """A page's title: its first heading, else the report's."""
    first = leaf.content[0] if leaf.content else None
    heading = titled(first.label, plain(first.heading)) if isinstance(first, Division) else ""
    return " ".join(heading.split()) or title_of(edition.report.metadata, edition.words)


def _ways(edition: Edition, leaves: tuple[Leaf, ...], places: Mapping[str, str], printed: PrintedPages) -> Ways:
    metadata, words = edition.report.metadata, edition.words
    title, first = title_of(metadata, words), leaves[0].file
    landmarks = (
        Landmark("cover", words.cover, COVER_PAGE, "cover"),
        Landmark("titlepage", words.title_page, TITLE_PAGE, "title-page"),
        Landmark("toc", words.contents, f"{NAV}#toc", "toc"),
        Landmark("bodymatter", words.text, first, "text"),
    )
    entries = contents(edition.report.content, places) or (Entry(title, first),)
    return Ways(title, metadata.language, entries, landmarks, page_addresses(printed.breaks, places))


def _unsafe_links(report: Report) -> Iterator[Diagnostic]:
    links = (found for node in nodes(report) for found in inlines(lines(node)) if isinstance(found, Link))
    for target in dict.fromkeys(link.target for link in links if not followable(link.target)):
        yield Diagnostic(
            Code.NOT_CARRIED,
            f"the link to {target!r} is text only in the e-book",
            hint="Links lead to places in the report, or to http, https, mailto, ftp, tel, urn and doi addresses.",
        )


def _unheld(texts: Iterable[Content]) -> Iterator[Diagnostic]:
    for _, file, _, text in texts:
        if count := forbidden(text):
            yield Diagnostic(
                Code.NOT_CARRIED,
                f"{count} control characters, which no XML can hold, stand as U+FFFD in the e-book",
                hint="Take them out of the source.",
                part=file,
            )
