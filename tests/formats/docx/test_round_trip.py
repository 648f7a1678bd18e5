"""Labels that Word would count otherwise come back; and what an editor changes in Word is what is read."""

from __future__ import annotations

import zipfile
from io import BytesIO

from converter.formats.docx.read import read
from converter.formats.docx.write import write
from converter.labels import read_label
from converter.model import (
    Division,
    Item,
    Label,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Report,
    Text,
)
from converter.source import Input
from converter.verify import differences
from converter.walk import nodes, plain
from tests.samples import edition, every_node, paragraph


def back(report: Report) -> Report:
    return read(Input("report.docx", write(edition(report)).data)).report


def same(expected: Report, found: Report) -> None:
    assert not differences(expected, found)
    assert found == expected


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
