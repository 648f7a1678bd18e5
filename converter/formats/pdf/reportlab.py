"""A PDF file on ReportLab's document: the only file of this project that touches ReportLab's internals.

    <</Type/Catalog/Pages 3 0 R/Outlines 4 0 R/PageLabels 9 0 R/Names<<…>>/StructTreeRoot 8 0 R/Metadata 7 0 R …>>
    <</Type/Page/Parent 3 0 R/MediaBox[0 0 595.276 841.89]/Resources 2 0 R/Contents 12 0 R/StructParents 0/Tabs/S …>>

ReportLab owns the catalogue, the page tree, page labels, the dictionary of fonts and the numbering of objects. Added
here are what it has no words for: objects given as bytes, the keys of a tagged file, dates that come from the report,
and a file structure with object streams and an identifier (syntax.py). ISO 32000-1, 7.7 and 12.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Literal

import reportlab
from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from converter.formats.pdf.outline import formatted, nested
from converter.formats.pdf.streams import Streams
from converter.formats.pdf.syntax import decimal, file, moment, references, string, text_bytes

Numbering = Literal["arabic", "roman", "Roman", "letters", "Letters"]
"""How pages are numbered; a capital gives capitals."""

_SERIES = "5.1"
_NUMBERINGS: Mapping[Numbering, str] = {
    "arabic": "ARABIC", "roman": "ROMAN_LOWER", "Roman": "ROMAN_UPPER", "letters": "LETTERS_LOWER",
    "Letters": "LETTERS_UPPER",
}  # fmt: skip
_NEEDED: tuple[tuple[object, tuple[str, ...]], ...] = (
    (pdfdoc.PDFDocument, ("Reference",)),
    (pdfdoc.PDFCatalog, ("format", "__NoDefault__", "__Refs__")),
    (pdfdoc.PDFPages, ("addPage",)),
    (pdfdoc.PDFPageLabels, ("addPageLabel",)),
    (pdfdoc.PDFPageLabel, tuple(_NUMBERINGS.values())),
)
_KEPT = ("idToObject", "numberToId", "idToObjectNumberAndVersion", "objectcounter", "Catalog", "Pages")
"""What a document of ReportLab's must have once it is made."""
_CATALOGUE_KEYS = ("OutputIntents", "Extensions", "AF")
_TO_A_LEAF = 64
Box = Literal["BleedBox", "TrimBox"]
_NO_BOXES: Mapping[Box, tuple[float, float, float, float]] = {}


