"""A report brought into its one form: what becomes of each thing that can be said in several ways, and what is told."""

from __future__ import annotations

import pytest

from converter.diagnostics import Code, Place, Refused
from converter.labels import read_label
from converter.model import (
    Block,
    Break,
    Cell,
    Date,
    Division,
    Figure,
    Inline,
    Label,
    Lang,
    Link,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Row,
    Series,
    Source,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.reading import Reading
from converter.transforms.canonical import canonical, canonical_report
from tests.samples import RED_SQUARE, paragraph


def made(*content: Division | Block, notes: tuple[Note, ...] = ()) -> Report:
    return canonical_report(Report(Metadata("T", "en"), content, notes))


def line(*content: Inline) -> tuple[Inline, ...]:
    node = made(Paragraph("p-1", content)).content[0]
    assert isinstance(node, Paragraph)
    return node.content


def told(*content: Division | Block) -> list[str]:
    reading = Reading(Report(Metadata("T", "en"), content), {"p-2": Place(7, 3)})
    return [str(said).splitlines()[0] for said in canonical(reading).diagnostics]


A, B, C = Text("a"), Text("b"), Text("c")
AN, OTHER = "https://example.org/", "https://example.org/other"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((A, Text(""), B, Text("")), (Text("ab"),)),
        ((Text("a\r\nb\n\u2028c\x85"),), (A, Break(), B, Break(), Break(), C, Break())),
        ((Text("a\tb  c"),), (Text("a b  c"),)),
        ((Styled("strong", (Styled("emphasis", (A,)),)),), (Styled("emphasis", (Styled("strong", (A,)),)),)),
        ((Styled("strong", (A, Styled("strong", (B,)))), Styled("strong", (C,))), (Styled("strong", (Text("abc"),)),)),
        ((A, Styled("strong", ()), Link(AN, (Lang("fr", (Text(""),)),)), B), (Text("ab"),)),
        ((Lang("en", (A,)), Lang("fr", (Lang("en", (B,)),))), (Text("ab"),)),
        ((Lang("zh-tw", (A,)), Lang("ZH-hant", (B,))), (Lang("zh-Hant", (Text("ab"),)),)),
        ((Lang("fr", (A, Link(AN, (B,)))),), (Lang("fr", (A,)), Link(AN, (Lang("fr", (B,)),)))),
        ((Link(AN, (A, NoteRef("n"), B)),), (Link(AN, (A,)), NoteRef("n"), Link(AN, (B,)))),
        ((Link(AN, (A, Link(OTHER, (B,)), C)),), (Link(AN, (A,)), Link(OTHER, (B,)), Link(AN, (C,)))),
        ((Link(AN, (A, Link(AN, (B,)))),), (Link(AN, (Text("ab"),)),)),
        ((Link(" HTTPS://example.org/a b[1]", (A,)),), (Link("https://example.org/a%20b%5B1%5D", (A,)),)),
        ((Link("https://[2001:db8::1]/", (A,)),), (Link("https://[2001:db8::1]/", (A,)),)),
        ((Link("javascript:alert(1)", (A,)), Link("https://[", (B,)), Link("#", (C,))), (Text("abc"),)),
    ],
)
def test_a_line_has_one_form(given: tuple[Inline, ...], expected: tuple[Inline, ...]) -> None:
    assert line(*given) == expected


def test_a_label_or_a_value_that_says_nothing_is_not_there() -> None:
    about = Metadata(
        "T\nU", "EN", subtitle="", symbol=" ", authors=("", "A\tB"), date=Date(""), rights=Rights(("",), ""),
        series=Series(""), source=Source("", ""),
    )  # fmt: skip
    report = canonical_report(Report(about, (Paragraph("p-1", (A,), Label("", "decimal", 4)),)))
    assert report == Report(Metadata("T U", "en", authors=("A B",)), (Paragraph("p-1", (A,)),))


def test_a_language_is_said_where_it_departs() -> None:
    inner = Quotation("q-1", (paragraph("p-1", "a", language="fr"), paragraph("p-2", "b", language="en")), (), "fr")
    note = Note("note-1", read_label("1"), (paragraph("p-3", "c", language="en"),), "en")
    expected = Quotation("q-1", (paragraph("p-1", "a"), paragraph("p-2", "b", language="en")), (), "fr")
    report = made(inner, notes=(note,))
    assert report.content == (expected,)
    assert report.notes == (Note("note-1", read_label("1"), (paragraph("p-3", "c"),)),)


def test_lines_that_could_not_be_placed_end_with_line_feeds_and_the_last_without() -> None:
    assert made(Unread("u-1", "a\r\n\rb\n", "no\nrule")).content == (Unread("u-1", "a\n\nb", "no rule"),)


def test_a_picture_is_of_the_kind_that_its_bytes_say() -> None:
    assert made(Figure("f-1", RED_SQUARE, "image/jpeg", "a\nb")).content == (
        Figure("f-1", RED_SQUARE, "image/png", "a b"),
    )


def cell(name: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((paragraph(name, name),), columns=columns, rows=rows)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([[cell("a", rows=3)], [cell("b")]], [[cell("a", rows=2)], [cell("b")]]),
        (
            [[cell("a"), cell("b", rows=2)], [cell("c", columns=2)]],
            [[cell("a"), cell("b", rows=2)], [cell("c")]],
        ),
        (
            [[cell("a", columns=3), cell("b", rows=2)], [cell("c")]],
            [[cell("a", columns=3), cell("b", rows=2)], [cell("c"), Cell((), columns=2)]],
        ),
        ([[cell("a", columns=2)], [cell("b")]], [[cell("a", columns=2)], [cell("b")]]),
    ],
)  # fmt: skip
def test_cells_stand_each_in_places_of_its_own(given: list[list[Cell]], expected: list[list[Cell]]) -> None:
    table = Table("t-1", tuple(Row(tuple(cells)) for cells in given))
    assert made(table).content == (Table("t-1", tuple(Row(tuple(cells)) for cells in expected)),)


def test_what_a_reader_would_see_replaced_is_told_once_and_where_it_stands_first() -> None:
    reach = Table("t-1", (Row((cell("c", rows=2),)),))
    nowhere = "leads to no place that is safe and known; its words are kept"
    assert told(paragraph("p-1", "a\x01"), paragraph("p-2", "\x01\x02", Link("file:x", (A,))), reach) == [
        "warning[replaced]: U+0001, which no file can hold and show, stands as U+FFFD (in p-1 first, 2 times in all)",
        "7:3: warning[replaced]: U+0002, which no file can hold and show, stands as U+FFFD (in p-2)",
        f"7:3: warning[replaced]: the link to 'file:x' {nowhere} (in p-2)",
        "warning[replaced]: a cell that reaches into another, or out of its table, ends there (in t-1)",
    ]
    assert told(paragraph("p-1", Link(AN, (A, Link(OTHER, (B,)))), Lang("no tag", (C,)))) == [
        f"warning[replaced]: a link to '{OTHER}' stands in another; its words lead there alone (in p-1)",
        "warning[replaced]: 'no tag' is no tag of a language; its words are in the language around (in p-1)",
    ]


def test_what_no_reader_could_see_is_not_told() -> None:
    assert told(paragraph("p-1", "a\t", "", "b\n", Styled("strong", ()), Link("javascript:x", ()))) == []


def test_nodes_without_end_are_refused() -> None:
    inner: Inline = A
    for _ in range(3000):
        inner = Styled("strong", (inner,))
    with pytest.raises(Refused, match="more than 64 deep") as caught:
        line(inner)
    assert caught.value.diagnostics[0].code == Code.INPUT_MALFORMED
