"""A PDF file on ReportLab's canvas and document: the only file of this project that touches ReportLab's internals.

    <</Type/Catalog/Pages 3 0 R/Outlines 4 0 R/PageLabels<<…>>/Names 9 0 R/StructTreeRoot 8 0 R/Metadata 7 0 R …>>
    <</Type/Page/Parent 3 0 R/MediaBox[0 0 595.276 841.89]/Resources 2 0 R/Contents 12 0 R/StructParents 0/Tabs/S …>>

ReportLab owns the catalogue, the page tree and pages, page labels and the numbering of objects. Added here
are what it has no words for: objects given as bytes, the keys of a tagged file, dates and an identifier that come from
the file alone, and a file structure with object streams (syntax.py). ISO 32000-1, 7.7 and 12.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal, NamedTuple

import reportlab
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from converter.formats.pdf.outline import nested, numbered
from converter.formats.pdf.syntax import Body, decimal, moment, stream, string, text_bytes

Source = bytes | Callable[[], bytes]
"""An object's bytes, or what makes them when the file is saved."""

Numbering = Literal["arabic", "roman", "Roman", "letters", "Letters"]
"""How pages are numbered; a capital gives capitals."""

_SERIES = "5.1"
_NEEDED: tuple[tuple[object, tuple[str, ...]], ...] = (
    (pdfdoc.PDFDocument, ("Reference", "GetPDFData", "thisPageName", "addPage")),
    (pdfdoc.PDFCatalog, ("format", "__NoDefault__", "__Refs__")),
    (pdfdoc.PDFPage, ("Override_default_compilation", "__NoDefault__")),
    (pdfdoc.PDFInfo, ("digest", "format")),
    (Canvas, ("showPage", "addPageLabel", "getpdfdata")),
)
_CATALOGUE_KEYS = ("OutputIntents", "Extensions", "AF")
_PAGE_KEYS = ("StructParents", "Tabs")
_NUMBERINGS: Mapping[Numbering, str] = {
    "arabic": "ARABIC", "roman": "ROMAN_LOWER", "Roman": "ROMAN_UPPER", "letters": "LETTERS_LOWER",
    "Letters": "LETTERS_UPPER",
}  # fmt: skip
_TO_A_LEAF = 64
Box = Literal["BleedBox", "TrimBox"]
_NO_BOXES: Mapping[Box, tuple[float, float, float, float]] = {}


