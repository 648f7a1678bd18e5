"""Pages of reports made at random: pages of a few lines, and blocks that are longer than any page.

Nothing is lost, nothing overlaps, nothing leaves the text area, no note stands before its call, and it always ends.
"""

from __future__ import annotations

from itertools import count, pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from converter.edition import Edition
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Row,
    Table,
    Text,
    Unread,
)
from converter.stylesheet import Length
from converter.typeset.pages import Page
from tests.samples import RED_SQUARE, edition
from tests.typeset.invariants import (
    SLACK,
    boxes_over_the_edge,
    calls,
    not_as_in_the_report,
    not_placed_once,
    notes_begun,
    over_the_edge,
)

WORDS = {"en": ("word ", "A/78/1 ", "long-standing "), "zh-Hant": ("工作報告，", "（第一章）", "2023年")}
MARGIN = 30.0


def on_pages(source: Report, width: float, height: float) -> Edition:
    """The edition of a report on pages with a text area of this size."""
    found = edition(source)
    edge, size = Length(MARGIN), (Length(width + 2 * MARGIN), Length(height + 2 * MARGIN))
    page = msgspec.structs.replace(
        found.style.page, width=size[0], height=size[1], top=edge, bottom=edge, inner=edge, outer=edge, head=Length(8),
        foot=Length(8),
    )  # fmt: skip
    return replace(found, style=msgspec.structs.replace(found.style, page=page))


class Maker:
    """Makes blocks of drawn kinds and lengths."""

    def __init__(self, draw: st.DrawFn, language: str) -> None:
        self.draw, self.words = draw, WORDS[language]
        self.numbers = count(1)
        self.notes: list[Note] = []

    def content(self) -> tuple[Inline, ...]:
        """Words, a few or a great many, now and then with calls of notes among them."""
        out: list[Inline] = []
        for length, called in self.draw(st.lists(st.tuples(LENGTHS, CALLS), min_size=1, max_size=2)):
            out += [Text(self.text(length)), *(self.call() for _ in range(called)), Text("。")]
        return tuple(out)

    def text(self, length: int) -> str:
        return self.draw(st.sampled_from(self.words)) * length

    def call(self) -> NoteRef:
        """A call of a new note, or of one that was called before."""
        if self.notes and self.draw(st.integers(0, 4)) == 0:
            return NoteRef(self.notes[0].id)
        id = f"note-{len(self.notes) + 1}"
        content = (Paragraph(f"{id}-p-1", (Text(self.text(self.draw(LENGTHS))),)),)
        self.notes.append(Note(id, Label(str(len(self.notes) + 1)), content))
        return NoteRef(id)

    def paragraph(self) -> Paragraph:
        number = next(self.numbers)
        return Paragraph(f"par-{number}", self.content(), Label(f"{number}.") if number % 2 else None)

    def block(self, depth: int = 0) -> Block:
        id = f"b-{next(self.numbers)}"
        kind = self.draw(st.sampled_from(KINDS)) if depth < 2 else Paragraph
        match kind.__name__:
            case "Box":
                label = Label("Box 1.") if self.draw(st.booleans()) else None
                return Box(id, (Text("A box"),), self.blocks(depth), label)
            case "List":
                return List(id, tuple(Item(f"{id}-{n}", self.blocks(depth), Label(f"({n})")) for n in range(2)))
            case "Quotation":
                return Quotation(id, self.blocks(depth), (Text("Somebody"),))
            case "Table":
                return self.table(id)
            case "Figure":
                return Figure(id, RED_SQUARE, "image/png", "A square", (Text(self.text(3)),), Label("Figure 1."))
            case "Unread":
                return Unread(id, self.text(self.draw(LENGTHS)), "no rule fits")
            case _:
                return self.paragraph()

    def blocks(self, depth: int) -> tuple[Block, ...]:
        return tuple(self.block(depth + 1) for _ in range(self.draw(st.integers(1, 2))))

    def table(self, id: str) -> Table:
        """A table of two columns, the first cell of its body spanning rows."""
        rows = self.draw(st.integers(1, 4))
        head = Row((self.cell(header=True), self.cell(header=True)))
        first = Row((self.cell(rows=rows), self.cell()))
        return Table(id, (head, first, *(Row((self.cell(),)) for _ in range(rows - 1))), (Text("A table"),))

    def cell(self, *, header: bool = False, rows: int = 1) -> Cell:
        words = (Text(self.text(2)),) if header else self.content()
        inner = Paragraph(f"c-{next(self.numbers)}", words)
        boxed = not header and self.draw(st.integers(0, 3)) == 0
        box = Box(f"b-{next(self.numbers)}", (Text("A box"),), (inner,))
        return Cell((box if boxed else inner,), header, 1, rows)

    def division(self, level: int) -> Division:
        """A division; a chain of them has nothing but headings."""
        deeper = level < 9 and self.draw(st.booleans())
        inner: tuple[Division | Block, ...] = (self.division(level + 1),) if deeper else self.blocks(0)
        return Division(f"div-{next(self.numbers)}", level, (Text("A heading"),), inner, Label("Chapter III."))


