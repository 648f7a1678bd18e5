"""The laws of a report: ids, references, notes, levels, order of numbers. What is broken is told, never repaired."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from converter.diagnostics import Code, Diagnostic, Place, refuse
from converter.language import canonical
from converter.model import Block, Division, Inline, Label, Lang, Link, NoteRef, Paragraph, Report, Styled, Text
from converter.reading import Reading
from converter.walk import Walked, children, inlines, lines, nodes

DEEPEST = 64
"""How deep nodes and inlines may stand in one another: no walker of this project is given a deeper report."""

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}")
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

Labelled = tuple[Label, Place | None]
"""A printed label, and where it stands."""
_Leading = tuple[Walked, Link | NoteRef]
"""What leads somewhere, after the node whose line it stands in."""
_LEADING = (Link, NoteRef)
_MARKS = (Styled, Lang, Link)


def check(reading: Reading) -> tuple[Diagnostic, ...]:
    """What breaks a law in this reading, in the order of the laws; what the reader said itself is not said again.

    Linear but for the numbers, which cost n log n. Raises Refused (input-malformed) when nodes stand more than 64 deep
    or the date is in no calendar.
    """
    report, places = reading.report, reading.places
    bounded(report)
    _dated(report)
    every = tuple(nodes(report))
    marked = [(node, line) for node in every if not _is_plain(line := lines(node))]
    leading = [(node, each) for node, line in marked for each in inlines(line) if isinstance(each, _LEADING)]
    found = (
        *_named(report),
        *_ids(every, places),
        *_references(report, every, leading, places),
        *_marked(report, places),
        *_notes(report, leading, places),
        *_levels(report.content, 0, places),
        *_numbers(report, places),
    )
    said = {_where(diagnostic) for diagnostic in reading.diagnostics}
    return tuple(diagnostic for diagnostic in found if diagnostic.place is None or _where(diagnostic) not in said)


def _is_plain(line: Sequence[Inline]) -> bool:
    """Whether there is nothing but one text in a line, as there is in nearly all."""
    return not line or (len(line) == 1 and isinstance(line[0], Text))


def _where(diagnostic: Diagnostic) -> tuple[Code, int]:
    """Code and line: a reader may know a column that the place of a node does not have."""
    return diagnostic.code, diagnostic.place.line if diagnostic.place else 0


def label_order(labels: Iterable[Labelled]) -> tuple[Diagnostic, ...]:
    """What is wrong in one run of printed numbers: gaps, repeats, disorder, irregular numbers; in document order.

    The longest run of rising numbers is taken to be right, so that one wrong number is one diagnostic, not a hundred.
    A label with a suffix (`47 bis.`) or without a value is irregular and has no part in the order.
    """
    run = tuple(labels)
    if _is_plain_count(run):
        return ()
    counted = [index for index, (label, _) in enumerate(run) if label.value is not None and not label.suffix]
    values = [run[index][0].value or 0 for index in counted]
    rising = frozenset(counted[at] for at in _rising(values))
    found = [*_irregular(run), *_out_of_order(run, counted, rising), *_gaps(run, counted, rising)]
    return tuple(diagnostic for _, diagnostic in sorted(found, key=lambda pair: pair[0]))


def _is_plain_count(run: Sequence[Labelled]) -> bool:
    """Whether the labels count 1, 2, 3 and so on, as they nearly always do: then there is nothing to tell."""
    return all(label.value == value and not label.suffix for value, (label, _) in enumerate(run, 1))


def _rising(values: Sequence[int]) -> list[int]:
    """The indices of the longest strictly rising run of values; of equal ones the first. Patience sorting, n log n."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        at = bisect_left(tops, value)
        before.append(ends[at - 1] if at else None)
        if at == len(tops):
            tops.append(value)
            ends.append(index)
        elif tops[at] != value:
            tops[at], ends[at] = value, index
    run: list[int] = []
    end = ends[-1] if ends else None
    while end is not None:
        run.append(end)
        end = before[end]
    return run[::-1]


_Found = Iterator[tuple[int, Diagnostic]]


