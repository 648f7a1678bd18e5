"""Notes: calls and footnotes, and the marks that Word counts or is given."""

from __future__ import annotations

from converter.labels import read_label
from converter.model import (
    Box,
    Cell,
    Item,
    List,
    Note,
    NoteRef,
    Row,
    Table,
    Text,
)
from tests.formats.docx.opened import Opened, at, every, one, words
from tests.formats.docx.reports import diagnostics, note, opened
from tests.samples import paragraph


def calls(file: Opened) -> list[tuple[str, str]]:
    """Every call of a note in the text: id, and the mark it brings itself."""
    runs = every(file.document, "//w:r[w:footnoteReference]")
    return [(at(one(run, "w:footnoteReference"), "id"), words(run)) for run in runs]


def test_notes_are_footnotes_with_separators_and_marks_that_word_counts() -> None:
    called = paragraph("p-1", "One", NoteRef("note-1"), " two", NoteRef("note-2"))
    file = opened(called, notes=(note(1, "[1]"), note(2, "[2]")))
    assert calls(file) == [("1", ""), ("2", "")]
    kinds = [(at(found, "id"), at(found, "type"), words(found)) for found in every(file.footnotes, "w:footnote")]
    assert kinds == [
        ("-1", "separator", ""), ("0", "continuationSeparator", ""), ("1", "", "\tNote 1."), ("2", "", "\tNote 2."),
    ]  # fmt: skip
    assert len(every(file.footnotes, "//w:footnoteRef")) == 2
    settings = every(file.part("word/settings.xml"), "w:footnotePr/w:footnote")
    assert [at(found, "id") for found in settings] == ["-1", "0"]


def test_a_mark_that_word_does_not_count_is_brought_along_and_not_counted() -> None:
    marks = (note(1, "*"), note(2, "[1]"), note(3, "a"), note(4, "[2]"), note(5, "[7]"))
    file = opened(paragraph("p-1", *(NoteRef(found.id) for found in marks)), notes=marks)
    assert calls(file) == [("1", "*"), ("2", ""), ("3", "a"), ("4", ""), ("5", "7")]
    custom = [at(found, "customMarkFollows") for found in every(file.document, "//w:footnoteReference")]
    assert custom == ["1", "", "1", "", "1"]
    assert [words(found) for found in every(file.footnotes, "w:footnote")][2:] == [
        "*\tNote 1.", "\tNote 2.", "a\tNote 3.", "\tNote 4.", "7\tNote 5.",
    ]  # fmt: skip


def test_a_note_called_again_is_a_field_that_repeats_its_mark() -> None:
    file = opened(
        paragraph("p-1", "First", NoteRef("note-1")),
        paragraph("p-2", "Again", NoteRef("note-1")),
        notes=(note(1, "[1]"),),
    )
    assert calls(file) == [("1", "")]
    mark = one(file.document, "//w:bookmarkStart[@w:name='note_1']/following-sibling::w:r[1]/w:footnoteReference")
    assert mark is not None
    again = file.paragraphs("BodyText")[-1]
    assert [code.text for code in every(again, ".//w:instrText")] == [" NOTEREF note_1 \\f \\h "]
    assert words(again) == "Again1"


def test_notes_are_called_from_boxes_tables_and_lists_in_the_order_of_the_text() -> None:
    box = Box("b", (Text("B"), NoteRef("note-1")), (paragraph("b-p", "x", NoteRef("note-2")),))
    table = Table("t", (Row((Cell((paragraph("t-p", "y", NoteRef("note-3")),)),)),))
    items = List("l", (Item("l-1", (paragraph("l-1-p", "z", NoteRef("note-4")),)),))
    notes = tuple(note(n, f"[{n}]") for n in range(1, 5))
    assert calls(opened(box, table, items, notes=notes)) == [("1", ""), ("2", ""), ("3", ""), ("4", "")]


def test_a_note_holds_blocks_in_its_own_language() -> None:
    second = paragraph("n-2", "Second.")
    items = List("n-l", (Item("n-l-1", (paragraph("n-l-1-p", "item"),), read_label("(a)")),), ordered=True)
    foreign = Note("note-1", read_label("[1]"), (paragraph("n-1", "Première."), second, items), "fr")
    file = opened(paragraph("p-1", NoteRef("note-1")), notes=(foreign,))
    found = one(file.footnotes, "w:footnote[@w:id='1']")
    assert found is not None
    assert [words(part) for part in every(found, "w:p")] == ["\tPremière.", "Second.", "item"]
    assert {at(lang) for lang in every(found, ".//w:r[w:t]/w:rPr/w:lang")} == {"fr-FR"}


def test_a_note_that_nothing_calls_stands_after_the_text_and_is_said() -> None:
    file = opened(paragraph("p-1", "Text."), notes=(note(1, "[1]"),))
    assert words(file.paragraphs("FootnoteText")[-1]) == "1\tNote 1."
    assert len(diagnostics(paragraph("p-1", "Text."), notes=(note(1, "[1]"),))) == 1


def test_a_note_that_only_notes_call_stands_after_the_text_once() -> None:
    caller = note(1, "[1]", paragraph("n-1", "See", NoteRef("note-2")))
    called = note(2, "[2]", paragraph("n-2", "Seen.", NoteRef("note-2")))
    file = opened(paragraph("p-1", NoteRef("note-1")), notes=(caller, called))
    assert calls(file) == [("1", "")]
    link = one(file.footnotes, "w:footnote[@w:id='1']//w:hyperlink")
    assert (at(link, "anchor"), words(file.paragraphs("FootnoteText")[-1])) == ("note_2", "2\tSeen.2")
