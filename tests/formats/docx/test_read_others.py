"""Documents of others: numbers as Word would show them, and everything else that a report can hold."""

from __future__ import annotations

from typing import Any

import pytest

from converter.diagnostics import Code
from converter.formats.docx.read import read
from converter.model import (
    Box,
    Break,
    Division,
    Figure,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.source import Input
from converter.walk import nodes, plain
from tests.formats.docx.foreign import R, W, abstract, num, p, package, r, reading, style
from tests.samples import RED_SQUARE


def printed(body: str, **parts: Any) -> list[tuple[str, str]]:
    """Label and words of all paragraphs and items."""
    out = []
    for node in nodes(reading(body, **parts).report):
        if isinstance(node, Paragraph):
            out.append((node.label.printed if node.label else "", plain(node.content)))
    return out


def labels(body: str, **parts: Any) -> list[str]:
    """The labels of everything, in document order."""
    found = (getattr(node, "label", None) for node in nodes(reading(body, **parts).report))
    return [label.printed for label in found if label]


DECIMAL = abstract(1, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))


def test_paragraphs_are_numbered_as_word_counts() -> None:
    body = p("one", num=(1, 0)) + p("plain") + p("two", num=(1, 0))
    assert printed(body, numbering=DECIMAL + num(1, 1)) == [("1.", "one"), ("", "plain"), ("2.", "two")]


def test_an_override_starts_a_list_anew_once() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    body = p("a", num=(1, 0)) + p("b", num=(2, 0)) + p("c", num=(2, 0)) + p("d", num=(1, 0))
    assert labels(body, numbering=DECIMAL + num(1, 1) + num(2, 1, again)) == ["1.", "7.", "8.", "9."]


def test_deeper_levels_restart_and_make_lists_within_lists() -> None:
    body = p("x", num=(1, 0)) + p("a", num=(1, 1)) + p("i", num=(1, 2)) + p("b", num=(1, 1))
    body += p("y", num=(1, 0)) + p("again", num=(1, 1))
    report = reading(body, numbering=DECIMAL + num(1, 1)).report
    assert labels(body, numbering=DECIMAL + num(1, 1)) == ["1.", "(a)", "(i)", "(b)", "2.", "(a)"]
    first, listed, second, _ = report.content
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(listed, List)
    assert [item.label and item.label.printed for item in listed.items] == ["(a)", "(b)"]
    assert isinstance(listed.items[0].content[1], List)


def test_a_number_may_name_the_levels_above_and_come_from_a_style() -> None:
    lists = abstract(1, ("upperRoman", "%1."), ("decimal", "%1.%2"), extra='<w:pStyle w:val="Sub"/><w:isLgl/>')
    styles = style("Sub", "My paragraphs", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    styles += style("Based", "Based on it", based="Sub")
    assert labels(p("x", style="Based") + p("y", style="Sub"), styles=styles, numbering=lists + num(1, 1)) == [
        "1.1",
        "1.2",
    ]


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("chineseCountingThousand", "第%1章", "第一章"),
        ("upperLetter", "%1.", "A."),
        ("decimalZero", "%1.", "01."),
        ("ideographTraditional", "%1、", "甲、"),
        ("ordinal", "%1", "1st"),
        ("unheardOf", "%1.", "1."),
    ],
)
def test_number_formats_show_what_word_shows(format: str, text: str, expected: str) -> None:
    body = p("words", num=(1, 0), properties='<w:outlineLvl w:val="0"/>')
    assert labels(body, numbering=abstract(1, (format, text)) + num(1, 1)) == [expected]


def test_numbers_typed_by_hand_are_labels() -> None:
    body = p("46.\tWith a tab.") + p("47.  With spaces.") + p("In 2031. Nothing.") + p("(a)\tone") + p("(b)\ttwo")
    assert labels(body) == ["46.", "47.", "(a)", "(b)"]
    assert printed(body)[:3] == [("46.", "With a tab."), ("47.", "With spaces."), ("", "In 2031. Nothing.")]


def test_headings_are_known_by_name_in_any_language_and_by_inherited_outline_level() -> None:
    styles = style("H", "heading 1") + style("t2", "标题 2") + style("C", "Chapter", '<w:outlineLvl w:val="2"/>')
    styles += style("CC", "Chapter of ours", based="C")
    body = p("I.\tOne", style="H") + p("二、工作", style="t2") + p("Three", style="CC") + p("words")
    found = [node for node in nodes(reading(body, styles=styles).report) if isinstance(node, Division)]
    assert [(node.level, node.label.printed if node.label else "", plain(node.heading)) for node in found] == [
        (1, "I.", "One"), (2, "二、", "工作"), (3, "", "Three"),
    ]  # fmt: skip