LENGTHS = st.sampled_from([1, 1, 5, 30, 120])
CALLS = st.sampled_from([0, 0, 0, 1, 2, 9])
KINDS = (Paragraph, Paragraph, Box, List, Quotation, Table, Figure, Unread)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    language = draw(st.sampled_from(sorted(WORDS)))
    maker = Maker(draw, language)
    content = (*maker.blocks(0), *(maker.division(1) for _ in range(draw(st.integers(1, 2)))))
    return Report(Metadata("A report", language, symbol="X/1"), content, tuple(maker.notes))


@settings(max_examples=50, deadline=None)
@given(reports(), st.sampled_from([110.0, 160.0, 400.0]), st.sampled_from([220.0, 450.0]))
def test_on_small_pages_nothing_is_lost_and_nothing_overlaps(source: Report, height: float, width: float) -> None:
    found = on_pages(source, width, height)
    pages = found.pages
    assert not_placed_once(pages) == []
    assert not_as_in_the_report(found) == []
    assert over_the_edge(found) == []
    assert boxes_over_the_edge(found) == []
    assert overlapping(pages.all) == []
    assert sorted(note for page in pages.body for note in notes_begun(page)) == sorted(note.id for note in source.notes)
    assert notes_before_their_calls(pages.body) == []


def overlapping(pages: tuple[Page, ...]) -> list[str]:
    """Labels of pages on which a slug begins before the one above it has ended."""
    rows = [(page.label, placed) for page in pages for placed in (page.text, page.notes)]
    return [
        label
        for label, placed in rows
        for upper, lower in pairwise(placed)
        if upper.y + upper.slug.height > lower.y + SLACK
    ]


def notes_before_their_calls(pages: tuple[Page, ...]) -> list[str]:
    """Notes that begin on a page before that of their first call."""
    called = {note: index for index, page in reversed(list(enumerate(pages))) for note in calls(page)}
    return [note for index, page in enumerate(pages) for note in notes_begun(page) if index < called[note]]


# The extremes, one by one


def report(*content: Division | Block, notes: tuple[Note, ...] = ()) -> Report:
    return Report(Metadata("A report", "en"), content, notes)


def chain(levels: int) -> Division:
    inner: tuple[Division | Block, ...] = (Paragraph("par-1", (Text("End."),)),)
    for level in range(levels, 0, -1):
        inner = (Division(f"div-{level}", level, (Text(f"Heading {level}"),), inner),)
    (outer,) = inner
    assert isinstance(outer, Division)
    return outer


def test_a_chain_of_headings_higher_than_a_page_is_parted() -> None:
    found = on_pages(report(chain(30)), 400.0, 200.0)
    assert not_placed_once(found.pages) == []
    assert over_the_edge(found) == []
    assert len(found.pages.body) > 2


def test_a_line_that_calls_more_notes_than_a_page_can_begin() -> None:
    notes = tuple(Note(f"note-{n}", Label(str(n)), (Paragraph(f"n-{n}", (Text("word " * 30),)),)) for n in range(40))
    words = Paragraph("par-1", (Text("Called"), *(NoteRef(note.id) for note in notes), Text(" all.")))
    found = on_pages(report(words, Paragraph("par-2", (Text("word " * 60),)), notes=notes), 400.0, 200.0)
    assert [note for page in found.pages.body for note in notes_begun(page)] == [note.id for note in notes]
    assert over_the_edge(found) == []


def test_a_box_longer_than_three_pages_is_opened_again_on_each() -> None:
    box = Box("box-1", (Text("A box"),), (Paragraph("par-1", (Text("word " * 500),)),), Label("Box 1."))
    pages = on_pages(report(box), 400.0, 200.0).pages.body
    assert len(pages) > 3
    assert [len(page.boxes) for page in pages] == [1] * len(pages)
    assert {first_words(page) for page in pages[1:]} == {"Box 1 (continued)"}
    assert all(page.text[0].y > page.boxes[0].y for page in pages)


