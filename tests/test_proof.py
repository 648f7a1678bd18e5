"""Proof: a file is read back by its own format's reader and compared with the report."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from msgspec.structs import replace

from converter.formats import formats
from converter.proof import Verdict, failed, figures, prove
from tests.samples import edition, every_node

REPORT = every_node()
TEI = formats()["tei"]


def proof(data: bytes) -> Verdict:
    return prove(REPORT, TEI, data, "every.tei.xml")


def test_a_file_that_says_the_same_is_proved() -> None:
    assert proof(TEI.write(edition(REPORT)).data).proved


def test_a_file_that_says_something_else_is_not_and_says_what() -> None:
    data = TEI.write(edition(REPORT)).data.replace(b"The same note again.", b"The same note twice.")
    verdict = proof(data)
    assert not verdict.proved
    [said] = map(str, failed(Path("every.tei.xml"), verdict))
    assert said.startswith("every.tei.xml: error[proof-failed]: ")
    assert "paragraph 2." in said


def test_a_file_in_which_more_stands_than_its_reader_can_place_is_not_proved() -> None:
    format = formats()["pdf"]
    with pikepdf.open(BytesIO(format.write(edition(REPORT)).data)) as pdf:
        page = pdf.pages[-1]
        font = next(iter(page.Resources.Font.keys()))
        page.contents_add(f"BT {font} 10 Tf <0001> Tj ET".encode(), prepend=False)
        changed = BytesIO()
        pdf.save(changed)
    verdict = prove(REPORT, format, changed.getvalue(), "every.pdf")
    assert verdict.differences == ()
    assert not verdict.proved


def test_a_file_that_cannot_be_read_is_not_proved_and_says_why() -> None:
    verdict = proof(b"<TEI")
    assert not verdict.proved
    assert [said.code for said in failed(Path("every.tei.xml"), verdict)] == ["input-malformed"]


def test_what_was_proved_is_told_in_figures() -> None:
    assert figures(REPORT) == "5 numbered paragraphs, 3 headings, 2 boxes, 5 notes"
    assert figures(replace(REPORT, content=(), notes=REPORT.notes[:1])) == (
        "0 numbered paragraphs, 0 headings, 0 boxes, 1 note"
    )
