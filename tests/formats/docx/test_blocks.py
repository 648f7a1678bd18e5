"""Boxes, tables, figures, and what could not be placed."""

from __future__ import annotations

from converter.labels import read_label
from converter.model import (
    Box,
    Cell,
    Division,
    Figure,
    Item,
    List,
    Row,
    Table,
    Text,
    Unread,
)
from tests.formats.docx.opened import Element, Opened, W, at, every, one, style_of, words
from tests.formats.docx.reports import diagnostics, opened
from tests.samples import RED_SQUARE, paragraph


def _shape(cell: Element) -> tuple[str, str, str]:
    """A cell's words, its columns and its part in a merge."""
    return words(cell), at(one(cell, "w:tcPr/w:gridSpan")), at(one(cell, "w:tcPr/w:vMerge"))


def boxes(file: Opened) -> list[Element]:
    return every(file.document, "//w:tbl[w:tblPr/w:tblStyle/@w:val='Box']")


def test_a_box_is_one_cell_that_may_split_its_title_kept_with_its_text() -> None:
    file = opened(Box("box-1", (Text("Title"),), (paragraph("box-1-p", "Text."),), read_label("Box 1")))
    (box,) = boxes(file)
    assert len(every(box, "w:tr/w:tc")) == 1
    assert not every(box, "w:tr/w:trPr/w:cantSplit")
    assert [(style_of(part), words(part)) for part in every(box, ".//w:p")] == [
        ("BoxTitle", "Box 1 Title"), ("BoxText", "Text."),
    ]  # fmt: skip
    assert one(file.styles, "w:style[@w:styleId='BoxTitle']/w:pPr/w:keepNext") is not None
    assert one(box, ".//w:p[1]/w:bookmarkStart[@w:name='box_1']") is not None


def test_a_box_in_a_list_stands_where_the_words_of_its_item_stand() -> None:
    item = Item("i", (paragraph("i-p", "words"), Box("b", (), (Unread("u", "x", "no rule"),))))
    file = opened(List("l", (item,)))
    (box,) = boxes(file)
    level = one(file.numbering, "//w:lvl[w:numFmt/@w:val='bullet']/w:pPr/w:ind")
    assert at(one(box, "w:tblPr/w:tblInd"), "w") == at(level, "left") != ""
    assert style_of(every(box, "w:tr/w:tc/*")[-1]) == "Spacing"  # the cell ends in a paragraph, not in a control


def test_tables_that_adjoin_stay_apart_and_a_heading_follows_a_box_at_once() -> None:
    empty = Box("b-2", (), ())
    inner = Box("b-3", (), (Box("b-4", (Text("inner"),), ()),))
    file = opened(Box("b-1", (), ()), empty, inner, Division("d", 1, (Text("H"),), ()))
    assert not every(file.document, "//w:tbl/following-sibling::*[1][self::w:tbl]")
    assert all(str(found[-1].tag) == f"{{{W}}}p" for found in every(file.document, "//w:tc"))
    last = boxes(file)[-2].getnext()
    assert last is not None
    assert style_of(last) == "Heading1"


def test_a_table_repeats_its_head_rows_and_spans_rows_and_columns() -> None:
    def cell(words: str, *, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((paragraph(f"c-{words}", words),), header, columns, rows)

    rows = (
        Row((cell("a", header=True, rows=2), cell("b", header=True, columns=2))),
        Row((cell("c", header=True), cell("d", header=True))),
        Row((cell("e"), cell("f"))),
        Row(()),
    )
    table = one(opened(Table("t", rows, (Text("Caption"),), read_label("Table 1"))).document, "//w:tbl")
    assert table is not None
    shape = [[_shape(cell) for cell in every(row, "w:tc")] for row in every(table, "w:tr")]
    assert shape == [
        [("a", "", "restart"), ("b", "2", "")],
        [("", "", "continue"), ("c", "", ""), ("d", "", "")],
        [("e", "", ""), ("f", "", "")],
        [("", "", "")],
    ]
    assert [len(every(row, "w:trPr/w:tblHeader")) for row in every(table, "w:tr")] == [1, 1, 0, 0]
    assert [at(one(row, "w:trPr/w:gridAfter")) for row in every(table, "w:tr")] == ["", "", "1", "2"]
    assert len(every(table, "w:tblGrid/w:gridCol")) == 3


def test_captions_are_counted_by_fields_that_show_the_printed_number() -> None:
    tables = [Table(f"t-{n}", (), (Text("Words"),), read_label(f"Table {n}")) for n in (1, 2, 5)]
    captions = opened(*tables).paragraphs("Caption")
    assert [words(found) for found in captions] == ["Table 1 Words", "Table 2 Words", "Table 5 Words"]
    codes = [found.text for caption in captions for found in every(caption, ".//w:instrText")]
    assert codes == [" SEQ Table \\* ARABIC ", " SEQ Table \\* ARABIC ", " SEQ Table \\* ARABIC \\r 5 "]


def test_a_figure_is_a_picture_with_its_alternative() -> None:
    file = opened(
        Figure("f-1", RED_SQUARE, "image/png", "A red square"), Figure("f-2", RED_SQUARE, "image/png", "Again")
    )
    found = every(file.document, "//wp:docPr")
    assert [one.get("descr") for one in found] == ["A red square", "Again"]
    assert len({one.get("id") for one in found}) == 2
    pictures = [name for name in file.members if name.startswith("word/media/")]
    assert [file.members[name] for name in pictures] == [RED_SQUARE]


def test_a_picture_that_cannot_be_read_is_told_in_its_own_words() -> None:
    figure = Figure("f-1", b"no picture", "image/png", "What was to be seen")
    assert words(opened(figure).paragraphs("Figure")[0]) == "What was to be seen"
    assert len(diagnostics(figure)) == 1


def test_what_could_not_be_placed_stands_in_a_control_named_by_the_reason() -> None:
    file = opened(Unread("u-1", "what\nstood there", "no rule fits"))
    control = one(file.document, "//w:sdt[w:sdtPr/w:tag/@w:val='unread']")
    assert control is not None
    assert words(control) == "what\nstood there"
    assert at(one(control, "w:sdtPr/w:alias")).endswith("no rule fits")
