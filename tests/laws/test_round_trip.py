"""Law 3: what a format writes, it reads back as the same report, with nothing lost and nothing made.

Every format that is both read and written is held to it: the real report, the samples in six languages, a report with
every kind of node, and reports made at random. What a format cannot hold stands in `LOSSES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from converter import pipeline
from converter.edition import Edition
from converter.environment import Environment
from converter.formats import Format, formats
from converter.model import Report
from converter.proof import failed, prove
from converter.reading import Reading
from converter.stylesheet import load
from converter.typeset.compose import compose
from tests.printable import printable
from tests.samples import SAMPLES, every_node
from tests.strategies import law, reports

WORLD = Environment()
STYLE = load("un-report", WORLD)
BOTH_WAYS = [format for format in formats().values() if format.reader and format.writer]
SOURCES = [*SAMPLES, "real"]


def _each(rows: Sequence[Format]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("format", rows, ids=[format.name for format in rows])


both_ways = _each(BOTH_WAYS)
paged = _each([format for format in BOTH_WAYS if format.name == "pdf"])
reflowing = _each([format for format in BOTH_WAYS if format.name != "pdf"])


def assert_proved(edition: Edition, format: Format) -> None:
    """What is written of this edition says what it says; where it does not, the failure lists what differs."""
    data = format.write(edition).data
    file = Path(f"report{format.suffix}")
    assert list(map(str, failed(file, prove(edition.report, format, data, file.name)))) == []


def paged_edition(reading: Reading) -> Edition:
    return Edition(reading, STYLE, WORLD, composer=compose)


@both_ways
@pytest.mark.parametrize("name", SOURCES)
def test_a_report_comes_back(name: str, format: Format, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue("real_report") if name == "real" else SAMPLES[name]
    assert_proved(paged_edition(pipeline.read(path)), format)


@both_ways
def test_every_kind_of_node_comes_back(format: Format) -> None:
    assert_proved(paged_edition(Reading(every_node())), format)


@reflowing
@law
@given(reports())
def test_any_report_comes_back(format: Format, report: Report) -> None:
    assert_proved(Edition(Reading(report), STYLE, WORLD), format)


@paged
@settings(law, max_examples=20)
@given(reports())
def test_any_report_that_can_be_printed_comes_back_from_its_pages(format: Format, report: Report) -> None:
    assert_proved(paged_edition(Reading(printable(report))), format)
