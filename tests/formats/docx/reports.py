"""Small reports as opened files, for the tests of this room."""

from __future__ import annotations

from converter.diagnostics import Code
from converter.formats.docx.write import write
from converter.labels import read_label
from converter.model import Block, Division, Metadata, Note, Report
from tests.formats.docx.opened import Opened
from tests.samples import edition, paragraph


def opened(*content: Division | Block, notes: tuple[Note, ...] = (), language: str = "en") -> Opened:
    """The file of a report with this content."""
    return Opened(write(edition(Report(Metadata("A report", language), content, notes))).data)


def note(number: int, mark: str, *content: Block) -> Note:
    return Note(f"note-{number}", read_label(mark), content or (paragraph(f"note-{number}-p", f"Note {number}."),))


def diagnostics(*content: Division | Block, notes: tuple[Note, ...] = ()) -> list[str]:
    found = write(edition(Report(Metadata("A report", "en"), content, notes))).diagnostics
    assert {one.code for one in found} <= {Code.NOT_CARRIED}
    return [one.message for one in found]