class About(NamedTuple):
    """What a file says of itself, in its information dictionary and in its XMP alike; an empty string is left out."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    created: datetime
    producer: str
    creator: str


class Sheets:
    """A PDF file being made: objects, pages and what leads to them; `save` gives its bytes, once.

    Lengths and places are in points from the lower left corner. Object numbers are known at once; what can only be
    written when all is placed is given as a callable and made at `save`.
    """

    def __init__(
        self,
        title: str,
        author: str = "",
        subject: str = "",
        keywords: str = "",
        language: str = "",
        *,
        created: datetime,
        producer: str = f"ReportLab {reportlab.Version}",
        creator: str = "",
    ) -> None:
        """Begin a file. Raises ImportError when the installed ReportLab is not of the series this is written for."""
        _check_reportlab()
        self.about = About(title, author, subject, keywords, language, created.astimezone(UTC), producer, creator)
        self._canvas = Canvas(BytesIO())
        # The canvas makes a document of its own class; nothing of it is in use yet.
        self._document = self._canvas._doc = _Document(self.about)
        self._pages: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._fonts = self._document.idToObject["BasicFonts"].dict
        self._images: dict[str, int] = {}
        self._names: dict[bytes, int] = {}
        self._resources = self.object(self._format_resources)

    def object(self, data: Source) -> int:
        """The number of a new object."""
        return self._document.add(data)

    def stream(self, data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> int:
        """The number of a new stream; `dictionary` holds its own keys, without Length and Filter of compression."""
        return self._document.add_stream(stream(data, dictionary, compress=compress))

    def font(self, resource: str, number: int) -> None:
        """Give every page a font under a resource name."""
        self._fonts[resource] = f"{number} 0 R"

    def image(self, resource: str, number: int) -> None:
        """Give every page an image or form under a resource name."""
        self._images[resource] = number

    def page(
        self,
        content: bytes,
        size: tuple[float, float],
        annotations: Sequence[int] = (),
        struct_parents: int | None = None,
        boxes: Mapping[Box, tuple[float, float, float, float]] = _NO_BOXES,
    ) -> int:
        """Add a page of a size (width, height) and give its index; `boxes` are its left, bottom, right and top ones."""
        name = self._document.thisPageName()
        self._canvas.showPage()
        page = self._document.idToObject[name]
        page.Override_default_compilation = 1
        page.__NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, *_PAGE_KEYS)
        page.MediaBox = f"[0 0 {decimal(size[0])} {decimal(size[1])}]"
        page.Parent = self._document.Reference(self._document.Pages)
        page.Resources = f"{self._resources} 0 R"
        page.Contents = f"{self.stream(content)} 0 R"
        page.StructParents = struct_parents
        for box, edges in boxes.items():
            setattr(page, box, f"[{' '.join(map(decimal, edges))}]")
        # What ReportLab would write although it is empty.
        page.Annots = page.Rotate = page.Trans = None
        if annotations:
            page.Annots = f"[{' '.join(f'{number} 0 R' for number in annotations)}]"
            page.Tabs = "/S"
        self._pages.append(page)
        return len(self._pages) - 1

    def page_number(self, index: int) -> int:
        """The object number of a page; for callables, which are called when every page is there."""
        found = self._numbers.get(index)
        if found is None:
            self._numbers[index] = found = self._document.number_of(self._pages[index])
        return found

    def page_labels(self, labels: Iterable[tuple[int, Numbering, int, str]]) -> None:
        """How viewers number pages: from a page index on, in what way, from which number, with what prefix."""
        for index, numbering, start, prefix in labels:
            self._canvas.addPageLabel(index, _NUMBERINGS[numbering], start, prefix or None)

    def outline(self, entries: Iterable[tuple[int, str, int, float]]) -> None:
        """The outline: level (any first number; gaps are closed), title, page index and height on the page of each."""
        root = nested(entries)
        if root.kids:
            self.catalog("Outlines", b"%d 0 R" % numbered(root, self.object, self.page_number))
            self._document.Outlines = _Outlined()

    def destinations(self, places: Mapping[str, tuple[int, float, float]]) -> None:
        """Named destinations: page index, x and y by name; a link goes to one by `/Dest(name)`. 12.3.2.3, 7.9.6."""
        named = [(string(name), places[name]) for name in sorted(places, key=text_bytes)]
        if named:
            self._names[b"Dests"] = self.object(lambda: self._format_names(named))

    def attach(self, name: str, specification: int) -> None:
        """Name an embedded file, and let the document as a whole be associated with it. ISO 19005-3, 6.8."""
        self._names[b"EmbeddedFiles"] = self.object(b"<</Names[%s %d 0 R]>>" % (string(name), specification))
        self.catalog("AF", b"[%d 0 R]" % specification)

    def catalog(self, key: str, value: bytes) -> None:
        """Set a key of the catalogue."""
        setattr(self._document.Catalog, key, value)

    def save(self) -> bytes:
        """The file's bytes."""
        if self._names:
            trees = b"".join(b"/%s %d 0 R" % each for each in self._names.items())
            self.catalog("Names", b"<<%s>>" % trees)
        return bytes(self._canvas.getpdfdata())

    def _format_resources(self) -> bytes:
        fonts = self._document.number_of(self._document.idToObject["BasicFonts"])
        images = b"".join(b"/%s %d 0 R" % (name.encode("ascii"), number) for name, number in self._images.items())
        return b"<</Font %d 0 R%s>>" % (fonts, b"/XObject<<%s>>" % images if images else b"")

    def _format_names(self, named: Sequence[tuple[bytes, tuple[int, float, float]]]) -> bytes:
        """The root of a name tree of one or two levels."""
        leaves = [self._format_leaf(named[at : at + _TO_A_LEAF]) for at in range(0, len(named), _TO_A_LEAF)]
        if len(leaves) == 1:
            return b"<<%s>>" % leaves[0][1]
        kids = [self.object(b"<</Limits[%s]%s>>" % leaf) for leaf in leaves]
        return b"<</Kids[%s]>>" % b" ".join(b"%d 0 R" % kid for kid in kids)

    def _format_leaf(self, named: Sequence[tuple[bytes, tuple[int, float, float]]]) -> tuple[bytes, bytes]:
        names = b"".join(
            b"%s[%d 0 R/XYZ %s %s 0]" % (name, self.page_number(index), decimal(x).encode(), decimal(y).encode())
            for name, (index, x, y) in named
        )
        return named[0][0] + named[-1][0], b"/Names[%s]" % names


