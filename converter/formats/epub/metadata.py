"""What the package says of the book: Dublin Core, its refinements, and what those who cannot see it will find.

    <dc:identifier id="id">urn:uuid:…</dc:identifier>   <dc:identifier id="symbol">A/78/1</dc:identifier>
    <dc:creator id="author-1">…</dc:creator>
    <meta refines="#author-1" property="role" scheme="marc:relators">aut</meta>
    <meta property="schema:accessMode">textual</meta>

Each line is a `Fact`; package.py hands them to EbookLib. EPUB 3.3, 5.5; EPUB Accessibility 1.1, 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from converter.edition import Edition
from converter.model import Figure, Metadata, Report
from converter.walk import languages, nodes
from converter.words import Words

IDENTIFIER = "id"
"""The XML id of the identifier that the package calls its own."""


@dataclass(frozen=True)
class Fact:
    """One line: a Dublin Core element if its name begins with `dc:`, else a `meta` of this property."""

    name: str
    value: str
    id: str | None = None
    refines: str | None = None
    scheme: str | None = None
    language: str | None = None


def title_of(metadata: Metadata, words: Words) -> str:
    """The book's title, or what comes nearest to one: no book may be without."""
    return metadata.title or metadata.symbol or words.text


def identifier(metadata: Metadata) -> str:
    """The same identifier for the same report in the same language, for ever. RFC 9562, 5.5."""
    name = metadata.symbol or metadata.title
    return uuid5(NAMESPACE_URL, f"urn:report:{name}:{metadata.language}").urn


def facts(edition: Edition, *, paged: bool) -> tuple[Fact, ...]:
    """All lines in order; `paged` says whether the book holds the page numbers of the printed edition."""
    report, words = edition.report, edition.words
    metadata = report.metadata
    return (
        *_titles(metadata, words),
        *_identifiers(metadata),
        *(Fact("dc:language", language) for language in languages(report)),
        *_names(metadata),
        *_publication(metadata),
        *_origins(metadata),
        *_series(metadata),
        *_access(report, words, paged=paged),
        *_pagination(metadata, words, paged=paged),
    )


def _titles(metadata: Metadata, words: Words) -> Iterator[Fact]:
    for kind, text in (("main", title_of(metadata, words)), ("subtitle", metadata.subtitle)):
        if text:
            yield Fact("dc:title", text, f"title-{kind}", language=metadata.language)
            yield Fact("title-type", kind, refines=f"title-{kind}")


def _identifiers(metadata: Metadata) -> Iterator[Fact]:
    """The symbol as the issuer's own identifier. ONIX code list 5, 01."""
    yield Fact("dc:identifier", identifier(metadata), IDENTIFIER)
    if metadata.symbol:
        yield Fact("dc:identifier", metadata.symbol, "symbol")
        yield Fact("identifier-type", "01", refines="symbol", scheme="onix:codelist5")


def _names(metadata: Metadata) -> Iterator[Fact]:
    """Authors, issuing organ and publisher, each with its role. MARC relators."""
    named = [
        *(("dc:creator", f"author-{place}", name, "aut") for place, name in enumerate(metadata.authors, 1)),
        ("dc:publisher", "organ", metadata.organ, "isb"),
        ("dc:publisher", "publisher", metadata.publisher, "pbl"),
    ]
    for element, id, name, role in named:
        if name:
            yield Fact(element, name, id, language=metadata.language)
            yield Fact("role", role, refines=id, scheme="marc:relators")


def _publication(metadata: Metadata) -> Iterator[Fact]:
    if metadata.date and metadata.date.iso:
        yield Fact("dc:date", metadata.date.iso)
    if metadata.rights and metadata.rights.statement:
        yield Fact("dc:rights", "\n".join(metadata.rights.statement), language=metadata.language)
    if metadata.rights and metadata.rights.licence:
        yield Fact("dcterms:license", metadata.rights.licence)


def _origins(metadata: Metadata) -> Iterator[Fact]:
    if metadata.source:
        yield Fact("dc:source", metadata.source.name, "source")
        yield Fact("dcterms:identifier", f"sha256:{metadata.source.digest}", refines="source")


def _series(metadata: Metadata) -> Iterator[Fact]:
    if metadata.series:
        yield Fact("belongs-to-collection", metadata.series.title, "series", language=metadata.language)
        yield Fact("collection-type", "series", refines="series")


def _access(report: Report, words: Words, *, paged: bool) -> Iterator[Fact]:
    """What is true of this very book: an image without words for it takes away what the others promise."""
    figures = [node for node in nodes(report) if isinstance(node, Figure)]
    told = all(figure.alternative for figure in figures)
    modes = ("textual", "visual") if figures else ("textual",)
    yield from (Fact("schema:accessMode", mode) for mode in modes)
    if told:
        yield Fact("schema:accessModeSufficient", "textual")
    if figures:
        yield Fact("schema:accessModeSufficient", "textual,visual")
    yield from (Fact("schema:accessibilityFeature", name) for name in _features(told=told, paged=paged))
    yield Fact("schema:accessibilityHazard", "none")
    if told:
        summary = words.accessibility if paged else words.accessibility_unpaged
        yield Fact("schema:accessibilitySummary", summary)


def _features(*, told: bool, paged: bool) -> Iterable[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation", "ARIA", "displayTransformability")
    if told:
        yield "alternativeText"
    if paged:
        yield from ("pageBreakMarkers", "pageNavigation")


def _pagination(metadata: Metadata, words: Words, *, paged: bool) -> Iterator[Fact]:
    """Which edition the page numbers are of: the PDF of the same report."""
    if paged:
        yield Fact("pageBreakSource", f"{metadata.symbol or title_of(metadata, words)} (PDF)")
