"""Files, spine, contents, landmarks, page list and NCX."""

from __future__ import annotations

from typing import Any

from converter.diagnostics import Code
from converter.formats.epub.write import write
from converter.labels import read_label
from converter.model import Box, Break, Division, Note, NoteRef, Paragraph, Report, Styled, Text, Unread
from tests.formats.epub.book import EPUB, Book, book, find, paged, report, words
from tests.samples import edition, every_node, paragraph


def division(id: str, *content: Any, level: int = 1, label: str = "") -> Division:
    return Division(id, level, (Text(f"Heading {id}"),), content, read_label(label) if label else None)


def two_chapters() -> Report:
    sections = (division("div-2-a", paragraph("par-2", "b" * 20), level=2, label="A."), division("div-2-b", level=2))
    return report(
        division("div-1", paragraph("par-1", "a" * 20), label="I."),
        division("div-2", paragraph("p-1", "Opening."), *sections, label="II."),
    )


def test_each_chapter_and_each_section_is_a_page() -> None:
    assert list(book(two_chapters()).leaves) == ["div-1.xhtml", "div-2.xhtml", "div-2-a.xhtml", "div-2-b.xhtml"]


def test_text_outside_of_divisions_is_a_page_where_it_stands() -> None:
    chapter = division("div-1", division("div-1-a", level=2), paragraph("p-2", "After the section."))
    opened = book(report(paragraph("p-1", "Before all."), chapter, paragraph("p-3", "After all.")))
    assert list(opened.leaves) == ["p-1.xhtml", "div-1.xhtml", "div-1-a.xhtml", "p-2.xhtml", "p-3.xhtml"]


def test_names_of_pages_differ_in_more_than_case_and_from_the_books_own() -> None:
    opened = book(report(*(division(id) for id in ("nav", "div-a", "div-A"))))
    assert list(opened.leaves) == ["nav.2.xhtml", "div-a.xhtml", "div-A.2.xhtml"]
    assert [href for _, _, href in opened.contents] == ["nav.2.xhtml#nav", "div-a.xhtml#div-a", "div-A.2.xhtml#div-A"]


def test_the_contents_hold_every_heading_with_its_label() -> None:
    assert book(two_chapters()).contents == [
        (1, "I. Heading div-1", "div-1.xhtml#div-1"),
        (1, "II. Heading div-2", "div-2.xhtml#div-2"),
        (2, "A. Heading div-2-a", "div-2-a.xhtml#div-2-a"),
        (2, "Heading div-2-b", "div-2-b.xhtml#div-2-b"),
    ]


def test_a_line_of_the_contents_is_plain_text_without_marks_of_notes() -> None:
    note = every_node().notes[0]
    heading = (Text("On "), Styled("emphasis", (Text("barges"),)), NoteRef("note-1"))
    assert book(report(Division("div-1", 1, heading, ()), notes=[note])).contents[0][1] == "On barges"


def test_a_line_in_another_language_says_so() -> None:
    (found,) = find(book(every_node()).part("nav.xhtml"), "//h:a[@lang]")
    assert (found.get("lang"), words(found)) == ("ar", "II. عنوان")


def test_a_report_without_headings_has_its_title_for_contents() -> None:
    assert book(report(paragraph("p-1", "x"), title="Short")).contents == [(1, "Short", "p-1.xhtml")]


def test_a_report_without_anything_is_a_book_all_the_same() -> None:
    assert book(report()).spine == ["cover.xhtml", "title.xhtml", "nav.xhtml", "text.xhtml"]


def test_landmarks_and_guide_lead_to_the_same_places() -> None:
    opened = book(two_chapters())
    landmarks = find(opened.part("nav.xhtml"), "//h:nav[@epub:type='landmarks']//h:a")
    assert [(found.get(f"{EPUB}type"), found.get("href")) for found in landmarks] == [
        ("cover", "cover.xhtml"), ("titlepage", "title.xhtml"), ("toc", "nav.xhtml#toc"), ("bodymatter", "div-1.xhtml"),
    ]  # fmt: skip
    assert find(opened.package, "//opf:reference/@href") == [found.get("href") for found in landmarks]


# Pages of the printed edition


def breaks(opened: Book) -> list[str]:
    return opened.all("//h:span[@epub:type='pagebreak'][@role='doc-pagebreak']/@aria-label")


def test_pages_begin_before_a_node_or_in_the_middle_of_its_text() -> None:
    opened = book(two_chapters(), ("1", "div-1", 0), ("2", "par-1", 0), ("3", "par-1", 7), ("4", "par-2", 19))
    assert breaks(opened) == ["Page 1", "Page 2", "Page 3", "Page 4"]
    (first,) = opened.all("//*[@id='page-1']")
    assert first.getparent().get("id") == "div-1"
    (second,) = opened.all("//*[@id='page-2']")
    assert second.getnext().get("id") == "par-1"
    (third,) = opened.all("//*[@id='page-3']")
    assert (third.getparent().get("id"), third.getparent().text, third.tail) == ("par-1", "a" * 7, "a" * 13)