class _Information(pdfdoc.PDFInfo):  # type: ignore[misc]  # ReportLab has no types
    """The information dictionary, with its own dates and without empty entries. ISO 32000-1, 14.3.3."""

    def __init__(self, about: About) -> None:
        super().__init__()
        self.about = about

    def format(self, document: object) -> bytes:
        about = self.about
        date = moment(about.created)
        texts = {
            b"Title": about.title, b"Author": about.author, b"Subject": about.subject, b"Keywords": about.keywords,
            b"Creator": about.creator, b"Producer": about.producer,
        }  # fmt: skip
        entries = [b"/%s%s" % (key, string(text)) for key, text in texts.items() if text]
        return b"<<%s/CreationDate%s/ModDate%s>>" % (b"".join(entries), date, date)


class _Outlined:
    """In place of ReportLab's own outline: it says that there is one, and leaves the catalogue's key alone."""

    ready = 1

    def prepare(self, document: object, canvas: object) -> None:
        """Do nothing: the outline's objects are made already."""


class _Document(pdfdoc.PDFDocument):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's document with objects given as bytes, which take numbers from the same counter."""

    def __init__(self, about: About) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 7), lang=about.language or None)
        self.info = _Information(about)
        self.Catalog.__NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, *_CATALOGUE_KEYS)
        self.sources: dict[int, Source] = {}
        self.streams: dict[int, bytes] = {}

    def add(self, data: Source) -> int:
        self.objectcounter += 1
        self.sources[self.objectcounter] = data
        return int(self.objectcounter)

    def add_stream(self, data: bytes) -> int:
        self.objectcounter += 1
        self.streams[self.objectcounter] = data
        return int(self.objectcounter)

    def number_of(self, thing: object) -> int:
        return int(self.idToObjectNumberAndVersion[self.Reference(thing).name][0])

    def format(self) -> bytes:
        """The whole file. Objects that come to be while others are written are written too."""
        root, info = self.number_of(self.Catalog), self.number_of(self.info)
        body = Body()
        number = 0
        while number < self.objectcounter:
            number += 1
            packed = self.streams.get(number)
            if packed is not None:
                body.write(number, packed)
            else:
                body.hold(number, self._format_object(number))
        return body.finish(number, root, info)

    def _format_object(self, number: int) -> bytes:
        source = self.sources.get(number)
        if source is None:
            return bytes(self.idToObject[self.numberToId[number]].format(self))
        return source() if callable(source) else source


def _check_reportlab() -> None:
    absent = [f"{owner}.{name}" for owner, names in _NEEDED for name in names if not hasattr(owner, name)]
    if not reportlab.Version.startswith(_SERIES + ".") or absent:
        lacks = f" and lacks {', '.join(absent)}" if absent else ""
        raise ImportError(
            f"ReportLab {_SERIES} is needed; {reportlab.Version} is installed{lacks}. "
            f"Install it: pip install 'reportlab>={_SERIES},<{_SERIES[:-1]}{int(_SERIES[-1]) + 1}'"
        )
