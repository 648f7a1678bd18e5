"""Reports for tests: one small report that holds every kind of node, and editions of reports."""

from __future__ import annotations

import base64
from pathlib import Path

from converter.edition import Edition
from converter.environment import Environment
from converter.labels import read_label
from converter.model import (
    Box,
    Break,
    Cell,
    Date,
    Division,
    Figure,
    Inline,
    Item,
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
    Series,
    Source,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.reading import Reading
from converter.stylesheet import load
from converter.typeset.compose import compose

LANGUAGES = ("zh-Hant", "en", "fr", "es", "ru", "ar")
SAMPLES = {tag: Path(__file__).parent.parent / "samples" / f"annual-report.{tag}.txt" for tag in LANGUAGES}

RED_SQUARE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGNsaGhgwAaYsIoOWwkAWIgBkEUKpFQAAAAASUVORK5CYII="
)


def edition(report: Report | Reading, *, style: str = "un-report", epoch: int | None = None) -> Edition:
    """The edition of a report, with nothing dropped and nothing to say, or of a reading, in a style."""
    world = Environment(epoch=epoch)
    reading = report if isinstance(report, Reading) else Reading(report)
    return Edition(reading, load(style, world), world, composer=compose)


def paragraph(id: str, *content: str | Inline, label: str = "", language: str | None = None) -> Paragraph:
    """A paragraph of strings and inlines, with its printed label."""
    words = tuple(Text(part) if isinstance(part, str) else part for part in content)
    return Paragraph(id, words, read_label(label) if label else None, language)


def every_node() -> Report:
    """A report with every kind of block, inline and metadata, in three languages."""
    return Report(_metadata(), (paragraph("p-1", "Words before any heading."), _first_chapter(), _arabic()), _notes())


def _metadata() -> Metadata:
    return Metadata(
        title="Report of every node",
        language="en",
        subtitle="A subtitle",
        symbol="X/1/Add.2",
        authors=("Ann Author", "Bo Author"),
        organ="The Organ",
        place="Port Meridian",
        date=Date("4 June 2031", "2031-06-04"),
        session="First session",
        publisher="The Press",
        rights=Rights(
            ("Free to all & sundry.", "Second paragraph."), "https://creativecommons.org/publicdomain/mark/1.0/"
        ),
        series=Series("Reports", "Report 2030", "Report 2032"),
        source=Source("every.txt", "ab" * 32),
    )


def _first_chapter() -> Division:
    rich = paragraph(
        "par-1",
        "First ", Styled("emphasis", (Text("stressed"),)), " and ", Styled("strong", (Text("strong"),)),
        ", H", Styled("subscript", (Text("2"),)), "O; see ", Link("#par-3", (Text("paragraph 3"),)),
        " or ", Link("https://example.org/a?b=1&c=2", (Text("a page"),)), ".", NoteRef("note-1"),
        " Then", Break(), "a new line and ", Lang("fr", (Text("voilà"),)), ".", NoteRef("note-2"),
        label="1.",
    )  # fmt: skip
    again = paragraph("par-2", "The same note again.", NoteRef("note-1"), label="2.")
    return Division("div-1", 1, (Text("Introduction"),), (rich, again, _list(), _section()), read_label("I."))


def _list() -> List:
    inner = List(
        "par-2-b-list",
        (
            Item("par-2-b-i", (paragraph("par-2-b-i-p-1", "one"),), read_label("(i)")),
            Item("par-2-b-ii", (paragraph("par-2-b-ii-p-1", "two"),), read_label("(ii)")),
        ),
        ordered=True,
    )
    return List(
        "par-2-list",
        (
            Item("par-2-a", (paragraph("par-2-a-p-1", "first"),), read_label("(a)")),
            Item("par-2-b", (paragraph("par-2-b-p-1", "second", NoteRef("note-3")), inner), read_label("(b)")),
        ),
        ordered=True,
    )


def _section() -> Division:
    content = (
        paragraph("par-3", "Third.", label="3."),
        paragraph("par-3-bis", "Not a plain number.", label="3 bis."),
        List(
            "list-3",
            (
                Item("list-3-1", (paragraph("list-3-1-p-1", "one"),)),
                Item("list-3-2", (paragraph("list-3-2-p-1", "two"),)),
            ),
        ),
        Box("box-1", (Text("A box"),), (paragraph("box-1-p-1", "Boxed.", NoteRef("note-4")),), read_label("Box 1")),
        Box(
            "box-2",
            (Text("盒子"),),
            (paragraph("box-2-p-1", "简体中文的文字。"), paragraph("box-2-p-2", "第二段。")),
            language="zh-Hans",
        ),
        Quotation("quotation-1", (paragraph("quotation-1-p-1", "Quoted."),), (Text("Somebody"),)),
        _table(),
        Figure("figure-1", RED_SQUARE, "image/png", "A red square", (Text("A square"),), read_label("Figure 1")),
        Unread("unread-1", "??? out of place", "no rule fits"),
    )
    return Division("div-1-a", 2, (Text("A section"),), content, read_label("A."))


def _table() -> Table:
    rows = (
        Row((Cell((paragraph("cell-1", "Year"),), header=True), Cell((paragraph("cell-2", "Barges"),), header=True))),
        Row((Cell((paragraph("cell-3", "2030"),)), Cell((paragraph("cell-4", "12", NoteRef("note-5")),)))),
        Row((Cell((paragraph("cell-5", "both columns"),), columns=2),)),
    )
    return Table("table-1", rows, (Text("Barges by year"),), read_label("Table 1"))


def _arabic() -> Division:
    words = paragraph("par-5", "فقرة بالعربية مع رقم 12.", label="5.")
    return Division("div-2", 1, (Text("عنوان"),), (words,), read_label("II."), "ar")


def _notes() -> tuple[Note, ...]:
    marks = ("[1]", "[2]", "[3]", "a", "*")
    return tuple(
        Note(f"note-{n}", read_label(mark), (paragraph(f"note-{n}-p-1", f"Words of note {n}."),))
        for n, mark in enumerate(marks, 1)
    )
