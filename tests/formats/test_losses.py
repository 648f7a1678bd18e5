"""The table of losses: every format in it is one that is written, and what it says is true of TEI."""

from __future__ import annotations

from converter.formats import formats
from converter.formats.losses import LOSSES
from converter.formats.tei.read import read
from converter.formats.tei.write import write
from converter.model import Metadata, Report, Text
from converter.source import Input
from converter.walk import lines
from tests.samples import edition, paragraph


def test_only_formats_that_are_written_and_read_have_losses() -> None:
    known = formats()
    assert [name for name in LOSSES if not (known[name].reader and known[name].writer)] == []
    assert all(what and instead for losses in LOSSES.values() for what, instead in losses.items())


def test_tei_loses_what_the_table_says() -> None:
    report = Report(Metadata("A report", "en"), (paragraph("p-1", "a", "", "b", "\x01"),))
    written = write(edition(report))
    back = read(Input("x.tei.xml", written.data)).report
    assert [lines(node) for node in back.content] == [(Text("ab\ufffd"),)]
    assert [said.code for said in written.diagnostics] == ["not-carried"]