def test_footnotes_and_endnotes_keep_their_marks() -> None:
    body = p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>', "b", '<w:r><w:endnoteReference w:id="5"/></w:r>')
    body += p("c", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>')
    notes = '<w:footnote w:id="2">' + p("<w:r><w:footnoteRef/></w:r>", " One.") + "</w:footnote>"
    notes += '<w:footnote w:id="3">' + p(r("*", '<w:rStyle w:val="M"/>'), "\tTwo.") + "</w:footnote>"
    ends = '<w:endnote w:id="5">' + p("<w:r><w:endnoteRef/></w:r>", "\tEnd.") + "</w:endnote>"
    report = reading(body, footnotes=notes, endnotes=ends, styles=style("M", "footnote reference")).report
    assert [(note.id, note.label.printed) for note in report.notes] == [
        ("note-1", "1"),
        ("note-2", "i"),
        ("note-3", "*"),
    ]
    first = report.content[0]
    assert isinstance(first, Paragraph)
    assert first.content == (Text("a"), NoteRef("note-1"), Text("b"), NoteRef("note-2"))
    content = [block for note in report.notes for block in note.content if isinstance(block, Paragraph)]
    assert [plain(block.content) for block in content] == ["One.", "End.", "Two."]


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    body = p("kept ", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", f"<w:ins>{r('new')}</w:ins>")
    found = reading(body)
    assert [plain(node.content) for node in nodes(found.report) if isinstance(node, Paragraph)] == ["kept new"]
    assert [(d.code, d.message) for d in found.diagnostics] == [
        (Code.NOT_CARRIED, "2 tracked change(s), read as accepted")
    ]
    assert [dropped.text for dropped in found.dropped] == ["gone"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    body = p("one ", properties="<w:rPr><w:del/></w:rPr>") + p("sentence")
    assert printed(body) == [("", "one sentence")]


def test_runs_become_inlines() -> None:
    relations = f'<Relationship Id="l" Type="{R}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    body = p(
        r("a", "<w:b/>"), r("b", "<w:b/><w:i/>"), "<w:r><w:br/></w:r>",
        f'<w:hyperlink r:id="l">{r("page")}</w:hyperlink>', '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        "<w:r><w:noBreakHyphen/></w:r>",
    )  # fmt: skip
    (paragraph,) = reading(body, relations=relations).report.content
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Styled("strong", (Text("a"), Styled("emphasis", (Text("b"),)))),
        Break(),
        Link("https://example.org/", (Text("page"),)),
        Text("→\u2011"),
    )


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def test_fields_give_their_results_and_lists_of_contents_are_left_out() -> None:
    body = p(field('TOC \\o "1-3"', r("Chapter 1"))) + p("on page ", field("PAGE", r("7")))
    body += p(field('HYPERLINK "https://example.org/"', r("there"))) + p(
        '<w:fldSimple w:instr="SEQ T">' + r("3") + "</w:fldSimple>"
    )
    found = reading(body)
    assert [node.content for node in nodes(found.report) if isinstance(node, Paragraph)] == [
        (Text("on page 7"),), (Link("https://example.org/", (Text("there"),)),), (Text("3"),),
    ]  # fmt: skip
    assert [dropped.text for dropped in found.dropped] == ["Chapter 1"]


def test_links_lead_on_to_what_their_bookmarks_begin() -> None:
    target = p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>', "3.\tThird.", '<w:bookmarkEnd w:id="1"/>')
    (first, _) = reading(p('<w:hyperlink w:anchor="_Ref1">' + r("see 3") + "</w:hyperlink>") + target).report.content
    assert isinstance(first, Paragraph)
    assert first.content == (Link("#par-3", (Text("see 3"),)),)


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_tables_stand_in_tables_with_spans_and_heads() -> None:
    inner = f"<w:tbl><w:tr>{tc(p('x'))}{tc(p('y'))}</w:tr></w:tbl>" + p("")
    rows = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc(p("head"), '<w:gridSpan w:val="2"/>') + "</w:tr>"
    rows += "<w:tr>" + tc(p("tall"), '<w:vMerge w:val="restart"/>') + tc(inner) + "</w:tr>"
    rows += "<w:tr>" + tc(p(""), "<w:vMerge/>") + tc(p("z")) + "</w:tr>"
    styles = style("Cap", "caption")
    (table,) = reading(p("Table 3. Barges", style="Cap") + f"<w:tbl>{rows}</w:tbl>", styles=styles).report.content
    assert isinstance(table, Table)
    assert (table.label and table.label.printed, plain(table.caption)) == ("Table 3", "Barges")
    assert [[(cell.columns, cell.rows, cell.header) for cell in row.cells] for row in table.rows] == [
        [(2, 1, True)], [(1, 2, False), (1, 1, False)], [(1, 1, False)],
    ]  # fmt: skip
    assert isinstance(table.rows[1].cells[1].content[0], Table)


def test_text_boxes_and_tables_of_one_cell_are_boxes() -> None:
    framed = f"<v:textbox><w:txbxContent>{p('in a frame')}</w:txbxContent></v:textbox>"
    frame = f"<w:r><w:pict><v:shape>{framed}</v:shape></w:pict></w:r>"
    found = reading(p("beside", frame) + f"<w:tbl><w:tr>{tc(p('in a cell'))}</w:tr></w:tbl>").report.content
    assert [type(node) for node in found] == [Paragraph, Box, Box]
    inside = [block for node in found if isinstance(node, Box) for block in node.content]
    assert [plain(block.content) for block in inside if isinstance(block, Paragraph)] == ["in a frame", "in a cell"]


DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A square"/>'
    '<a:blip r:embed="i"/></wp:inline></w:drawing></w:r>'
)


