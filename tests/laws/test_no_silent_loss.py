"""Law 6: what cannot be read, placed or carried is told, with its place."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from converter import pipeline, write
from converter.diagnostics import Code, Place
from converter.edition import Edition
from converter.environment import Environment
from converter.formats import Format, formats, named
from converter.formats.losses import LOSSES
from converter.formats.wikisource.read import read as read_page
from converter.model import Block, Division, Figure, Metadata, Report, Unread
from converter.reading import Reading
from converter.source import Input
from converter.stylesheet import load
from converter.walk import nodes
from tests.laws.test_coverage import LINES
from tests.samples import SAMPLES, paragraph
from tests.strategies import law, reports

WORLD = Environment()
STYLE = load("un-report", WORLD)
REFLOWING = [format for format in formats().values() if format.reader and format.writer and format.name != "pdf"]


def assert_told(reading: Reading) -> None:
    """Each piece that could not be placed is told at its line; what was dropped says why, and where it stood."""
    told = {said.place.line for said in reading.diagnostics if said.code == Code.UNREAD and said.place}
    unread = {reading.places[node.id].line for node in nodes(reading.report) if isinstance(node, Unread)}
    assert unread - told == set()
    assert [dropped for dropped in reading.dropped if not dropped.reason or dropped.place < Place(1, 1)] == []


@pytest.mark.parametrize("name", [*SAMPLES, "real"])
def test_what_was_not_read_is_told(name: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue("real_report") if name == "real" else SAMPLES[name]
    assert_told(pipeline.read(path))


@law
@given(st.lists(LINES, min_size=1, max_size=40).filter(lambda lines: not "".join(lines).isspace() and any(lines)))
def test_what_was_not_read_of_any_page_is_told(lines: list[str]) -> None:
    assert_told(read_page(Input("page.txt", BOM_UTF8 + "\n".join(lines).encode())))


@pytest.mark.parametrize("format", REFLOWING, ids=[format.name for format in REFLOWING])
@law
@given(reports(), st.booleans())
def test_what_does_not_come_back_was_told(format: Format, report: Report, spoilt: bool) -> None:
    given = spoil(report) if spoilt else report
    written = format.write(Edition(Reading(given), STYLE, WORLD))
    if format.read(Input(f"x{format.suffix}", written.data)).report != given:
        assert LOSSES[format.name]
        assert [said for said in written.diagnostics if said.code == Code.NOT_CARRIED and "picture" in said.message]


def spoil(report: Report) -> Report:
    """The report with pictures whose bytes are none."""
    content = tuple(_spoil(node) for node in report.content)
    return replace(report, content=content)


def _spoil(node: Division | Block) -> Division | Block:
    if isinstance(node, Division):
        return replace(node, content=tuple(_spoil(inner) for inner in node.content))
    return replace(node, image=b"none") if isinstance(node, Figure) else node


@law
@given(st.text("a \x01\x7f\ufffe", min_size=1, max_size=8))
def test_a_character_that_no_file_can_hold_is_told_to_whoever_writes(text: str) -> None:
    reading = Reading(Report(Metadata("T", "en"), (paragraph("p-1", text),)), {"p-1": Place(3, 2)})
    written = write(reading, "json")
    told = [said.place for said in written.diagnostics]
    assert told == [Place(3, 2)] * len(set(text) & set("\x01\x7f\ufffe"))
    format = named("json")
    assert format is not None
    (found,) = format.read(Input("x.json", written.data)).report.content
    assert found == paragraph("p-1", *filter(None, ["".join(c if c in "a " else "\ufffd" for c in text)]))
