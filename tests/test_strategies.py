"""What the random reports promise."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings

from converter.check import check
from converter.diagnostics import Code
from converter.model import Figure, Link, Node, Note, NoteRef, Report, Styled, Table
from converter.reading import Reading
from converter.walk import calls, inlines, lines, nodes
from tests.strategies import law, reports

BREACHES = {Code.ID_REPEATED, Code.REFERENCE_DANGLING, Code.NOTE_NOT_CALLED}


@law
@given(reports())
def test_a_random_report_breaks_no_law(report: Report) -> None:
    assert [str(found) for found in check(Reading(report)) if found.code in BREACHES] == []


@law
@given(reports())
def test_a_random_report_is_valid_by_the_schema(report: Report) -> None:
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


@law
@given(reports())
def test_notes_stand_in_the_order_of_their_first_call(report: Report) -> None:
    assert [note.id for note in report.notes] == list(dict.fromkeys(calls(report)))


@pytest.mark.parametrize("kind", [Figure, Table, Styled, Link])
def test_a_kind_can_be_left_out(kind: type[Node]) -> None:
    @settings(law, max_examples=15)
    @given(reports(without=(kind,)))
    def run(report: Report) -> None:
        every = [*nodes(report), *(inline for node in nodes(report) for inline in inlines(lines(node)))]
        assert not any(isinstance(each, kind) for each in every)

    run()


@law
@given(reports(without=(Note,)))
def test_without_notes_there_are_no_calls(report: Report) -> None:
    assert report.notes == ()
    assert not any(isinstance(inline, NoteRef) for node in nodes(report) for inline in inlines(lines(node)))
