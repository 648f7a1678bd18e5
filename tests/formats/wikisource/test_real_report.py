"""The real report: its 153 paragraphs, 57 headings, ten boxes and two notes, each in its place."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from converter.formats.wikisource.read import read
from converter.model import Box, Division, NoteRef, Paragraph, Report, Text
from converter.reading import Reading
from converter.source import Input
from converter.walk import calls, nodes


@pytest.fixture(scope="module")
def reading(real_report: Path) -> Reading:
    return read(Input(real_report.name, real_report.read_bytes()))


@pytest.fixture(scope="module")
def report(reading: Reading) -> Report:
    return reading.report


def numbered(report: Report) -> list[Paragraph]:
    return [node for node in nodes(report) if isinstance(node, Paragraph) and node.label]


def test_there_is_nothing_to_say(reading: Reading) -> None:
    assert reading.diagnostics == ()
    assert reading.encoding == "UTF-8"


def test_paragraphs_are_numbered_from_1_to_153_each_with_its_own_text(report: Report, real_report: Path) -> None:
    lines = [line for line in real_report.read_text("utf-8").split("\n") if re.match(r"\d+\.", line)]
    assert len(lines) == 153
    for number, (paragraph, line) in enumerate(zip(numbered(report), lines, strict=True), 1):
        assert paragraph.id == f"par-{number}"
        assert paragraph.label
        assert paragraph.label.printed == f"{number}."
        assert line == f"{number}." + "".join(
            inline.text if isinstance(inline, Text) else f"[{inline.note[5:]}]"
            for inline in paragraph.content
            if isinstance(inline, Text | NoteRef)
        )


def test_headings_stand_on_four_levels(report: Report) -> None:
    divisions = [node for node in nodes(report) if isinstance(node, Division)]
    assert Counter(division.level for division in divisions) == {1: 2, 2: 8, 3: 24, 4: 23}
    labels = [division.label.printed for division in divisions if division.label]
    assert labels == ["第一章", "第二章", *(f"{letter}." for letter in "ABCDEFGH")]
    thirds = Counter(division.heading for division in divisions if division.level == 3)
    assert list(thirds.values()) == [8, 8, 8]


def test_ten_simplified_boxes_stand_in_a_traditional_report(report: Report) -> None:
    assert report.metadata.language == "zh-Hant"
    boxes = [node for node in nodes(report) if isinstance(node, Box)]
    assert [box.id for box in boxes] == [f"box-{number}" for number in range(1, 11)]
    assert {box.language for box in boxes} == {"zh-Hans"}
    before = [previous.id for previous, node in _pairs(report) if isinstance(node, Box)]
    assert before == [
        "par-46", "box-1", "par-48", "par-108", "par-112", "par-124", "par-131", "par-132", "par-139", "par-149",
    ]  # fmt: skip


def _pairs(report: Report) -> list[tuple[Division | Paragraph | Box, Division | Paragraph | Box]]:
    row = [
        node
        for node in nodes(report)
        if isinstance(node, Division | Box) or (isinstance(node, Paragraph) and node.id.startswith("par-"))
    ]
    return list(pairwise(row))


def test_notes_are_called_where_they_stand(report: Report) -> None:
    assert [note.label.printed for note in report.notes] == ["[1]", "[2]"]
    calling = [
        node.id
        for node in nodes(report)
        if isinstance(node, Paragraph)
        for call in node.content
        if isinstance(call, NoteRef)
    ]
    assert calling == ["par-1", "par-81"]
    assert list(calls(report)) == ["note-1", "note-2"]


def test_metadata_has_its_fields(report: Report) -> None:
    about = report.metadata
    assert about.symbol == "A/78/1"
    assert about.date
    assert about.date.iso == "2023-07-07"
    assert len(about.authors) == 1
    assert all((about.title, about.organ, about.place, about.session, about.series))
    assert about.rights
    assert len(about.rights.statement) == 5
    assert about.rights.licence == "https://creativecommons.org/publicdomain/mark/1.0/"
    assert about.series
    assert [re.findall(r"\d{4}", title or "") for title in (about.series.previous, about.title, about.series.next)] == [
        ["2022"], ["2023"], ["2024"],
    ]  # fmt: skip