def test_pictures_are_figures_with_their_captions() -> None:
    relations = f'<Relationship Id="i" Type="{R}/image" Target="media/1.png"/>'
    body = p(DRAWING) + p("Figure 2: A red one", style="Cap")
    found = reading(body, relations=relations, files={"word/media/1.png": RED_SQUARE}, styles=style("Cap", "caption"))
    (figure,) = found.report.content
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alternative, plain(figure.caption)) == (RED_SQUARE, "A square", "A red one")


def test_what_cannot_be_carried_is_told_with_its_part_and_paragraph() -> None:
    relations = f'<Relationship Id="i" Type="{R}/image" Target="media/1.emf"/>'
    found = reading(p("words") + p(DRAWING), relations=relations, files={"word/media/1.emf": b"\x01\0\0\0"})
    (told,) = found.diagnostics
    assert (told.code, told.part, told.place and told.place.line) == (Code.NOT_CARRIED, "word/document.xml", 2)
    kept = found.report.content[-1]
    assert isinstance(kept, Unread)
    assert kept.text == "A square"


def test_quotations_are_known_by_their_style() -> None:
    (found,) = reading(p("One.", style="Q") + p("Two.", style="Q"), styles=style("Q", "Quote")).report.content
    assert isinstance(found, Quotation)
    assert len(found.content) == 2


def test_strict_documents_are_read_as_transitional_ones() -> None:
    data = package(p("one", num=(1, 0)), numbering=DECIMAL + num(1, 1))
    strict = repacked(data, W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(Input("foreign.docx", strict)).report.content == read(Input("foreign.docx", data)).report.content


def repacked(data: bytes, old: str, new: str) -> bytes:
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()


def test_title_author_and_language_are_found() -> None:
    styles = style("T", "Title") + style("A", "Author")
    body = p("A report", style="T") + p("Ann Author", style="A")
    body += p("The words of the report and of its year were these.")
    metadata = reading(body, styles=styles).report.metadata
    assert (metadata.title, metadata.authors, metadata.language) == ("A report", ("Ann Author",), "en")
    assert metadata.source is not None
    assert metadata.source.name == "foreign.docx"


def test_heads_and_feet_are_no_part_of_the_report_and_are_said_to_be_left_out() -> None:
    relations = f'<Relationship Id="h" Type="{R}/header" Target="header1.xml"/>'
    head = f'<w:hdr xmlns:w="{W}">{p("The House")}</w:hdr>'.encode()
    found = reading(p("Words."), relations=relations, files={"word/header1.xml": head})
    assert [(dropped.text, dropped.reason) for dropped in found.dropped] == [("The House", "a page header")]
    assert found.diagnostics == ()
    assert len(found.report.content) == 1
