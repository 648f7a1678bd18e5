"""Nothing is said if and only if two reports are equal; and what it costs to know."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from converter.model import Box, Division, Metadata, Report, Text
from converter.verify import differences
from tests.samples import paragraph
from tests.strategies import law, reports
from tests.verify.edits import at, both, fields, gone


@law
@given(reports())
def test_equal_reports_do_not_differ(report: Report) -> None:
    assert differences(report, msgspec.json.decode(msgspec.json.encode(report), type=Report)) == ()


@law
@given(reports(), reports())
def test_reports_that_are_not_equal_differ(one: Report, other: Report) -> None:
    assert bool(differences(one, other)) == (one != other)
    assert bool(differences(other, one)) == (one != other)


@law
@given(reports(), st.data())
def test_one_change_anywhere_is_found(report: Report, data: st.DataObject) -> None:
    assume(report.content)
    changed = _altered(report, data)
    assume(changed != report)
    found = differences(report, changed)
    assert found
    assert found == differences(report, changed)


def _altered(report: Report, data: st.DataObject) -> Report:
    """The report with one value of its JSON changed, one element taken out, doubled, or moved."""
    tree = msgspec.to_builtins(report)
    spots = list(_spots(tree))
    holder, key = data.draw(st.sampled_from(spots))
    value = holder[key]
    if isinstance(value, list):
        holder[key] = data.draw(st.sampled_from([value[1:], value[:-1], [*value, *value[:1]], value[::-1]]))
    elif isinstance(value, str):
        holder[key] = data.draw(st.sampled_from([value + "x", value[:-1], "x" + value, "par-1", "emphasis", "fr"]))
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = value + data.draw(st.sampled_from([1, -1]))
    else:
        del holder[key]
    try:
        return msgspec.convert(tree, Report)
    except msgspec.ValidationError:
        return report


def _spots(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every value in a tree, by what holds it and its key."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        if key != "type":
            yield tree, key
            yield from _spots(value)


def _long(times: int) -> Report:
    """A report of this many chapters, with 153 numbered paragraphs and 9 boxes in each."""
    chapters = []
    for chapter in range(times):
        words = [f"Chapter {chapter}, paragraph {n}: " + f"many words {n * 7} " * 12 for n in range(1, 154)]
        content: list[Any] = [paragraph(f"par-{chapter}-{n}", text, label=f"{n}.") for n, text in enumerate(words, 1)]
        for n in range(1, 10):
            inner = (paragraph(f"box-{chapter}-{n}-p-1", f"Boxed {chapter} {n}"),)
            content.insert(17 * n, Box(f"box-{chapter}-{n}", (), inner, language="fr"))
        chapters.append(Division(f"div-{chapter}", 1, (Text(f"Chapter {chapter}"),), tuple(content)))
    return Report(Metadata("Long", "en"), tuple(chapters))


def test_three_thousand_paragraphs_are_compared_in_a_moment() -> None:
    report = _long(20)
    found = both(at("par-7-81", gone), at("box-12-3", fields(language="es")))(report)
    start = time.process_time()
    said = [difference.message for difference in differences(report, found)]
    assert time.process_time() - start < 0.6
    assert said == [
        "paragraph 81. under heading “Chapter 7” is missing",
        "box 111 (after paragraph 49. under heading “Chapter 12”) has the language es, not fr",
    ]


def test_hostile_texts_are_compared_in_bounded_time() -> None:
    one, other = "a" * 200_000 + "b" * 60, "b" + "a" * 199_000 + "cb" * 60
    report = Report(Metadata("T", "en"), (paragraph("p-1", one),))
    start = time.process_time()
    assert len(differences(report, Report(report.metadata, (paragraph("p-1", other),)))) == 1
    assert time.process_time() - start < 2