def test_an_offset_counts_text_alone_through_styles_breaks_and_calls() -> None:
    opened = book(
        every_node(), ("1", "par-1", len("First stres")), ("2", "par-1", len("First stressed and strong, H2O; "))
    )
    (first,) = opened.all("//*[@id='page-1']")
    assert (first.getparent().tag[-2:], first.getparent().text, first.tail) == ("em", "stres", "sed")
    (second,) = opened.all("//*[@id='page-2']")
    assert second.tail == "see "


def test_a_page_that_begins_after_the_last_character_begins_at_the_end_of_the_paragraph() -> None:
    note = Note("note-1", read_label("1"), (paragraph("p-2", "x"),))
    content = Paragraph("p-1", (Text("abc"), Break(), NoteRef("note-1")))
    opened = book(report(content, notes=[note]), ("1", "p-1", 3))
    (begins,) = opened.all("//*[@id='p-1']/*[last()]")
    assert begins.get("id") == "page-1"


def test_pages_begin_in_boxes_and_in_what_could_not_be_placed() -> None:
    content = (Box("box-1", (Text("Box"),), ()), Unread("unread-1", "abcdef", "no rule fits"))
    opened = book(report(*content), ("1", "box-1", 0), ("2", "unread-1", 3))
    assert opened.all("//*[@id='page-1']")[0].getnext().get("id") == "box-1"
    assert opened.all("//*[@id='page-2']")[0].tail == "def"


def test_the_page_list_and_the_ncx_name_every_page_in_reading_order() -> None:
    opened = book(two_chapters(), ("1", "div-1", 0), ("2", "par-2", 5))
    pages = [("1", "div-1.xhtml#page-1"), ("2", "div-2-a.xhtml#page-2")]
    links = find(opened.part("nav.xhtml"), "//h:nav[@epub:type='page-list'][@role='doc-pagelist']//h:a")
    assert [(words(found), found.get("href")) for found in links] == pages
    targets = find(opened.part("toc.ncx"), "//ncx:pageTarget")
    assert [(words(found), find(found, "ncx:content/@src")[0]) for found in targets] == pages


def test_a_page_that_begins_in_a_note_is_listed_where_the_note_stands() -> None:
    opened = book(every_node(), ("1", "par-1", 0), ("2", "note-1-p-1", 3), ("3", "par-2", 0))
    assert breaks(opened) == ["Page 1", "Page 3", "Page 2"]
    assert [words(found) for found in find(opened.part("nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a")] == [
        "1", "3", "2",
    ]  # fmt: skip


def test_the_page_breaks_of_a_note_stand_in_the_note_and_not_in_its_copy() -> None:
    note = every_node().notes[0]
    chapters = (Division(f"div-{n}", 1, (Text("x"),), (paragraph(f"p-{n}", "x", NoteRef("note-1")),)) for n in (1, 2))
    assert breaks(book(report(*chapters, notes=[note]), ("1", "note-1-p-1", 3))) == ["Page 1"]


def test_a_page_that_begins_where_the_book_has_nothing_is_told() -> None:
    written = write(paged(two_chapters(), ("1", "div-1", 0), ("2", "gone", 0)))
    (said,) = written.diagnostics
    assert (said.code, "page 2" in said.message, breaks(Book(written.data))) == (Code.NOT_CARRIED, True, ["Page 1"])


def test_without_printed_pages_there_is_no_page_list_and_the_reader_is_told() -> None:
    written = write(edition(report(paragraph("p-1", "\U00010348"))))  # no face has this Gothic letter
    opened = Book(written.data)
    assert [said.code for said in written.diagnostics] == [Code.NOT_CARRIED]
    assert find(opened.part("nav.xhtml"), "//h:nav[@epub:type='page-list']") == []
    assert find(opened.part("toc.ncx"), "//ncx:pageList") == []
    assert breaks(opened) == []


def test_the_ncx_holds_the_same_contents() -> None:
    opened = book(two_chapters())
    ncx = opened.part("toc.ncx")
    lines = [
        (len(find(point, "ancestor-or-self::ncx:navPoint")), words(point[0]), point[1].get("src"))
        for point in find(ncx, "//ncx:navPoint")
    ]
    assert lines == opened.contents
    assert find(ncx, "//ncx:meta[@name='dtb:depth']/@content") == ["2"]
    assert find(ncx, "//ncx:meta[@name='dtb:uid']/@content") == find(opened.package, "//dc:identifier[1]/text()")
