"""A book of our own held against the report that it was read as: nothing is told of a good one, whatever its look."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic, Refused
from converter.environment import Environment
from converter.formats.epub import split
from converter.formats.epub.package import GENERATOR
from converter.formats.epub.read import read
from converter.formats.epub.reading.again import MOST
from converter.formats.epub.write import write
from converter.labels import read_label
from converter.model import Division, Inline, Note, NoteRef, Paragraph, Report, Text
from converter.source import Input
from converter.stylesheet import Epub
from tests.formats.epub.book import paged, report
from tests.samples import edition, every_node, paragraph

PAGED = paged(every_node(), ("1", "div-1", 0), ("2", "par-1", 9))
ROLES = PAGED.style.roles
PALE = replace(ROLES.note, colour="#999999")


def said(data: bytes, language: str | None = None) -> tuple[Diagnostic, ...]:
    """What is said in the reading of a book."""
    return read(Input("book.epub", data, language)).diagnostics


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """A book with one string for another in every part that is text."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            binary = name.endswith(".png")
            made.writestr(name, given.read(name) if binary else given.read(name).decode().replace(old, new))
    return out.getvalue()


STYLED = {
    "pages": PAGED,
    "no pages": paged(every_node()),
    "another look": edition(every_node(), style="hanging"),
    "pale colours": replace(PAGED, style=replace(PAGED.style, roles=replace(ROLES, note=PALE))),
    "fonts of its own": replace(
        edition(report(paragraph("p-1", "Ĉ 丂"))), style=replace(PAGED.style, epub=Epub(fonts="embed"))
    ),
    "a drawing for a cover": edition(report(paragraph("p-1", "x"), title="\U0001f30d")),
    "an hour of its own": replace(PAGED, environment=Environment(epoch=2_000_000_000)),
    "pages that are full": paged(report(*(paragraph(f"p-{n}", "word " * 10_000) for n in range(12)))),
}


@pytest.mark.parametrize("name", STYLED)
def test_nothing_is_told_of_a_good_book(name: str) -> None:
    assert said(write(STYLED[name]).data) == ()


def test_nothing_is_told_when_the_user_says_another_language() -> None:
    assert said(write(PAGED).data, "fr") == ()


def test_a_book_by_another_version_is_held_against_nothing() -> None:
    changed = rewritten(write(PAGED).data, 'class="masthead"', 'class="head"')
    assert len(said(changed)) == 7
    assert said(rewritten(changed, GENERATOR, "report-converter 0.0.9")) == ()


def test_a_part_that_is_not_there_is_told() -> None:
    (told,) = said(without(write(PAGED).data, "EPUB/toc.ncx"))
    assert (told.code, told.part) == (Code.CONTRADICTION, "EPUB/toc.ncx")


def without(data: bytes, left_out: str) -> bytes:
    """A book without one of its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            if name != left_out:
                made.writestr(name, given.read(name))
    return out.getvalue()


def test_no_more_is_told_than_can_be_looked_after() -> None:
    assert len(said(rewritten(write(PAGED).data, "<p ", '<p title="x" '))) == MOST


def chapters(count: int) -> Report:
    """So many chapters that call a note which calls two others."""
    lines: tuple[tuple[Inline, ...], ...] = ((NoteRef("note-2"), NoteRef("note-3")), (Text("x"),), (Text("y"),))
    notes = (Note(f"note-{n}", read_label(f"{n}"), (Paragraph(f"p-{n}", line),)) for n, line in enumerate(lines, 1))
    content = (
        Division(f"div-{n}", 1, (Text("x"),), (Paragraph(f"par-{n}", (NoteRef("note-1"),)),)) for n in range(count)
    )
    return report(*content, notes=tuple(notes))


def test_notes_that_would_swell_a_book_are_refused_and_no_such_book_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = write(paged(chapters(5))).data
    monkeypatch.setattr(split, "CALLS", 14)
    with pytest.raises(Refused) as refused:
        write(paged(chapters(5)))
    assert write(paged(chapters(4)))
    (told,) = said(data)
    assert refused.value.diagnostics == (told,)
    assert told.code is Code.INPUT_TOO_LARGE
