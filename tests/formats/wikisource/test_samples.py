"""The samples: what was written into them is what is read, in every language."""

from __future__ import annotations

from collections import Counter

import pytest

from converter.formats.wikisource.read import read
from converter.model import Box, Division, List, Paragraph, Report
from converter.reading import Reading
from converter.source import Input
from converter.walk import nodes
from tests.samples import SAMPLES

SHORT = ("en", "fr", "es", "ru", "ar")


def reading(tag: str) -> Reading:
    path = SAMPLES[tag]
    return read(Input(path.name, path.read_bytes()))


def numbers(report: Report) -> list[int | None]:
    return [node.label.value for node in nodes(report) if isinstance(node, Paragraph) and node.label]


def levels(report: Report) -> dict[int, int]:
    return Counter(node.level for node in nodes(report) if isinstance(node, Division))


@pytest.mark.parametrize("tag", SAMPLES)
def test_nothing_in_a_sample_is_odd(tag: str) -> None:
    found = reading(tag)
    assert found.diagnostics == ()
    assert found.report.metadata.language == tag
    about = found.report.metadata
    assert all((about.title, about.symbol, about.authors, about.organ, about.place, about.session, about.rights))
    assert about.date
    assert about.date.iso == "2031-06-04"
    assert about.series
    assert all((about.series.title, about.series.previous, about.series.next))


@pytest.mark.parametrize("tag", SHORT)
def test_the_short_samples_have_one_structure(tag: str) -> None:
    report = reading(tag).report
    assert numbers(report) == list(range(1, 25))
    assert levels(report) == {1: 2, 2: 3, 3: 9, 4: 4}
    assert [node.id for node in nodes(report) if isinstance(node, Box)] == ["box-1", "box-2", "box-3"]
    assert [node.id for node in nodes(report) if isinstance(node, List)] == ["par-15-list"]
    assert [note.label.printed for note in report.notes] == ["[1]", "[2]", "[3]", "[4]", "[5]"]


def test_the_long_sample_has_four_levels_six_boxes_and_ten_notes() -> None:
    report = reading("zh-Hant").report
    assert numbers(report) == list(range(1, 67))
    assert levels(report) == {1: 2, 2: 5, 3: 15, 4: 9}
    boxes = [node for node in nodes(report) if isinstance(node, Box)]
    assert {box.language for box in boxes} == {"zh-Hans"}
    assert [len(box.content) for box in boxes] == [1, 1, 1, 1, 2, 1]
    assert len(report.notes) == 10


def test_a_box_in_another_language_says_so() -> None:
    boxes = [node for node in nodes(reading("en").report) if isinstance(node, Box)]
    assert [box.language for box in boxes] == [None, None, "fr"]


def test_the_language_that_the_user_said_stands_above_the_evidence() -> None:
    path = SAMPLES["en"]
    report = read(Input(path.name, path.read_bytes(), "fr")).report
    assert report.metadata.language == "fr"
    assert [node.language for node in nodes(report) if isinstance(node, Box)] == ["en", "en", None]


def test_ids_come_from_structure_and_printed_values() -> None:
    places = reading("zh-Hant").places
    ids = [
        "div-2",
        "div-2-a",
        "div-2-a-3",
        "div-2-a-3-1",
        "par-44",
        "par-44-list",
        "par-44-b",
        "box-5-p-2",
        "note-10-p-1",
    ]
    assert [id for id in ids if id not in places] == []
    assert (places["div-2"].line, places["par-1"].column) == (52, 1)
