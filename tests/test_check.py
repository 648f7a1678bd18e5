"""The laws of a report: what breaks them is told with code, words and place, and nothing that keeps them is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.check import check, label_order
from converter.diagnostics import Code, Diagnostic, Place, Refused
from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Date,
    Division,
    Inline,
    Label,
    Link,
    Metadata,
    Note,
    NoteRef,
    Quotation,
    Report,
    Series,
    Source,
    Styled,
    Text,
)
from converter.reading import Reading
from tests.samples import every_node, paragraph


def report(*content: Division | Block, notes: tuple[Note, ...] = ()) -> Report:
    return Report(Metadata("A report", "en"), content, notes)


def division(id: str, level: int, *content: Division | Block) -> Division:
    return Division(id, level, (Text(id),), content)


def numbered(*labels: str) -> tuple[Block, ...]:
    return tuple(paragraph(f"par-{index}", "words", label=label) for index, label in enumerate(labels, 1))


def said(found: Report | Reading) -> list[str]:
    reading = found if isinstance(found, Reading) else Reading(found)
    return [f"{diagnostic.code}: {diagnostic.message}" for diagnostic in check(reading)]


def order(*labels: str) -> list[str]:
    found = label_order((read_label(label), Place(line)) for line, label in enumerate(labels, 1))
    return [f"{each.place.line if each.place else '-'} {each.code}: {each.message}" for each in found]


# The order of printed numbers


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("", []),
        ("1. 2. 3.", []),
        ("1. 2. 2. 3.", ["3 number-repeated: 2. is repeated; it stands at line 2 too"]),
        ("1. 2. 5. 6.", ["3 number-gap: missing before 5.: 3 to 4"]),
        ("3. 4.", ["1 number-gap: missing before 3.: 1 to 2"]),
        ("1. 2. 5. 3. 4. 6.", ["3 number-disorder: 5. is out of order"]),
        ("1. 2. 3. 40. 5.", ["4 number-disorder: 40. is out of order", "5 number-gap: missing before 5.: 4"]),
        ("1. 2. 9. 3. 12.", [
            "3 number-disorder: 9. is out of order",
            "5 number-gap: missing before 12.: 4 to 8, 10 to 11",
        ]),
    ],
)  # fmt: skip
def test_one_wrong_number_is_told_once(labels: str, expected: list[str]) -> None:
    assert order(*labels.split()) == expected


def test_an_irregular_number_is_told_and_has_no_part_in_the_order() -> None:
    assert order("1.", "2.", "2 bis.", "3.") == ["3 number-irregular: 2 bis. is no plain number; kept as printed"]


def test_an_irregular_number_can_be_repeated() -> None:
    assert order("1.", "1 bis.", "1 bis.")[-1] == "3 number-repeated: 1 bis. stands here again"


def test_twenty_thousand_numbers_backwards_are_judged_at_once() -> None:
    backwards = [(read_label(f"{value}."), None) for value in range(20_000, 0, -1)]
    assert len(label_order(backwards)) == 19_999


# Reports


def test_a_sound_report_has_nothing_said_of_its_ids_references_notes_and_levels() -> None:
    assert said(every_node()) == [
        "heading-lone: the heading of div-1-a is the only one under the heading above it",
        "number-irregular: 3 bis. is no plain number; kept as printed",
        "number-gap: missing before 5.: 4",
    ]


def test_a_repeated_id_is_told() -> None:
    twice = report(paragraph("p-1", "one"), Box("p-1", (), (paragraph("p-2", "two"),)))
    assert said(twice) == ["id-repeated: the id p-1 is given twice"]


def test_a_call_and_a_link_that_lead_nowhere_are_told() -> None:
    lost = report(paragraph("p-1", NoteRef("note-9"), Link("#p-9", (Text("there"),)), Link("#p-1", (Text("here"),))))
    assert said(lost) == [
        "reference-dangling: p-1 refers to the note note-9, which is not in the report",
        "reference-dangling: p-1 refers to #p-9, which is not in the report",
    ]


def test_a_call_of_something_that_is_no_note_is_told() -> None:
    assert said(report(paragraph("p-1", NoteRef("p-1"))))[0].startswith(
        "reference-dangling: p-1 refers to the note p-1"
    )


def test_a_note_that_nothing_calls_is_told() -> None:
    note = Note("note-1", read_label("[1]"), (paragraph("note-1-p-1", "words"),))
    assert said(report(notes=(note,))) == ["note-not-called: note [1] is not called"]


def test_levels_that_skip_or_do_not_deepen_are_told() -> None:
    skipping = report(division("a", 1, division("b", 3), division("c", 1)), division("d", 2))
    assert said(skipping) == [
        "level-skipped: the heading of b is on level 3 under level 1",
        "level-skipped: the heading of c is on level 1 under level 1",
        "level-skipped: the heading of d is on level 2 under level 0",
    ]


def test_a_subheading_that_stands_alone_is_a_remark_but_a_lone_top_heading_is_none() -> None:
    assert said(report(division("a", 1, division("b", 2)))) == [
        "heading-lone: the heading of b is the only one under the heading above it"
    ]


def test_paragraph_numbers_run_through_divisions() -> None:
    one, two, four = numbered("1.", "2.", "4.")
    assert said(report(division("a", 1, one, two), division("b", 1, four))) == ["number-gap: missing before 4.: 3"]


def test_a_top_division_that_begins_with_one_begins_again() -> None:
    one, two, again = numbered("1.", "2.", "1.")
    assert said(report(division("a", 1, one, two), division("annex", 1, again))) == []


def test_each_way_of_counting_has_its_own_order() -> None:
    assert said(report(*numbered("i.", "ii.", "1.", "2."))) == []


def test_numbers_in_a_box_are_not_the_reports() -> None:
    one, boxed, two = numbered("1.", "1.", "2.")
    assert said(report(one, Box("box-1", (), (boxed,)), two)) == []


def test_what_the_reader_said_of_a_line_is_not_said_again() -> None:
    places = {"par-1": Place(1), "par-2": Place(7, 1)}
    reading = Reading(report(*numbered("1.", "3.")), places)
    assert said(reading) == ["number-gap: missing before 3.: 2"]
    assert said(reading.saying(Diagnostic(Code.NUMBER_GAP, "2 is missing", Place(7, 3)))) == []


def test_the_place_of_a_node_is_the_place_of_what_is_told() -> None:
    reading = Reading(report(division("a", 2)), {"a": Place(12, 3)})
    assert [diagnostic.place for diagnostic in check(reading)] == [Place(12, 3)]


# What no writer is given


def test_blocks_nested_too_deep_are_refused() -> None:
    block: Block = paragraph("p-1", "words")
    for depth in range(64):
        block = Quotation(f"quotation-{depth}", (block,))
    with pytest.raises(Refused, match=r"input-malformed\]: p-1 stands, or holds inlines, more than 64 deep"):
        check(Reading(report(block)))


def test_inlines_nested_too_deep_are_refused() -> None:
    inline: Inline = Text("words")
    for _ in range(100_000):
        inline = Styled("strong", (inline,))
    with pytest.raises(Refused, match="p-1 stands, or holds inlines, more than 64 deep"):
        check(Reading(report(paragraph("p-1", inline))))


def test_sixty_nested_blocks_are_not_too_deep() -> None:
    block: Block = paragraph("p-1", "words")
    for depth in range(60):
        block = Quotation(f"quotation-{depth}", (block,))
    assert said(report(block)) == []


@pytest.mark.parametrize("iso", ["2023-02-30", "2023-13", "0000", "yesterday", "20230707"])
def test_a_date_that_is_in_no_calendar_is_refused(iso: str) -> None:
    dated = replace(report(), metadata=Metadata("A report", "en", date=Date("then", iso)))
    with pytest.raises(Refused, match=f"the date {iso} is in no calendar"):
        check(Reading(dated))


@pytest.mark.parametrize("iso", ["2023-07-07", "2023-07", "2023", None])
def test_a_date_may_lack_its_day_its_month_or_be_unread(iso: str | None) -> None:
    assert said(replace(report(), metadata=Metadata("A report", "en", date=Date("then", iso)))) == []


# What no form can mend


def test_an_id_that_no_file_could_hold_is_told() -> None:
    found = [said for said in check(Reading(report(paragraph("par 1", "x")))) if said.code == Code.INPUT_MALFORMED]
    assert [str(said).splitlines()[0] for said in found] == [
        "error[input-malformed]: 'par 1' is no id that a file can hold"
    ]


def test_a_note_without_a_mark_is_told() -> None:
    note = Note("note-1", Label(" "), (paragraph("note-1-p", "x"),))
    reading = Reading(report(paragraph("par-1", NoteRef("note-1")), notes=(note,)), {"note-1": Place(4)})
    assert [str(said).splitlines()[0] for said in check(reading)] == [
        "4:1: error[input-malformed]: the note note-1 has no mark"
    ]


def test_a_language_that_is_none_and_neighbours_or_digests_of_nothing_are_told() -> None:
    about = Metadata("T", "in English", series=Series("", "Report 2030"), source=Source("", "ab" * 32))
    assert [said.message for said in check(Reading(Report(about, (paragraph("par-1", "x"),))))] == [
        "'in English' is no tag of a language", "the series has no title", "the source has no name",
    ]  # fmt: skip