class About(Struct, frozen=True):
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

    Lengths and places are in points from the lower left corner. Object numbers are known at once, those of objects
    that lead to each other before the objects are (`reserve`, `put`).
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
        self.about = About(title, author, subject, keywords, language, created.astimezone(UTC), producer, creator)
        self._document = _document(language)
        self._catalogue, self._fonts = self._document.Catalog, self._document.idToObject["BasicFonts"]
        self._catalogue.__NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, *_CATALOGUE_KEYS)
        self._catalogue.Outlines = None  # not ReportLab's own, which has nothing in it
        self._parent = self._number_of(self._document.Pages)
        self._objects: dict[int, bytes] = {}
        self._streams = Streams()
        self._pages: list[int] = []
        self._count = 0
        self._images: dict[str, int] = {}
        self._names: dict[bytes, int] = {}
        (self._resources,) = self.reserve(1)

    def reserve(self, count: int) -> range:
        """The numbers of new objects, which are given later."""
        first = self._document.objectcounter + 1
        self._document.objectcounter += count
        return range(first, first + count)

    def put(self, number: int, data: bytes) -> None:
        """Give the object of a reserved number."""
        self._objects[number] = data

    def object(self, data: bytes) -> int:
        """The number of a new object."""
        (number,) = self.reserve(1)
        self._objects[number] = data
        return number

    def stream(self, data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> int:
        """The number of a new stream; `dictionary` holds its own keys, without Length and Filter of compression."""
        (number,) = self.reserve(1)
        self._streams.put(number, data, dictionary, compress=compress)
        return number

    def font(self, resource: str, number: int) -> None:
        """Give every page a font under a resource name."""
        self._fonts.dict[resource] = f"{number} 0 R"

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
        bounds = [("MediaBox", (0.0, 0.0, *size)), *boxes.items()]
        number = self.page_number(self._count)
        self.put(
            number,
            b"<</Type/Page/Parent %d 0 R%s/Resources %d 0 R/Contents %d 0 R%s%s>>"
            % (
                self._parent,
                "".join(f"/{box}[{' '.join(map(decimal, edges))}]" for box, edges in bounds).encode("ascii"),
                self._resources,
                self.stream(content),
                b"" if struct_parents is None else b"/StructParents %d" % struct_parents,
                b"/Annots[%s]/Tabs/S" % references(annotations) if annotations else b"",
            ),
        )
        self._document.Pages.addPage(b"%d 0 R" % number)
        self._count += 1
        return self._count - 1

    def page_number(self, index: int) -> int:
        """The object number of a page, which may come later."""
        if index >= len(self._pages):
            self._pages += self.reserve(index + 1 - len(self._pages))
        return self._pages[index]

    def page_labels(self, labels: Iterable[tuple[int, Numbering, int, str]]) -> None:
        """How viewers number pages: from a page index on, in what way, from which number, with what prefix."""
        self._catalogue.PageLabels = held = pdfdoc.PDFPageLabels()
        for index, numbering, start, prefix in labels:
            held.addPageLabel(index, pdfdoc.PDFPageLabel(_NUMBERINGS[numbering], start, prefix or None))

    def outline(self, entries: Iterable[tuple[int, str, int, float]]) -> None:
        """The outline: level (any first number; gaps are closed), title, page index and height on the page of each."""
        made = nested(entries)
        if len(made) > 1:
            for entry, number in zip(made, self.reserve(len(made)), strict=True):
                entry.number = number
            for entry in made:
                self.put(entry.number, formatted(entry, self._pages))
            self.catalog("Outlines", b"%d 0 R" % made[0].number)

    def destinations(self, places: Mapping[str, tuple[int, float, float]]) -> None:
        """Named destinations: page index, x and y by name; a link goes to one by `/Dest(name)`. 12.3.2.3, 7.9.6."""
        if places:
            views = [(string(name), self._view(*places[name])) for name in sorted(places, key=text_bytes)]
            self._names[b"Dests"] = self._name_tree(views)

    def attach(self, name: str, specification: int) -> None:
        """Name an embedded file, and let the document as a whole be associated with it. ISO 19005-3, 6.8."""
        self._names[b"EmbeddedFiles"] = self.object(b"<</Names[%s %d 0 R]>>" % (string(name), specification))
        self.catalog("AF", b"[%d 0 R]" % specification)

    def catalog(self, key: str, value: bytes) -> None:
        """Set a key of the catalogue."""
        setattr(self._catalogue, key, value)

    def save(self) -> bytes:
        """The file's bytes."""
        if self._names:
            trees = b"".join(b"/%s %d 0 R" % each for each in self._names.items())
            self.catalog("Names", b"<<%s>>" % trees)
        images = b"".join(b"/%s %d 0 R" % (name.encode("ascii"), number) for name, number in self._images.items())
        fonts = b"/Font %d 0 R" % self._number_of(self._fonts)
        self.put(self._resources, b"<<%s%s>>" % (fonts, b"/XObject<<%s>>" % images if images else b""))
        info, root = self.object(_information(self.about)), self._number_of(self._catalogue)
        self._format_rest()
        return file(self._objects, self._streams, root, info)

    def _number_of(self, thing: pdfdoc.PDFObject) -> int:
        """The number of an object of ReportLab's."""
        return int(self._document.idToObjectNumberAndVersion[self._document.Reference(thing).name][0])

    def _format_rest(self) -> None:
        """ReportLab's own objects, and those that come to be while these are written."""
        known = self._document.numberToId
        while rest := sorted(known.keys() - self._objects.keys()):
            for number in rest:
                self.put(number, bytes(self._document.idToObject[known[number]].format(self._document)))

    def _view(self, index: int, x: float, y: float) -> bytes:
        return b"[%d 0 R/XYZ %.2f %.2f 0]" % (self._pages[index], x, y)

    def _name_tree(self, named: Sequence[tuple[bytes, bytes]]) -> int:
        """The root of a name tree of one or two levels."""
        leaves = [named[at : at + _TO_A_LEAF] for at in range(0, len(named), _TO_A_LEAF)]
        names = [b"/Names[%s]" % b"".join(chain.from_iterable(leaf)) for leaf in leaves]
        if len(leaves) == 1:
            return self.object(b"<<%s>>" % names[0])
        limits = (leaf[0][0] + leaf[-1][0] for leaf in leaves)
        kids = [self.object(b"<</Limits[%s]%s>>" % each) for each in zip(limits, names, strict=True)]
        return self.object(b"<</Kids[%s]>>" % references(kids))


def _information(about: About) -> bytes:
    """The information dictionary, without empty entries. ISO 32000-1, 14.3.3."""
    date = moment(about.created)
    texts = {
        b"Title": about.title, b"Author": about.author, b"Subject": about.subject, b"Keywords": about.keywords,
        b"Creator": about.creator, b"Producer": about.producer,
    }  # fmt: skip
    entries = [b"/%s%s" % (key, string(text)) for key, text in texts.items() if text]
    return b"<<%s/CreationDate%s/ModDate%s>>" % (b"".join(entries), date, date)


def _document(language: str) -> pdfdoc.PDFDocument:
    """ReportLab's document of a language. Raises ImportError as `Sheets` does."""
    _check_reportlab(_NEEDED)
    document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 7), lang=language or None)
    _check_reportlab([(document, _KEPT)])
    return document


def _check_reportlab(needed: Iterable[tuple[object, Iterable[str]]]) -> None:
    absent = [
        f"{getattr(owner, '__name__', type(owner).__name__)}.{name}"
        for owner, names in needed
        for name in names
        if not hasattr(owner, name)
    ]
    if not reportlab.Version.startswith(_SERIES + ".") or absent:
        lacks = f" and lacks {', '.join(absent)}" if absent else ""
        raise ImportError(
            f"ReportLab {_SERIES} is needed; {reportlab.Version} is installed{lacks}. "
            f"Install it: pip install 'reportlab>={_SERIES},<{_SERIES[:-1]}{int(_SERIES[-1]) + 1}'"
        )
