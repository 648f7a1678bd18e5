"""EPUB 3.3: the report cut into leaves, each leaf a page; cover, navigation, look and metadata around them; packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition, Written
from converter.formats.epub.access import contrasted
from converter.formats.epub.cover import cover
from converter.formats.epub.faces import embedded
from converter.formats.epub.inline import followable
from converter.formats.epub.look import css
from converter.formats.epub.markup import STYLE
from converter.formats.epub.navigation import page_addresses
from converter.formats.epub.package import COVER_ID, FONT, STYLE_ID, Part, package
from converter.formats.epub.printed import printed_pages
from converter.formats.epub.volume import Content, Volume, bound, digest, images, part, texts
from converter.model import Link, Report
from converter.walk import inlines, languages, lines, nodes
from converter.xmltext import unsayable


def write(edition: Edition) -> Written:
    """The report as an e-book. What it cannot carry (links of a kind that is not safe, page numbers) is told."""
    volume = Volume.of(edition.report, edition.words)
    printed = printed_pages(edition, volume.files)
    front = cover(edition)
    addresses = page_addresses(printed.breaks, volume.files)
    written = list(texts(volume, addresses, printed.by_block(), front.file))
    look, *fonts = _look(edition, written)
    image = Part(COVER_ID, front.file, front.media_type, front.data)
    parts = (look, *map(part, written), image, *fonts, *images(edition.report))
    digests = map(digest, (look, image, *fonts))
    book = bound(volume, parts, digests, paged=bool(addresses), contrasted=contrasted(edition.style))
    said = (*printed.diagnostics, *front.diagnostics, *_unsafe_links(edition.report), *_unheld(written))
    return Written(package(book, edition.now), said)


def _look(edition: Edition, written: Iterable[Content]) -> Iterator[Part]:
    """The style sheet, and after it the fonts that it names."""
    fonts = embedded(edition, (text for *_, text in written))
    sheet = css(edition.style, languages(edition.report), fonts)
    yield Part(STYLE_ID, STYLE, "text/css", sheet.encode())
    for place, font in enumerate(fonts, 1):
        yield Part(f"{FONT}{place}", font.file, font.media_type, font.data)


def _unsafe_links(report: Report) -> Iterator[Diagnostic]:
    links = (found for node in nodes(report) for found in inlines(lines(node)) if isinstance(found, Link))
    for target in dict.fromkeys(link.target for link in links if not followable(link.target)):
        yield Diagnostic(
            Code.NOT_CARRIED,
            f"the link to {target!r} is text only in the e-book",
            hint="Links lead to places in the report, or to http, https, mailto, ftp, tel, urn and doi addresses.",
        )


def _unheld(written: Iterable[Content]) -> Iterator[Diagnostic]:
    for _, file, _, text in written:
        if count := unsayable(text):
            yield Diagnostic(
                Code.NOT_CARRIED,
                f"{count} control characters, which no XML can hold, stand as U+FFFD in the e-book",
                hint="Take them out of the source.",
                part=file,
            )
