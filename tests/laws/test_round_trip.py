"""Law 3: what a format writes, it reads back as the same report, with nothing lost and nothing made.

Every format that is both read and written is held to it: the real report, the samples in six languages, a report with
every kind of node, and reports made at random. What a format cannot hold stands in `LOSSES`; no reader makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import given

from converter import pipeline
from converter.diagnostics import Code, refuse
from converter.edition import Edition
from converter.environment import Environment
from converter.formats import Format, formats
from converter.model import Report
from converter.proof import failed, prove
from converter.reading import Reading
from converter.stylesheet import load
from converter.typeset.pages import Pages
from tests.samples import SAMPLES, every_node
from tests.strategies import law, reports

BOTH_WAYS = [format for format in formats().values() if format.reader and format.writer]
SOURCES = [*SAMPLES, "real"]


def _each(rows: Sequence[Format]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("format", rows, ids=[format.name for format in rows])


both_ways = _each(BOTH_WAYS)
reflowing = _each([format for format in BOTH_WAYS if format.name != "pdf"])
"""Without PDF, which is nothing but its pages."""


class Unset(Edition):
    """An edition whose pages cannot be set, as those of a random report: no face has all its characters."""

    @cached_property
    def pages(self) -> Pages:
        """None."""
        raise refuse(Code.CHARACTER_MISSING, "no face has all of these characters", "Use others.")


def assert_proved(reading: Reading, format: Format, kind: type[Edition] = Edition) -> None:
    """What is written of this reading says what it says; where it does not, the failure lists what differs."""
    world = Environment()
    data = format.write(kind(reading, load("un-report", world), world)).data
    file = Path(f"report{format.suffix}")
    assert list(map(str, failed(file, prove(reading.report, format, data, file.name)))) == []


@both_ways
@pytest.mark.parametrize("name", SOURCES)
def test_a_report_comes_back(name: str, format: Format, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue("real_report") if name == "real" else SAMPLES[name]
    assert_proved(pipeline.read(path), format)


@both_ways
def test_every_kind_of_node_comes_back(format: Format) -> None:
    assert_proved(Reading(every_node()), format)


@reflowing
@law
@given(reports())
def test_any_report_comes_back(format: Format, report: Report) -> None:
    assert_proved(Reading(report), format, Unset)


def test_the_four_formats_of_the_project_come_back() -> None:
    assert {format.name for format in BOTH_WAYS} >= {"tei", "epub", "docx", "json"}
