"""Law 3: what was written is read back as it was; and what an editor changes in Word is what is read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given

from converter.edition import Edition
from converter.environment import Environment
from converter.formats.docx import contents
from converter.formats.docx.losses import LOSSES
from converter.formats.docx.read import read
from converter.formats.docx.write import write
from converter.formats.wikisource.read import read as read_page
from converter.labels import read_label
from converter.model import (
    Break,
    Division,
    Inline,
    Item,
    Label,
    Lang,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Report,
    Styled,
    Text,
)
from converter.reading import Reading
from converter.source import Input
from converter.stylesheet import load
from converter.verify import differences
from converter.walk import nodes, plain
from tests.samples import SAMPLES, edition, every_node, paragraph
from tests.strategies import law, reports


@pytest.fixture(autouse=True)
def _without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page numbers in the list of contents are not read, and take long to find."""
    monkeypatch.setattr(contents, "_pages", lambda edition: {})


def back(report: Report) -> Report:
    return read(Input("report.docx", write(edition(report)).data)).report


def same(expected: Report, found: Report) -> None:
    assert not differences(expected, found)
    assert found == expected


def test_every_kind_of_node_comes_back() -> None:
    same(every_node(), back(every_node()))


@pytest.mark.parametrize("language", SAMPLES)
def test_every_sample_comes_back(language: str) -> None:
    path = SAMPLES[language]
    reading = read_page(Input(path.name, path.read_bytes()))
    same(reading.report, again(reading))


def test_the_real_report_comes_back(real_report: Path) -> None:
    reading = read_page(Input(real_report.name, real_report.read_bytes()))
    same(reading.report, again(reading))


def again(reading: Reading) -> Report:
    made = write(Edition(reading, load("un-report", Environment()), Environment()))
    found = read(Input("report.docx", made.data))
    assert found.diagnostics == ()
    return found.report


@law
@given(reports())
def test_any_report_comes_back(report: Report) -> None:
    same(report, back(report))


def test_labels_come_back_as_they_were_read() -> None:
    items = tuple(
        Item(f"i-{n}", (paragraph(f"i-{n}-p", "words"),), Label(f"({sign})", "letter", n))
        for n, sign in enumerate("abcdefghij", 1)
    )
    odd = Paragraph("par-v", (Text("x"),), Label("V.", "capital", 22))
    uncalled = Note("note-9", read_label("(9)"), (paragraph("note-9-p", "Never called."),))
    same(report := made(List("l", items, ordered=True), odd, notes=(uncalled,)), back(report))


def made(*content: Division | Paragraph | List, notes: tuple[Note, ...] = ()) -> Report:
    return Report(Metadata("A report", "en"), content, notes)


def line(*content: Inline) -> Report:
    return made(Paragraph("p-1", content))


_LOST: tuple[tuple[str, Report, Report], ...] = (
    (
        "which of two marks over the same words is the outer one",
        line(Styled("strong", (Styled("emphasis", (Text("x"),)),))),
        line(Styled("emphasis", (Styled("strong", (Text("x"),)),))),
    ),
    (
        "two like marks side by side, or a mark around nothing",
        line(Styled("emphasis", (Text("x"),)), Styled("emphasis", (Text("y"),)), Styled("strong", ())),
        line(Styled("emphasis", (Text("xy"),))),
    ),
    ("a language that is the one around already", line(Lang("en", (Text("x"),))), line(Text("x"))),
    (
        "two language tags that Word knows by one name, as en and en-GB",
        line(Text("x"), Lang("en-GB", (Text("y"),))),
        line(Text("xy")),
    ),
    ("a line end within a Text", line(Text("x\ny")), line(Text("x"), Break(), Text("y"))),
    ("characters that XML cannot hold", line(Text("x\x01")), line(Text("x\ufffd"))),
)


@pytest.mark.parametrize(("what", "written", "found"), _LOST, ids=[what for what, _, _ in _LOST])
def test_what_is_lost_is_what_the_table_says(what: str, written: Report, found: Report) -> None:
    assert what in LOSSES
    assert back(written) == found


# An editor at work


def edited(report: Report, old: str, new: str, part: str = "word/document.xml") -> Report:
    """What is read after a change to a part of the file, made as Word would make it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(write(edition(report)).data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name).decode() if name.endswith((".xml", ".rels")) else ""
            assert name != part or data.count(old) == 1
            after.writestr(name, data.replace(old, new) if name == part else before.read(name))
    return read(Input("report.docx", out.getvalue())).report


def test_text_that_was_edited_is_what_is_read() -> None:
    found = edited(every_node(), "Words before any heading.", "Other words.")
    first = found.content[0]
    assert first == paragraph("p-1", "Other words.")
    assert found.content[1:] == every_node().content[1:]


def test_a_paragraph_put_in_takes_its_number_and_all_after_it_move_on() -> None:
    report = made(*(paragraph(f"par-{n}", f"Paragraph {n}.", label=f"{n}.") for n in (1, 2, 3)))
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    begun = f'<w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/>{number}</w:pPr>'
    mark = f'{begun}<w:bookmarkStart w:id="2" w:name="par_2"/>'
    found = edited(report, mark, f"{begun}<w:r><w:t>New.</w:t></w:r></w:p>{mark}")
    flow = [node for node in nodes(found) if isinstance(node, Paragraph)]
    assert [node.label.printed for node in flow if node.label] == ["1.", "2.", "3.", "4."]
    assert [plain(node.content) for node in flow] == ["Paragraph 1.", "New.", "Paragraph 2.", "Paragraph 3."]
    assert len({node.id for node in flow}) == 4


def test_a_note_called_by_a_new_call_is_the_note() -> None:
    note = Note("note-1", read_label("[1]"), (paragraph("note-1-p", "The note."),))
    report = made(paragraph("p-1", "First.", NoteRef("note-1")), notes=(note,))
    new = '<w:r><w:t>First.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>More.</w:t></w:r>'
    found = edited(report, "<w:r><w:t>First.</w:t></w:r>", new)
    assert found.notes == (note,)
    calls = (Text("First."), NoteRef("note-1"), Text("More."), NoteRef("note-1"))
    assert found.content == (Paragraph("p-1", calls),)


def test_the_title_page_is_where_the_metadata_are_edited() -> None:
    found = edited(every_node(), "First session</w:t>", "Second session</w:t>")
    assert found.metadata.session == "Second session"
    assert found.content == every_node().content
