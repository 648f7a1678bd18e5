"""The table of losses: it names every format that is written and read, and no row stands in it that is not needed.

A row is needed as long as what it speaks of, planted in a report, does not come back. The report breaks no law, and is
in its one form.
"""

from __future__ import annotations

import pytest

from converter.check import check
from converter.diagnostics import Code
from converter.formats import formats, named
from converter.formats.losses import LOSSES
from converter.labels import read_label
from converter.model import Block, Figure, Metadata, Report, Text
from converter.reading import Reading
from converter.source import Input
from converter.transforms.canonical import canonical
from converter.walk import lines, nodes, plain
from tests.samples import edition, paragraph


def report(block: Block) -> Report:
    return Report(Metadata("A report", "en"), (paragraph("p-1", "Before."), block, paragraph("p-2", "After.")))


BROKEN = Figure("figure-1", b"no picture", "image/png", "A bridge", (Text("The bridge"),), read_label("Figure 1"))

PLANTED: dict[tuple[str, str], tuple[Report, list[tuple[str, str]]]] = {
    ("docx", "a picture whose bytes cannot be read as PNG or JPEG"): (
        report(BROKEN),
        [("Paragraph", "Before."), ("Paragraph", "A bridge"), ("Paragraph", "The bridge"), ("Paragraph", "After.")],
    ),
}
"""By format and row: a report that holds what is lost, and the nodes that are read of its file, with their words."""

ROWS = [(format, what) for format, losses in LOSSES.items() for what in losses]


def test_every_format_that_is_written_and_read_says_what_it_loses() -> None:
    assert list(LOSSES) == [format.name for format in formats().values() if format.reader and format.writer]


def test_every_row_is_planted_and_nothing_else() -> None:
    assert sorted(PLANTED) == sorted(ROWS)


@pytest.mark.parametrize(("format", "what"), PLANTED)
def test_a_row_stands_as_long_as_it_is_needed(format: str, what: str) -> None:
    given, expected = PLANTED[format, what]
    assert canonical(Reading(given)).report is given
    assert check(Reading(given)) == ()
    target = named(format)
    assert target is not None
    written = target.write(edition(given))
    found = target.read(Input(f"x{target.suffix}", written.data)).report
    assert found != given
    assert [(type(node).__name__, plain(lines(node))) for node in nodes(found)] == expected
    told = Code.NOT_CARRIED in {said.code for said in written.diagnostics}
    assert told == ("the writer tells it" in LOSSES[format][what])
