"""A book as far as its report alone makes it: every part that is text, and the frame that names all parts.

    cover.xhtml  title.xhtml  imprint.xhtml  nav.xhtml  toc.ncx  div-1.xhtml …        texts
    content.opf: metadata, manifest, spine, guide                                    bound

Look, fonts and the cover's image come from the style; here they are parts like any other. So the reader can make the
book again from the report that it has read, and hold the one that it was given against it (reading/again.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from converter.formats.epub.blocks import image_file
from converter.formats.epub.facts import Fact
from converter.formats.epub.front import cover_page, imprint, title_page
from converter.formats.epub.inline import Setting
from converter.formats.epub.metadata import facts, title_of
from converter.formats.epub.navigation import Entry, Landmark, Ways, contents, nav, ncx
from converter.formats.epub.package import NAV_ID, NCX_ID, Book, Guide, Part
from converter.formats.epub.page import page
from converter.formats.epub.split import COVER_PAGE, IMPRINT, NAV, TITLE_PAGE, Leaf, files, split
from converter.identifier import urn
from converter.labels import mark, titled
from converter.language import direction
from converter.model import Division, Figure, Report
from converter.walk import languages, nodes, plain
from converter.words import Words
from converter.xmltext import sayable

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak

XHTML_TYPE = "application/xhtml+xml"
DIGEST = "report:digest"
LEAF = "leaf-"
"""What the manifest id of a page that holds the report begins with."""

Content = tuple[str, str, str, str]
"""Manifest id, file, media type and text of a part."""


class Volume(Struct, frozen=True, dict=True):
    """A report and its words, its leaves, and the file of each node by its id."""

    report: Report
    words: Words
    leaves: tuple[Leaf, ...]
    files: Mapping[str, str]

    @classmethod
    def of(cls, report: Report, words: Words) -> Volume:
        """The volume of a report. Raises Refused when its notes would stand in it too often."""
        leaves = split(report)
        return cls(report, words, leaves, files(leaves))

    @cached_property
    def title(self) -> str:
        """The book's title, or what stands in for it."""
        return title_of(self.report.metadata, self.words)

    @cached_property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The places that reading systems know."""
        words = self.words
        return (
            Landmark("cover", words.cover, COVER_PAGE, "cover"),
            Landmark("titlepage", words.title_page, TITLE_PAGE, "title-page"),
            Landmark("toc", words.contents, f"{NAV}#toc", "toc"),
            Landmark("bodymatter", words.text, self.leaves[0].file, "text"),
        )


def texts(
    volume: Volume, pages: tuple[tuple[str, str], ...], breaks: Mapping[str, Sequence[PageBreak]], cover: str
) -> Iterator[Content]:
    """Every part that is text, the pages among them in the order of the spine; each is made when it is asked for.

    `pages` has label and address of each printed page, `breaks` those that begin in a block by its id; `cover` is the
    file of the cover's image.
    """
    metadata, words, leaves = volume.report.metadata, volume.words, volume.leaves
    directed = any(direction(tag) == "rtl" for tag in languages(volume.report))
    entries = contents(volume.report.content, volume.files) or (Entry(volume.title, leaves[0].file),)
    ways = Ways(volume.title, metadata.language, entries, volume.landmarks, pages)
    yield NCX_ID, "toc.ncx", "application/x-dtbncx+xml", ncx(ways, urn(metadata))
    yield "cover", COVER_PAGE, XHTML_TYPE, cover_page(metadata, words, cover)
    yield "title", TITLE_PAGE, XHTML_TYPE, title_page(metadata, words)
    if text := imprint(metadata, words):
        yield "imprint", IMPRINT, XHTML_TYPE, text
    yield NAV_ID, NAV, XHTML_TYPE, nav(ways, words, directed=directed)
    marks = {note.id: mark(note.label) for note in volume.report.notes}
    for leaf in leaves:
        setting = Setting.of(leaf, words, volume.files, marks, breaks, directed=directed)
        text = page(leaf, _title(leaf, volume), setting, metadata.language)
        yield f"{LEAF}{leaf.file.removesuffix('.xhtml')}", leaf.file, XHTML_TYPE, text


def part(content: Content) -> Part:
    """A part that is text, in bytes."""
    id, file, media_type, text = content
    return Part(id, file, media_type, sayable(text).replace("\r", "&#13;").encode(), page=media_type == XHTML_TYPE)


def images(report: Report) -> Iterator[Part]:
    """The images of the figures."""
    for node in nodes(report):
        if isinstance(node, Figure):
            yield Part(f"image-{node.id}", image_file(node), node.media_type, node.image)


def digest(part: Part) -> Fact:
    """What tells a part that does not follow from the report from any other."""
    return Fact(DIGEST, f"sha256:{sha256(part.data).hexdigest()}", refines=part.id)


def bound(volume: Volume, parts: tuple[Part, ...], digests: Iterable[Fact], *, paged: bool, contrasted: bool) -> Book:
    """The book of all these parts, with the digests of those that the style has made."""
    report, words = volume.report, volume.words
    known = facts(report, words, paged=paged, contrasted=contrasted)
    guide = tuple(Guide(place.guide, place.text, place.href) for place in volume.landmarks)
    return Book(report.metadata.language, urn(report.metadata), (*known, *digests), parts, guide)


def _title(leaf: Leaf, volume: Volume) -> str:
    """A page's title: its first heading, else that of the division it belongs to, else the report's."""
    first = leaf.content[0] if leaf.content else None
    first = first if isinstance(first, Division) else leaf.within
    heading = titled(first.label, plain(first.heading)) if isinstance(first, Division) else ""
    return " ".join(heading.split()) or volume.title