def _irregular(run: Sequence[Labelled]) -> _Found:
    seen: set[tuple[int | None, str]] = set()
    for index, (label, place) in enumerate(run):
        if label.value is not None and not label.suffix:
            continue
        key = (label.value, label.suffix or label.printed)
        repeated = key in seen
        seen.add(key)
        if repeated:
            yield index, Diagnostic(Code.NUMBER_REPEATED, f"{label.printed} stands here again", place)
        else:
            yield (
                index,
                Diagnostic(Code.NUMBER_IRREGULAR, f"{label.printed} is no plain number; kept as printed", place),
            )


def _out_of_order(run: Sequence[Labelled], counted: Iterable[int], rising: frozenset[int]) -> _Found:
    """The numbers outside the rising run: repeated when the number stands elsewhere too, else out of order."""
    kept = {run[index][0].value: run[index] for index in rising}
    for index in counted:
        label, place = run[index]
        if index in rising:
            continue
        if label.value in kept:
            other = kept[label.value][1]
            where = f"; it stands at line {other.line} too" if other else ""
            yield index, Diagnostic(Code.NUMBER_REPEATED, f"{label.printed} is repeated{where}", place)
        else:
            kept[label.value] = run[index]
            yield index, Diagnostic(Code.NUMBER_DISORDER, f"{label.printed} is out of order", place)


def _gaps(run: Sequence[Labelled], counted: Iterable[int], rising: Iterable[int]) -> _Found:
    """The numbers that stand nowhere, told at the next number of the rising run; beyond its end nothing is missed."""
    kept = {run[index][0].value: index for index in rising}
    missing: list[str] = []
    for low, high in pairwise(sorted({0, *(run[index][0].value or 0 for index in counted)})):
        if high - low > 1:
            missing.append(f"{low + 1}" if high - low == 2 else f"{low + 1} to {high - 1}")
        if high in kept and missing:
            label, place = run[kept[high]]
            message = f"missing before {label.printed}: {', '.join(missing)}"
            yield kept[high], Diagnostic(Code.NUMBER_GAP, message, place)
            missing = []


def _numbers(report: Report, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """The order of the numbered paragraphs, for each way of counting (1. 2. 3., i. ii. iii.) by itself."""
    for run in _runs(report):
        schemes = dict.fromkeys(paragraph.label.scheme for paragraph in run if paragraph.label)
        for scheme in schemes:
            yield from label_order(
                (paragraph.label, places.get(paragraph.id))
                for paragraph in run
                if paragraph.label and paragraph.label.scheme == scheme
            )


def _runs(report: Report) -> Iterator[list[Paragraph]]:
    """The numbered paragraphs in the run of the report; a top division that begins with 1 begins a run of its own."""
    run: list[Paragraph] = []
    for node in report.content:
        numbered = list(_numbered((node,)))
        if run and isinstance(node, Division) and numbered and numbered[0].label and numbered[0].label.value == 1:
            yield run
            run = []
        run += numbered
    yield run


def _numbered(content: Iterable[Division | Block]) -> Iterator[Paragraph]:
    """Numbered paragraphs that stand in divisions themselves: boxes, quotations and cells count for themselves."""
    for node in content:
        if isinstance(node, Division):
            yield from _numbered(node.content)
        elif isinstance(node, Paragraph) and node.label:
            yield node


def bounded(report: Report) -> None:
    """Raises Refused (input-malformed) when nodes or inlines stand in one another more than DEEPEST deep."""
    layer: list[Walked] = [*report.content, *report.notes]
    marks: list[tuple[str, Styled | Lang | Link]] = []
    for _ in range(DEEPEST - 1):
        marks = [(id, each) for id, mark in marks for each in mark.content if isinstance(each, _MARKS)]
        marks += [(node.id, each) for node in layer for each in lines(node) if isinstance(each, _MARKS)]
        layer = [below for node in layer for below in children(node)]
    deeper = [below.id for node in layer for below in children(node)]
    deeper += [node.id for node in layer if lines(node)] + [id for id, mark in marks if mark.content]
    if deeper:
        raise refuse(
            Code.INPUT_MALFORMED,
            f"{deeper[0]} stands, or holds inlines, more than {DEEPEST} deep",
            "Lift it out of the nodes around it.",
        )


def _dated(report: Report) -> None:
    """The date, if it was read, is a day, a month or a year of the calendar."""
    iso = report.metadata.date.iso if report.metadata.date else None
    if iso is not None and not _in_calendar(iso):
        raise refuse(
            Code.INPUT_MALFORMED, f"the date {iso} is in no calendar", "Write it as 2023-07-07, 2023-07 or 2023."
        )


def _in_calendar(iso: str) -> bool:
    try:
        date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])
    except ValueError:
        return False
    return _ISO.fullmatch(iso) is not None


