"""Faults in what a Word document says in two places, in what nothing reads, and in what Word would mend in silence.

The report that is read is the right one, or the file would differ; so the reader itself tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from converter.diagnostics import Code
from tests.planted.faults import EVERY_NODE, good, told, verdict
from tests.planted.markup import Element, drop, first, parent, rewrite
from tests.planted.test_docx import Damage, Document, W


def core(document: Document, name: str) -> Element:
    """An element of Dublin Core."""
    (found,) = document.part("docProps/core.xml").iter(f"{{*}}{name}")
    return found


def text(within: Element, old: str) -> Element:
    """The one `w:t` that holds this text and nothing else."""
    (found,) = (each for each in within.iter(f"{W}t") if each.text == old)
    return found


def reads(find: Callable[[Document], Element], new: str) -> Damage:
    """Another text."""
    return lambda document: setattr(find(document), "text", new)


def contents(document: Document) -> Element:
    """The list of contents."""
    (found,) = (each for each in document.body.iter(f"{W}sdt") if first(each, f"{W}sdtPr")[0].tag == f"{W}docPartObj")
    return found


def head(number: int) -> Callable[[Document], Element]:
    """The head of pages with this number."""
    return lambda document: document.part(f"word/header{number}.xml")


def say_more(paragraph: Element) -> None:
    """A run more at the end of a paragraph."""
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = "New words"


def default_language(document: Document) -> Element:
    return first(first(document.part("word/styles.xml"), f"{W}docDefaults"), f"{W}lang")


def foot(number: str, mark: str) -> Callable[[Document], Element]:
    return lambda document: text(document.note(number), mark)


def rename_a_style(document: Document) -> None:
    first(document["par-3"], f"{W}pStyle").set(f"{W}val", "Numbered")


def lose_a_head(document: Document) -> None:
    first(document.body, f"{W}headerReference").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "x"
    )


def drop_a_space(document: Document) -> None:
    space = document.table("box-1").getnext()
    assert space is not None
    drop(space)


def drop_an_end(document: Document) -> None:
    name = document.start("par-3")
    drop(
        *(
            each
            for each in document["par-3"]
            if each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == name.get(f"{W}id")
        )
    )


def lose_a_list(document: Document) -> None:
    for paragraph in ("list-3-1", "list-3-2"):
        first(document[paragraph], f"{W}numId").set(f"{W}val", "77")


def deepen_an_item(document: Document) -> None:
    first(document["list-3-2"], f"{W}ilvl").set(f"{W}val", "1")


def count_the_items(document: Document) -> None:
    for level in document.part("word/numbering.xml").iter(f"{W}lvl"):
        if first(level, f"{W}numFmt").get(f"{W}val") == "bullet":
            first(level, f"{W}numFmt").set(f"{W}val", "decimal")
            first(level, f"{W}lvlText").set(f"{W}val", "%1.")


def leave_a_field_open(document: Document) -> None:
    (end,) = (each for each in document["par-1"].iter(f"{W}fldChar") if each.get(f"{W}fldCharType") == "end")
    drop(parent(end))


def turn_pages_back(document: Document) -> None:
    second, third = list(contents(document).iter(f"{W}hyperlink"))[1:]
    list(second.iter(f"{W}t"))[-1].text = "9"
    list(third.iter(f"{W}t"))[-1].text = "8"


def lead_a_line_elsewhere(document: Document) -> None:
    next(contents(document).iter(f"{W}hyperlink")).set(f"{W}anchor", "div_2")


def two_names(document: Document) -> None:
    _, mark = document["box-2-p-1"].iter(f"{W}lang")
    mark.set(f"{W}val", "zh-TW")


TWICE: Mapping[str, tuple[Damage, tuple[str, ...]]] = {
    "the symbol in the properties": (
        reads(lambda document: document.property("Symbol"), "X/2"),
        (
            "the front pages read “X/1/Add.2”, and the property Symbol reads “X/2”",
            "the field DOCPROPERTY Symbol shows “X/1/Add.2”, where it means “X/2”",
            "the field DOCPROPERTY Symbol shows “X/1/Add.2”, where it means “X/2”",
        ),
    ),
    "the licence in the properties": (
        reads(lambda document: document.property("Licence"), "none"),
        ("the front pages read “https://creativecommons.org/publicdomai…”, and the property Licence reads “none”",),
    ),
    "the licence is in the properties alone": (
        lambda document: drop(document["meta-licence"]),
        ("the front pages say nothing, and the property Licence reads “https://creativecommons.org/publicdomai…”",),
    ),
    "an author in the properties": (
        reads(lambda document: document.property("Authors"), "Ann Author\nBo"),
        ("the front pages read “Ann Author Bo Author”, and the property Authors reads “Ann Author Bo”",),
    ),
    "a property that is lost": (
        lambda document: drop(parent(document.property("Session"))),
        ("the front pages read “First session”, and there is no property Session",),
    ),
    "the title in the properties": (
        reads(lambda document: core(document, "title"), "Another title"),
        (
            "the front pages read “Report of every node”, and the property dc:title reads “Another title”",
            "the field TITLE shows “Report of every node”, where it means “Another title”",
        ),
    ),
    "the creator in the properties": (
        reads(lambda document: core(document, "creator"), "Nobody"),
        ("the front pages read “Ann Author; Bo Author”, and the property dc:creator reads “Nobody”",),
    ),
    "the default language": (
        lambda document: default_language(document).set(f"{W}val", "fr-FR"),
        ("the properties say en, and the styles fr-FR",),
    ),
    "the two names of a language": (two_names, ("words are marked as zh-TW and as zh-CN, which are both Chinese",)),
    "a mark of its own before a note": (
        reads(foot("4", "a"), "b"),
        ("a note is called by “a” and has “b” before its text",),
    ),
    "the number before a note is lost": (
        lambda document: drop(parent(first(document.note("1"), f"{W}footnoteRef"))),
        ("a note is called by its number and has none before its text",),
    ),
    "the mark of a note that is called again": (
        reads(lambda document: text(document["par-2"], "1"), "7"),
        ("the field NOTEREF note_1 \\f \\h shows “7”, where it means “1”",),
    ),
    "where a number in a link comes from": (
        lambda document: rewrite(document["par-1"], "REF par_3", "REF par_2"),
        ("the field REF par_2 \\r \\h shows “3”, where it means “2”",),
    ),
    "a field leads nowhere": (
        lambda document: rewrite(document["par-1"], "REF par_3", "REF par_33"),
        ("the field REF par_33 \\r \\h, which leads nowhere",),
    ),
    "a field of no kind": (
        lambda document: rewrite(document["par-1"], "REF par_3", "REEF par_3"),
        ("the field “REEF par_3 \\r \\h”, of a kind that Word does not know",),
    ),
    "a field has no end": (
        leave_a_field_open,
        ("a field whose beginning, result and end do not go together; its words are kept as they stand",),
    ),
    "a line of the contents": (
        lambda document: rewrite(contents(document), "A section", "B section"),
        ("the contents read “A. B section 1”, where the heading “A. A section” is due",),
    ),
    "a line of the contents is lost": (
        lambda document: drop(document.body[list(document.body).index(contents(document))][1][2]),
        ("the contents read “II. عنوان 2”, where the heading “A. A section” is due",),
    ),
    "a line of the contents leads elsewhere": (
        lead_a_line_elsewhere,
        ("the line “I. Introduction 1” of the contents leads to div_2",),
    ),
    "pages in the contents go back": (turn_pages_back, ("the contents go back from page 9 to page 8",)),
    "the symbol in a page head": (
        lambda document: rewrite(head(2)(document), "X/1/Add.2", "X/1"),
        ("the field DOCPROPERTY Symbol shows “X/1”, where it means “X/1/Add.2”",),
    ),
    "the title in a page head": (
        lambda document: rewrite(head(3)(document), "every", "no"),
        ("the field TITLE shows “Report of no node”, where it means “Report of every node”",),
    ),
    "the heading in a page head": (
        lambda document: rewrite(head(2)(document), "Introduction", "Inductions"),
        ("the field STYLEREF 1 shows “Inductions”, where it means “Introduction”",),
    ),
    "words in a page head": (
        lambda document: say_more(head(3)(document)[0]),
        ("“New words” stands on a page header, and in no part of the report",),
    ),
    "words on the title page": (
        lambda document: say_more(document["meta-session"]),
        ("“New words” stands on the front pages, and in no part of the report",),
    ),
    "two boxes touch": (drop_a_space, ("two tables or boxes touch, which Word shows as one",)),
    "a bookmark has no end": (drop_an_end, ("the bookmark par_3 does not end where it says",)),
    "a box has lost its bookmark": (
        lambda document: document.start("box-1").set(f"{W}name", "other"),
        ("box-1 has lost its bookmark box_1, of which the structure speaks",),
    ),
    "a style is not there": (rename_a_style, ("the paragraph style Numbered, which is named here and is not there",)),
    "a page head is not there": (lose_a_head, ("a header of pages, which is not in the package",)),
    "a list is not there": (lose_a_list, ("the list 77, which is named here and is not there",)),
    "an item stands on another level": (
        deepen_an_item,
        ("the items of one list stand on the levels 1 and 2 of Word's",),
    ),
    "items without labels are counted": (
        count_the_items,
        (
            "Word counts 1. before an item that the structure says to have no label",
            "Word counts 2. before an item that the structure says to have no label",
        ),
    ),
    "why words were not placed": (
        lambda document: first(document.body, f"{W}alias").set(f"{W}val", "Lost: because"),
        ("the title of a control reads “Lost: because”, and the structure “no rule fits”",),
    ),
}


@pytest.mark.parametrize("fault", TWICE)
def test_a_fault_that_the_report_does_not_show_is_told(fault: str) -> None:
    damage, said = TWICE[fault]
    document = Document(good("docx", EVERY_NODE))
    damage(document)
    found = verdict("docx", document.bytes(), EVERY_NODE)
    assert not found.differences
    assert tuple(diagnostic.message for diagnostic in found.diagnostics) == said


def test_what_is_said_twice_is_a_contradiction_with_a_place_and_something_to_do() -> None:
    document = Document(good("docx", EVERY_NODE))
    text(document["par-2"], "1").text = "7"
    (said,) = verdict("docx", document.bytes(), EVERY_NODE).diagnostics
    assert (said.code, said.part, said.hint) == (
        Code.CONTRADICTION,
        "word/document.xml",
        "Correct the one that is wrong; fields follow the text when Word updates them.",
    )
    assert said.place is not None


def test_a_language_that_the_report_does_not_have_is_read() -> None:
    document = Document(good("docx", EVERY_NODE))
    (mark,) = document["par-1"].iter(f"{W}lang")
    mark.set(f"{W}val", "es-ES")
    assert told("docx", document.bytes(), EVERY_NODE) == (
        "“voilà” in paragraph 1. has the language es-ES, not the language fr",
    )
