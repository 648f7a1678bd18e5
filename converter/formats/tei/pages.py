"""The pages of the printed edition, where the style wants them: `<pb n="7" facs="report.pdf#page=9"/>`.

A break stands before the element of the node that begins the page, or within its text. `@facs` leads to the page of the
PDF that is written beside the edition (RFC 8118: `page` counts from 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from converter.diagnostics import Code, Diagnostic, Refused
from converter.edition import Edition

_Element = etree._Element


class Break(NamedTuple):
    """Where a page begins: before a node, or after so many characters of its text."""

    id: str
    offset: int
    attributes: dict[str, str | None]


class Breaks:
    """The breaks that have not been written yet, and what there is to say of them."""

    def __init__(self, breaks: Iterable[Break] = (), diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        """Breaks in reading order."""
        self._by_node: dict[str, list[Break]] = {}
        self._diagnostics = diagnostics
        for each in breaks:
            self._by_node.setdefault(each.id, []).append(each)

    def take(self, id: str, end: int) -> tuple[Break, ...]:
        """The next breaks of a node up to this offset, which are written now."""
        waiting = self._by_node.get(id)
        if not waiting:
            return ()
        taken = tuple(each for each in waiting if each.offset <= end)
        del waiting[: len(taken)]
        return taken

    def left(self) -> Iterator[Diagnostic]:
        """What there is to say, and the breaks that found no place."""
        yield from self._diagnostics
        for waiting in self._by_node.values():
            for each in waiting:
                message = f"page {each.attributes['n']} begins in {each.id}, where no break can stand"
                yield Diagnostic(Code.NOT_CARRIED, message, hint="The edition goes on with the next page.")


def turned(breaks: Sequence[_Element], source: str | None) -> Iterator[tuple[str, _Element]]:
    """What does not agree among the breaks of an edition: they count up, and in step with the pages of one PDF."""
    file = f"{quote(PurePath(source).stem)}.pdf" if source else ""
    last, front = 0, 0
    for each in breaks:
        said = each.get("n", "")
        number = int(said) if said.isdecimal() and len(said) < 10 else 0
        if number <= last or each.text or set(each.attrib) != set(breaks[0].attrib):
            yield f"<pb> says page {said[:20]!r} after page {last}, or what no other says", each
        facsimile = each.get("facs")
        page = _page(facsimile, file) if facsimile is not None else number
        front = front or page - number
        if page - number != front or front < 0:
            yield f"<pb> of page {said[:20]!r} leads to {str(facsimile)[:60]!r}", each
        last = number


def _page(facsimile: str, file: str) -> int:
    """The page of the PDF that a break leads to; 0 where it leads elsewhere."""
    name, _, page = facsimile.partition("#page=")
    return int(page) if name == file and page.isdecimal() and len(page) < 10 else 0


def page_breaks(edition: Edition) -> Breaks:
    """The breaks of the composed pages, if the style wants them; none, and why, where pages cannot be composed."""
    wanted = edition.style.tei
    if not (wanted.page_breaks or wanted.facsimile):
        return Breaks()
    try:
        pages = edition.pages
    except Refused as refusal:
        message = f"the edition has no page breaks: {refusal.diagnostics[0].message}"
        return Breaks((), (Diagnostic(Code.NOT_CARRIED, message, hint="Everything else is in it."),))
    source = edition.report.metadata.source
    file = f"{quote(PurePath(source.name).stem)}.pdf" if wanted.facsimile and source else None
    number = {label: place for place, label in enumerate(pages.labels, 1)}
    return Breaks(
        Break(
            found.id, found.offset, {"n": found.label, "facs": f"{file}#page={number[found.label]}" if file else None}
        )
        for found in pages.breaks
    )
