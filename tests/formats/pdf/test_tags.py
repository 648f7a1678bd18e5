"""The structure tree: report in, tree out, drawn as indented kinds."""

from __future__ import annotations

import io

import pikepdf
import pytest

from converter.formats.pdf.write import write
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Quotation,
    Report,
    Row,
    Table,
    Text,
)
from tests.samples import RED_SQUARE, edition, paragraph


def opened(*content: Division | Block, notes: tuple[Note, ...] = ()) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(edition(Report(Metadata("T", "en"), content, notes))).data))


def kids(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """What stands under the document."""
    return list(pdf.Root.StructTreeRoot.K[0].K)


def kinds(element: pikepdf.Object) -> str:
    """`P(Lbl)`: an element's kind, and those of its kids."""
    inner = [kinds(kid) for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return str(element.S)[1:] + (f"({' '.join(inner)})" if inner else "")


def body(*content: Division | Block, notes: tuple[Note, ...] = ()) -> str:
    """The tree without front matter: what stands under the document, title page and contents left out."""
    pdf = opened(*content, notes=notes)
    return " ".join(found for kid in kids(pdf) if not (found := kinds(kid)).startswith(_FRONT))


_FRONT = "FrontMatter"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph("p-1", "words"), "P"),
        (paragraph("par-1", "words", label="1."), "P(Lbl)"),
        (paragraph("p-1", "a", Lang("fr", (Text("b"),)), "c"), "P(Span)"),
        (paragraph("p-1", "a", Link("https://example.org", (Text("b"),))), "P(Link)"),
        (paragraph("p-1", "a", Link("#p-1", (Text("b"),))), "P(Reference(Link))"),
        (
            paragraph("p-1", Link("#p-1", (Text("a"),)), "b", Link("#p-1", (Text("c"),))),
            "P(Reference(Link) Reference(Link))",
        ),
        (
            List("l", (Item("i", (paragraph("p", "a"),), Label("(a)")), Item("j", (paragraph("q", "b"),)))),
            "L(LI(Lbl LBody(P)) LI(Bullet LBody(P)))",
        ),
        (Box("b", (Text("Title"),), (paragraph("p", "a"),), Label("Box 1")), "Box(BoxTitle(Lbl) P)"),
        (Quotation("q", (paragraph("p", "a"),), (Text("Somebody"),)), "BlockQuote(P Source)"),
        (
            Table(
                "t",
                (
                    Row((Cell((paragraph("p", "a"),), header=True), Cell((), header=True))),
                    Row((Cell((paragraph("q", "b"),)), Cell((paragraph("r", "c"),)))),
                ),
                (Text("Caption"),),
            ),
            "Table(Caption TR(TH(P) TH) TR(TD(P) TD(P)))",
        ),
    ],
)
def test_blocks(block: Block, expected: str) -> None:
    assert body(block) == expected


def test_headings_go_down_one_level_at_a_time_whatever_the_report_says() -> None:
    deep = Division("c", 7, (Text("Deep"),), (paragraph("p-2", "words"),))
    division = Division("a", 2, (Text("Upper"),), (paragraph("p-1", "words"), deep), Label("I."))
    assert body(division) == "Sect(H1(Lbl) P Sect(H2 P))"


def test_a_note_stands_after_its_first_call_and_is_told_by_its_id() -> None:
    note = Note("note-1", Label("[1]"), (paragraph("note-1-p-1", "A note."),))
    call: Inline = NoteRef("note-1")
    pdf = opened(paragraph("p-1", "a", call, "b", call), notes=(note,))
    assert kinds(kids(pdf)[-1]) == "P(Call(Link) Note(Lbl P) Call(Link))"
    assert pikepdf.Name.Note == pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)["note-1"].S


def test_elements_are_found_by_their_ids_in_the_order_of_bytes() -> None:
    """ISO 32000-1, 7.9.6: keys of a name tree are sorted."""
    pdf = opened(*(paragraph(name, "word") for name in ("丩", "a-b", "一a", "一", "丰", "a")))
    keys = [bytes(key) for key in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert len(keys) == 6
    assert keys == sorted(keys)


def test_a_note_called_in_two_cells_stands_in_the_first_though_the_second_calls_it_on_a_line_above() -> None:
    words = "Barges carry books down the river to every landing. " * 5
    row = Row((Cell((paragraph("p", words, NoteRef("note-1")),)), Cell((paragraph("q", "b", NoteRef("note-1")),))))
    note = Note("note-1", Label("1"), (paragraph("note-1-p-1", "A note."),))
    found = "Table(TR(TD(P(Call(Link) Note(Lbl P))) TD(P(Call(Link)))))"
    assert body(Table("t", (row,)), notes=(note,)) == found
    assert body(paragraph("o", NoteRef("note-1")), Table("t", (row,)), notes=(note,)) == (
        "P(Call(Link) Note(Lbl P)) Table(TR(TD(P(Call(Link))) TD(P(Call(Link)))))"
    )


def test_an_image_comes_before_its_caption() -> None:
    figure = Figure("figure-1", RED_SQUARE, "image/png", "A square", (Text("Caption"),))
    pdf = opened(figure)
    (found,) = (kid for kid in kids(pdf) if kid.S == "/Figure")
    image, caption = found.K
    assert isinstance(image, int)
    assert caption.S == "/Caption"


def test_scope_and_spans_of_cells() -> None:
    rows = (
        Row((Cell((paragraph("p", "a"),), header=True, columns=2),)),
        Row((Cell((paragraph("q", "b"),), header=True), Cell((paragraph("r", "c"),)))),
    )
    pdf = opened(Table("t", rows))
    table = kids(pdf)[-1]
    (column,), (row,) = table.K[0].K[0].A, table.K[1].K[0].A
    assert (str(column.Scope), int(column.ColSpan)) == ("/Column", 2)
    assert str(row.Scope) == "/Row"


def test_a_language_is_written_where_it_departs() -> None:
    box = Box("b", (), (paragraph("p", "简体"), paragraph("q", "繁體", language="zh-Hant")), language="zh-Hans")
    pdf = opened(box)
    found = kids(pdf)[-1]
    assert str(found.Lang) == "zh-Hans"
    assert ["/Lang" in kid for kid in found.K] == [False, True]


def test_contents_are_links() -> None:
    pdf = opened(Division("a", 1, (Text("One"),), (paragraph("p", "words"),)))
    assert [kinds(kid) for kid in kids(pdf)][1] == "FrontMatter(H1 TOC(TOCI(Reference(Link))))"
