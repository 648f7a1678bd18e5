"""A book of our own, held against the one that the report just read from it makes: what it says twice, it says alike.

A note's copies, the marks at its calls, languages, navigation, title page and metadata all follow from the report. So
they are made again, by what writes them, and whatever is otherwise in the book is told:

    EPUB/div-3.xhtml:9: <p id="note-2-p-1-copy-2"> reads “…s of note 8.”, where the report has “…s of note 2.”

Only where a printed page begins, the look, and the hour of writing do not follow from the report. The pages are taken
as they are found; look, fonts and cover must have the digests that the package gives; the hour is not questioned.
A book by another version of this program, which may have written otherwise, is not held against anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from posixpath import dirname, join

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from converter.check import check
from converter.diagnostics import Diagnostic, Refused, Severity
from converter.environment import Environment
from converter.formats.epub.facts import Fact
from converter.formats.epub.markup import EPUB, STYLE, XHTML, element
from converter.formats.epub.package import COVER_ID, FONT, GENERATOR, STYLE_ID, Part, members
from converter.formats.epub.printed import PAGE, page_break, page_id
from converter.formats.epub.reading.apart import apart, contradiction
from converter.formats.epub.reading.kinds import PAGE_BREAKS, types
from converter.formats.epub.reading.opened import Element, Opened, Page
from converter.formats.epub.volume import DIGEST, LEAF, Volume, bound, digest, images, part, texts
from converter.markup import parse_xml
from converter.model import Report
from converter.reading import Reading
from converter.words import Words, words

MOST = 20
"""So many contradictions are told; after them, no more of the book is made again."""
_META = "{http://www.idpf.org/2007/opf}metadata/{http://www.idpf.org/2007/opf}meta"
_SPAN = f"{{{XHTML}}}span"
_TYPES = {"cover.png": "image/png", "cover.svg": "image/svg+xml", ".otf": "font/otf", ".ttf": "font/ttf"}


def contradictions(book: Opened, report: Report, pages: Sequence[Page]) -> Iterator[Diagnostic]:
    """What a book by this very program says otherwise than the report that was read from its pages; linear."""
    if not (book.own and _said(book, "generator") == GENERATOR and _lawful(report)):
        return
    try:
        volume = Volume.of(report, words(report.metadata.language, Environment()))
        yield from islice(_contradictions(_Given(book, volume.words, _breaks(book, pages)), volume), MOST)
    except Refused as refusal:
        yield from refusal.diagnostics


def _lawful(report: Report) -> bool:
    """Whether a report can be written: its ids are unique, and what they refer to is there."""
    try:
        return not any(said.severity is Severity.ERROR for said in check(Reading(report)))
    except Refused:
        return False


def _contradictions(given: _Given, volume: Volume) -> Iterator[Diagnostic]:
    cover, look, fonts = given.cover(), given.part(STYLE_ID, STYLE, "text/css"), given.fonts()
    addresses = tuple((label, f"{file}#{page_id(label)}") for file, labels in given.breaks.items() for label in labels)
    made: list[Part] = []
    for content in texts(volume, addresses, {}, cover.file):
        made.append(part(content))
        yield from given.against(made[-1])
    parts = (look, *made, cover, *fonts, *images(volume.report))
    styled = (look, cover, *fonts)
    yield from (told for each in styled for told in given.changed(each))
    said = tuple(given.digest(each) for each in styled)
    book = bound(volume, parts, said, paged=bool(addresses), contrasted=bool(_said(given.book, "dcterms:conformsTo")))
    _, container, package, *_ = members(book, _hour(given.book, volume.report))
    for name, data in (container, (given.book.package_name, package[1])):
        if given.book.archive.read(name) != data:
            yield from apart(parse_xml(data, path=name), given.book.parse(name), name, exact=False)


class _Given(Struct, frozen=True, dict=True):
    """The book as it was given, with the numbers of the printed pages that begin in each file."""

    book: Opened
    words: Words
    breaks: Mapping[str, Sequence[str]]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all files in the zip."""
        return frozenset(self.book.archive.names)

    def name(self, file: str) -> str:
        """The name of a file in the zip."""
        return join(dirname(self.book.package_name), file)

    def part(self, id: str, file: str, media_type: str) -> Part:
        """A part that does not follow from the report, as it is; empty where it is not there."""
        name = self.name(file)
        return Part(id, file, media_type, self.book.archive.read(name) if name in self.names else b"")

    def cover(self) -> Part:
        """The cover, whichever kind of image it is."""
        kinds = ("cover.svg", "cover.png")
        file = kinds[self.name(kinds[1]) in self.names]
        return self.part(COVER_ID, file, _TYPES[file])

    def fonts(self) -> tuple[Part, ...]:
        """The fonts that the manifest names."""
        named = (found for found in self.book.resources.values() if found.id.startswith(FONT))
        files = enumerate((found.name.removeprefix(self.name("")) for found in named), 1)
        return tuple(self.part(f"{FONT}{place}", file, _TYPES.get(file[-4:], "")) for place, file in files)

    def digest(self, styled: Part) -> Fact:
        """The digest of a part as the package says it."""
        found = (line for line in self.book.package.iterfind(_META) if line.get("property") == DIGEST)
        said = next((line.text for line in found if line.get("refines") == f"#{styled.id}"), None)
        return replace(digest(styled), value=said) if said else digest(styled)

    def changed(self, styled: Part) -> Iterator[Diagnostic]:
        """Whether a part is another than that which the package says it is."""
        said, found = self.digest(styled).value, digest(styled).value
        if said != found:
            message = f"is not the file that was put into the book: its digest is {found[:20]}…, not {said[:20]}…"
            yield contradiction(message, self.name(styled.file))

    def against(self, made: Part) -> Iterator[Diagnostic]:
        """What is otherwise in a page, or in the NCX, than it was made."""
        name = self.name(made.file)
        if name not in self.names:
            yield contradiction("is not in the book, though the report makes it", name)
        elif self.unbroken(self.book.archive.read(name), self.breaks.get(made.file, ())) != made.data:
            found = self.book.parse(name)
            yield from self.without_breaks(found, name)
            yield from apart(parse_xml(made.data, path=name), found, name, exact=made.id.startswith(LEAF))

    def unbroken(self, page: bytes, labels: Iterable[str]) -> bytes | None:
        """A page without the places where printed pages begin; None where one is not written as it should be."""
        pieces, at = [], 0
        for label in labels:
            place = page_break(label, self.words).encode()
            begin = page.find(place, at)
            if begin < 0:
                return None
            pieces.append(page[at:begin])
            at = begin + len(place)
        return b"".join((*pieces, page[at:]))

    def without_breaks(self, root: Element, name: str) -> Iterator[Diagnostic]:
        """Take the places where printed pages begin out of a page, and tell what is otherwise in them."""
        for found in _page_breaks(root):
            around = element("x", {"xmlns": XHTML, "xmlns:epub": EPUB}, page_break(_label(found), self.words))
            yield from apart(etree.fromstring(around)[0], found, name, exact=True)
            found.tag = "page-break"
            del found[:]
            found.text = None
        etree.strip_tags(root, "page-break")


def _breaks(book: Opened, pages: Sequence[Page]) -> dict[str, list[str]]:
    """The numbers of the printed pages that begin in each file of the spine."""
    base = join(dirname(book.package_name), "")
    return {page.name.removeprefix(base): [_label(found) for found in _page_breaks(page.body)] for page in pages}


def _page_breaks(root: Element) -> list[Element]:
    return [found for found in root.iter(_SPAN) if types(found) & PAGE_BREAKS]


def _label(found: Element) -> str:
    return found.get("id", "").removeprefix(PAGE)


def _said(book: Opened, name: str) -> str | None:
    """What the package says under the name of a property, or under a name of EPUB 2."""
    lines = (line for line in book.package.iterfind(_META) if name in (line.get("property"), line.get("name")))
    return next((line.text or line.get("content") for line in lines), None)


def _hour(book: Opened, report: Report) -> datetime:
    """The hour of writing as the book says it; where it says none, that of the report."""
    try:
        return datetime.strptime(_said(book, "dcterms:modified") or "", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return Environment().now(report)
