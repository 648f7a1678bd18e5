"""What was read, as figures and an outline: for `converter inspect`, as text or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from converter.labels import titled
from converter.model import Block, Box, Division, List, Metadata, Paragraph, Table, Unread
from converter.reading import Reading
from converter.walk import blocks, languages, plain


class Heading(msgspec.Struct, frozen=True):
    """One division: where it stands, and the numbers of the first and last numbered paragraph in it."""

    id: str
    level: int
    title: str
    line: int | None
    first: str | None
    last: str | None


class Leaving(msgspec.Struct, frozen=True):
    """Something that was dropped, and why."""

    line: int
    column: int
    text: str
    reason: str


class Restored(msgspec.Struct, frozen=True):
    """Characters replaced by others throughout, and how many."""

    before: str
    after: str
    count: int


class Inspection(msgspec.Struct, frozen=True):
    """A reading in figures. `counts` has a row per kind of node, `characters` is the text without labels."""

    metadata: Metadata
    encoding: str
    languages: tuple[str, ...]
    counts: dict[str, int]
    labels: tuple[str, ...]
    notes: tuple[str, ...]
    outline: tuple[Heading, ...]
    normalised: tuple[Restored, ...]
    dropped: tuple[Leaving, ...]


def inspect(reading: Reading) -> Inspection:
    """The figures and the outline of a reading."""
    report = reading.report
    nodes = list(blocks(report.content))
    numbered = [node.label.printed for node in nodes if isinstance(node, Paragraph) and node.label]
    return Inspection(
        metadata=report.metadata,
        encoding=reading.encoding,
        languages=languages(report),
        counts=_counts(nodes, len(numbered), len(report.notes)),
        labels=tuple(numbered),
        notes=tuple(note.label.printed for note in report.notes),
        outline=tuple(_headings(reading, report.content)),
        normalised=tuple(Restored(each.before, each.after, each.count) for each in reading.normalised),
        dropped=tuple(Leaving(d.place.line, d.place.column, d.text, d.reason) for d in reading.dropped),
    )


def lines(found: Inspection) -> Iterator[str]:
    """The inspection as lines of text for people."""
    yield from (f"{name:<12} {value}" for name, value in _facts(found.metadata) if value)
    yield f"{'languages':<12} {', '.join(found.languages)}" + (f" ({found.encoding})" if found.encoding else "")
    yield ""
    yield from (f"{name:<32} {count:>5}" for name, count in found.counts.items() if count)
    yield ""
    for heading in found.outline:
        span = f"  {heading.first}–{heading.last}" if heading.first != heading.last else f"  {heading.first}"
        yield f"{'  ' * (heading.level - 1)}{heading.title}{span if heading.first else ''}"
    yield ""
    if found.normalised:
        yield "normalised: " + ", ".join(f"{each.count} {each.before} to {each.after}" for each in found.normalised)
    reasons = Counter(leaving.reason for leaving in found.dropped)
    yield f"{'dropped':<32} {len(found.dropped):>5}"
    yield from (f"  {reason:<30} {count:>5}" for reason, count in reasons.items())


def _facts(metadata: Metadata) -> Iterator[tuple[str, str | None]]:
    date, series, rights, source = metadata.date, metadata.series, metadata.rights, metadata.source
    yield "title", metadata.title
    yield "subtitle", metadata.subtitle
    yield "symbol", metadata.symbol
    yield "authors", "; ".join(metadata.authors)
    yield "organ", metadata.organ
    yield "publisher", metadata.publisher
    yield "date", f"{date.printed} ({date.iso or 'not read'})" if date else None
    yield "place", metadata.place
    yield "session", metadata.session
    yield "series", series.title if series else None
    yield "previous", series.previous if series else None
    yield "next", series.next if series else None
    yield "licence", rights.licence if rights else None
    yield "source", f"{source.name} sha256:{source.digest}" if source else None


def _counts(nodes: Iterable[object], numbered: int, notes: int) -> dict[str, int]:
    kinds = Counter(type(node) for node in nodes)
    return {
        "headings": kinds[Division],
        "numbered paragraphs": numbered,
        "other paragraphs": kinds[Paragraph] - numbered,
        "lists": kinds[List],
        "boxes": kinds[Box],
        "tables": kinds[Table],
        "notes": notes,
        "pieces that could not be placed": kinds[Unread],
    }


def _headings(reading: Reading, nodes: Iterable[Division | Block]) -> Iterator[Heading]:
    for node in nodes:
        if isinstance(node, Division):
            inside = [n.label.printed for n in blocks(node.content) if isinstance(n, Paragraph) and n.label]
            place = reading.places.get(node.id)
            yield Heading(
                node.id, node.level, titled(node.label, plain(node.heading)), place.line if place else None,
                inside[0] if inside else None, inside[-1] if inside else None,
            )  # fmt: skip
            yield from _headings(reading, node.content)