def test_a_box_speaks_its_own_language_where_it_goes_on() -> None:
    box = Box("box-1", (Text("专栏"),), (Paragraph("par-1", (Text("工作报告，" * 300),)),), None, "zh-Hans")
    pages = on_pages(report(box), 400.0, 200.0).pages.body
    assert {first_words(page) for page in pages[1:]} == {"专栏（续）"}


def test_a_box_from_right_to_left_is_opened_again_inside_its_frame() -> None:
    box = Box(
        "box-1", (Text("إطار"),), (Paragraph("par-1", (Text("كلمات الإطار تستمر. " * 300),)),), Label("الإطار 9.")
    )
    source = Report(Metadata("A report", "ar"), (box,))
    pages = on_pages(source, 400.0, 200.0).pages.body
    assert len(pages) > 3
    assert [len(page.boxes) for page in pages] == [1] * len(pages)
    assert {first_words(page) for page in pages[1:]} == {"الإطار 9 (تابع)"}


def test_a_table_has_its_heads_again_where_it_goes_on() -> None:
    def row(*words: str, header: bool = False) -> Row:
        return Row(tuple(Cell((Paragraph(f"c-{word}", (Text(word),)),), header) for word in words))

    rows = (row("Year", "Vessels", header=True), *(row(f"a{n}", f"b{n}") for n in range(40)))
    pages = on_pages(report(Table("table-1", rows, (Text("Vessels"),), Label("Table 1."))), 400.0, 200.0).pages.body
    assert {first_words(page) for page in pages[1:]} == {"Table 1 (continued)"}
    assert {first_words(page, 1) for page in pages[1:]} == {"YearVessels"}


def test_a_note_that_goes_on_says_so() -> None:
    note = Note("note-1", Label("[1]"), (Paragraph("n-1", (Text("word " * 800),)),))
    pages = on_pages(report(Paragraph("p", (Text("x"), NoteRef("note-1"))), notes=(note,)), 400.0, 200.0).pages.body
    assert len(pages) > 2
    assert {piece.line.atoms.text for page in pages[1:] for piece in page.notes[0].slug.pieces[1:]} == {"(continued)"}


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("en", "word ", "(continued on next page)"),
        ("ar", "كلمات ", "(يتبع في الصفحة التالية)"),
        ("zh-Hans", "工作报告，", "（转下页）"),
    ],
)
def test_a_note_that_breaks_off_says_so_in_the_margin(language: str, word: str, said: str) -> None:
    note = Note("note-1", Label("[1]"), (Paragraph("n-1", (Text(word * 2500),)),))
    source = Report(Metadata("A report", language), (Paragraph("p", (Text("x"), NoteRef("note-1"))),), (note,))
    found = edition(source)
    *before, last = found.pages.body
    assert before
    assert {line.line.atoms.text for page in before for line in page.overleaf} == {said}
    assert last.overleaf == ()
    for page in before:
        (line,), foot = page.overleaf, page.notes[-1]
        assert foot.y + foot.slug.height <= line.y + SLACK
        assert line.y + found.style.roles.note.leading <= min(foot.y for foot in page.feet)
        far = page.notes[0].x if language == "ar" else page.notes[0].x + 595.276 - 2 * found.style.page.inner
        assert far == pytest.approx(line.x if language == "ar" else line.x + line.line.width, abs=0.01)


def test_where_the_margin_has_no_room_a_note_breaks_off_in_silence() -> None:
    note = Note("note-1", Label("[1]"), (Paragraph("n-1", (Text("word " * 800),)),))
    pages = on_pages(report(Paragraph("p", (Text("x"), NoteRef("note-1"))), notes=(note,)), 400.0, 200.0).pages.body
    assert [page.overleaf for page in pages] == [()] * len(pages)


@pytest.mark.parametrize("width", [40.0, 60.0])
def test_a_word_wider_than_the_line_ends_no_page(width: float) -> None:
    found = on_pages(report(Paragraph("par-1", (Text("Donaudampfschifffahrtsgesellschaft " * 20),))), width, 200.0)
    assert not_placed_once(found.pages) == []
    assert not_as_in_the_report(found) == []


def first_words(page: Page, place: int = 0) -> str:
    return "".join(piece.line.atoms.text for piece in page.text[place].slug.pieces)
