"""Notes: called, popped up, and led back from, on every page that calls them."""

from __future__ import annotations

import pytest

from converter.labels import read_label
from converter.model import Division, List, Note, NoteRef, Text
from tests.formats.epub.book import EPUB, Book, book, find, report, words
from tests.samples import every_node, paragraph


def note(id: str, mark: str, *called: str) -> Note:
    return Note(id, read_label(mark), (paragraph(f"{id}-p-1", f"Words of {id}.", *map(NoteRef, called)),))


def chapter(n: int, *called: str) -> Division:
    return Division(f"div-{n}", 1, (Text(f"Chapter {n}"),), (paragraph(f"par-{n}", "Text", *map(NoteRef, called)),))


def assert_joined(opened: Book) -> None:
    """Every call leads to a note on its own page, and every note leads back to each of its calls there."""
    for root in opened.leaves.values():
        calls = find(root, "//h:a[@role='doc-noteref']")
        notes = {found.get("id"): found for found in find(root, "//h:aside[@role='doc-footnote']")}
        called: dict[str, list[str]] = {id: [] for id in notes}
        for call in calls:
            called[call.get("href").removeprefix("#")].append(f"#{call.get('id')}")
        for id, found in notes.items():
            assert find(found, ".//h:a[@role='doc-backlink']/@href") == called[id]


def test_a_call_is_a_plain_mark_in_a_link_and_no_superscript() -> None:
    opened = book(report(chapter(1, "note-1"), notes=[note("note-1", "[1]")]))
    (call,) = opened.all("//h:a[@role='doc-noteref']")
    assert (call.get(f"{EPUB}type"), call.get("href"), call.get("id")) == ("noteref", "#note-1", "note-1-call-1")
    assert (words(call), len(call), opened.all("//h:sup")) == ("1", 0, [])


def test_a_note_begins_with_the_way_back_to_its_call() -> None:
    opened = book(report(chapter(1, "note-1"), notes=[note("note-1", "[1]")]))
    (found,) = opened.all("//h:aside")
    (back,) = find(found, ".//h:a")
    assert (found.get(f"{EPUB}type"), found.get("role"), found.get("id")) == ("footnote", "doc-footnote", "note-1")
    assert (back.get("role"), back.get("href"), words(back)) == ("doc-backlink", "#note-1-call-1", "1")
    assert back.get("aria-label") == "Back to the text 1"
    assert words(found) == "1 Words of note-1."


def test_a_note_leads_back_to_each_of_its_calls() -> None:
    opened = book(report(chapter(1, "note-1", "note-1", "note-1"), notes=[note("note-1", "*")]))
    assert_joined(opened)
    (found,) = opened.all("//h:aside")
    assert words(found) == "* Words of note-1.Back to the text: 2 3"


def test_a_note_called_from_two_pages_stands_on_both_under_two_ids() -> None:
    opened = book(report(chapter(1, "note-1"), chapter(2, "note-1"), chapter(3), notes=[note("note-1", "1")]))
    assert_joined(opened)
    assert opened.all("//h:aside/@id") == ["note-1", "note-1-copy-2"]
    assert opened.all("//h:a[@role='doc-noteref']/@id") == ["note-1-call-1", "note-1-call-2"]


def test_no_id_stands_twice_in_the_whole_book() -> None:
    notes = [note("note-1", "1", "note-2"), note("note-2", "2")]
    ids = book(report(chapter(1, "note-1"), chapter(2, "note-1", "note-2"), notes=notes)).all("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_a_note_called_by_a_note_stands_on_the_page_of_both() -> None:
    opened = book(report(chapter(1, "note-1"), chapter(2), notes=[note("note-1", "1", "note-2"), note("note-2", "2")]))
    assert_joined(opened)
    assert find(opened.leaves["div-1.xhtml"], "//h:aside/@id") == ["note-1", "note-2"]


def test_notes_that_call_each_other_end() -> None:
    notes = [note("note-1", "1", "note-2"), note("note-2", "2", "note-1")]
    assert_joined(book(report(chapter(1, "note-1"), notes=notes)))


def test_a_note_that_is_never_called_is_no_pop_up_and_is_not_lost() -> None:
    opened = book(report(chapter(1), chapter(2), notes=[note("note-9", "[9]")]))
    (found,) = find(opened.leaves["div-2.xhtml"], "//*[@id='note-9']")
    assert (found.get("role"), words(found), opened.all("//h:aside")) == (None, "9 Words of note-9.", [])


def test_a_note_that_begins_with_a_list_has_its_mark_before_it() -> None:
    opened = book(report(chapter(1, "note-1"), notes=[Note("note-1", read_label("1"), (List("list-1", ()),))]))
    assert_joined(opened)
    assert [child.get("class") for child in opened.all("//h:aside/*")] == ["lead", None]


def test_a_call_in_chinese_keeps_to_the_character_before_it() -> None:
    body = paragraph("p-1", "總噸位", NoteRef("note-1"), "為", NoteRef("note-1"), "; x", NoteRef("note-1"))
    opened = book(report(body, notes=[note("note-1", "1")], language="zh-Hant"))
    assert [words(found) for found in opened.all("//h:span[@class='call']")] == ["位1", "為1"]
    assert words(opened.all("//h:p[@id='p-1']")[0]) == "總噸位1為1; x1"
    assert "white-space: nowrap" in opened.files["style.css"].decode()


def test_a_book_without_notes_has_no_place_for_them() -> None:
    assert book(report(chapter(1))).all("//*[@class='notes']") == []


@pytest.mark.parametrize("hiding", ["display: none", "visibility", "opacity", "font-size: 0;", "left: -"])
def test_nothing_is_hidden_by_the_style_sheet(hiding: str) -> None:
    assert hiding not in book(every_node()).files["style.css"].decode()
