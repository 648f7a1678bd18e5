"""An e-book read into the model: one of our own without loss, another's as far as XHTML says what is what.

    zip → package → pages of the spine → notes found → pages read in order → an outline of divisions

In our own books ids, languages and text are exact, and what the model knows beyond HTML stands in `data-*` (names.py).
What such a book says besides the report is held against it (reading/again.py).
In others the contents (nav or NCX) give the levels of headings, and notes are known by role, by `epub:type`, or by
links back and forth. Nothing is fetched, and nothing outside the zip is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic
from converter.formats.epub.names import LABELS, PLACE, PRINTED, label_from
from converter.formats.epub.reading.about import about
from converter.formats.epub.reading.again import contradictions
from converter.formats.epub.reading.flow import Flow
from converter.formats.epub.reading.footnotes import Notes, find_notes
from converter.formats.epub.reading.kinds import COVERS, tag, types
from converter.formats.epub.reading.opened import PAGES, Element, Opened, Page, open_book, pages, said_language
from converter.formats.epub.reading.phrasing import At, Phrasing
from converter.formats.epub.reading.record import Record, words
from converter.formats.epub.reading.routes import Address, furniture, routes
from converter.language import canonical, language_of
from converter.model import Block, Metadata, Note, Paragraph, Report, Text
from converter.reading import Reading
from converter.source import Input
from converter.walk import nodes

_LEFT = re.compile(r"[\].):]+ *(?=\S)")


class _Text(Struct, frozen=True):
    """The pages of a book that hold its text, with the notes on them, and the pages that hold none."""

    book: Opened
    pages: tuple[Page, ...]
    others: tuple[tuple[Page, str], ...]
    notes: Notes
    routes: Mapping[Address, tuple[int, str]]


def read(source: Input) -> Reading:
    """The report in a book. Raises Refused when it is no book, is damaged, too large, or locked."""
    book = open_book(source)
    every = pages(book)
    text = _text(book, every)
    written, said = about(book, source, _spoken(text.pages))
    record, report = _settled(text, replace(written, language=source.language or written.language))
    for page, reason in text.others:
        record.part = page.name
        record.drop(page.body, reason)
    unlike = contradictions(book, replace(report, metadata=written), every)
    said = (*said, *_skipped(book), *record.diagnostics(), *unlike)
    return Reading(report, dropped=tuple(record.dropped), diagnostics=said)


def _text(book: Opened, every: tuple[Page, ...]) -> _Text:
    """The pages apart: our own say which hold the report, of others the cover and the contents are left out."""
    known = {} if book.own else furniture(book)
    kinds = [(page, _furniture(page, book) or known.get(page.name, "")) for page in every]
    kept = tuple(page for page, kind in kinds if not kind)
    others = tuple((page, kind) for page, kind in kinds if kind)
    return _Text(book, kept, others, find_notes(kept, own=book.own), {} if book.own else routes(book))


def _furniture(page: Page, book: Opened) -> str:
    """What a page is that holds no text of the book, by its type or that of the only element on it."""
    said = types(page.body)
    if book.own:
        return "" if "bodymatter" in said else "page about the report"
    if len(page.body) == 1:
        said |= types(page.body[0])
    return next((COVERS[kind] for kind in sorted(said) if kind in COVERS), "")


def _spoken(pages: Sequence[Page]) -> str | None:
    """The language of the pages: as they say, else by the evidence of their words."""
    said = (canonical(page.language) for page in pages if page.language)
    text = " ".join(words(page.body) for page in pages[:3]) if pages else ""
    return next(filter(None, said), None) or language_of(text)


def _settled(text: _Text, metadata: Metadata) -> tuple[Record, Report]:
    """Read every page; and again, if there are links that lead to no node by its own name."""
    record, report = _walk(text, metadata, {})
    astray = record.astray(frozenset(node.id for node in nodes(report)))
    return _walk(text, metadata, astray) if astray else (record, report)


def _walk(text: _Text, metadata: Metadata, homes: Mapping[Address, str]) -> tuple[Record, Report]:
    """Read every page; `homes` tells where links lead that do not lead to a node of that very name."""
    record = Record(frozenset(_ids(text)))
    names = _claimed(text.notes, record)
    phrasing = Phrasing(record, text.notes, names, text.book.own, homes)
    flow = Flow(text.book, record, phrasing, text.routes, metadata.language)
    for page in text.pages:
        flow.page(page)
    record.end()
    flow.outline.close(0)
    notes = tuple(_notes(text.notes, flow, names))
    return record, Report(metadata, tuple(flow.outline.content), notes)


def _ids(text: _Text) -> Iterator[str]:
    return (id for page in text.pages for element in page.body.iter("{*}*") if (id := element.get("id")))


# Notes


def _claimed(notes: Notes, record: Record) -> dict[Address, str]:
    """The id of every note by its name."""
    names: dict[Address, str] = {}
    for element, name in notes.bodies.items():
        record.part = name[0]
        if name not in notes.copies:
            names[name] = record.claim(element, "note")
    for copy, original in notes.copies.items():
        record.homes[copy] = names[original]
    return names


def _notes(notes: Notes, flow: Flow, names: Mapping[Address, str]) -> Iterator[Note]:
    """The notes: in our own books in their places, in others in the order of their first call."""
    bodies = {name: element for element, name in notes.bodies.items() if name not in notes.copies}
    called = () if flow.book.own else (name for name in notes.marks if name in bodies)
    order = sorted(dict.fromkeys((*called, *bodies)), key=lambda name: _place(bodies[name]))
    for position, name in enumerate(order, 1):
        flow.record.part = name[0]
        yield _note(bodies[name], names[name], notes.marks.get(name) or str(position), flow)


def _place(element: Element) -> int:
    said = element.get(PLACE, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _note(element: Element, id: str, mark: str, flow: Flow) -> Note:
    """One note, under the mark that calls it: in our own books as printed, in others as it stands at the first call."""
    if flow.book.own:
        mark = element.get(PRINTED) or _mark(element) or mark
    above = (said_language(around) for around in (element, *element.iterancestors()))
    spoken = canonical(next(filter(None, above), "")) or flow.language
    language = flow.phrasing.tongue(element, At(flow.language, spoken))
    at = At(language or flow.language, spoken, outermost=False)
    content = flow.line(element, at) if tag(element) == "p" else flow.blocks(element, at)
    return Note(id, label_from(mark, element), content if flow.book.own else _unmarked(content), language)


def _mark(element: Element) -> str:
    """The mark that a note of our own begins with."""
    found = (child for line in element.iterchildren("{*}p") for child in line if child.get(LABELS) or tag(child) == "a")
    return next(("".join(child.itertext()) for child in found), "")


def _unmarked(content: tuple[Block, ...]) -> tuple[Block, ...]:
    """A note without the full stop or bracket that its mark has left behind."""
    match content:
        case (Paragraph(content=(Text(text), *others)) as first, *rest) if found := _LEFT.match(text):
            kept = (Text(text[found.end() :]), *others) if text[found.end() :] else tuple(others)
            return (replace(first, content=kept), *rest)
        case _:
            return content


# What there is to say


def _skipped(book: Opened) -> Iterator[Diagnostic]:
    for item in book.spine():
        if item.media_type not in PAGES:
            yield Diagnostic(Code.NOT_CARRIED, f"a page that is no XHTML ({item.media_type})", part=item.name)
