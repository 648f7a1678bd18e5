"""What is easily lost on the way into a book and back: labels, marks, lines, languages, and what stands on two pages.

That every report comes back is a law of all formats (tests/laws). Here are the edges of this one.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from converter.edition import Edition
from converter.formats.epub import split
from converter.formats.epub.read import read
from converter.formats.epub.write import write
from converter.labels import read_label
from converter.model import (
    Block,
    Break,
    Cell,
    Division,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Report,
    Rights,
    Row,
    Series,
    Styled,
    Table,
    Text,
)
from converter.reading import Reading
from converter.source import Input
from converter.verify import differences
from converter.walk import nodes
from tests.formats.epub.book import paged, report
from tests.samples import every_node, paragraph
from tests.strategies import reports

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def back(edition: Edition) -> Report:
    """The report of an edition's book; nothing is said in the reading of it."""
    reading = read(Input("book.epub", write(edition).data))
    assert reading.diagnostics == ()
    return reading.report


def returned(*content: Division | Block, notes: tuple[Note, ...] = ()) -> tuple[Report, Report]:
    """A report of this content, and what is read of its book."""
    given = report(*content, notes=notes)
    return given, back(paged(given))


# In pages, small and large


def test_every_kind_of_node_comes_back_with_printed_pages_in_the_middle_of_it() -> None:
    breaks = (("1", "div-1", 0), ("2", "par-1", 9), ("3", "note-1-p-1", 2), ("4", "cell-3", 0), ("5", "par-5", 3))
    assert differences(every_node(), back(paged(every_node(), *breaks))) == ()


@QUICK
@given(reports())
def test_any_report_comes_back_from_a_book_of_small_pages_with_printed_pages(given: Report) -> None:
    texts = [node for node in nodes(given) if isinstance(node, Paragraph) and isinstance((*node.content, 0)[0], Text)]
    breaks = [(str(n), node.id, n % 2) for n, node in enumerate(texts, 1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(split, "LIMIT", 500)
        assert differences(given, back(paged(given, *breaks))) == ()


# What is easily lost


@pytest.mark.parametrize(
    "label",
    [
        read_label("47."), read_label("47 bis."), Label("I.", "letter", 9), Label("47.", "other"),
        Label("Fig.", "other", 3), Label("7 ter", "decimal", 7, "ter"), Label("*", "symbol"),
    ],
)  # fmt: skip
def test_a_label_comes_back_with_its_scheme_its_value_and_its_suffix(label: Label) -> None:
    item = List("list-1", (Item("item-1", (paragraph("p-2", "y", label="1."),), label),), ordered=True)
    given, read = returned(Paragraph("p-1", (Text("x"),), label), item)
    assert read.content == given.content


@pytest.mark.parametrize("printed", ["[1]", "1.", "*", "(a)", "〔二〕", "[[", "1"])
def test_a_note_keeps_its_mark_as_printed(printed: str) -> None:
    note = Note("note-1", read_label(printed), (paragraph("p-2", "y"),))
    given, read = returned(Paragraph("p-1", (Text("x"), NoteRef("note-1"))), notes=(note,))
    assert read.notes == given.notes


def test_notes_keep_their_order_where_it_is_not_that_of_their_calls() -> None:
    notes = tuple(Note(f"note-{n}", read_label(f"{n}"), (paragraph(f"p-{n}", "y"),)) for n in (1, 2, 3))
    given, read = returned(Paragraph("p", (Text("x"), NoteRef("note-3"), NoteRef("note-1"))), notes=notes)
    assert read.notes == given.notes


def test_a_note_on_two_pages_is_one_note_and_a_link_to_its_copy_leads_to_it() -> None:
    def chapter(n: int) -> Division:
        content = (Paragraph(f"p-{n}", (NoteRef("note-1"), Link("#note-1", (Text("see the note"),)))),)
        return Division(f"div-{n}", 1, (Text("x"),), content)

    note = Note("note-1", read_label("1"), (Paragraph("p-9", (Text("y"), NoteRef("note-1"))),))
    given, read = returned(chapter(1), chapter(2), notes=(note,))
    assert read == given


def test_notes_without_a_paragraph_or_a_call_come_back() -> None:
    table = Table("table-1", (Row((Cell((paragraph("p-1", "x"),)),)),))
    notes = (Note("note-1", read_label("[1]"), (table,)), Note("note-2", read_label("[2]"), ()))
    assert returned(paragraph("p", "x"), notes=notes)[1].notes == notes


@pytest.mark.parametrize(
    "line",
    [
        (Text(" a  b\u00a0\n\tc\r\n "),),
        (Text("x"), Break(), Break(), Text(" ")),
        (Styled("emphasis", ()), Styled("emphasis", (Text("x"),)), Styled("emphasis", (Text("y"),))),
        (Lang("en", (Text("the language around"),)),),
        (Link("https://example.org/文?a=%20&b#c", (Text("x"),)),),
        (Link("#p-1", (Text("before"), NoteRef("note-1"), Styled("strong", (Text("in"), NoteRef("note-1")))),),),
        (Link("#p-1", (Text("out"), Link("https://example.org/", (Text("in"),)), Text("out"))),),
        (Styled("small-caps", (Text("字"), NoteRef("note-1"), Text("字"))),),
    ],
)  # fmt: skip
def test_a_line_comes_back_to_the_character(line: tuple[Inline, ...]) -> None:
    notes = (Note("note-1", read_label("[1]"), (paragraph("p-2", "y"),)),)
    for label in (None, read_label("1.")):
        given, read = returned(Paragraph("p-1", (*line, NoteRef("note-1")), label), notes=notes)
        assert read == given


def test_a_language_that_departs_from_nothing_is_kept() -> None:
    given, read = returned(paragraph("p-1", "x", language="en"))
    assert read == given


def test_blocks_after_a_section_belong_to_the_division_that_holds_them() -> None:
    section = Division("div-1-a", 2, (Text("A"),), (Division("div-1-a-1", 4, (Text("1"),), ()), paragraph("p-1", "x")))
    chapter = Division("div-1", 1, (Text("I"),), (section, paragraph("p-2", "x"), paragraph("p-3", "x")))
    given, read = returned(paragraph("p-0", "x"), chapter, paragraph("p-4", "x"))
    assert read == given


def test_a_head_without_words_and_a_table_without_a_head_come_back() -> None:
    rows = (
        Row((Cell((), header=True), Cell((), columns=2, rows=3))),
        Row((Cell((paragraph("p-1", "x"),), header=True),)),
    )
    given, read = returned(Table("table-1", rows))
    assert read == given


def test_a_report_without_content_or_title_comes_back() -> None:
    given = report(title="", rights=Rights((), "as is"), series=Series("A series", None, "The next"))
    assert back(paged(given)) == given


def test_the_language_that_the_user_says_stands_above_the_books() -> None:
    written = write(paged(report(paragraph("p-1", "x"))))
    assert read(Input("x.epub", written.data, "fr")).report.metadata.language == "fr"


def test_what_is_left_out_of_the_report_is_told_word_for_word() -> None:
    reading: Reading = read(Input("x.epub", write(paged(every_node())).data))
    reasons = {dropped.reason.partition(" in ")[0] for dropped in reading.dropped}
    assert reasons == {"page about the report", "way back from a note", "ways back from a note"}