def _named(report: Report) -> Iterator[Diagnostic]:
    """The language of the text, the title of a series and the name of a source: who has one of them has to say it."""
    metadata = report.metadata
    if canonical(metadata.language) is None:
        message = f"{metadata.language!r} is no tag of a language"
        yield Diagnostic(Code.LANGUAGE_UNKNOWN, message, hint="Give one such as zh-Hant, en or ar.")
    if metadata.series and not metadata.series.title:
        yield Diagnostic(Code.INPUT_MALFORMED, "the series has no title", hint="Say what it is called.")
    if metadata.source and not metadata.source.name:
        yield Diagnostic(Code.INPUT_MALFORMED, "the source has no name", hint="Say what the file is called.")


def _ids(every: Sequence[Walked], places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    repeated = _repeated(every)
    for node in every:
        if _ID.fullmatch(node.id) is None:
            message, hint = (
                f"{node.id!r} is no id that a file can hold",
                "Use letters, digits, - and _.",
            )
            yield Diagnostic(Code.INPUT_MALFORMED, message, places.get(node.id), hint)
        if node.id in seen:
            yield Diagnostic(
                Code.ID_REPEATED, f"the id {node.id} is given twice", places.get(node.id), "Give each node its own id."
            )
        if node.id in repeated:
            seen.add(node.id)


def _repeated(every: Sequence[Walked]) -> frozenset[str]:
    """The ids that are given more than once; found in order, since a set of all ids of a long report would be large."""
    ids = sorted([node.id for node in every])
    return frozenset(one for one, following in pairwise(ids) if one == following)


def _references(
    report: Report, every: Sequence[Walked], leading: Sequence[_Leading], places: Mapping[str, Place]
) -> Iterator[Diagnostic]:
    """Calls that no note answers, and links to ids that no node has."""
    targets = {each.target[1:] for _, each in leading if isinstance(each, Link)}
    ids = {node.id for node in every if node.id in targets}  # few, where all ids of a long report would be many
    notes = {note.id for note in report.notes}
    for node, each in leading:
        if isinstance(each, NoteRef) and each.note not in notes:
            yield _dangling(f"the note {each.note}", node, places)
        elif isinstance(each, Link) and each.target.startswith("#") and each.target[1:] not in ids:
            yield _dangling(each.target, node, places)


def _dangling(target: str, node: Walked, places: Mapping[str, Place]) -> Diagnostic:
    return Diagnostic(
        Code.REFERENCE_DANGLING,
        f"{node.id} refers to {target}, which is not in the report",
        places.get(node.id),
        "Add what it refers to, or take the reference out.",
    )


def _marked(report: Report, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """Notes by whose mark nobody could call them."""
    for note in report.notes:
        if not note.label.printed.strip():
            message = f"the note {note.id} has no mark"
            yield Diagnostic(Code.INPUT_MALFORMED, message, places.get(note.id), "Give it one, such as [1].")


def _notes(report: Report, leading: Sequence[_Leading], places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    called = {each.note for _, each in leading if isinstance(each, NoteRef)}
    for note in report.notes:
        if note.id not in called:
            yield Diagnostic(Code.NOTE_NOT_CALLED, f"note {note.label.printed} is not called", places.get(note.id))


def _levels(content: Iterable[Division | Block], above: int, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """Headings that skip a level or do not go deeper than the heading above them; a subheading that stands alone."""
    divisions = [node for node in content if isinstance(node, Division)]
    for division in divisions:
        if division.level != above + 1:
            message = f"the heading of {division.id} is on level {division.level} under level {above}"
            yield Diagnostic(Code.LEVEL_SKIPPED, message, places.get(division.id))
        if above and len(divisions) == 1:
            message = f"the heading of {division.id} is the only one under the heading above it"
            yield Diagnostic(Code.HEADING_LONE, message, places.get(division.id))
        yield from _levels(division.content, division.level, places)
