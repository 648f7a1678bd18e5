"""Law 1: each character of the source that is not white space stands in the report or among what was dropped.

A call of a note stands for its mark as printed. The mark of a note in its list is dropped, unless nothing calls the
note: then it is the note's label.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.diagnostics import Place
from converter.formats.wikisource.read import read
from converter.model import Box, Division, Inline, Item, Metadata, Note, NoteRef, Paragraph, Report, Text, Unread
from converter.reading import Reading
from converter.source import Input, decode, table
from converter.walk import Walked, calls, lines, nodes
from tests.samples import SAMPLES


@pytest.fixture(params=[*SAMPLES, "real"])
def source(request: pytest.FixtureRequest) -> Input:
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES[request.param]
    return Input(path.name, path.read_bytes())


def test_no_character_is_lost_and_none_is_made(source: Input) -> None:
    assert_covered(source)


def test_characters_keep_their_order_in_each_line(source: Input) -> None:
    reading = read(source)
    printed = dict(table(decode(source).text))
    stacked = {node.id for node in nodes(reading.report) if isinstance(node, Division) and node.label}
    found = pieces(reading, stacked)
    assert len(found) > 40
    for line, text in found.items():
        assert text == solid(printed[line])


def test_every_node_has_its_place_and_an_id_of_its_own(source: Input) -> None:
    reading = read(source)
    ids = [node.id for node in nodes(reading.report)]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(reading.places)


LINES = st.sampled_from([
    "", "", "\xa0", "A report (2031)", "A report (2030) Reports", "RLC/1/2", "Author: Somebody",
    "7 July 2031, Somewhere", "(at the first session of it)", "第一章", "導言", "編輯", "[edit]", "第二章 工作[編輯]",
    "[editar]1. One", "I. First", "A. Sub", "B.次", "1. One[1] of them.", "2.2030 was. [2] it", "3. 三[9]。",
    "47 bis. More.", "2.16億人", "1. Short", "(a) item;", "(i) inner", "(b) item.", "• bullet", "  (a) item",
    "  boxed text.", "Box 2: Title ", "  1. A note.", "  2. Another[1].", "    more of it", "  1. ↑ back", "↑", "Notes",
    "In the public domain.", "Public domainPublic domainfalsefalse", "[1]", "[[edit]]", "\u200e\u200f",
    "\u200e4. marked", "ctrl\x01\x02", "\ufeff", "\tTab", "\u3000\u3000全形", "分類:報告", "٣. نص", "أولا - مقدمة",
    "x" * 300,
])  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=40).filter(lambda lines: not "".join(lines).isspace() and any(lines)))
def test_any_mixture_of_lines_is_covered(lines: list[str]) -> None:
    assert_covered(Input("page.txt", BOM_UTF8 + "\n".join(lines).encode()))


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_any_text_is_covered(text: str) -> None:
    assert_covered(Input("page.txt", BOM_UTF8 + text.encode()))


def assert_covered(source: Input) -> None:
    reading = read(source)
    kept = Counter(solid("".join(kept_text(reading.report))))
    dropped = Counter(solid("".join(dropped.text for dropped in reading.dropped)))
    assert kept + dropped == Counter(solid(decode(source).text))


def solid(text: str) -> str:
    """The characters that are not white space."""
    return "".join(text.split())


def kept_text(report: Report) -> Iterator[str]:
    """What the report holds of the source."""
    yield from metadata_text(report.metadata)
    marks = {note.id: note.label.printed for note in report.notes}
    called = frozenset(calls(report))
    for node in nodes(report):
        if not (isinstance(node, Note) and node.id in called):
            yield own_text(node, marks)


def metadata_text(about: Metadata) -> Iterator[str]:
    """The values that were printed in the header and in the statement of rights."""
    printed = (about.title, about.subtitle, about.symbol, about.organ, about.place, about.session, about.publisher)
    yield from (value for value in (*printed, *about.authors) if value)
    yield about.date.printed if about.date else ""
    yield from about.rights.statement if about.rights else ()
    if about.series:
        yield from (value for value in (about.series.title, about.series.previous, about.series.next) if value)


def own_text(node: Walked, marks: dict[str, str]) -> str:
    """What a node holds itself: its label and its inlines."""
    label = node.label if isinstance(node, Division | Paragraph | Item | Box | Note) else None
    text = node.text if isinstance(node, Unread) else "".join(inline_text(inline, marks) for inline in lines(node))
    return (label.printed if label else "") + text


def inline_text(inline: Inline, marks: dict[str, str]) -> str:
    match inline:
        case Text(text):
            return text
        case NoteRef(note):
            return marks[note]
        case _:
            raise AssertionError(f"the reader makes no {inline}")


def pieces(reading: Reading, without: set[str]) -> dict[int, str]:
    """The text of each line that holds nodes, put together again from nodes and from what was dropped, by place.

    Lines of the nodes in `without` are left out: a label and its title may be stacked.
    """
    marks = {note.id: note.label.printed for note in reading.report.notes}
    own = [
        (reading.places[node.id], own_text(node, marks)) for node in nodes(reading.report) if not isinstance(node, Note)
    ]
    rows = {place.line for place, _ in own} - {reading.places[id].line for id in without}
    every: list[tuple[Place, str]] = [*own, *((dropped.place, dropped.text) for dropped in reading.dropped)]
    ordered = sorted(every, key=lambda piece: piece[0])
    by_line = groupby(ordered, key=lambda piece: piece[0].line)
    return {line: solid("".join(text for _, text in group)) for line, group in by_line if line in rows}
