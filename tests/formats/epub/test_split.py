"""Pages of a size that e-readers like: cut between divisions, between blocks, and never between a call and its note."""

from __future__ import annotations

import pytest

from converter.formats.epub import split
from converter.formats.epub.split import Leaf
from converter.labels import read_label
from converter.model import Block, Division, Note, NoteRef, Paragraph, Report, Text
from tests.formats.epub.book import book, find, report
from tests.samples import paragraph

KILOBYTE = "x" * 1000


def division(id: str, level: int, *content: Division | Block) -> Division:
    return Division(id, level, (Text(id),), content)


def cut(given: Report, limit: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Leaf, ...]:
    monkeypatch.setattr(split, "LIMIT", limit)
    return split.split(given)


def shape(leaves: tuple[Leaf, ...]) -> list[tuple[str, tuple[str, ...], str | None]]:
    """File, ids of the nodes in it, and the division around them, leaf by leaf."""
    return [
        (leaf.file, tuple(node.id for node in leaf.content), leaf.within.id if leaf.within else None) for leaf in leaves
    ]


def test_a_section_that_is_small_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    section = division("div-1-1", 2, division("div-1-1-1", 3, paragraph("p-1", KILOBYTE)), paragraph("p-2", KILOBYTE))
    assert shape(cut(report(division("div-1", 1, section)), 4000, monkeypatch)) == [
        ("div-1.xhtml", ("div-1",), None), ("div-1-1.xhtml", ("div-1-1",), "div-1"),
    ]  # fmt: skip


def test_a_large_section_is_cut_between_its_divisions_and_then_between_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [division(f"small-{n}", 3, paragraph(f"p-{n}", KILOBYTE)) for n in (1, 2, 3)]
    large = division("large", 3, *(paragraph(f"par-{n}", KILOBYTE) for n in range(1, 6)))
    leaves = cut(report(division("div-1", 1, division("sec", 2, *small, large))), 2700, monkeypatch)
    assert shape(leaves) == [
        ("div-1.xhtml", ("div-1",), None),
        ("sec.xhtml", ("sec",), "div-1"),
        ("small-1.xhtml", ("small-1", "small-2"), "sec"),
        ("small-3.xhtml", ("small-3",), "sec"),
        ("large.xhtml", ("large",), "sec"),
        ("par-3.xhtml", ("par-3", "par-4"), "large"),
        ("par-5.xhtml", ("par-5",), "large"),
    ]


def test_notes_count_for_the_page_that_calls_them_and_stay_with_their_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [Note(f"note-{n}", read_label(f"{n}"), (paragraph(f"note-{n}-p", KILOBYTE),)) for n in range(1, 5)]
    calls = [Paragraph(f"p-{n}", (Text("x"), NoteRef(f"note-{n}"))) for n in range(1, 5)]
    leaves = cut(report(*calls, notes=notes), 2900, monkeypatch)
    assert [[standing.note.id for standing in leaf.notes] for leaf in leaves] == [
        ["note-1", "note-2"], ["note-3", "note-4"],
    ]  # fmt: skip


def test_a_block_is_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    leaves = cut(report(paragraph("p-1", KILOBYTE), paragraph("p-2", KILOBYTE * 9)), 2000, monkeypatch)
    assert shape(leaves) == [("p-1.xhtml", ("p-1",), None), ("p-2.xhtml", ("p-2",), None)]


def test_a_section_of_a_megabyte_makes_pages_of_a_quarter_with_every_call_beside_its_note() -> None:
    notes = [Note(f"note-{n}", read_label(f"{n}"), (paragraph(f"note-{n}-p", "y" * 100),)) for n in range(1, 401)]
    blocks = [Paragraph(f"par-{n}", (Text("x" * 2500), NoteRef(f"note-{n}"))) for n in range(1, 401)]
    opened = book(report(division("div-1", 1, division("sec", 2, *blocks)), notes=notes))
    sizes = [len(opened.files[name]) for name in opened.leaves]
    assert (max(sizes) < 300_000, len(sizes)) == (True, 6)
    for root in opened.leaves.values():
        ids = set(find(root, "//@id"))
        assert {href.removeprefix("#") for href in find(root, "//h:a[@role='doc-noteref']/@href")} <= ids
