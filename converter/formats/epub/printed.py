"""The pages of the printed edition, as places in the text: where each begins, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, Refused
from converter.edition import Edition
from converter.formats.epub.markup import element
from converter.words import Words

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak


PAGE = "page-"
"""What the id of a place where a page begins begins with."""


class PrintedPages(Struct, frozen=True):
    """The page breaks in reading order, and what could not be said of them."""

    breaks: tuple[PageBreak, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def by_block(self) -> dict[str, tuple[PageBreak, ...]]:
        """The breaks of each block, by its id."""
        return {id: tuple(run) for id, run in groupby(self.breaks, attrgetter("id"))}


def printed_pages(edition: Edition, files: Mapping[str, str]) -> PrintedPages:
    """The pages of the composed edition; none, and a diagnostic, where the edition cannot be composed.

    `files` leads from ids to files in reading order. A page list follows that order even where a page begins with
    the rest of a long note, which in this book stands after its text. EPUB 3.3, 7.4.2.
    """
    try:
        breaks = edition.pages.breaks
    except Refused as refusal:
        return PrintedPages(diagnostics=(_unpaged(refusal),))
    rank = {id: place for place, id in enumerate(files)}
    lost = tuple(_lost(found) for found in breaks if found.id not in rank)
    kept = [found for found in breaks if found.id in rank]
    return PrintedPages(tuple(sorted(kept, key=lambda found: (rank[found.id], found.offset))), lost)


def page_id(label: str) -> str:
    """The id of the place where a page begins."""
    return f"{PAGE}{label}"


def page_break(label: str, words: Words) -> str:
    """The place where the page with this number begins."""
    attributes = {
        "epub:type": "pagebreak",
        "role": "doc-pagebreak",
        "id": page_id(label),
        "aria-label": f"{words.page} {label}",
    }
    return element("span", attributes)


def _unpaged(refusal: Refused) -> Diagnostic:
    reason = refusal.diagnostics[0].message
    return Diagnostic(
        Code.NOT_CARRIED,
        f"the e-book has no page numbers of the printed edition: {reason}",
        hint="Everything else is in it; it says in its metadata that it has none.",
    )


def _lost(found: PageBreak) -> Diagnostic:
    return Diagnostic(
        Code.NOT_CARRIED,
        f"page {found.label} of the printed edition begins in {found.id}, which the e-book does not hold",
        hint="The page list goes on with the next page.",
    )
