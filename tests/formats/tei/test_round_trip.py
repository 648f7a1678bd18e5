"""TEI, law 3 at its edges: what is written is read back as the same report (tests/laws has the law itself).

Texts that adjoin are one text in XML, and a text without characters is none: reports are compared after joining them,
which is how readers make them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import convert, to_builtins
from msgspec.structs import replace

from converter import read as read_file
from converter.diagnostics import Place
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.read import read
from converter.formats.tei.write import write
from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Cell,
    Date,
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
    Paragraph,
    Quotation,
    Report,
    Rights,
    Row,
    Scheme,
    Series,
    Source,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.reading import Reading
from converter.source import Input
from converter.stylesheet import load
from converter.transforms.punctuation import Punctuation
from converter.transforms.rewrite import rewrite
from tests.samples import RED_SQUARE, edition, every_node, paragraph
from tests.strategies import reports


def again(report: Report) -> Report:
    """The report, written and read back."""
    return read(Input("report.tei.xml", write(edition(report)).data)).report


def canonical(content: tuple[Inline, ...], _: str = "") -> tuple[Inline, ...]:
    """Inlines with texts that adjoin as one, and none without characters."""
    return tuple(_joined(content))


def _joined(content: Iterable[Inline]) -> Iterable[Inline]:
    words = ""
    for inline in content:
        if isinstance(inline, Text):
            words += inline.text
            continue
        yield from [Text(words)] if words else []
        words = ""
        yield replace(inline, content=canonical(inline.content)) if isinstance(inline, Styled | Lang | Link) else inline
    yield from [Text(words)] if words else []


def report(*content: Division | Block, notes: tuple[Note, ...] = (), **metadata: Any) -> Report:
    return Report(replace(Metadata("A report", "en"), **metadata), content, notes)


# Reports as they are


@pytest.mark.parametrize("punctuation", ["keep", "auto", "fullwidth"])
def test_the_real_report_comes_back(real_report: Path, punctuation: Punctuation) -> None:
    reading = read_file(real_report, punctuation=punctuation)
    world = Environment()
    written = write(Edition(reading, load("un-report", world), world)).data
    back = read(Input("report.tei.xml", written))
    assert back.report == reading.report
    assert (back.dropped, back.normalised, back.diagnostics) == (reading.dropped, reading.normalised, ())


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_languages_that_say_nothing_new_and_notes_in_any_order_come_back(any_report: Report, dice: Random) -> None:
    notes = tuple(dice.sample(any_report.notes, len(any_report.notes)))
    said = convert(_saying(to_builtins(replace(any_report, notes=notes)), any_report.metadata.language), Report)
    assert again(said) == said


_SPEAKING = ("Paragraph", "List", "Box", "Quotation", "Table", "Figure", "Unread", "Division", "Note")


def _saying(value: Any, around: str) -> Any:
    """The value of a node as plain data, in which every node says its language, even that of its surroundings."""
    if isinstance(value, list | tuple):
        return [_saying(each, around) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") not in _SPEAKING:
        return {key: _saying(each, around) for key, each in value.items()}
    said = value.get("language") or around
    return {key: _saying(each, said) for key, each in value.items()} | {"language": said}


def test_the_lines_that_end_the_places_of_nodes_are_known() -> None:
    data = write(edition(report(paragraph("p-1", "One"), paragraph("p-2", "Two")))).data
    places = read(Input("report.tei.xml", data)).places
    lines = data.decode().split("\n")
    assert [lines[places[id].line - 1][:17] for id in ("p-1", "p-2")] == ['<p xml:id="p-1">O', '<p xml:id="p-2">T']
    assert all(isinstance(place, Place) for place in places.values())


# Nodes at the edge


@pytest.mark.parametrize(
    "label",
    [
        read_label("47 bis."),
        Label("I.", "letter", 9),
        Label("I.", "letter"),
        Label("C.", "capital-roman", 100),
        Label("A/1"),
        Label("1.", "other"),
        Label("№ 3", "decimal", 3),
        Label("x", "other", 5, "bis"),
        Label("x", "other", None, " two  spaces "),
        Label("x", "symbol", 0, " "),
        Label("ثانيا -", "other", 2),
        Label("ثانيا -", "other"),
        Label("", "other"),
        Label(" 7. ", "decimal", 999_999_999),
    ],
    ids=str,
)
def test_a_label_comes_back_whatever_it_says(label: Label) -> None:
    items = (Item("i-1", (), label), Item("i-2", ()))
    written = report(
        Division("div-1", 1, (), (Paragraph("p-1", (Text("x"),), label), List("l-1", items)), label),
        notes=(Note("note-1", label, ()),),
    )
    assert again(written) == written


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_a_label_comes_back_in_any_scheme(scheme: Scheme) -> None:
    labelled = [Paragraph(f"p-{value}", (), Label(f"({value})", scheme, value)) for value in range(1, 30)]
    assert again(report(*labelled)) == report(*labelled)


@pytest.mark.parametrize(
    "metadata",
    [
        {"title": "  Two\n lines\tand spaces  ", "subtitle": "", "authors": ("", "Ann"), "organ": "", "publisher": ""},
        {"date": Date(""), "rights": Rights(), "series": Series("", "", ""), "source": Source("", "")},
        {"date": Date("today", "2031"), "rights": Rights(("", " "), ""), "series": Series("S", None, "N")},
        {"rights": Rights(("Said.",), "public domain"), "place": "Port", "session": "First"},
        {"rights": Rights((), "https://example.org/?a=1&b=<2>"), "symbol": "A/1"},
        {"language": "zh-tw"},
    ],
    ids=["spaces and empty", "empty values", "parts", "a licence by name", "a licence by address", "an odd tag"],
)
def test_metadata_come_back_to_the_letter(metadata: dict[str, Any]) -> None:
    assert again(report(**metadata)) == report(**metadata)


def test_white_space_comes_back_as_it_stands() -> None:
    spaced = report(
        paragraph("p-1", "  two  ", Styled("strong", (Text(" \n "),)), "\t\r\n"),
        paragraph("p-2", " "),
        Paragraph("p-3", ()),
        Unread("u-1", "\n  \r x\n", " why "),
        Figure("f-1", b"", "image/jpeg", " a\n", (Text(" "),)),
        Quotation("q-1", (), (Text(" by\n"),)),
    )
    assert again(spaced) == spaced


def test_texts_that_adjoin_come_back_as_one() -> None:
    parted = report(paragraph("p-1", "a", "", "b", Lang("fr", (Text("c"), Text("d"))), ""))
    assert again(parted) == rewrite(parted, canonical) == report(paragraph("p-1", "ab", Lang("fr", (Text("cd"),))))


def test_empty_nodes_come_back() -> None:
    inner = (Box("b-1", (), ()), Quotation("q-1", ()), Table("t-1", (Row((Cell(()),)),)), Item("i-1", ()))
    empty = report(
        Division("d-1", 1, (), ()), Division("d-2", 7, (), (Division("d-3", 1000, (), ()),)),
        *inner[:3], List("l-1", (inner[3],)),
    )  # fmt: skip
    assert again(empty) == empty


def test_blocks_between_divisions_come_back_in_their_order() -> None:
    mixed = report(
        paragraph("p-1", "before"),
        Division("d-1", 1, (), (Division("d-2", 2, (), ()), paragraph("p-2", "after"))),
        Box("b-1", (), (Figure("f-1", RED_SQUARE, "image/png", "Red"),)),
        Division("d-3", 1, (), ()),
        Unread("u", "", ""),
    )
    assert again(mixed) == mixed


@pytest.mark.parametrize("said", [None, "en", "zh-Hans", "fr"])
@pytest.mark.parametrize("around", [None, "zh-Hans"])
def test_the_language_of_a_note_comes_back_wherever_it_is_called(said: str | None, around: str | None) -> None:
    called = Box("b-1", (), (paragraph("p-1", "x", NoteRef("note-1")),), language=around)
    note = Note("note-1", read_label("*"), (paragraph("n-1", "words"),), said)
    assert again(report(called, notes=(note,))) == report(called, notes=(note,))


def test_notes_come_back_in_their_order_called_or_not() -> None:
    text = paragraph("p-1", NoteRef("n-3"), NoteRef("n-1"))
    notes = tuple(Note(f"n-{n}", read_label(f"[{n}]"), (paragraph(f"n-{n}-p", NoteRef("n-4")),)) for n in range(1, 6))
    for order in (notes, notes[::-1], (notes[2], notes[0], notes[1], notes[4], notes[3])):
        assert again(report(text, notes=order)) == report(text, notes=order)


@pytest.mark.parametrize("kind", ["inlines", "tables", "boxes", "divisions", "lists"])
def test_the_deepest_report_that_is_allowed_comes_back(kind: str) -> None:
    deep = report(*_deep(kind, 64))
    assert again(deep) == deep


def _deep(kind: str, depth: int) -> tuple[Division | Block, ...]:
    if kind == "inlines":
        content: tuple[Inline, ...] = (Text("x"),)
        for level in range(depth - 2):
            content = (Styled("strong" if level % 2 else "emphasis", content),)
        return (Paragraph("p", content),)
    content_of: tuple[Block, ...] = (paragraph("p", "x"),)
    divisions: tuple[Division | Block, ...] = content_of
    for level in range(depth - 1):
        match kind:
            case "tables":
                content_of = (Table(f"t-{level}", (Row((Cell(content_of),)),)),)
            case "boxes":
                content_of = (Box(f"b-{level}", (), content_of),)
            case "lists":
                content_of = (List(f"l-{level}", (Item(f"i-{level}", content_of),)),)
            case _:
                divisions = (Division(f"d-{level}", depth - level, (), divisions),)
    return divisions if kind == "divisions" else content_of


def test_a_language_that_the_user_says_stands_above_the_documents() -> None:
    data = write(edition(every_node())).data
    assert read(Input("x.tei.xml", data, "fr")).report.metadata.language == "fr"


def test_what_is_read_is_written_again_to_the_letter() -> None:
    first = write(edition(every_node())).data
    second = write(edition(read(Input("x.tei.xml", first)).report)).data
    assert first == second


def test_an_edition_with_what_was_left_out_is_read_as_well() -> None:
    reading = Reading(every_node(), encoding="GB18030")
    world = Environment()
    data = write(Edition(reading, load("un-report", world), world)).data
    assert read(Input("x.tei.xml", data)).report == every_node()
