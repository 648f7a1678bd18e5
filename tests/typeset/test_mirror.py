"""Pages that run from right to left: where numbers, labels, boxes, notes, columns and heads stand."""

from __future__ import annotations

from converter import read
from converter.edition import Edition
from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Item,
    Label,
    List,
    Metadata,
    Note,
    NoteRef,
    Report,
    Row,
    Table,
    Text,
)
from converter.typeset.mirror import mirrored
from converter.typeset.slugs import Frame, Part, Picture, Rule, Slug
from tests.samples import SAMPLES, edition, paragraph
from tests.typeset.invariants import pieces

WORDS = "كلمة " * 70


def arabic(*content: Division | Block, notes: tuple[Note, ...] = ()) -> Edition:
    return edition(Report(Metadata("تقرير", "ar", symbol="X/1"), content, notes))


def spans(found: Edition, node: str, part: Part = "text") -> list[tuple[float, float]]:
    """The edges of a passage's lines, from the edges of the text area."""
    size = found.style.page
    width = found.pages.width - size.inner - size.outer
    held = [placed for page in found.pages.all for placed in (*page.text, *page.notes)]
    return [
        (round(line.x, 2), round(width - line.x - line.width, 2))
        for _, passage, line in pieces(held)
        if (passage.node, passage.part) == (node, part)
    ]


def test_text_starts_at_the_right_edge_and_its_number_before_it() -> None:
    found = arabic(paragraph("p-1", WORDS, label="1."))
    assert spans(found, "p-1", "label")[0][1] == 0.0
    first, second, *_, last = spans(found, "p-1")
    assert first[0] == 0.0 < first[1]
    assert second == (0.0, 0.0)
    assert last[1] == 0.0 < last[0]


def test_a_list_is_inset_from_the_right() -> None:
    found = arabic(List("l-1", (Item("l-1-a", (paragraph("l-1-a-p", WORDS),), read_label("(أ)")),), ordered=True))
    assert spans(found, "l-1-a", "label")[0][1] < spans(found, "l-1-a-p")[0][1]
    assert spans(found, "l-1-a-p")[0][0] == 0.0


def test_the_first_column_of_a_table_is_on_the_right() -> None:
    cells = tuple(Cell((paragraph(f"c-{n}", f"{n}"),)) for n in range(3))
    found = arabic(Table("t-1", (Row(cells), Row(cells[:1])), (Text("جدول"),)))
    lefts = [spans(found, f"c-{n}")[0][0] for n in range(3)]
    assert lefts == sorted(lefts, reverse=True)


def test_notes_and_their_rule_stand_on_the_right() -> None:
    note = Note("note-1", Label("1"), (paragraph("note-1-p-1", "حاشية"),))
    found = arabic(paragraph("p-1", "كلمة", NoteRef("note-1")), notes=(note,))
    assert spans(found, "note-1", "label")[0][1] < spans(found, "note-1-p-1")[0][1] < 30
    page, size = found.pages.body[0], found.style.page
    assert page.rules[0].x + page.rules[0].width == found.pages.width - size.outer


def test_what_is_in_english_stands_as_in_an_english_report() -> None:
    inner = paragraph("p-2", "word " * 40, label="2.", language="en")
    inside, outside = arabic(inner), edition(Report(Metadata("T", "en"), (inner,)))
    assert spans(inside, "p-2") == spans(outside, "p-2")
    assert spans(inside, "p-2", "label") == spans(outside, "p-2", "label")


def test_what_is_in_arabic_is_mirrored_in_an_english_report() -> None:
    division = Division("d-1", 2, (Text("عنوان"),), (paragraph("p-1", WORDS, label="1."),), read_label("ألف -"), "ar")
    english = edition(Report(Metadata("T", "en"), (division,)))
    both = arabic(division)
    for part in ("label", "text"):
        assert spans(english, "p-1", part) == spans(both, "p-1", part)
    assert spans(english, "d-1", "label")[0][1] == 0.0


def test_a_box_keeps_its_place_around_a_paragraph_of_the_other_direction() -> None:
    box = Box("b-1", (Text("Box"),), (paragraph("b-1-p", WORDS, language="ar"), paragraph("b-1-q", "word " * 40)))
    found = edition(Report(Metadata("T", "en"), (box,)))
    assert len(found.pages.body[0].boxes) == 1
    assert spans(found, "b-1-p")[0][1] == spans(found, "b-1-q")[0][0] == found.style.box.padding


def test_page_numbers_of_the_contents_stand_on_the_left_and_heads_change_sides() -> None:
    found = edition(read(SAMPLES["ar"]).report)
    english = edition(read(SAMPLES["en"]).report)

    def numbers(of: Edition, side: int) -> set[float]:
        held = [placed for page in of.pages.front for placed in page.text]
        nodes = {p.node for _, p, _ in pieces(held) if p.part == "page"}
        return {spans(of, node, "page")[0][side] for node in nodes}

    assert numbers(found, 0) == numbers(english, 1) == {0.0}
    assert found.pages.body[0].feet[0].x == found.style.page.outer
    right = english.pages.body[0].feet[0]
    assert round(right.x + right.line.width, 2) == round(english.pages.width - english.style.page.outer, 2)


def test_mirrored_twice_is_as_before() -> None:
    frame = Frame("b", 10.0, 50.0)
    slug = Slug(
        10.0, frames=(frame,), rules=(Rule(1.0, 0.0, 20.0, 0.5),), pictures=(Picture("f", 5.0, 10.0, 10.0),)
    )  # fmt: skip
    once = mirrored([slug, slug], 0.0, 100.0)
    assert once[0].frames == once[1].frames
    assert (once[0].frames[0].x, once[0].rules[0].x, once[0].pictures[0].x) == (40.0, 79.0, 85.0)
    again = mirrored(once, 0.0, 100.0)[0]
    assert (again.frames[0].x, again.rules, again.pictures) == (10.0, slug.rules, slug.pictures)
    assert mirrored([slug], 0.0, 100.0, outer=1)[0].frames == (frame,)
