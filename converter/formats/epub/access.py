"""What the package says to those who cannot see the book, true of this very book.

    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessibilityFeature">pageBreakMarkers</meta>
    <meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
    <meta property="a11y:certifiedBy" refines="#conformance">report-converter</meta>

Conformance is claimed only by a book that keeps every one of the `CONDITIONS`; what no program can judge (whether the
words for an image are apt) is left to the issuer. EPUB Accessibility 1.1, 2 and 4; schema.org accessibility terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from msgspec import Struct

from converter.formats.epub.facts import Fact
from converter.language import primary
from converter.model import Division, Figure, Link, Report, Table, Unread
from converter.stylesheet import Colour, Role, StyleSheet
from converter.walk import Walked, inlines, languages, lines, nodes, plain
from converter.words import Words

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
CERTIFIER = "report-converter"
_LEAST_CONTRAST = 4.5
"""Of text on its ground. WCAG 2.2, 1.4.3."""


class Judged(Struct, frozen=True):
    """A book to be judged: its report, every node of that, whether it has printed pages, and colours to be read."""

    report: Report
    nodes: tuple[Walked, ...]
    paged: bool
    contrasted: bool


def _told(book: Judged) -> bool:
    return all(node.alternative.strip() for node in book.nodes if isinstance(node, Figure))


def _spoken(book: Judged) -> bool:
    return "und" not in map(primary, languages(book.report))


def _named(book: Judged) -> bool:
    named = bool(book.report.metadata.title.strip())
    return named and all(node.label or plain(node.heading).strip() for node in book.nodes if isinstance(node, Division))


def _headed(book: Judged) -> bool:
    tables = (node for node in book.nodes if isinstance(node, Table))
    return all(any(cell.header for row in table.rows for cell in row.cells) for table in tables)


def _linked(book: Judged) -> bool:
    found = inlines(chain.from_iterable(map(lines, book.nodes)))
    return all(plain(link.content).strip() for link in found if isinstance(link, Link))


def _placed(book: Judged) -> bool:
    return not any(isinstance(node, Unread) for node in book.nodes)


def contrasted(style: StyleSheet) -> bool:
    """Whether every colour that text has stands out from white and from the ground of a box."""
    grounds = ("#FFFFFF", style.box.background)
    return all(contrast(colour, ground) >= _LEAST_CONTRAST for colour in _colours(style) for ground in grounds)


CONDITIONS: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
    ("the pages of the printed edition are listed", lambda book: book.paged),
    ("every image has words for it", _told),
    ("the language of every text is known", _spoken),
    ("the book and each of its divisions have a name", _named),
    ("every table has heads", _headed),
    ("every link has words", _linked),
    ("nothing stands where it could not be placed", _placed),
    ("every colour of the style stands out from its ground", lambda book: book.contrasted),
)
"""What a book keeps to that says it conforms. WCAG 2.2: 1.1.1, 1.3.1, 1.4.3, 2.4.2, 2.4.4, 2.4.6, 3.1.1 and 3.1.2."""


def conforms(book: Judged) -> bool:
    """Whether the book keeps every condition."""
    return all(kept(book) for _, kept in CONDITIONS)


def access(report: Report, words: Words, *, paged: bool, contrasted: bool) -> Iterator[Fact]:
    """What is true of this book: an image without words for it takes away what the others promise."""
    book = Judged(report, tuple(nodes(report)), paged, contrasted)
    told, figures = _told(book), any(isinstance(node, Figure) for node in book.nodes)
    modes = ("textual", "visual") if figures else ("textual",)
    yield from (Fact("schema:accessMode", mode) for mode in modes)
    if told:
        yield Fact("schema:accessModeSufficient", "textual")
    if figures:
        yield Fact("schema:accessModeSufficient", "textual,visual")
    yield from (Fact("schema:accessibilityFeature", name) for name in _features(told=told, paged=paged))
    yield Fact("schema:accessibilityHazard", "none")
    if told:
        yield Fact("schema:accessibilitySummary", words.accessibility if paged else words.accessibility_unpaged)
    if conforms(book):
        yield Fact("dcterms:conformsTo", CONFORMANCE, "conformance")
        yield Fact("a11y:certifiedBy", CERTIFIER, refines="conformance")


def _features(*, told: bool, paged: bool) -> Iterable[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation", "ARIA", "displayTransformability")
    if told:
        yield "alternativeText"
    if paged:
        yield from ("pageBreakMarkers", "pageNavigation")


def _colours(style: StyleSheet) -> frozenset[Colour]:
    """Every colour that text has in this style."""
    roles = (*(getattr(style.roles, name) for name in style.roles.__struct_fields__), *style.headings)
    return frozenset(role.colour for role in (*roles, *style.roles.contents) if isinstance(role, Role))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21. WCAG 2.2, contrast ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
