"""EPUB 3.3: the report cut into leaves, each leaf a page; cover, navigation, look and metadata around them; packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition, Written
from converter.formats.epub.blocks import image_file
from converter.formats.epub.cover import Cover, cover
from converter.formats.epub.faces import embedded
from converter.formats.epub.front import cover_page, imprint, title_page
from converter.formats.epub.inline import Setting, followable
from converter.formats.epub.look import css
from converter.formats.epub.markup import STYLE, forbidden, held
from converter.formats.epub.metadata import facts, title_of
from converter.formats.epub.navigation import Entry, Landmark, Ways, contents, nav, ncx, page_addresses
from converter.formats.epub.package import COVER_ID, NAV_ID, NCX_ID, Book, Guide, Part, package
from converter.formats.epub.page import page
from converter.formats.epub.printed import PrintedPages, printed_pages
from converter.formats.epub.split import COVER_PAGE, IMPRINT, NAV, TITLE_PAGE, Leaf, files, split
from converter.identifier import urn
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
    front = cover(edition)
    texts = list(_texts(edition, leaves, places, printed, ways, front))
    metadata = edition.report.metadata
    book = Book(
        metadata.language,
        urn(metadata),
        facts(edition, paged=bool(printed.breaks)),
        tuple(_parts(edition, texts, front)),
        tuple(Guide(place.guide, place.text, place.href) for place in ways.landmarks),
    )
    said = (*printed.diagnostics, *front.diagnostics, *_unsafe_links(edition.report), *_unheld(texts))
    return Written(package(book, edition.now), said)


def _parts(edition: Edition, texts: list[Content], front: Cover) -> Iterator[Part]:
    """Every part, in the order of the archive: the look, what is text, and the images."""
    fonts = embedded(edition, (text for *_, text in texts))
    yield _part(("style", STYLE, "text/css", css(edition.style, languages(edition.report), fonts)))
    yield from map(_part, texts)
    yield Part(COVER_ID, front.file, front.media_type, front.data)
    for place, font in enumerate(fonts, 1):
        yield Part(f"font-{place}", font.file, font.media_type, font.data)
    for node in nodes(edition.report):
        if isinstance(node, Figure):
            yield Part(f"image-{node.id}", image_file(node), node.media_type, node.image)


def _texts(
    edition: Edition,
    leaves: tuple[Leaf, ...],
    places: Mapping[str, str],
    printed: PrintedPages,
    ways: Ways,
    front: Cover,
) -> Iterator[Content]:
    """Every other part that is text; the pages among them in the order of the spine."""
    metadata, words, tags = edition.report.metadata, edition.words, languages(edition.report)
    directed = any(direction(tag) == "rtl" for tag in tags)
    yield NCX_ID, "toc.ncx", "application/x-dtbncx+xml", ncx(ways, urn(metadata))
    yield "cover", COVER_PAGE, _XHTML, cover_page(metadata, words, front.file)
    yield "title", TITLE_PAGE, _XHTML, title_page(metadata, words)
    if text := imprint(metadata, words):
        yield "imprint", IMPRINT, _XHTML, text
    yield NAV_ID, NAV, _XHTML, nav(ways, words, directed=directed)
    marks = {note.id: mark(note.label) for note in edition.report.notes}
    breaks = printed.by_block()
    for leaf in leaves:
        setting = Setting.of(leaf, words, places, marks, breaks, directed=directed)
        yield (
            f"leaf-{leaf.file.removesuffix('.xhtml')}",
            leaf.file,
            _XHTML,
            page(leaf, _title(leaf, edition), setting, metadata.language),
        )


def _part(content: Content) -> Part:
    id, file, media_type, text = content
    return Part(id, file, media_type, held(text).replace("\r", "&#13;").encode(), page=media_type == _XHTML)


def _title(leaf: Leaf, edition: Edition) -> str:
    """A page's title: its first heading, else that of the division it belongs to, else the report's."""
    first = leaf.content[0] if leaf.content else None
    first = first if isinstance(first, Division) else leaf.within
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
