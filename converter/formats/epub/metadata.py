"""What the package says of the book: Dublin Core and its refinements.

    <dc:identifier id="id">urn:uuid:…</dc:identifier>   <dc:identifier id="symbol">A/78/1</dc:identifier>
    <dc:creator id="author-1">…</dc:creator>
    <meta refines="#author-1" property="role" scheme="marc:relators">aut</meta>
    <meta property="report:session">…</meta>          what Dublin Core has no name for

Each line is a `Fact`; package.py hands them to EbookLib. The model knows no subjects, and no place of the report in its
series, so the package says nothing of them. EPUB 3.3, 5.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.formats.epub.access import access
from converter.formats.epub.facts import Fact
from converter.identifier import urn
from converter.model import Metadata, Report
from converter.walk import languages
from converter.words import Words

IDENTIFIER = "id"
"""The XML id of the identifier that the package calls its own."""


_WORDED = ("report:date", "report:place", "report:session", "dc:rights")
"""What is said in the report's language."""


def title_of(metadata: Metadata, words: Words) -> str:
    """The book's title, or what comes nearest to one: no book may be without."""
    return metadata.title or metadata.symbol or words.text


def facts(report: Report, words: Words, *, paged: bool, contrasted: bool) -> tuple[Fact, ...]:
    """All lines in order.

    `paged` says whether the book holds the page numbers of the printed edition, `contrasted` whether each colour of its
    style stands out from its ground.
    """
    metadata = report.metadata
    return (
        *_titles(metadata, words),
        *_identifiers(metadata),
        *(Fact("dc:language", language) for language in languages(report)),
        *_names(metadata),
        *_publication(metadata),
        *_origins(metadata),
        *_series(metadata),
        *access(report, words, paged=paged, contrasted=contrasted),
        *_pagination(metadata, words, paged=paged),
    )


def _titles(metadata: Metadata, words: Words) -> Iterator[Fact]:
    """Title and subtitle by their types; what only stands in for a title has none."""
    if not metadata.title:
        yield Fact("dc:title", title_of(metadata, words), language=metadata.language)
    for kind, text in (("main", metadata.title), ("subtitle", metadata.subtitle)):
        if text:
            yield Fact("dc:title", text, f"title-{kind}", language=metadata.language)
            yield Fact("title-type", kind, refines=f"title-{kind}")


def _identifiers(metadata: Metadata) -> Iterator[Fact]:
    """The symbol as the issuer's own identifier. ONIX code list 5, 01."""
    yield Fact("dc:identifier", urn(metadata), IDENTIFIER)
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
    """Date, place and session, and the rights, paragraph by paragraph."""
    date, rights = metadata.date, metadata.rights
    facts = (
        ("dc:date", date and date.iso),
        ("report:date", date and date.printed),
        ("report:place", metadata.place),
        ("report:session", metadata.session),
        *(("dc:rights", text) for text in (rights.statement if rights else ())),
        ("dcterms:license", rights and rights.licence),
    )
    for name, value in facts:
        if value:
            yield Fact(name, value, language=metadata.language if name in _WORDED else None)


def _origins(metadata: Metadata) -> Iterator[Fact]:
    if metadata.source:
        yield Fact("dc:source", metadata.source.name, "source")
        yield Fact("dcterms:identifier", f"sha256:{metadata.source.digest}", refines="source")


def _series(metadata: Metadata) -> Iterator[Fact]:
    if metadata.series:
        yield Fact("belongs-to-collection", metadata.series.title, "series", language=metadata.language)
        yield Fact("collection-type", "series", refines="series")
        for name, title in (("previous", metadata.series.previous), ("next", metadata.series.next)):
            if title:
                yield Fact(f"report:{name}", title, refines="series", language=metadata.language)


def _pagination(metadata: Metadata, words: Words, *, paged: bool) -> Iterator[Fact]:
    """Which edition the page numbers are of, in the terms of EPUB 3.3 and in older ones: the PDF of the report."""
    if paged:
        edition = f"{metadata.symbol or title_of(metadata, words)} (PDF)"
        yield Fact("pageBreakSource", edition)
        yield Fact("dc:source", edition, "pagination")
        yield Fact("source-of", "pagination", refines="pagination")
