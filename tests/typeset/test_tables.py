"""Tables on pages: boxes in their cells, and the notes that cells side by side call."""

from __future__ import annotations

from itertools import pairwise

import pytest

from converter.model import Block, Box, Cell, Label, Metadata, Note, NoteRef, Report, Row, Table, Text
from converter.typeset.pages import BoxPart, Page
from converter.typeset.slugs import Passage
from tests.samples import edition, paragraph
from tests.typeset.invariants import SLACK, boxes_over_the_edge, not_placed_once, notes_begun, notes_out_of_order

WORDS = "Barges carry books to every landing. "


def table(*rows: tuple[tuple[Block, ...], ...]) -> Table:
    return Table("table-1", tuple(Row(tuple(Cell(blocks) for blocks in row)) for row in rows))


def box(id: str, paragraphs: int = 1, *inner: Block) -> Box:
    words = (paragraph(f"{id}-p-{n}", WORDS * 2) for n in range(paragraphs))
    return Box(id, (Text("The title"),), (*words, *inner))


def note(number: int, words: str = WORDS) -> Note:
    return Note(f"note-{number}", Label(str(number)), (paragraph(f"note-{number}-p-1", words),))


def body(content: Block, *notes: Note, language: str = "en") -> tuple[Page, ...]:
    found = edition(Report(Metadata("T", language), (content,), notes))
    assert boxes_over_the_edge(found) == []
    assert not_placed_once(found.pages) == []
    assert notes_out_of_order(found.pages) == []
    return found.pages.body


def edges(page: Page, node: str) -> list[tuple[float, float]]:
    """The tops and feet of the lines of a node's paragraphs on a page."""
    return [
        (placed.y + piece.line.base - 10, placed.y + piece.line.base + 3)
        for placed in page.text
        for piece in placed.slug.pieces
        if piece.passage.node.startswith(node)
    ]


def _holds(part: BoxPart, y: float) -> bool:
    return part.y < y < part.y + part.height


def assert_around(part: BoxPart, page: Page) -> None:
    tops, feet = zip(*edges(page, part.node), strict=True)
    assert part.y < min(tops)
    assert max(feet) < part.y + part.height


# Boxes in cells


def test_boxes_in_cells_side_by_side_have_each_its_frame() -> None:
    (page,) = body(table(((box("box-1"),), (box("box-2", 3),), (paragraph("p", "12"),))))
    first, second = page.boxes
    assert (first.node, second.node) == ("box-1", "box-2")
    assert first.y == second.y
    assert first.height < second.height
    assert first.x + first.width <= second.x
    assert_around(first, page)
    assert_around(second, page)


def test_a_box_in_a_cell_has_its_title_in_the_frame_and_what_is_around_it_outside() -> None:
    cell = (paragraph("before", WORDS), box("box-1"), paragraph("after", WORDS))
    (page,) = body(table((cell, (paragraph("p", "12"),))))
    (part,) = page.boxes
    inside = [
        piece.passage
        for placed in page.text
        for piece in placed.slug.pieces
        if _holds(part, placed.y + piece.line.base)
    ]
    assert inside[0] == Passage("box-1", "title")
    assert {passage.node for passage in inside} == {"box-1", "box-1-p-0"}
    assert max(foot for _, foot in edges(page, "before")) < part.y
    assert min(top for top, _ in edges(page, "after")) > part.y + part.height


def test_lines_beside_a_box_are_not_pulled_apart_by_it() -> None:
    (page,) = body(table(((box("box-1"),), (paragraph("p", WORDS * 4),))))
    tops = [top for top, _ in edges(page, "p")]
    assert len(tops) == 3
    assert {round(lower - upper, 3) for upper, lower in pairwise(tops)} == {14.0}


def test_a_box_in_a_box_in_a_cell_stands_inside_it() -> None:
    (page,) = body(table(((box("box-1", 1, box("inner"), paragraph("box-1-end", WORDS)),), (paragraph("p", "12"),))))
    outer, inner = page.boxes
    assert outer.node == "box-1"
    assert outer.x < inner.x
    assert outer.y < inner.y
    assert inner.y + inner.height < outer.y + outer.height
    assert inner.x + inner.width < outer.x + outer.width


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_box_in_a_row_that_is_parted_is_closed_and_opened_on_every_page(language: str) -> None:
    pages = body(table(((box("box-1", 60),), (box("box-2", 2),))), language=language)
    parts = [[part for part in page.boxes if part.node == "box-1"] for page in pages]
    assert len(pages) > 2
    assert [len(found) for found in parts] == [1] * len(pages)
    for page, (part,) in zip(pages, parts, strict=True):
        assert_around(part, page)
    assert [part.node for part in pages[0].boxes] == ["box-1", "box-2"]
    assert (pages[0].boxes[0].x < pages[0].boxes[1].x) == (language == "en")


def test_no_line_of_a_long_row_is_left_alone_at_a_foot() -> None:
    for height in range(40):
        above = paragraph("above", *([WORDS] * height))
        rows = table(((paragraph("p", WORDS * 60),), (paragraph("q", "12"),)))
        found = edition(Report(Metadata("T", "en"), (above, rows), ()))
        counts = [len(edges(page, "p")) for page in found.pages.body]
        assert 1 not in counts


# Notes called side by side


def test_notes_of_a_row_stand_in_the_order_of_its_cells() -> None:
    """The second note is called on the first line, the first one on the third."""
    rows = table(
        ((paragraph("p", WORDS * 6, NoteRef("note-1")),), (paragraph("q", "12", NoteRef("note-2")),)),
        ((paragraph("r", WORDS * 6, NoteRef("note-3")),), (paragraph("s", "12", NoteRef("note-4")),)),
    )
    (page,) = body(rows, *map(note, (1, 2, 3, 4)))
    assert notes_begun(page) == ["note-1", "note-2", "note-3", "note-4"]
    assert [placed.y for placed in page.notes] == sorted(placed.y for placed in page.notes)


def test_of_notes_called_side_by_side_the_long_one_goes_on_after_the_others_have_begun() -> None:
    rows = table(((paragraph("p", WORDS * 6, NoteRef("note-1")),), (paragraph("q", "12", NoteRef("note-2")),)))
    pages = body(rows, note(1), note(2, WORDS * 200))
    assert notes_begun(pages[0]) == ["note-1", "note-2"]
    assert len(pages) > 1
    foot = pages[0].notes[-1]
    assert foot.y + foot.slug.height <= 841.89 - 73.7 + SLACK


def test_a_note_called_twice_in_a_row_belongs_to_the_cell_that_is_read_first() -> None:
    rows = table(
        ((paragraph("p", WORDS * 6, NoteRef("note-1")),), (paragraph("q", NoteRef("note-2"), NoteRef("note-1")),))
    )
    (page,) = body(rows, note(1), note(2))
    assert notes_begun(page) == ["note-1", "note-2"]


# Columns


def test_a_cell_that_runs_the_other_way_takes_no_more_room_than_its_words() -> None:
    arabic = paragraph("p", "تقرير", language="ar")
    (page,) = body(table(((paragraph("q", WORDS * 3),), (arabic,))))
    pieces = [piece for placed in page.text for piece in placed.slug.pieces]
    (narrow,) = (piece.line for piece in pieces if piece.passage.node == "p")
    wide = max(piece.line.width for piece in pieces if piece.passage.node == "q")
    assert wide > 0.7 * narrow.x
