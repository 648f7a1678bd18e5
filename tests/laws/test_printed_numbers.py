"""Law 2: a printed number is kept as printed, in every format; what is amiss in it is told, never mended."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter import pipeline
from converter.check import check
from converter.diagnostics import Code
from converter.edition import Edition
from converter.environment import Environment
from converter.formats import Format, formats, named
from converter.labels import read_label
from converter.model import Division, Label, Metadata, Note, Report
from converter.reading import Reading
from converter.source import Input, decode, table
from converter.stylesheet import load
from converter.walk import blocks, nodes
from tests.samples import SAMPLES, paragraph
from tests.strategies import law

WORLD = Environment()
STYLE = load("un-report", WORLD)
REFLOWING = [format for format in formats().values() if format.reader and format.writer and format.name != "pdf"]
AMISS = {Code.NUMBER_GAP, Code.NUMBER_REPEATED, Code.NUMBER_DISORDER, Code.NUMBER_IRREGULAR}


def labels(report: Report) -> Iterator[tuple[str, Label]]:
    """What was printed before each node, by its id; the marks of notes stand at their calls."""
    for node in nodes(report):
        label = getattr(node, "label", None)
        if isinstance(label, Label) and not isinstance(node, Note):
            yield node.id, label


@pytest.fixture(params=[*SAMPLES, "real"])
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES[request.param]
    return path


def test_every_label_stands_where_it_was_printed(source: Path) -> None:
    reading = pipeline.read(source, punctuation="keep")
    lines = dict(table(decode(Input(source.name, source.read_bytes())).text))
    found = list(labels(reading.report))
    assert len(found) > 20
    for id, label in found:
        place = reading.places[id]
        assert lines[place.line][place.column - 1 :].startswith(label.printed), id


def test_every_number_at_the_beginning_of_a_line_is_a_label(source: Path) -> None:
    report = pipeline.read(source).report
    printed = re.findall(r"^[0-9]{1,3}\.", source.read_text("utf-8-sig"), re.MULTILINE)
    kept = [label.printed for _, label in labels(report)]
    assert [number for number in printed if number not in kept] == []


NUMBERS = st.lists(st.integers(1, 12).map("{}.".format) | st.sampled_from(["3 bis.", "7 ter."]), min_size=1, max_size=9)


@law
@given(NUMBERS)
def test_numbers_are_read_as_printed_and_what_is_amiss_is_told(numbers: list[str]) -> None:
    page = "\n\n".join(["A report (2031)", *(f"{number} Some words of it, and more." for number in numbers)])
    reading = named_read("wikisource", page.encode())
    assert [label.printed for _, label in labels(reading.report)] == numbers
    told = {said.code for said in (*reading.diagnostics, *check(reading))} & AMISS
    values = [int(number.rstrip(".")) for number in numbers if number.rstrip(".").isdecimal()]
    assert bool(told) != (len(values) == len(numbers) and values == list(range(1, len(values) + 1)))


@pytest.mark.parametrize("format", REFLOWING, ids=[format.name for format in REFLOWING])
@law
@given(NUMBERS)
def test_numbers_come_back_as_printed(format: Format, numbers: list[str]) -> None:
    content = tuple(paragraph(f"par-{at}", "Words.", label=number) for at, number in enumerate(numbers, 1))
    report = Report(Metadata("A report", "en"), (Division("div-1", 1, (), content, read_label("I.")),))
    data = format.write(Edition(Reading(report), STYLE, WORLD)).data
    found = format.read(Input(f"x{format.suffix}", data)).report
    assert [label for _, label in labels(found)] == [label for _, label in labels(report)]
    assert len(list(blocks(found.content))) == len(numbers) + 1


def named_read(name: str, data: bytes) -> Reading:
    format = named(name)
    assert format is not None
    return format.read(Input("page.txt", BOM_UTF8 + data))
