"""Faults planted in what a book says twice: the report read from it is the same, but two places contradict each other.

The copies of notes, marks at calls, the navigation, the title page, the metadata and all that is said of languages
follow from the report; the reader tells where one of them does not. No change to the text or to an attribute of any
part goes unnoticed but those of `SILENT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from converter.diagnostics import Code
from converter.formats import formats
from converter.formats.epub.write import write
from converter.model import Inline, NoteRef, Report, Text
from converter.proof import Verdict, prove
from converter.transforms.rewrite import rewrite as rewritten
from tests.formats.epub.book import paged
from tests.planted.markup import Element, drop, first, rewrite
from tests.planted.test_epub import DC, Book, Damage, H, speak
from tests.samples import every_node

FORMAT = formats()["epub"]
BREAKS = (("1", "div-1", 0), ("2", "par-1", 9), ("3", "note-1-p-1", 2), ("4", "cell-3", 0))
"""Label, block and offset of the printed pages."""


@cache
def twice() -> Report:
    """The report of every node, with a call of note 2 on a second page, where a copy of it stands."""

    def called(content: tuple[Inline, ...], _: str) -> tuple[Inline, ...]:
        return (*content, NoteRef("note-2")) if content == (Text("Third."),) else content

    return rewritten(every_node(), called)


@cache
def good_book() -> bytes:
    """Its book, with printed pages."""
    return write(paged(twice(), *BREAKS)).data


def proved(data: bytes) -> Verdict:
    """What is proved of a book of this report."""
    return prove(twice(), FORMAT, data, "report.epub")


def meta(book: Book, name: str) -> Element:
    """The first line of the package with this property."""
    return next(line for line in book.package.iter("{*}meta") if line.get("property") == name)


def page_of(book: Book, id: str) -> Element:
    """The root of the page that holds this id."""
    return book[id].getroottree().getroot()


def hide(book: Book) -> None:
    book.parts["EPUB/style.css"] += b".numbered { display: none; }"


def claim(book: Book) -> None:
    conformance = etree.SubElement(first(book.package, "{*}metadata"), "{http://www.idpf.org/2007/opf}meta")
    conformance.set("property", "dcterms:conformsTo")
    conformance.text = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


TWICE: Mapping[str, tuple[Damage, tuple[str, ...]]] = {
    "the text of a copy of a note": (
        lambda book: rewrite(book["note-2-copy-2"], "note 2", "note 8"),
        (
            'EPUB/div-1-a.xhtml:18: <p id="note-2-p-1-copy-2"> reads “…rds of note 8.”, '
            "where the report has “…rds of note 2.”",
        ),
    ),
    "the mark of a copy of a note": (
        lambda book: book["note-2-copy-2"].set("data-printed", "[7]"),
        ('EPUB/div-1-a.xhtml:18: <aside id="note-2-copy-2"> has data-printed “[7]”, where the report has “[2]”',),
    ),
    "the mark at a call": (
        lambda book: rewrite(book["note-1-call-2"], "1", "7"),
        ('EPUB/div-1.xhtml:8: <a id="note-1-call-2"> reads “7”, where the report has “1”',),
    ),
    "the mark before a note": (
        lambda book: rewrite(first(book["note-1-p-1"], f"{H}a"), "1", "7"),
        ('EPUB/div-1.xhtml:12: <a href="#note-1-call-1"> reads “7”, where the report has “1”',),
    ),
    "the mark in the way back to another call": (
        lambda book: rewrite(list(book["note-1"].iter(f"{H}a"))[1], "2", "7"),
        ('EPUB/div-1.xhtml:12: <a href="#note-1-call-2"> reads “7”, where the report has “2”',),
    ),
    "the way back from a note": (
        lambda book: first(book["note-1-p-1"], f"{H}a").set("href", "#note-2-call-1"),
        (
            'EPUB/div-1.xhtml:12: <a href="#note-2-call-1"> has href “#note-2-call-1”, '
            "where the report has “#note-1-call-1”",
        ),
    ),
    "the language of a page": (
        lambda book: speak(page_of(book, "par-3"), "fr"),
        (
            "EPUB/div-1-a.xhtml:3: <html> has lang “fr”, where the report has “en”",
            "EPUB/div-1-a.xhtml:3: <html> has xml:lang “fr”, where the report has “en”",
        ),
    ),
    "the direction of a word": (
        lambda book: list(book["par-1"].iter(f"{H}span"))[-1].set("dir", "rtl"),
        ("EPUB/div-1.xhtml:7: <span> “voilà” has dir “rtl”, where the report has “ltr”",),
    ),
    "a paragraph is hidden": (
        lambda book: book["par-3"].set("hidden", ""),
        ('EPUB/div-1-a.xhtml:7: <p id="par-3"> has hidden “”, where the report has none',),
    ),
    "a paragraph is not displayed": (
        lambda book: book["par-3"].set("style", "display: none"),
        ('EPUB/div-1-a.xhtml:7: <p id="par-3"> has style “display: none”, where the report has none',),
    ),
    "the look hides paragraphs": (
        hide,
        ("EPUB/style.css: is not the file that was put into the book: its digest is …, not …",),
    ),
    "words that nobody reads": (
        lambda book: setattr(book["page-1"], "text", "Unread words."),
        ('EPUB/div-1.xhtml:5: <span id="page-1"> reads “Unread words.”, where the report has “”',),
    ),
    "the title of a page": (
        lambda book: rewrite(first(page_of(book, "par-3"), f"{H}title"), "A section", "B section"),
        ("EPUB/div-1-a.xhtml:4: <title> reads “A. B section”, where the report has “A. A section”",),
    ),
    "the number of a printed page": (
        lambda book: book["page-2"].set("aria-label", "Page 3"),
        ('EPUB/div-1.xhtml:7: <span id="page-2"> has aria-label “Page 3”, where the report has “Page 2”',),
    ),
    "a printed page is lost": (
        lambda book: drop(book["page-2"]),
        (
            'EPUB/toc.ncx:3: <meta name="dtb:totalPageCount"> has content “4”, where the report has “3”',
            'EPUB/toc.ncx:10: <pageTarget id="target-4"> stands in <pageList>, where the report has nothing',
            "EPUB/nav.xhtml:24: <li> “4” stands in <ol>, where the report has nothing",
        ),
    ),
    "the title on the title page": (
        lambda book: rewrite(book.trees["EPUB/title.xhtml"], "Report of every node", "Report of no node"),
        (
            'EPUB/title.xhtml:8: <h1 class="title"> reads “Report of no node”, '
            "where the report has “Report of every node”",
        ),
    ),
    "the rights in the imprint": (
        lambda book: rewrite(book.trees["EPUB/imprint.xhtml"], "Free to all", "Free to none"),
        (
            'EPUB/imprint.xhtml:11: <p class="imprint"> reads “Free to none & sundry.”, '
            "where the report has “Free to all & sundry.”",
        ),
    ),
    "a heading in the contents": (
        lambda book: rewrite(book.trees["EPUB/nav.xhtml"], "A. A section", "B. A section"),
        (
            'EPUB/nav.xhtml:9: <a href="div-1-a.xhtml#div-1-a"> reads “B. A section”, '
            "where the report has “A. A section”",
        ),
    ),
    "a heading is lost from the contents": (
        lambda book: drop(list(book.trees["EPUB/nav.xhtml"].iter(f"{H}li"))[2]),
        ("EPUB/nav.xhtml:7: nothing stands in <ol>, where the report has <li> “II. عنوان”",),
    ),
    "where the contents lead": (
        lambda book: first(book.trees["EPUB/nav.xhtml"], f"{H}a").set("href", "div-2.xhtml#div-2"),
        (
            'EPUB/nav.xhtml:8: <a href="div-2.xhtml#div-2"> has href “div-2.xhtml#div-2”, '
            "where the report has “div-1.xhtml#div-1”",
        ),
    ),
    "a landmark": (
        lambda book: rewrite(book.trees["EPUB/nav.xhtml"], "Title page", "Cover page"),
        ('EPUB/nav.xhtml:16: <a href="title.xhtml"> reads “Cover page”, where the report has “Title page”',),
    ),
    "a page in the list of pages": (
        lambda book: list(book.trees["EPUB/nav.xhtml"].iter(f"{H}a"))[-1].set("href", "div-2.xhtml"),
        (
            'EPUB/nav.xhtml:24: <a href="div-2.xhtml"> has href “div-2.xhtml”, '
            "where the report has “div-1-a.xhtml#page-4”",
        ),
    ),
    "a heading in the NCX": (
        lambda book: rewrite(book.trees["EPUB/toc.ncx"], "A. A section", "B. A section"),
        ("EPUB/toc.ncx:5: <text> reads “B. A section”, where the report has “A. A section”",),
    ),
    "the scheme of a role": (
        lambda book: meta(book, "role").set("scheme", "marc"),
        ('EPUB/content.opf:25: <meta property="role"> has scheme “marc”, where the report has “marc:relators”',),
    ),
    "a language": (
        lambda book: rewrite(book.said(f"{DC}language", "fr"), "fr", "de"),
        ("EPUB/content.opf:10: <language> reads “de”, where the report has “fr”",),
    ),
    "the identifier": (
        lambda book: rewrite(book.package, "urn:uuid:fc3e27a1", "urn:uuid:0c3e27a1"),
        (
            'EPUB/content.opf:7: <identifier id="id"> reads “urn:uuid:0c3e27a1-ca1b-5ca5-b0b0-ebb1627…”, '
            "where the report has “urn:uuid:fc3e27a1-ca1b-5ca5-b0b0-ebb1627…”",
        ),
    ),
    "the summary of accessibility": (
        lambda book: rewrite(meta(book, "schema:accessibilitySummary"), "notes linked", "two notes linked"),
        (
            'EPUB/content.opf:51: <meta property="schema:accessibilitySummary"> reads '
            "“…dition, and two notes linked to their ca…”, "
            "where the report has “…dition, and notes linked to their calls;…”",
        ),
    ),
    "a feature for those who cannot see": (
        lambda book: rewrite(book.package, "alternativeText", "audioDescription"),
        (
            'EPUB/content.opf:47: <meta property="schema:accessibilityFeature"> reads “audioDescription”, '
            "where the report has “alternativeText”",
        ),
    ),
    "conformance is claimed with words out of place": (
        claim,
        (
            'EPUB/content.opf:58: <meta property="dcterms:conformsTo"> stands in <metadata>, '
            "where the report has nothing",
        ),
    ),
    "the cover is another": (
        lambda book: book.parts.update({"EPUB/cover.png": book.parts["EPUB/images/figure-1.png"]}),
        ("EPUB/cover.png: is not the file that was put into the book: its digest is …, not …",),
    ),
    "where the package stands": (
        lambda book: first(book.trees["META-INF/container.xml"], "{*}rootfile").set("media-type", "text/xml"),
        (
            "META-INF/container.xml:4: <rootfile> has media-type “text/xml”, "
            "where the report has “application/oebps-package+xml”",
        ),
    ),
}  # fmt: skip


def test_a_book_that_says_everything_alike_is_proved() -> None:
    assert proved(Book(good_book()).bytes()).proved


@pytest.mark.parametrize("fault", TWICE)
def test_what_a_book_says_twice_and_not_alike_is_told_with_both(fault: str) -> None:
    damage, said = TWICE[fault]
    book = Book(good_book())
    damage(book)
    found = proved(book.bytes())
    assert found.differences == ()
    assert {diagnostic.code for diagnostic in found.diagnostics} == {Code.CONTRADICTION}
    lines = (f"{told.part}:{told.place.line}" if told.place else told.part for told in found.diagnostics)
    told = (f"{line}: {told.message}" for line, told in zip(lines, found.diagnostics, strict=True))
    assert tuple(re.sub("sha256:[0-9a-f]+…", "…", line) for line in told) == said


# And any other

SILENT = {"meta generator": "which version wrote the book; what another one writes twice is not known to this one"}
"""The elements of which the report says nothing, each with what it says itself."""


def named(element: Element) -> str:
    """An element by its kind, and by what it says its name is."""
    return f"{etree.QName(element).localname} {element.get('name', '')}".rstrip()


def sayings(element: Element) -> Iterator[tuple[str, str]]:
    """The texts and the attributes of an element, with their names."""
    for name, text in (("text", element.text), ("tail", element.tail)):
        if text and text.strip():
            yield name, text
    yield from ((f"@{name}", value) for name, value in element.items())


def say(element: Element, name: str, text: str) -> None:
    """Put a text or an attribute in place of what stands there."""
    if name.startswith("@"):
        element.set(name[1:], text)
    else:
        setattr(element, name, text)


def changes() -> Iterator[tuple[str, str, bytes]]:
    """The book with one character more in one of its texts or attributes, for each of them, and where it stands."""
    book = Book(good_book())
    for part, root in book.trees.items():
        for element in root.iter(etree.Element):
            for name, text in sayings(element):
                what = f"{named(element)} {name}"
                say(element, name, f"{text}x")
                yield part, what, packed({**book.parts, part: etree.tostring(root)})
                say(element, name, text)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_no_change_to_a_text_or_an_attribute_goes_unnoticed() -> None:
    silent = {f"{name} {said}" for name in SILENT for said in ("@name", "@content")}
    unnoticed = [(part, what) for part, what, data in changes() if proved(data).proved]
    assert unnoticed == [("EPUB/content.opf", what) for what in sorted(silent, reverse=True)]
